import HubSystem
import HubWire

/// What is known of a call that has not been given back to its caller.
struct CallRecord {
    /// Whether the call could change something; a dry run cannot.
    let isChange: Bool
    /// Its RESULT, once it is there.
    var status: Status?
    /// Whether the caller's time was up and CANCEL was sent: until when the RESULT is awaited.
    var graceEnd: Moment?
    private var messages: [[UInt8]] = []
    private var taken = 0

    init(isChange: Bool) { self.isChange = isChange }

    /// Keeps a message until the caller takes it; bounded by the stream's credit.
    mutating func append(_ message: [UInt8]) { messages.append(message) }

    /// The oldest message that nobody has taken.
    mutating func takeMessage() -> [UInt8]? {
        guard taken < messages.count else { return nil }
        let message = messages[taken]
        messages[taken] = []
        taken += 1
        if taken == messages.count {
            messages.removeAll(keepingCapacity: true)
            taken = 0
        }
        return message
    }
}

/// The next thing that a call brought.
enum CallStep: Sendable {
    /// A message of the answer; its credit is given back already.
    case message([UInt8])
    /// The call's end.
    case result(Status)
}
