import HubDomain

/// A JSON object of figures, written name by name in the order in which they are added.
///
/// For what is computed here and is no message of the wire. Texts are this program's own words;
/// what JSON keeps for itself is escaped all the same.
struct JSONText {
    private var members: [String] = []

    /// The object, a name on each line.
    var object: String { "{\n" + members.map { "  \($0)" }.joined(separator: ",\n") + "\n}" }

    /// Adds a number; null for none, and for one that is not finite.
    mutating func add(_ name: String, number: Double?) {
        add(name, Self.number(number))
    }

    /// Adds a whole number.
    mutating func add(_ name: String, count: Int) { add(name, "\(count)") }

    /// Adds a text, or null.
    mutating func add(_ name: String, text: String?) {
        add(name, text.map(Self.quoted) ?? "null")
    }

    /// Adds true or false, or null.
    mutating func add(_ name: String, flag: Bool?) {
        add(name, flag.map { $0 ? "true" : "false" } ?? "null")
    }

    /// Adds two limits; either is null where there is none.
    mutating func add(_ name: String, limits: RatioInterval?) {
        let (lower, upper) = (Self.number(limits?.lower), Self.number(limits?.upper))
        add(name, "{\"lower\": \(lower), \"upper\": \(upper)}")
    }

    /// Adds a list of objects, each on a line.
    mutating func add(_ name: String, rows: [JSONText]) {
        let lines = rows.map { "    {" + $0.members.joined(separator: ", ") + "}" }
        add(name, lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]")
    }

    private mutating func add(_ name: String, _ value: String) {
        members.append("\(Self.quoted(name)): \(value)")
    }

    private static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return "\(value)"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
