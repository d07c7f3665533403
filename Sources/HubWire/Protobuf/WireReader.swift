/// A cursor over the bytes of one message, which it cannot outlive.
///
/// Generated code asks for one tag after the other and then for the value that the tag announces.
/// Nested messages are read by the same cursor with a nearer end, so that reading allocates nothing
/// but the strings, byte strings and arrays of the message. Every length is compared with what is
/// left before anything is allocated for it.
///
/// No error is built with a path here: the cursor remembers where the last tag began, and
/// `FieldPath` walks the bytes a second time after a failure.
public struct WireReader: ~Escapable {
    /// Levels of nesting that are read: messages, groups and map entries.
    public static let depthMax = 100
    /// Nested messages that are read under a strict rule.
    ///
    /// Two bytes on the wire may become a struct
    /// of some hundred bytes, so that a request's size alone does not bound its memory.
    public static let strictMessagesMax = 65_536

    let bytes: Span<UInt8>
    /// How unknown things are treated.
    public let rules: WireRules
    var position: Int
    var end: Int
    var fieldStart: Int
    /// Where the first field begins whose text holds what no text of a request may.
    ///
    /// It is told after everything else was found right, as the order of checks says.
    var forbiddenStart: Int?
    private var depthLeft: Int
    private var messagesLeft: Int

    /// A cursor at the start of `bytes`.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, rules: WireRules = .lenient) {
        self.bytes = bytes
        self.rules = rules
        position = 0
        end = bytes.count
        fieldStart = 0
        depthLeft = Self.depthMax
        messagesLeft = rules == .lenient ? Int.max : Self.strictMessagesMax
    }

    /// The next tag of the message that is being read: `number << 3 | wireType`.
    ///
    /// - Returns: The tag, or nil at the message's end.
    /// - Throws: `truncated`, `malformedVarint` or `malformedTag`.
    public mutating func nextTag() throws(WireError) -> UInt32? {
        guard position < end else { return nil }
        fieldStart = position
        return try tag()
    }

    /// Reads a tag and checks it.
    mutating func tag() throws(WireError) -> UInt32 {
        let raw = try varint()
        // A field number has 29 bits: a larger one does not fit into 32 bits together with its
        // wire type.
        guard let tag = UInt32(exactly: raw), tag >> 3 != 0, tag & 7 <= 5 else {
            throw WireError(.malformedTag)
        }
        // Groups are a thing of old stored records: nobody sends them to this hub.
        if rules != .lenient, tag & 7 == 3 || tag & 7 == 4 { throw WireError(.malformedTag) }
        return tag
    }

    /// Refuses a singular field, or a second member of a oneof, under a strict rule.
    ///
    /// - Parameters:
    ///   - bit: The field's bit.
    ///   - seen: The bits of the fields that were read before.
    /// - Throws: `repeatedField`.
    @inline(__always)
    public func once(_ bit: UInt64, _ seen: inout UInt64) throws(WireError) {
        guard rules != .lenient else { return }
        guard seen & bit == 0 else { throw WireError(.repeatedField) }
        seen |= bit
    }

    /// Begins the nested message at the cursor: reads its length and moves the end.
    ///
    /// - Returns: The end to restore with `leave`.
    /// - Throws: `tooDeep`, `tooLarge`, `truncated` or `malformedVarint`.
    public mutating func enter() throws(WireError) -> Int {
        guard depthLeft > 0 else { throw WireError(.tooDeep) }
        guard messagesLeft > 0 else { throw WireError(.tooLarge) }
        let length = try length()
        let outer = end
        depthLeft &-= 1
        messagesLeft &-= 1
        end = position &+ length
        return outer
    }

    /// Ends the nested message that `enter` began and that was read to its end.
    public mutating func leave(_ outer: Int) {
        depthLeft &+= 1
        end = outer
    }

    /// Takes one level of nesting for a group.
    mutating func descend() throws(WireError) {
        guard depthLeft > 0 else { throw WireError(.tooDeep) }
        depthLeft &-= 1
    }

    /// Gives the level back.
    mutating func ascend() { depthLeft &+= 1 }

    /// A cursor at the same place, for looking ahead.
    @_lifetime(copy self)
    func fork() -> WireReader { copy self }

    /// Takes over the depth of the reader around this one.
    mutating func inherit(from outer: borrowing WireReader) throws(WireError) {
        guard outer.depthLeft > 0 else { throw WireError(.tooDeep) }
        depthLeft = outer.depthLeft &- 1
    }

    /// Refuses a message, read to its end, for the first text that holds what no text may.
    ///
    /// - Throws: `forbiddenCharacter`.
    public mutating func requireAllowedText() throws(WireError) {
        guard let start = forbiddenStart else { return }
        fieldStart = start
        throw WireError(.forbiddenCharacter)
    }

    /// Reads a length and compares it with what is left.
    mutating func length() throws(WireError) -> Int {
        let raw = try varint()
        guard raw <= UInt64(end &- position) else { throw WireError(.truncated) }
        return Int(truncatingIfNeeded: raw)
    }
}
