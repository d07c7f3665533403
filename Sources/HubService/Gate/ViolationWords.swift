import HubWire

/// What a violation says of a fault in the header or of the strict scan: the stable word for the
/// rule, and what would be right.
struct ViolationWords: Equatable {
    /// The word, of the table in wire.md.
    let rule: String
    /// What would be right, for people.
    let expected: String

    /// Words of one's own.
    init(_ rule: String, _ expected: String) {
        self.rule = rule
        self.expected = expected
    }

    /// A header field that is not as the method, or its own form, asks for.
    ///
    /// - Parameter reason: What is wrong with it.
    init(header reason: Reason) {
        switch reason {
        case .methodMissing:
            self.init("required", "a full name such as workforcehub.v1.IdentityService/Ping")
        case .keyRequired:
            self.init("required", "a UUID of version 7, one for each intended change")
        case .keyOfAnotherForm:
            self.init("not_a_key", "36 characters, lower case, version 7")
        case .keyTooOld: self.init("too_old", "a key of the last 6 days")
        case .keyFromTheFuture:
            self.init("in_the_future", "a key at most an hour ahead of the hub's clock")
        case .timeNotValid: self.init("not_a_time", "a time between the years 1 and 9999")
        case .aheadOfNow: self.init("ahead_of_now", "a revision or time up to now")
        default: self.init("not_allowed", "the field left out")
        }
    }

    /// A field that the strict scan refused.
    ///
    /// - Parameter error: The scan's finding.
    init(scan error: WireError) {
        switch error.code {
        case .unknownField:
            self.init("unknown_field", "fields of this hub's schema; it may be older")
        case .wrongWireType:
            self.init("wrong_wire_type", "the wire type of the field in this hub's schema")
        case .repeatedField:
            self.init("repeated_field", "the field, one of the choice, or the map key, once")
        case .unknownEnumValue:
            self.init("unknown_value", "a value of the enum in this hub's schema")
        case .outOfRange: self.init("out_of_range", "a number that the field's type can hold")
        case .invalidUTF8: self.init("malformed", "text in UTF-8")
        case .forbiddenCharacter:
            self.init("text_character", "text without control characters")
        case .tooDeep:
            self.init("malformed", "at most \(WireReader.depthMax) messages inside each other")
        case .tooLarge:
            self.init("malformed", "at most \(WireReader.strictMessagesMax) nested messages")
        default: self.init("malformed", "a whole field, not longer than its message")
        }
    }
}
