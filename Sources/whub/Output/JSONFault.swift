import HubWire

/// What is wrong with JSON that somebody wrote, in words for people.
enum JSONFault {
    /// What to mend.
    ///
    /// - Parameters:
    ///   - error: What the reader found.
    ///   - table: The message that was read.
    /// - Returns: A clause without its full stop.
    static func text(_ error: WireError, of table: MessageTable) -> String {
        let path = error.path
        let place = path.isEmpty ? "it" : path
        switch error.code {
        case .malformedJSON:
            return "it is not JSON: look for a comma, a bracket or a quotation mark that is "
                + "missing or too much" + (path.isEmpty ? "" : ", after \(path)")
        case .unknownField: return "there is no field \(path)" + list(fields(beside: path, table))
        case .unknownEnumValue:
            return "\(place) has a word that it does not take" + list(words(of: path, table))
        case .wrongJSONType:
            return "\(place) has a value of another kind, such as a text where a number, a list "
                + "or an object belongs" + form(of: path, table)
        case .repeatedField: return "\(place) stands there twice"
        case .outOfRange:
            return "\(place) has a number or a time that does not fit" + form(of: path, table)
        case .malformedText:
            return "\(place) is not written as values of its kind are" + form(of: path, table)
        case .forbiddenCharacter: return "\(place) has a character that no text may hold"
        case .invalidUTF8: return "\(place) is not UTF-8"
        case .tooDeep: return "\(place) has too many levels"
        case .tooLarge: return "\(place) is too large"
        default: return "\(error)"
        }
    }

    /// The words that fields of an enum take.
    ///
    /// - Parameter type: The enum.
    /// - Returns: Its names in the schema, without the one that says nothing.
    static func words(of type: any WireEnum.Type) -> [String] {
        type.wireTable.values.filter { $0.number != 0 }.map { "\($0.name)" }
    }

    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "" : "; there are: " + words.joined(separator: ", ")
    }

    private static func words(of path: String, _ table: MessageTable) -> [String] {
        guard case .enumeration(let type)? = field(at: path, table)?.kind else { return [] }
        return words(of: type)
    }

    /// How a value of the field at a path is written; empty where nothing more can be said.
    private static func form(of path: String, _ table: MessageTable) -> String {
        guard let field = field(at: path, table) else { return "" }
        let isList = field.cardinality == .repeated || field.cardinality == .packed
        let one: String
        switch field.kind {
        case .uint32, .uint64, .fixed32, .fixed64:
            one = "a whole number without a sign, a comma or a point, such as 25000"
        case .int32, .int64, .sint32, .sint64, .sfixed32, .sfixed64:
            one = "a whole number without a comma or a point, such as 25000"
        case .float, .double: one = "a number such as 12.5"
        case .bool: one = "true or false"
        case .string: one = "a text in quotation marks"
        case .message(let type):
            let fields = type.wireTable.fields.map { $0.jsonName }
            guard !fields.isEmpty, !path.hasSuffix("]") || isList else { return "" }
            one = "an object {…} with \(fields.prefix(fieldsTold).joined(separator: ", "))"
        default: return ""
        }
        return "; expected " + (isList && !path.hasSuffix("]") ? "a list […] of these: " : "") + one
    }

    /// How many fields of an object are named.
    private static let fieldsTold = 8

    /// The names of the fields among which one was looked for.
    private static func fields(beside path: String, _ table: MessageTable) -> [String] {
        let parent = path.split(separator: ".").dropLast().joined(separator: ".")
        guard !parent.isEmpty else { return table.fields.map { $0.jsonName } }
        guard case .message(let type)? = field(at: parent, table)?.kind else { return [] }
        return type.wireTable.fields.map { $0.jsonName }
    }

    /// The field that a path such as `entries[0].capacity` ends at.
    private static func field(at path: String, _ table: MessageTable) -> FieldTable? {
        var table = table
        var last: FieldTable?
        for step in path.split(separator: ".") {
            let name = step.prefix { $0 != "[" }
            last = table.fields.first { $0.name.utf8.elementsEqual(name.utf8) }
            guard let last else { return nil }
            if case .message(let type) = last.kind { table = type.wireTable }
        }
        return last
    }
}
