extension WireReader {
    /// Treats a field that the message does not have as the rules say.
    ///
    /// - Parameters:
    ///   - tag: The field's tag, which was read last.
    ///   - fields: Where it is kept under the lenient rule.
    /// - Throws: `unknownField` under a strict rule, or an error in the field's own bytes.
    public mutating func unknown(
        _ tag: UInt32,
        into fields: inout UnknownFields
    ) throws(WireError) {
        switch rules {
        case .lenient:
            let start = fieldStart
            try skip(tag)
            fields.append(bytes.extracting(start..<position))
        case .strictHeader where tag >> 3 >= WireRules.firstIgnorableNumber:
            try skip(tag)
        case .strict, .strictHeader:
            throw WireError(.unknownField)
        }
    }

    /// Moves behind the value that `tag` announces.
    ///
    /// - Parameter tag: The tag, which was read last.
    /// - Throws: An error in the value's bytes.
    public mutating func skip(_ tag: UInt32) throws(WireError) {
        switch tag & 7 {
        case 0:
            _ = try varint()
        case 1:
            try skipBytes(8)
        case 2:
            position &+= try length()
        case 3:
            try skipGroup(tag)
        case 5:
            try skipBytes(4)
        default:
            throw WireError(.malformedTag)
        }
    }

    private mutating func skipBytes(_ count: Int) throws(WireError) {
        guard end &- position >= count else { throw WireError(.truncated) }
        position &+= count
    }

    /// Moves behind the end of the group that `tag` begins.
    private mutating func skipGroup(_ tag: UInt32) throws(WireError) {
        try descend()
        let endTag = tag & ~7 | 4
        while true {
            let inner = try self.tag()
            if inner == endTag { break }
            try skip(inner)
        }
        ascend()
    }
}
