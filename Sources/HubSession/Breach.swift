/// A rule of the frames that a peer broke.
package struct Breach: Error, Hashable, Sendable {
    /// Which rule.
    package let rule: Rule
    /// For people; names both numbers where sizes matter.
    package let message: String

    /// The rule, with what was seen in words.
    package init(_ rule: Rule, _ message: String) {
        self.rule = rule
        self.message = message
    }

    /// A length that no frame can have.
    static let tooShort = Breach(.lengthTooSmall, "a frame's length is below 8")

    /// The rules a peer can break, with their stable reasons.
    package enum Rule: String, Sendable, CaseIterable {
        /// The length field is below 8.
        case lengthTooSmall = "WIRE-0101"
        /// The payload is larger than the type, or the receiver, allows.
        case frameTooLarge = "WIRE-0102"
        /// The two reserved bytes are not 0.
        case reservedNotZero = "WIRE-0103"
        /// A flag other than END.
        case unknownFlag = "WIRE-0104"
        /// END where it has no meaning.
        case endNotAllowed = "WIRE-0105"
        /// A type below 128 that is not known.
        case unknownType = "WIRE-0106"
        /// A frame that this side never sends.
        case wrongDirection = "WIRE-0107"
        /// Stream 0 where a stream belongs, or a stream where 0 belongs.
        case wrongStream = "WIRE-0108"
        /// A payload of another size than the only one.
        case wrongSize = "WIRE-0109"
        /// A CALL whose stream is not last + 1.
        case streamIdGap = "WIRE-0201"
        /// A frame for a stream that was never opened.
        case streamNotOpened = "WIRE-0203"
        /// A message or an end after the end.
        case afterEnd = "WIRE-0205"
        /// A CALL after the client's own GOAWAY.
        case callAfterLeaving = "WIRE-0207"
        /// A MESSAGE without credit of its stream.
        case noStreamCredit = "WIRE-0301"
        /// A MESSAGE without credit of the connection.
        case noConnectionCredit = "WIRE-0302"
        /// A CREDIT of 0.
        case creditZero = "WIRE-0304"
        /// Credit whose sum is above 2³¹ − 1.
        case creditTooHigh = "WIRE-0306"
        /// Something came before HELLO.
        case helloMissing = "WIRE-0401"
        /// HELLO came again.
        case helloTwice = "WIRE-0402"
        /// HELLO is not a `Hello` message.
        case helloUnreadable = "WIRE-0403"
        /// GOAWAY is not a `GoAway` message.
        case goAwayUnreadable = "WIRE-0405"
        /// A PONG that answers no PING, or with other bytes.
        case unaskedPong = "WIRE-0503"
    }
}
