/// What a command line asks for.
package enum Parsed: Equatable, Sendable {
    /// To run a command.
    case command(ParsedCommand)
    /// To show help on everything (an empty path), a noun, or a command.
    case help([String])
}

/// A command with everything that was typed for it, checked against its declaration.
package struct ParsedCommand: Equatable, Sendable {
    /// The command.
    package let command: CommandDeclaration
    /// What every command can be told.
    package let common: CommonOptions
    private let given: [GivenOption]
    private let words: [String]

    init(command: CommandDeclaration, given: [GivenOption], words: [String]) {
        self.command = command
        self.given = given
        self.words = words
        common = CommonOptions(given)
    }

    /// Whether an option was given.
    package func has(_ option: String) -> Bool { given.contains { isSame($0.name, option) } }

    /// The value of an option that was given once.
    package func value(_ option: String) -> String? { values(option).first }

    /// The values of an option, in the order they were given.
    package func values(_ option: String) -> [String] {
        given.filter { isSame($0.name, option) }.compactMap(\.value)
    }

    /// The word of this name, as it was declared; `nil` for one that may be left out and was.
    package func word(_ name: String) -> String? { allWords(name).first }

    /// All words of this name.
    package func allWords(_ name: String) -> [String] {
        guard let index = command.words.firstIndex(where: { isSame($0.name, name) }),
            index < words.count
        else { return [] }
        return command.words[index].count == .many ? Array(words[index...]) : [words[index]]
    }
}

/// An option as it was typed.
struct GivenOption: Equatable, Sendable {
    let name: String
    let value: String?
}

/// What every command can be told.
package struct CommonOptions: Equatable, Sendable {
    /// The context to use; `nil` for the one that is set.
    package let context: String?
    /// The code of the tenant that the certificate must belong to.
    package let expectedTenant: String?
    /// How data is printed.
    package let output: Output
    /// When to give up, as it was typed.
    package let timeout: String?
    /// The moment of the records to look at, as it was typed.
    package let asOf: String?
    /// Whether nothing may be changed.
    package let isDryRun: Bool
    /// Whether questions are answered with yes.
    package let isConfirmed: Bool
    /// Whether colour is refused.
    package let isPlain: Bool

    /// How data is printed.
    package enum Output: String, Hashable, Sendable, CaseIterable {
        /// For a person.
        case table
        /// For a program: proto3 JSON.
        case json
        /// For a spreadsheet.
        case csv
    }

    init(_ given: [GivenOption]) {
        func value(_ name: String) -> String? {
            given.first { isSame($0.name, name) }?.value
        }
        func has(_ name: String) -> Bool { given.contains { isSame($0.name, name) } }
        context = value("context")
        expectedTenant = value("expect-tenant")
        output = value("output").flatMap(Output.init) ?? .table
        timeout = value("timeout")
        asOf = value("as-of")
        isDryRun = has("dry-run")
        isConfirmed = has("yes")
        isPlain = has("no-color")
    }
}
