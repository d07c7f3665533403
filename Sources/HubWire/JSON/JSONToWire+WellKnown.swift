extension JSONToWire {
    /// Reads one of protobuf's own messages by its special form.
    mutating func wellKnown(
        _ type: WellKnownType,
        _ table: MessageTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        switch type {
        case .timestamp:
            let (seconds, nanos) = try TimeText.readTimestamp(try reader.string())
            writer.int64(1 << 3, seconds)
            writer.int32(2 << 3, nanos)
        case .duration:
            let (seconds, nanos) = try TimeText.readDuration(try reader.string())
            writer.int64(1 << 3, seconds)
            writer.int32(2 << 3, nanos)
        case .wrapper:
            guard let field = table.field(number: 1) else { throw WireError(.wrongJSONType) }
            try tagged(1, field.kind, to: &writer)
        case .fieldMask:
            try fieldMask(to: &writer)
        case .structure:
            try structure(table, to: &writer)
        case .listValue:
            guard let field = table.field(number: 1) else { throw WireError(.wrongJSONType) }
            try reader.open(.array)
            var isFirst = true
            while try reader.nextElement(&isFirst) { try tagged(1, field.kind, to: &writer) }
        case .value:
            try anyValue(table, to: &writer)
        case .any:
            try packedMessage(to: &writer)
        }
    }

    /// Reads `"userName,address.postCode"`; names in JSON are those of the schema with capitals.
    private mutating func fieldMask(to writer: inout WireWriter) throws(WireError) {
        let text = [UInt8](try reader.string().utf8)
        guard !text.isEmpty else { return }
        for path in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            var name: [UInt8] = []
            for byte in path {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    name += [UInt8(ascii: "_"), byte | 0x20]
                case UInt8(ascii: "_"):
                    throw WireError(.malformedText)
                default:
                    name.append(byte)
                }
            }
            writer.tag(1 << 3 | 2)
            writer.bytesValue(name)
        }
    }

    private mutating func structure(
        _ table: MessageTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        guard case .map(_, let kind)? = table.field(number: 1)?.kind else {
            throw WireError(.wrongJSONType)
        }
        try reader.open(.object)
        var isFirst = true
        var seen: Set<[UInt8]> = []
        while let key = try reader.nextKey(&isFirst) {
            guard seen.insert([UInt8](key.utf8)).inserted else { throw WireError(.repeatedField) }
            writer.tag(1 << 3 | 2)
            let start = writer.beginNested()
            writer.string(1 << 3 | 2, key)
            try tagged(2, kind, to: &writer)
            writer.endNested(start)
        }
    }

    /// Reads any JSON value.
    private mutating func anyValue(
        _ table: MessageTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        let number: UInt32 =
            switch try reader.peek() {
            case .null: 1
            case .number: 2
            case .string: 3
            case .bool: 4
            case .object: 5
            case .array: 6
            }
        guard let field = table.field(number: number) else { throw WireError(.wrongJSONType) }
        if number == 3 {
            writer.string(3 << 3 | 2, try reader.string())
        } else {
            try tagged(number, field.kind, to: &writer)
        }
    }

    /// Reads an object with the URL of its type under `@type`, which may stand anywhere in it.
    private mutating func packedMessage(to writer: inout WireWriter) throws(WireError) {
        _ = try reader.peek()
        let start = reader.position
        guard let url = try typeURL() else { return }
        guard let type = options.type(of: url) else {
            path.append(.name("@type"))
            throw WireError(.unknownField)
        }
        reader.rewind(to: start)
        var inner = WireWriter()
        if WellKnownType(type.name) == nil {
            try fields(type.wireTable, isInsideAny: true, to: &inner)
        } else {
            try specialValue(type.wireTable, to: &inner)
        }
        // Nobody decodes these bytes on the way: what JSON states but binary leaves out goes here.
        let value = try type.canonical(inner.finish())
        writer.string(1 << 3 | 2, url)
        if !value.isEmpty { writer.bytesValue(2 << 3 | 2, value) }
    }

    /// Looks for `@type`.
    ///
    /// - Returns: Its value, or nil when the object is empty.
    private mutating func typeURL() throws(WireError) -> String? {
        var url: String?
        var isEmpty = true
        try reader.open(.object)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            isEmpty = false
            if key.utf8.elementsEqual("@type".utf8) {
                guard url == nil else { throw WireError(.repeatedField) }
                url = try reader.string()
            } else {
                try reader.skipValue()
            }
        }
        guard url != nil || isEmpty else { throw WireError(.malformedText) }
        return url
    }

    /// Reads `{"@type": …, "value": …}`.
    private mutating func specialValue(
        _ table: MessageTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        var isMissing = true
        try reader.open(.object)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            switch key {
            case "@type":
                try reader.skipValue()
            case "value" where isMissing:
                isMissing = false
                try message(table, to: &writer)
            default:
                throw WireError(.unknownField)
            }
        }
        guard !isMissing else { throw WireError(.malformedText) }
    }
}
