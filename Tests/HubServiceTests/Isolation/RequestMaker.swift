import HubWire

/// Makes a request of any method from what its schema says: plausible values by the names of
/// fields, and one field at a time replaced.
struct RequestMaker {
    /// A field of a request, by the names on the way to it.
    struct Leaf {
        let path: [String]
        let kind: Kind

        enum Kind {
            case string
            case number
            case bytes
        }
    }

    /// How deep messages are filled.
    private static let depthMax = 5

    /// Values of strings by the names of their fields; others stay empty.
    let texts: [String: String]
    /// Values of numbers by the names of their fields; others stay zero.
    let numbers: [String: UInt64]

    /// Every field of a message that holds text, a number or bytes.
    func leaves(_ table: MessageTable) -> [Leaf] { leaves(table, [], 0) }

    private func leaves(_ table: MessageTable, _ path: [String], _ depth: Int) -> [Leaf] {
        guard depth < RequestMaker.depthMax else { return [] }
        return table.fields.flatMap { field in
            let path = path + [field.name]
            switch field.kind {
            case .string: return [Leaf(path: path, kind: .string)]
            case .bytes: return [Leaf(path: path, kind: .bytes)]
            case .uint64, .uint32, .int64, .int32: return [Leaf(path: path, kind: .number)]
            case .message(let type) where WellKnown.isOrdinary(type):
                return leaves(type.wireTable, path, depth + 1)
            default: return []
            }
        }
    }

    /// A request as JSON.
    ///
    /// - Parameters:
    ///   - table: The request's schema.
    ///   - leaf: The field to replace; none for what is plausible.
    ///   - value: What it becomes, as JSON.
    /// - Returns: The request.
    func json(_ table: MessageTable, _ leaf: Leaf? = nil, _ value: String = "") -> String {
        object(table, leaf.map { (path: $0.path[...], value: value) }, 0) ?? "{}"
    }

    private typealias Replacement = (path: ArraySlice<String>, value: String)

    private func object(
        _ table: MessageTable,
        _ replaced: Replacement?,
        _ depth: Int
    ) -> String? {
        guard depth < RequestMaker.depthMax else { return nil }
        var members: [String] = []
        var oneofs: Set<Int> = []
        // A member of a oneof that is replaced is the one that is there.
        for field in table.fields where field.name == replaced?.path.first {
            if let oneof = field.oneof { oneofs.insert(oneof) }
        }
        for field in table.fields {
            let isReplaced = field.name == replaced?.path.first
            if let oneof = field.oneof, !isReplaced, oneofs.contains(oneof) { continue }
            let inner = isReplaced ? replaced.map { ($0.path.dropFirst(), $0.value) } : nil
            guard let value = value(field, inner, depth) else { continue }
            if let oneof = field.oneof { oneofs.insert(oneof) }
            let isList = field.cardinality == .repeated || field.cardinality == .packed
            members.append("\"\(field.jsonName)\": \(isList ? "[\(value)]" : value)")
        }
        return members.isEmpty && replaced == nil ? nil : "{\(members.joined(separator: ", "))}"
    }

    private func value(
        _ field: FieldTable,
        _ replaced: Replacement?,
        _ depth: Int
    ) -> String? {
        if let replaced, replaced.path.isEmpty { return replaced.value }
        switch field.kind {
        case .string: return texts[field.name].map { "\"\($0)\"" }
        case .uint64, .uint32, .int64, .int32: return numbers[field.name].map { "\($0)" }
        case .message(let type) where WellKnown.isOrdinary(type):
            return object(type.wireTable, replaced, depth + 1)
        default: return nil
        }
    }

    private enum WellKnown {
        /// Whether a message has fields of its own in JSON.
        static func isOrdinary(_ type: any WireMessage.Type) -> Bool {
            !type.name.utf8.starts(with: "google.protobuf.".utf8)
        }
    }
}
