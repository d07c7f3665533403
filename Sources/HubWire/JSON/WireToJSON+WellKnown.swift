extension WireToJSON {
    /// Writes one of protobuf's own messages in its special form.
    mutating func wellKnown(_ type: WellKnownType, _ table: MessageTable) throws(WireError) {
        switch type {
        case .timestamp:
            let (seconds, nanos) = try time()
            guard let text = TimeText.timestamp(seconds: seconds, nanos: nanos) else {
                throw WireError(.outOfRange)
            }
            output.quoted(text.utf8)
        case .duration:
            let (seconds, nanos) = try time()
            guard let text = TimeText.duration(seconds: seconds, nanos: nanos) else {
                throw WireError(.outOfRange)
            }
            output.quoted(text.utf8)
        case .wrapper: try wrapper(table)
        case .fieldMask: try fieldMask()
        case .structure: try structure(table)
        case .listValue: try listValue(table)
        case .value: try anyValue(table)
        case .any: try packedMessage()
        }
    }

    private mutating func time() throws(WireError) -> (seconds: Int64, nanos: Int32) {
        var seconds: Int64 = 0
        var nanos: Int32 = 0
        while let tag = try reader.nextTag() {
            switch tag {
            case 1 << 3: seconds = try reader.int64()
            case 2 << 3: nanos = try reader.int32()
            default: try reader.skip(tag)
            }
        }
        return (seconds, nanos)
    }

    private mutating func wrapper(_ table: MessageTable) throws(WireError) {
        guard let field = table.field(number: 1) else { throw WireError(.wrongJSONType) }
        var isAbsent = true
        while let tag = try reader.nextTag() {
            if tag == 1 << 3 | field.kind.wireType {
                try value(field.kind)
                isAbsent = false
            } else {
                try reader.skip(tag)
            }
        }
        guard isAbsent else { return }
        switch field.kind {
        case .bool: output.raw("false")
        case .string, .bytes: output.raw("\"\"")
        case .int64, .uint64: output.raw("\"0\"")
        default: output.raw("0")
        }
    }

    private mutating func fieldMask() throws(WireError) {
        var text: [UInt8] = []
        var isFirst = true
        while let tag = try reader.nextTag() {
            guard tag == 1 << 3 | 2 else {
                try reader.skip(tag)
                continue
            }
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            text += try Self.capitalised(try reader.string())
        }
        output.string(String(decoding: text, as: UTF8.self))
    }

    /// `post_code` → `postCode`; a name that would not come back is refused.
    private static func capitalised(_ path: String) throws(WireError) -> [UInt8] {
        var name: [UInt8] = []
        var raise = false
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_") where raise:
                throw WireError(.malformedText)
            case UInt8(ascii: "_"):
                raise = true
            case UInt8(ascii: "a")...UInt8(ascii: "z") where raise:
                name.append(byte & ~0x20)
                raise = false
            case _ where raise:
                throw WireError(.malformedText)
            default:
                name.append(byte)
            }
        }
        guard !raise else { throw WireError(.malformedText) }
        return name
    }

    private mutating func structure(_ table: MessageTable) throws(WireError) {
        guard case .map(_, let kind)? = table.field(number: 1)?.kind else {
            throw WireError(.wrongJSONType)
        }
        output.open("{")
        while let tag = try reader.nextTag() {
            guard tag == 1 << 3 | 2 else {
                try reader.skip(tag)
                continue
            }
            let outer = try reader.enter()
            _ = try reader.nextTag()
            output.key(try reader.string())
            _ = try reader.nextTag()
            try value(kind)
            reader.leave(outer)
        }
        output.close("}")
    }

    private mutating func listValue(_ table: MessageTable) throws(WireError) {
        guard let field = table.field(number: 1) else { throw WireError(.wrongJSONType) }
        output.open("[")
        while let tag = try reader.nextTag() {
            guard tag == 1 << 3 | 2 else {
                try reader.skip(tag)
                continue
            }
            output.element()
            try value(field.kind)
        }
        output.close("]")
    }

    private mutating func anyValue(_ table: MessageTable) throws(WireError) {
        var isAbsent = true
        while let tag = try reader.nextTag() {
            guard isAbsent, let field = table.field(number: tag >> 3),
                tag & 7 == field.kind.wireType
            else {
                try reader.skip(tag)
                continue
            }
            isAbsent = false
            if case .double = field.kind {
                // JSON has no other numbers, and a word would come back as a string.
                var ahead = reader.fork()
                guard try ahead.double().isFinite else { throw WireError(.outOfRange) }
            }
            try value(field.kind)
        }
        guard !isAbsent else { throw WireError(.malformedText) }
    }

    /// Writes the message inside a `google.protobuf.Any`.
    private mutating func packedMessage() throws(WireError) {
        var url = ""
        var bytes: [UInt8] = []
        while let tag = try reader.nextTag() {
            switch tag {
            case 1 << 3 | 2: url = try reader.string()
            case 2 << 3 | 2: bytes = try reader.bytesValue()
            default: try reader.skip(tag)
            }
        }
        output.open("{")
        if url.isEmpty, bytes.isEmpty {
            output.close("}")
            return
        }
        guard let type = options.type(of: url) else { throw WireError(.unknownField) }
        output.key("@type")
        output.string(url)
        // The bytes come from elsewhere: only what the writer made of them is in order.
        let ordered = try type.canonical(bytes)
        var inner = WireToJSON(ordered.span, options, isForgiving: isForgiving)
        inner.output = output
        try inner.reader.inherit(from: reader)
        if WellKnownType(type.name) == nil {
            try inner.fields(type.wireTable)
        } else {
            inner.output.key("value")
            try inner.message(type.wireTable)
        }
        output = inner.output
        output.close("}")
    }
}

extension WireMessage {
    /// Decodes bytes and encodes them again.
    static func canonical(_ bytes: [UInt8]) throws(WireError) -> [UInt8] {
        try Self(decoding: bytes).encoded()
    }
}
