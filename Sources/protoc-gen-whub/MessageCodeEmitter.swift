/// Writes the two functions of a message that read and write its fields.
struct MessageCodeEmitter {
    let model: MessageModel
    let access: String

    /// Writes both.
    func write(to text: inout SourceText) {
        text.line()
        writeWrite(to: &text)
        text.line()
        writeMerge(to: &text)
    }

    private func writeWrite(to text: inout SourceText) {
        text.line("/// Writes all fields by ascending number, the unknown ones last.")
        text.block("\(access)func write(to writer: inout WireWriter)") { text in
            for field in model.fields {
                text.line(writeStatement(field))
            }
            text.line("writer.unknown(unknownFields)")
        }
    }

    private func writeStatement(_ field: Field) -> String {
        let type = field.type
        let name = "self.\(field.member)"
        if let oneof = model.oneof(of: field) {
            return "if case .\(field.member)(let value)? = self.\(oneof.member) "
                + "{ writer.\(type.method)(\(field.tag), value) }"
        }
        switch field.cardinality {
        case .implicit:
            return "if \(type.isSet(name)) { writer.\(type.method)(\(field.tag), \(name)) }"
        case .explicit:
            return "if let value = \(name) { writer.\(type.method)(\(field.tag), value) }"
        case .repeated:
            return "writer.repeated(\(field.tag), \(name), \(type.codec).self)"
        case .packed:
            return "writer.packed(\(field.packedTag), \(name), \(type.codec).self)"
        case .map:
            let key = field.key?.codec ?? ""
            return "writer.map(\(field.tag), \(name), \(key).self, \(type.codec).self)"
        }
    }

    private func writeMerge(to text: inout SourceText) {
        text.line("/// Reads fields up to the reader's end over those that are there already.")
        text.block(
            "\(access)mutating func merge(from reader: inout WireReader) throws(WireError)"
        ) { text in
            let bits = model.bits
            for word in Set(bits.values.map { $0 / 64 }).sorted() {
                text.line("var \(Self.seen(word)): UInt64 = 0")
            }
            text.block("while let tag = try reader.nextTag()") { text in
                guard !model.fields.isEmpty else {
                    text.line("try reader.unknown(tag, into: &unknownFields)")
                    return
                }
                text.flat("switch tag") { text in
                    for field in model.fields {
                        writeCases(field, bits[field.number], to: &text)
                    }
                    text.line("default:")
                    text.indented { $0.line("try reader.unknown(tag, into: &unknownFields)") }
                }
            }
        }
    }

    private static func seen(_ word: Int) -> String { word == 0 ? "seen" : "seen\(word)" }

    private func writeCases(_ field: Field, _ bit: Int?, to text: inout SourceText) {
        text.line("case \(field.tag):")
        text.indented { text in
            if let bit {
                text.line("try reader.once(1 << \(bit % 64), &\(Self.seen(bit / 64)))")
            }
            for line in readStatements(field) { text.line(line) }
        }
        let isArray = field.cardinality == .repeated || field.cardinality == .packed
        guard isArray, field.type.isPackable else { return }
        // Readers accept both forms, whichever the schema asks writers for.
        text.line("case \(field.packedTag):")
        text.indented { text in
            text.line("try reader.packed(&self.\(field.member), \(field.type.codec).self)")
        }
    }

    private func readStatements(_ field: Field) -> [String] {
        let type = field.type
        let name = "self.\(field.member)"
        let isMessage = if case .message = type { true } else { false }
        if let oneof = model.oneof(of: field) {
            guard isMessage else {
                return ["self.\(oneof.member) = .\(field.member)(try reader.\(field.reader)())"]
            }
            return [
                "var value = \(type.swift)()",
                "if case .\(field.member)(let earlier)? = self.\(oneof.member) { value = earlier }",
                "try reader.message(&value)",
                "self.\(oneof.member) = .\(field.member)(value)",
            ]
        }
        switch field.cardinality {
        case .implicit, .explicit:
            return [
                isMessage
                    ? "try reader.message(&self.\(field.stored))"
                    : "\(name) = try reader.\(field.reader)()"
            ]
        case .repeated, .packed:
            return [
                isMessage
                    ? "try reader.message(appendingTo: &\(name))"
                    : "\(name).append(try reader.\(field.reader)())"
            ]
        case .map:
            let key = field.key?.codec ?? ""
            return ["try reader.mapEntry(&\(name), \(key).self, \(type.codec).self)"]
        }
    }
}
