extension Grammar {
    /// Reads a command line.
    ///
    /// Options stand anywhere; `--name value` and `--name=value` are the same, `-o value` and
    /// `-o=value` too. A value that begins with a hyphen needs the form with `=`. After `--` all is
    /// words; `-` alone is a word (standard input, by custom). `help` as the first word, `--help`
    /// and `-h` anywhere ask for help, whatever else is wrong with the line.
    ///
    /// - Parameters:
    ///   - arguments: The words after the program's name.
    ///   - alone: The command that is meant where none is named; empty for help.
    /// - Returns: What is asked for.
    /// - Throws: `UsageError`, with what was probably meant.
    /// - Complexity: O(*n*) in the words.
    package func parse(
        _ arguments: [String],
        alone: [String] = []
    ) throws(UsageError) -> Parsed {
        var reader = ArgumentReader(self)
        let failure = reader.failure(arguments)
        if reader.isHelpWanted { return .help(helpPath(reader.words)) }
        let words = reader.words.isEmpty ? alone : reader.words
        do throws(UsageError) {
            if let failure { throw failure }
            if words.isEmpty { return .help([]) }
            let (command, rest) = try command(of: words)
            return .command(try checked(command, reader.given, rest))
        } catch {
            var error = error
            error.page = helpPath(words)
            throw error
        }
    }

    /// The command that words begin with, and the words that are left.
    private func command(
        of words: [String]
    ) throws(UsageError) -> (command: CommandDeclaration, rest: [String]) {
        for count in [2, 1] where words.count >= count {
            if let command = command(Array(words[..<count])) {
                return (command, Array(words[count...]))
            }
        }
        let noun = words[0]
        let below = commands(under: noun)
        if below.isEmpty {
            let meant = suggestion(for: noun, among: nouns)
            throw UsageError(
                .unknownCommand,
                "there is no command `\(noun)`",
                suggestion: meant.map { "\(program) \($0)" }
            )
        }
        let verbs = below.compactMap { $0.path.count > 1 ? $0.path[1] : nil }
        guard words.count > 1 else {
            let list = verbs.joined(separator: ", ")
            throw UsageError(.verbMissing, "`\(noun)` needs one of: \(list)")
        }
        let meant = suggestion(for: words[1], among: verbs)
        throw UsageError(
            .unknownCommand,
            "there is no command `\(noun) \(words[1])`",
            suggestion: meant.map { "\(program) \(noun) \($0)" }
        )
    }

    /// How much of the words names a noun or a command, for help.
    private func helpPath(_ words: [String]) -> [String] {
        for count in [2, 1] where words.count >= count {
            if let command = command(Array(words[..<count])) { return command.path }
        }
        guard let noun = words.first, !commands(under: noun).isEmpty else { return [] }
        return [noun]
    }

    private func checked(
        _ command: CommandDeclaration,
        _ given: [GivenOption],
        _ words: [String]
    ) throws(UsageError) -> ParsedCommand {
        let taken = options(of: command)
        for (index, option) in given.enumerated() {
            guard let declaration = taken.first(where: { isSame($0.name, option.name) }) else {
                throw UsageError(
                    .optionNotTaken,
                    "`\(command.name)` does not take --\(option.name)"
                )
            }
            let isAgain = given[..<index].contains { isSame($0.name, option.name) }
            if isAgain && !declaration.isRepeatable {
                throw UsageError(.optionRepeated, "--\(option.name) stands twice")
            }
            if case .oneOf(let values) = declaration.takes, let value = option.value,
                !values.contains(where: { isSame($0, value) })
            {
                throw UsageError(
                    .valueUnknown,
                    "--\(option.name) takes \(values.joined(separator: ", ")), not `\(value)`",
                    suggestion: suggestion(for: value, among: values)
                )
            }
        }
        try checkMissing(command, given, words)
        let isOpen = command.words.last?.count == .many
        if words.count > command.words.count && !isOpen {
            let word = words[command.words.count]
            throw UsageError(.wordNotTaken, "`\(command.name)` does not take `\(word)`")
        }
        return ParsedCommand(command: command, given: given, words: words)
    }

    /// Names everything at once that the command cannot do without.
    private func checkMissing(
        _ command: CommandDeclaration,
        _ given: [GivenOption],
        _ words: [String]
    ) throws(UsageError) {
        let missingWords = command.words.dropFirst(words.count).filter { $0.count != .optional }
        let missingOptions = command.options.filter { option in
            option.isRequired && !given.contains { isSame($0.name, option.name) }
        }
        let missing =
            missingWords.map { "\($0.name) (\($0.help))" }
            + missingOptions.map { "\($0.usage) (\($0.help))" }
        guard !missing.isEmpty else { return }
        throw UsageError(
            missingWords.isEmpty ? .optionMissing : .wordMissing,
            "`\(command.name)` needs \(missing.joined(separator: " and "))"
        )
    }
}

/// Divides a command line into options and words.
private struct ArgumentReader {
    private(set) var given: [GivenOption] = []
    private(set) var words: [String] = []
    private(set) var isHelpWanted = false
    private let grammar: Grammar
    private let known: [OptionDeclaration]

    init(_ grammar: Grammar) {
        self.grammar = grammar
        known = grammar.allOptions
    }

    /// Reads everything and answers the first thing that is wrong: a wish for help further on is
    /// to be found all the same.
    mutating func failure(_ arguments: [String]) -> UsageError? {
        var failure: UsageError?
        var rest = arguments[...]
        if let first = rest.first, isSame(first, "help"), grammar.command(["help"]) == nil {
            isHelpWanted = true
            rest.removeFirst()
        }
        while let argument = rest.popFirst() {
            if isSame(argument, "--") {
                words += rest
                break
            }
            let isOption = argument.utf8.first == UInt8(ascii: "-") && argument.utf8.count > 1
            guard isOption else {
                words.append(argument)
                continue
            }
            do throws(UsageError) {
                try option(argument, &rest)
            } catch {
                failure = failure ?? error
            }
        }
        return failure
    }

    private mutating func option(
        _ argument: String,
        _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let sign = argument.utf8.firstIndex(of: UInt8(ascii: "="))
        let typed = String(argument[..<(sign ?? argument.endIndex)])
        let attached = sign.map { String(argument[argument.utf8.index(after: $0)...]) }
        guard let option = declaration(typed) else {
            let names = grammar.options(likeFor: words).map { "--\($0.name)" }
            throw UsageError(
                .unknownOption,
                "there is no option `\(typed)`",
                suggestion: suggestion(for: typed, among: names)
            )
        }
        if isSame(option.name, "help") { isHelpWanted = true }
        if option.takes == .nothing {
            if attached != nil {
                throw UsageError(.valueNotTaken, "--\(option.name) takes no value")
            }
            given.append(GivenOption(name: option.name, value: nil))
        } else if let attached {
            given.append(GivenOption(name: option.name, value: attached))
        } else if let next = rest.first, isSame(next, "-") || next.utf8.first != UInt8(ascii: "-") {
            given.append(GivenOption(name: option.name, value: rest.removeFirst()))
        } else {
            let name = option.valueName ?? ""
            throw UsageError(.valueMissing, "--\(option.name) needs a value: \(name)")
        }
    }

    private func declaration(_ typed: String) -> OptionDeclaration? {
        if typed.utf8.starts(with: "--".utf8) {
            let name = String(typed.dropFirst(2))
            return known.first { isSame($0.name, name) }
        }
        return known.first { option in
            option.letter.map { isSame("-\($0)", typed) } ?? false
        }
    }
}

extension Grammar {
    /// The options that could have been meant: the command's if it is known, else all.
    fileprivate func options(likeFor words: [String]) -> [OptionDeclaration] {
        for count in [2, 1] where words.count >= count {
            if let command = command(Array(words[..<count])) { return options(of: command) }
        }
        return allOptions
    }
}
