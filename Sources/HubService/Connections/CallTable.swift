import HubStore
import HubSystem
import HubWire

/// A call that has no RESULT yet.
struct OpenCall {
    let id: UInt32
    let context: CallContext
    var stage = Stage.waiting

    /// How far a call is.
    enum Stage {
        /// For its request.
        case waiting
        /// For the client's END, having its one request.
        case complete([UInt8])
        /// For more of the client's stream.
        case taking(any EncodedIntake, RequestDigest)
        /// For another thread, which looks after the deadline and keeps so much of the request.
        case running(CancelFlag, keeps: Int)
        /// For another thread, which reads the next piece of a stream and looks after the deadline.
        case reading(OpenStream, CancelFlag)
        /// For the client to take what was read of a stream.
        case sending(OpenStream)
    }

    /// Whether the loop looks after the deadline.
    var isWatched: Bool { flag == nil }

    /// What tells the other thread that nobody waits any more; `nil` while none is at work.
    var flag: CancelFlag? {
        switch stage {
        case .running(let flag, _), .reading(_, let flag): flag
        case .waiting, .complete, .taking, .sending: nil
        }
    }

    /// Bytes of the request that the call keeps.
    var keptBytes: Int {
        switch stage {
        case .complete(let request): request.count
        case .taking(let intake, _): intake.keptBytes
        case .reading(let stream, _), .sending(let stream): stream.request.count
        case .running(_, let bytes): bytes
        case .waiting: 0
        }
    }
}

/// A stream of answers on its way to the client.
struct OpenStream {
    let request: [UInt8]
    /// Messages that wait for credit or room, the next one last.
    var items: [[UInt8]] = []
    /// Where the next piece begins; `nil` when the last one was read.
    var next: StreamCursor?
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

    /// Hands a message to the intake of a call.
    ///
    /// Nobody else holds the intake meanwhile: else all that it keeps would be copied with every
    /// message.
    ///
    /// - Parameters:
    ///   - bytes: The message.
    ///   - id: The call.
    /// - Returns: Whether the call takes a stream in.
    /// - Throws: What the intake has against the message; the call is to be ended then.
    mutating func receive(_ bytes: Span<UInt8>, on id: UInt32) throws(Fault) -> Bool {
        guard let index = open.lastIndex(where: { $0.id == id }),
            case .taking(var intake, var digest) = open[index].stage
        else { return false }
        open[index].stage = .waiting
        try intake.receive(bytes)
        digest.add(bytes)
        open[index].stage = .taking(intake, digest)
        return true
    }

    /// All of them, the one opened first first.
    var all: [OpenCall] { open }

    /// When the first of those that the loop looks after is out of time.
    var nextDeadline: Moment? {
        var next: Moment?
        for call in open where call.isWatched {
            next = min(next ?? call.context.deadline, call.context.deadline)
        }
        return next
    }

    /// Calls that the loop looks after and that are out of time.
    func expired(at now: Moment) -> [UInt32] {
        open.filter { $0.isWatched && $0.context.deadline <= now }.map(\.id)
    }

    /// Bytes of requests that are kept, of all calls.
    var keptRequestBytes: Int { open.reduce(0) { $0 + $1.keptBytes } }

    /// Bytes of answers that were read and are not in the output yet, of all calls.
    var unsentBytes: Int {
        open.reduce(0) { sum, call in
            guard case .sending(let stream) = call.stage else { return sum }
            return stream.items.reduce(sum) { $0 + $1.count }
        }
    }

    /// Calls whose answers wait for the client.
    var sending: [UInt32] {
        open.compactMap { if case .sending = $0.stage { $0.id } else { nil } }
    }

    /// Ends all calls; those that run elsewhere are told.
    mutating func removeAll() {
        for call in open { call.flag?.cancel() }
        open = []
    }
}
