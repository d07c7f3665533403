import HubWire

/// Messages as `whub describe` tells them: their fields, and what may stand in each.
enum MessageFields {
    /// The message of a full name, or of its last part, that some method sends or answers with;
    /// nil for another name, and for the name of a method.
    static func named(_ typed: String) -> MessageTable? {
        // Text keys: names of the schema, which are ASCII.
        var seen: Set<String> = []
        let wanted = typed.lowercased()
        let isMethod = Method.allCases.contains { method in
            MethodName.last(method).lowercased().utf8.elementsEqual(wanted.utf8)
        }
        guard !isMethod else { return nil }
        for method in Method.allCases {
            for table in [method.requestType.wireTable, method.responseType.wireTable] {
                for message in [table] + inside(table) where seen.insert(message.name).inserted {
                    let name = message.name.lowercased()
                    if name.utf8.elementsEqual(wanted.utf8) || name.hasSuffix(".\(wanted)") {
                        return message
                    }
                }
            }
        }
        return nil
    }

    /// The messages that stand in a message, at any depth, each once, in the order of its fields.
    ///
    /// - Complexity: Linear in the fields of all of them.
    static func inside(_ table: MessageTable) -> [MessageTable] {
        // Text keys: names of the schema, which are ASCII.
        var seen: Set<String> = [table.name]
        var (found, next): ([MessageTable], Int) = ([table], 0)
        while next < found.count {
            for field in found[next].fields {
                guard let message = message(field.kind), seen.insert(message.name).inserted else {
                    continue
                }
                found.append(message)
            }
            next += 1
        }
        return Array(found.dropFirst())
    }

    /// A message with all that stands in it.
    static func page(_ table: MessageTable) -> String {
        ([table] + inside(table)).map { text($0) }.joined()
    }

    /// The fields of one message.
    static func text(_ table: MessageTable) -> String {
        if table.fields.isEmpty { return "  \(table.name), which has no fields\n" }
        return "  \(table.name)\n"
            + Columns.text(table.fields.map { [$0.jsonName, kind($0)] }, indent: 4)
    }

    private static func message(_ kind: FieldKind) -> MessageTable? {
        switch kind {
        case .message(let type): type.wireTable
        case .map(_, let value): message(value)
        default: nil
        }
    }

    private static func kind(_ field: FieldTable) -> String {
        let kind = kind(field.kind)
        switch field.cardinality {
        case .repeated, .packed: return "[\(kind)]"
        case .explicit: return "\(kind), optional"
        case .implicit, .map: return kind
        }
    }

    private static func kind(_ kind: FieldKind) -> String {
        switch kind {
        case .enumeration(let type):
            type.wireTable.name + ": " + type.wireTable.values.map(\.name).joined(separator: " ")
        case .message(let type): type.wireTable.name
        case .map(let key, let value): "{\(Self.kind(key)): \(Self.kind(value))}"
        default: "\(kind)"
        }
    }
}
