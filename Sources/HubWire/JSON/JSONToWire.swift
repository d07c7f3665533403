/// Turns JSON into the bytes of a message, guided by the message's table.
///
/// No code is generated for JSON: it is never on the hot path, and one function for all messages is
/// smaller and easier to trust than two for each. The bytes are then decoded as any others.
struct JSONToWire: ~Escapable {
    var reader: JSONReader
    let options: JSONOptions
    /// The way from the root to the value that is being read.
    var path: [Step] = []

    /// A part of a path.
    enum Step {
        case name(String)
        case index(Int)
    }

    /// A conversion of `text`.
    @_lifetime(copy text)
    init(_ text: Span<UInt8>, _ options: JSONOptions) {
        reader = JSONReader(text)
        self.options = options
    }

    /// Converts the whole text.
    ///
    /// - Parameter table: The outermost message.
    /// - Returns: The message's bytes.
    /// - Throws: What is wrong, with the path of the field.
    mutating func convert(_ table: MessageTable) throws(WireError) -> [UInt8] {
        guard reader.text.count <= JSONLimits.bytesMax else { throw WireError(.tooLarge) }
        var writer = WireWriter()
        do throws(WireError) {
            try message(table, to: &writer)
            try reader.finish()
        } catch {
            var located = error
            located.path = Self.text(of: path)
            throw located
        }
        return writer.finish()
    }

    private static func text(of path: [Step]) -> String {
        var text = ""
        for step in path {
            switch step {
            case .name(let name): text += text.isEmpty ? name : "." + name
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }

    /// Reads a message, without its length.
    mutating func message(
        _ table: MessageTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        if let known = WellKnownType(table.name) {
            try wellKnown(known, table, to: &writer)
        } else {
            try fields(table, isInsideAny: false, to: &writer)
        }
    }

    /// Reads an object whose names are fields.
    mutating func fields(
        _ table: MessageTable,
        isInsideAny: Bool,
        to writer: inout WireWriter
    ) throws(WireError) {
        var seen: Set<UInt32> = []
        var seenOneofs: Set<Int> = []
        try reader.open(.object)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            if isInsideAny, key.utf8.elementsEqual("@type".utf8) {
                try reader.skipValue()
                continue
            }
            guard let field = table.field(key: key) else {
                guard options.ignoresUnknownNames else {
                    path.append(.name(key.isPlain ? key : "?"))
                    throw WireError(.unknownField)
                }
                try reader.skipValue()
                continue
            }
            path.append(.name(field.name))
            guard seen.insert(field.number).inserted else { throw WireError(.repeatedField) }
            if try reader.peek() == .null, !field.kind.hasNull(field.cardinality) {
                // A null stands for an absent field, also for an absent member of a oneof.
                try reader.null()
            } else {
                if let oneof = field.oneof, !seenOneofs.insert(oneof).inserted {
                    throw WireError(.repeatedField)
                }
                try value(of: field, to: &writer)
            }
            path.removeLast()
        }
    }

    private mutating func value(
        of field: FieldTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        switch field.cardinality {
        case .implicit, .explicit:
            try tagged(field.number, field.kind, to: &writer)
        case .repeated, .packed:
            try reader.open(.array)
            var isFirst = true
            var index = 0
            while try reader.nextElement(&isFirst) {
                path.append(.index(index))
                try tagged(field.number, field.kind, to: &writer)
                path.removeLast()
                index += 1
            }
        case .map:
            try map(field, to: &writer)
        }
    }

    /// Reads an object whose names are the keys of a map.
    private mutating func map(
        _ field: FieldTable,
        to writer: inout WireWriter
    ) throws(WireError) {
        guard case .map(let keyKind, let valueKind) = field.kind else { return }
        try reader.open(.object)
        var isFirst = true
        var seen: Set<[UInt8]> = []
        while let key = try reader.nextKey(&isFirst) {
            var keyWriter = WireWriter()
            try mapKey(key, keyKind, to: &keyWriter)
            let keyBytes = keyWriter.finish()
            // "1" and "1.0" are one key: its bytes decide.
            guard seen.insert(keyBytes).inserted else { throw WireError(.repeatedField) }
            let mark = writer.count
            writer.tag(field.number << 3 | 2)
            let start = writer.beginNested()
            writer.append(keyBytes)
            if try tagged(2, valueKind, to: &writer) {
                writer.endNested(start)
            } else {
                writer.truncate(to: mark)
            }
        }
    }

    private mutating func mapKey(
        _ key: String,
        _ kind: FieldKind,
        to writer: inout WireWriter
    ) throws(WireError) {
        let text = [UInt8](key.utf8)
        writer.tag(1 << 3 | kind.wireType)
        switch kind {
        case .string:
            writer.string(key)
        case .bool:
            switch key {
            case "true": writer.varint(1)
            case "false": writer.varint(0)
            default: throw WireError(.malformedText)
            }
        default:
            guard DecimalText.isNumber(text) else { throw WireError(.malformedText) }
            try integer(text, kind, to: &writer)
        }
    }

    /// Reads a value and writes it behind its tag.
    ///
    /// - Returns: False when it was the name of an enum value that is to be ignored.
    @discardableResult
    mutating func tagged(
        _ number: UInt32,
        _ kind: FieldKind,
        to writer: inout WireWriter
    ) throws(WireError) -> Bool {
        if case .enumeration(let type) = kind {
            guard let value = try enumeration(type) else { return false }
            writer.int32(number << 3, value)
            return true
        }
        writer.tag(number << 3 | kind.wireType)
        if case .message(let type) = kind {
            let start = writer.beginNested()
            try message(type.wireTable, to: &writer)
            writer.endNested(start)
        } else {
            try scalar(kind, to: &writer)
        }
        return true
    }

    /// Reads an enum: a name of the schema, or a number.
    private mutating func enumeration(
        _ type: any WireEnum.Type
    ) throws(WireError) -> Int32? {
        if type.wireTable.name == WellKnownType.nullValueName, try reader.peek() == .null {
            try reader.null()
            return 0
        }
        guard try reader.peek() == .string else {
            guard try reader.peek() == .number else { throw WireError(.wrongJSONType) }
            return try DecimalText.integer(try reader.number())
        }
        if let number = type.wireTable.number(of: try reader.string()) { return number }
        guard options.ignoresUnknownNames else { throw WireError(.unknownEnumValue) }
        return nil
    }
}

extension FieldKind {
    /// Whether a null is a value of the field, rather than its absence.
    fileprivate func hasNull(_ cardinality: FieldTable.Cardinality) -> Bool {
        guard cardinality == .implicit || cardinality == .explicit else { return false }
        return switch self {
        case .message(let type): type.name == WellKnownType.value.rawValue
        case .enumeration(let type): type.wireTable.name == WellKnownType.nullValueName
        default: false
        }
    }
}

extension MessageTable {
    /// The field that a name of JSON stands for: its JSON name or its name in the schema.
    fileprivate func field(key: String) -> FieldTable? {
        fields.first {
            $0.jsonName.utf8.elementsEqual(key.utf8) || $0.name.utf8.elementsEqual(key.utf8)
        }
    }
}

extension String {
    /// Whether it may stand in a message for people: short, visible ASCII.
    fileprivate var isPlain: Bool {
        utf8.count <= 64 && utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
