/// Everything that can be typed after a program's name.
package struct Grammar: Sendable {
    /// The program's name.
    package let program: String
    /// What it is, in one line.
    package let summary: String
    /// Its commands, in the order help shows them.
    package let commands: [CommandDeclaration]
    /// The options every command takes, before or after its name; `--help` is one of them.
    package let common: [OptionDeclaration]
    /// What the first help page says at its end.
    package let sections: [CommandDeclaration.Section]
    /// What the commands of a noun are about, for nouns that have many.
    ///
    /// The first help page then has a row for each of these with its verbs, and not one for each
    /// command: a page that nobody reads to its end helps nobody.
    package let subjects: [Subject]

    /// A noun and what its commands are about.
    package struct Subject: Sendable {
        /// The word.
        package let name: String
        /// What its commands are about, in a phrase.
        package let summary: String

        /// A noun.
        package init(_ name: String, _ summary: String) {
            self.name = name
            self.summary = summary
        }
    }

    /// The grammar of a program.
    ///
    /// - Parameters:
    ///   - program: Its name.
    ///   - summary: What it is, in one line.
    ///   - commands: Its commands, in the order help shows them.
    ///   - common: What every command takes; those of a client of a hub where nothing is said.
    ///   - sections: What the first help page says at its end.
    ///   - subjects: Nouns that the first help page shows in one row each.
    package init(
        program: String,
        summary: String,
        commands: [CommandDeclaration],
        common: [OptionDeclaration] = Grammar.clientOptions,
        sections: [CommandDeclaration.Section] = [],
        subjects: [Subject] = []
    ) {
        self.program = program
        self.summary = summary
        self.commands = commands
        self.common = common
        self.sections = sections
        self.subjects = subjects
    }

    /// What every command of a hub's client takes.
    package static let clientOptions: [OptionDeclaration] = [
        OptionDeclaration("context", takes: .text("NAME"), help: "use this context"),
        OptionDeclaration(
            "expect-tenant",
            takes: .text("CODE"),
            help: "stop unless the certificate belongs to this tenant"
        ),
        OptionDeclaration(
            "output",
            letter: "o",
            takes: .oneOf(["table", "json", "csv"]),
            help: "how data is printed"
        ),
        OptionDeclaration("timeout", takes: .text("TIME"), help: "give up after 30s, 2m, 500ms"),
        OptionDeclaration("no-color", help: "plain text"),
        helpOption,
    ]

    /// `--help`.
    package static let helpOption = OptionDeclaration(
        "help",
        letter: "h",
        help: "what the command does and takes"
    )

    /// What every command takes that reads.
    package static let reading: [OptionDeclaration] = [
        OptionDeclaration(
            "as-of",
            takes: .text("WHEN"),
            help: "as the records stood at this revision, day or time"
        )
    ]

    /// What every command takes that writes.
    package static let writing: [OptionDeclaration] = [
        OptionDeclaration("dry-run", help: "say what would change and change nothing"),
        OptionDeclaration("yes", letter: "y", help: "do not ask"),
    ]

    /// The options a command takes: its own first, then those of its effect, then the common ones.
    package func options(of command: CommandDeclaration) -> [OptionDeclaration] {
        command.options + shared(command.effect) + common
    }

    /// The options that come with an effect.
    func shared(_ effect: CommandDeclaration.Effect) -> [OptionDeclaration] {
        switch effect {
        case .none: []
        case .reads: Grammar.reading
        case .writes: Grammar.writing
        }
    }

    /// Every option of any command.
    var allOptions: [OptionDeclaration] {
        common + Grammar.reading + Grammar.writing + commands.flatMap(\.options)
    }

    /// The first words of all commands, in order, each once.
    package var nouns: [String] { unique(commands.compactMap(\.path.first)) }

    /// The commands that begin with a noun.
    package func commands(under noun: String) -> [CommandDeclaration] {
        commands.filter { $0.path.first.map { isSame($0, noun) } ?? false }
    }

    /// The command of exactly this path.
    package func command(_ path: [String]) -> CommandDeclaration? {
        commands.first { command in
            command.path.count == path.count && zip(command.path, path).allSatisfy(isSame)
        }
    }

    /// What is wrong with the declarations themselves; a test expects nothing.
    ///
    /// Every option must take the same kind of value wherever it is declared, because options may
    /// stand before the command's name is known.
    package var problems: [String] {
        var problems: [String] = []
        for command in commands {
            if !(1...2).contains(command.path.count) || !command.path.allSatisfy(isName) {
                problems.append("\(command.name): a noun, or a noun and a verb")
            }
            if commands.filter({ $0.path == command.path }).count > 1 {
                problems.append("\(command.name): declared twice")
            }
            problems += problemsOfOptions(command) + problemsOfWords(command)
        }
        return problems
    }

    private func problemsOfOptions(_ command: CommandDeclaration) -> [String] {
        var problems: [String] = []
        let options = options(of: command)
        for option in options {
            let twins = options.filter { isSame($0.name, option.name) }
            let letters = options.filter { $0.letter != nil && $0.letter == option.letter }
            if twins.count > 1 || letters.count > 1 {
                problems.append("\(command.name): --\(option.name) is declared twice")
            }
            if !isName(option.name) { problems.append("\(command.name): --\(option.name)") }
            let others = allOptions.filter {
                isSame($0.name, option.name) || ($0.letter != nil && $0.letter == option.letter)
            }
            if others.contains(where: { ($0.takes == .nothing) != (option.takes == .nothing) }) {
                problems.append("\(command.name): --\(option.name) takes a value elsewhere only")
            }
        }
        return problems
    }

    private func problemsOfWords(_ command: CommandDeclaration) -> [String] {
        for (index, word) in command.words.enumerated() where word.count != .one {
            let following = command.words[(index + 1)...]
            let isFine =
                word.count == .optional
                ? following.allSatisfy { $0.count == .optional } : following.isEmpty
            if !isFine { return ["\(command.name): a word after \(word.usage)"] }
        }
        return []
    }
}

/// Whether two names are the same bytes; texts that merely look the same are two names.
func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
}

/// Each name once, in order.
func unique(_ names: [String]) -> [String] {
    var found: [String] = []
    for name in names where !found.contains(where: { isSame($0, name) }) { found.append(name) }
    return found
}

/// Whether a name can stand in a shell without quotes: it goes into completion scripts.
private func isName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    let hyphen = UInt8(ascii: "-")
    return first != hyphen && last != hyphen
        && bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == hyphen
        }
}
