import HubWire

extension CallHeader {
    /// Reads the header of a call by the strict rules.
    ///
    /// Hints, the fields from 100 on, never refuse a call: where one of them is twice there, or not
    /// what it should be, all are dropped.
    ///
    /// - Parameter bytes: What came.
    /// - Returns: The header.
    /// - Throws: The fault with the field's text name.
    static func read(_ bytes: Span<UInt8>) throws(Fault) -> CallHeader {
        do throws(WireError) {
            do throws(WireError) {
                return try CallHeader(decoding: bytes, rules: .strictHeader)
            } catch {
                guard isAboutHints(error) else { throw error }
                return try CallHeader(decoding: try withoutHints(bytes), rules: .strictHeader)
            }
        } catch {
            throw Fault.header(error)
        }
    }

    private static func isAboutHints(_ error: WireError) -> Bool {
        guard error.code == .repeatedField || error.code == .invalidUTF8 else { return false }
        let field = wireTable.fields.first { field in
            field.name.utf8.elementsEqual(error.path.utf8)
        }
        return field.map { $0.number >= WireRules.firstIgnorableNumber } ?? false
    }

    private static func withoutHints(_ bytes: Span<UInt8>) throws(WireError) -> [UInt8] {
        var reader = WireReader(bytes)
        var kept = UnknownFields()
        while let tag = try reader.nextTag() {
            if tag >> 3 < WireRules.firstIgnorableNumber {
                try reader.unknown(tag, into: &kept)
            } else {
                try reader.skip(tag)
            }
        }
        return kept.bytes
    }
}
