/// How the names of a schema become Swift's.
enum SwiftNames {
    /// Words that need backticks where a name stands.
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
        "func", "guard", "if", "import", "in", "inout", "internal", "is", "let", "nil", "operator",
        "package", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows",
        "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try", "typealias", "var", "where", "while",
    ]
    /// Names that mean something else even with backticks, or that the generated code uses.
    private static let taken: Set<String> = [
        "self", "init", "Self", "unknownFields", "hashValue", "rawValue", "description",
        "wireTable",
    ]
    /// Types that would hide Swift's.
    private static let takenTypes: Set<String> = [
        "Any", "Array", "Bool", "Character", "Dictionary", "Double", "Duration", "Error", "Float",
        "Int", "Never", "Optional", "Protocol", "Result", "Self", "Sendable", "Set", "String",
        "Type", "Void", "Int32", "Int64", "UInt32", "UInt64",
    ]

    /// A property, method or case: `timeout_ms` → `timeoutMs`.
    static func member(_ name: String) -> String {
        escaped(camel(name, capital: false))
    }

    /// A member without backticks, for labels.
    static func escaped(_ name: String) -> String {
        if keywords.contains(name) { return "`\(name)`" }
        return taken.contains(name) ? name + "Value" : name
    }

    /// A type of one level: `CallHeader`; what Swift has already gets `suffix`.
    static func type(_ name: String, suffix: String) -> String {
        takenTypes.contains(name) ? name + suffix : name
    }

    /// `as_of` → `asOf` or `AsOf`; capitals inside the name stay.
    static func camel(_ name: String, capital: Bool) -> String {
        var result = ""
        var raise = capital
        for character in name {
            if character == "_" {
                raise = raise || !result.isEmpty
            } else {
                result += raise ? character.uppercased() : String(character)
                raise = false
            }
        }
        return capital ? result : lowercasedStart(result)
    }

    /// `WhoAmI` → `whoAmI`, `URLList` → `urlList`.
    static func lowercasedStart(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase }.count
        let count = capitals <= 1 || capitals == name.count ? capitals : capitals - 1
        return name.prefix(count).lowercased() + name.dropFirst(count)
    }

    /// The members of an enum: `HUB_KIND_LIVE` of `HubKind` → `live`.
    ///
    /// - Parameters:
    ///   - names: The names of all values.
    ///   - type: The enum's own name.
    /// - Returns: One member for each name.
    static func cases(_ names: [String], of type: String) -> [String] {
        let prefix = screaming(type) + "_"
        let isPrefixed = names.allSatisfy { $0.hasPrefix(prefix) && $0.count > prefix.count }
        return names.map { name in
            let rest = isPrefixed ? String(name.dropFirst(prefix.count)) : name
            let member = camel(rest.lowercased(), capital: false)
            return member.first?.isNumber == true ? "_" + member : escaped(member)
        }
    }

    /// `GoAwayReason` → `GO_AWAY_REASON`.
    private static func screaming(_ name: String) -> String {
        var result = ""
        var previous: Character?
        for character in name {
            if character.isUppercase, let previous, !previous.isUppercase, previous != "_" {
                result += "_"
            }
            result += character.uppercased()
            previous = character
        }
        return result
    }
}
