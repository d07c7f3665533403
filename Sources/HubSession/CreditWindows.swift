import HubWire

/// What this side may still send, as the peer granted it.
///
/// A message starts only while the window is above zero and may take it below: no message is ever
/// split, and a receiver that grants anything at all makes progress possible.
package struct SendWindow: Hashable, Sendable {
    /// Bytes of credit; at or below zero nothing may start.
    package private(set) var credit: Int64

    /// A window with this much credit.
    package init(credit: Int) { self.credit = Int64(credit) }

    /// Whether a message may start.
    package var isOpen: Bool { credit > 0 }

    /// Takes the cost of a message whose payload has this size.
    package mutating func charge(payloadBytes: Int) {
        credit -= Int64(payloadBytes + WireLimits.frameHeadBytes)
    }

    /// Adds what the peer grants.
    ///
    /// - Parameter grant: The number of a CREDIT frame.
    /// - Throws: `Breach` for 0 and for a sum above the ceiling.
    package mutating func add(_ grant: UInt32) throws(Breach) {
        guard grant > 0 else { throw Breach(.creditZero, "CREDIT of 0") }
        let sum = credit + Int64(grant)
        guard sum <= WireLimits.creditCeiling else {
            throw Breach(.creditTooHigh, "credit of \(sum) is above \(WireLimits.creditCeiling)")
        }
        credit = sum
    }

    /// Raises the window after the peer announced more than the floor that it began with.
    ///
    /// - Parameter bytes: What was announced above the floor.
    /// - Throws: `Breach` for a sum above the ceiling.
    package mutating func raise(by bytes: Int) throws(Breach) {
        guard bytes > 0 else { return }
        try add(UInt32(clamping: bytes))
    }

    /// The credit that a peer announces, never below the floor.
    ///
    /// - Parameters:
    ///   - announced: The number in its HELLO, 0 for the floor.
    ///   - floor: What holds before.
    /// - Returns: The larger of both.
    /// - Throws: `Breach` above the ceiling.
    package static func announced(_ announced: UInt32, floor: Int) throws(Breach) -> Int {
        guard announced <= WireLimits.creditCeiling else {
            throw Breach(.creditTooHigh, "\(announced) bytes of credit were announced")
        }
        return max(floor, Int(announced))
    }
}

/// What the peer may still send, as this side granted it.
package struct ReceiveWindow: Hashable, Sendable {
    /// What the peer may still send; below zero after a message that overdrew it.
    package private(set) var credit: Int64
    private let size: Int64
    private var released: Int64 = 0

    /// A window that starts with, and comes back to, this much credit.
    package init(size: Int) {
        self.size = Int64(size)
        credit = Int64(size)
    }

    /// Whether the peer may start a message.
    package var isOpen: Bool { credit > 0 }

    /// Takes the cost of a message whose payload has this size.
    package mutating func charge(payloadBytes: Int) {
        credit -= Int64(payloadBytes + WireLimits.frameHeadBytes)
    }

    /// Gives back the cost of a message that was used up.
    ///
    /// - Parameter payloadBytes: The size of the message's payload.
    /// - Returns: What to grant now; `nil` while less than half of the window was used.
    package mutating func release(payloadBytes: Int) -> UInt32? {
        note(payloadBytes: payloadBytes)
        return due()
    }

    /// Remembers the cost of a message that was used up, to be given back later.
    ///
    /// - Parameter payloadBytes: The size of the message's payload.
    mutating func note(payloadBytes: Int) {
        released += Int64(payloadBytes + WireLimits.frameHeadBytes)
    }

    /// Gives back what is due.
    ///
    /// - Returns: What to grant now; `nil` while less than half of the window was used.
    mutating func due() -> UInt32? {
        guard released * 2 >= size else { return nil }
        let grant = released
        released = 0
        credit += grant
        return UInt32(clamping: grant)
    }
}
