import HubSystem
import HubWire

/// A call that has no RESULT yet.
struct OpenCall {
    let id: UInt32
    let context: CallContext
    /// The one request message, kept until the client's END comes in a frame of its own.
    var request: [UInt8]?
    /// Whether the handler has been started.
    var isRunning = false
}

/// The calls of one connection that have no RESULT yet; bounded by the streams a client may open.
struct CallTable {
    private var open: [OpenCall] = []

    subscript(id: UInt32) -> OpenCall? {
        get { open.last { $0.id == id } }
        set {
            let index = open.lastIndex { $0.id == id }
            switch (index, newValue) {
            case (let index?, let call?): open[index] = call
            case (let index?, nil): open.remove(at: index)
            case (nil, let call?): open.append(call)
            case (nil, nil): break
            }
        }
    }

    /// When the first of them is out of time.
    var nextDeadline: Moment? {
        var next: Moment?
        for call in open { next = min(next ?? call.context.deadline, call.context.deadline) }
        return next
    }

    /// Calls that are out of time.
    func expired(at now: Moment) -> [UInt32] {
        open.filter { $0.context.deadline <= now }.map(\.id)
    }

    mutating func removeAll() { open = [] }
}
