/// Turns the bytes that a message encodes to into JSON, guided by the message's table.
///
/// It relies on what the writer guarantees: each field's values stand together, singular fields and
/// the parts of a map entry once. Unknown fields have no JSON and are left out.
struct WireToJSON: ~Escapable {
    var reader: WireReader
    var output: JSONWriter
    let options: JSONOptions
    /// Whether a value without canonical form is shown as the plain message that it is.
    let isForgiving: Bool

    /// A conversion of `bytes`.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ options: JSONOptions, isForgiving: Bool) {
        reader = WireReader(bytes)
        output = JSONWriter(isPretty: options.isPretty)
        self.options = options
        self.isForgiving = isForgiving
    }

    /// Converts a message up to the reader's end.
    mutating func message(_ table: MessageTable) throws(WireError) {
        guard let known = WellKnownType(table.name) else {
            output.open("{")
            try fields(table)
            output.close("}")
            return
        }
        let start = reader.position
        let before = output
        do throws(WireError) {
            try wellKnown(known, table)
        } catch {
            guard isForgiving else { throw error }
            reader.position = start
            output = before
            output.open("{")
            try fields(table)
            output.close("}")
        }
    }

    /// Writes the members of an object, without its braces.
    mutating func fields(_ table: MessageTable) throws(WireError) {
        var open: FieldTable?
        while let tag = try reader.nextTag() {
            guard let field = table.field(number: tag >> 3), field.accepts(tag) else {
                try reader.skip(tag)
                continue
            }
            if let before = open, before.number != field.number {
                output.close(before.cardinality == .map ? "}" : "]")
                open = nil
            }
            switch field.cardinality {
            case .implicit, .explicit:
                output.key(field.jsonName)
                try value(field.kind)
            case .repeated, .packed, .map:
                if open == nil {
                    output.key(field.jsonName)
                    output.open(field.cardinality == .map ? "{" : "[")
                    open = field
                }
                try elements(field, tag)
            }
        }
        if let open { output.close(open.cardinality == .map ? "}" : "]") }
    }

    /// Writes what one field of a list or map holds.
    private mutating func elements(_ field: FieldTable, _ tag: UInt32) throws(WireError) {
        if case .map(let keyKind, let valueKind) = field.kind {
            try entry(keyKind, valueKind)
        } else if tag & 7 == field.kind.wireType {
            output.element()
            try value(field.kind)
        } else {
            let outer = try reader.enter()
            while reader.position < reader.end {
                output.element()
                try value(field.kind)
            }
            reader.leave(outer)
        }
    }

    /// Writes a key with its value.
    private mutating func entry(_ keyKind: FieldKind, _ valueKind: FieldKind) throws(WireError) {
        let outer = try reader.enter()
        _ = try reader.nextTag()
        output.key(try keyText(keyKind))
        _ = try reader.nextTag()
        try value(valueKind)
        reader.leave(outer)
    }

    private mutating func keyText(_ kind: FieldKind) throws(WireError) -> String {
        switch kind {
        case .string: try reader.string()
        case .bool: try reader.bool() ? "true" : "false"
        default: try integerText(kind)
        }
    }

    /// Writes one value, at which the reader stands.
    mutating func value(_ kind: FieldKind) throws(WireError) {
        switch kind {
        case .message(let type):
            let outer = try reader.enter()
            try message(type.wireTable)
            reader.leave(outer)
        case .enumeration(let type):
            let number = try reader.int32()
            if type.wireTable.name == WellKnownType.nullValueName {
                output.raw("null")
            } else if let name = type.wireTable.name(of: number) {
                output.string(name)
            } else {
                output.raw(String(number))
            }
        case .string: output.string(try reader.string())
        case .bytes: output.quoted(Base64.encode(try reader.bytesValue()))
        case .bool: output.raw(try reader.bool() ? "true" : "false")
        case .double:
            let value = try reader.double()
            floating(value.description, isFinite: value.isFinite)
        case .float:
            let value = try reader.float()
            floating(value.description, isFinite: value.isFinite)
        case .int64, .uint64, .sint64, .fixed64, .sfixed64:
            output.quoted(try integerText(kind).utf8)
        default:
            output.raw(try integerText(kind))
        }
    }

    /// Writes Swift's shortest text that reads back as the same number.
    private mutating func floating(_ text: String, isFinite: Bool) {
        switch text {
        case "inf": output.quoted("Infinity".utf8)
        case "-inf": output.quoted("-Infinity".utf8)
        case _ where !isFinite: output.quoted("NaN".utf8)
        // Many readers take "-0" for an integer, which has no sign then.
        case _ where text.hasSuffix(".0") && text != "-0.0": output.raw(String(text.dropLast(2)))
        default: output.raw(text)
        }
    }

    private mutating func integerText(_ kind: FieldKind) throws(WireError) -> String {
        switch kind {
        case .int32: String(try reader.int32())
        case .int64: String(try reader.int64())
        case .uint32: String(try reader.uint32())
        case .uint64: String(try reader.uint64())
        case .sint32: String(try reader.sint32())
        case .sint64: String(try reader.sint64())
        case .fixed32: String(try reader.fixed32())
        case .fixed64: String(try reader.fixed64())
        case .sfixed32: String(try reader.sfixed32())
        case .sfixed64: String(try reader.sfixed64())
        default: throw WireError(.wrongJSONType)
        }
    }
}

extension FieldTable {
    /// Whether a tag of this number announces a value of the field, packed or not.
    fileprivate func accepts(_ tag: UInt32) -> Bool {
        let isList = cardinality == .repeated || cardinality == .packed
        return tag & 7 == kind.wireType || isList && tag & 7 == 2
    }
}
