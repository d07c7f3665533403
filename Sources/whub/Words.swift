/// A command line, taken apart.
struct Words {
    /// The command that was named.
    let command: Command
    /// Values of options, by name.
    // Text keys: only the ASCII names of declared options get here.
    private(set) var values: [String: String] = [:]
    /// Switches that were given.
    private(set) var flags: Set<String> = []
    /// Everything else, in order.
    private(set) var rest: [String] = []

    /// Takes a command line apart; common options may stand before the command's name.
    init(_ words: [String], _ commands: [Command]) throws(CommandError) {
        var others: [String] = []
        var given: [(name: String, value: String?)] = []
        var index = 0
        let all = Command.common + commands.flatMap(\.options)
        while index < words.count {
            let word = words[index]
            index += 1
            if word == "--" {
                others += words[index...]
                break
            }
            guard word.utf8.count > 1, word.utf8.first == UInt8(ascii: "-") else {
                others.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = try Self.name(parts[0], all)
            if all.contains(where: { $0.name == name && $0.value != nil }) {
                if parts.count == 2 {
                    given.append((name, parts[1]))
                } else {
                    guard index < words.count else {
                        throw .usage("\(parts[0]) needs a value")
                    }
                    given.append((name, words[index]))
                    index += 1
                }
            } else {
                guard parts.count == 1 else { throw .usage("\(parts[0]) takes no value") }
                given.append((name, nil))
            }
        }
        command = try Self.command(&others, commands)
        rest = others
        try take(given)
        if !flags.contains("help"), !command.words.contains(rest.count) {
            throw .usage("\(command.name) is not used like this", command)
        }
    }

    private mutating func take(_ given: [(name: String, value: String?)]) throws(CommandError) {
        let allowed = Command.common + command.options
        for (name, value) in given {
            guard allowed.contains(where: { $0.name == name }) else {
                throw .usage("\(command.name) has no option --\(name)", command)
            }
            guard values[name] == nil, !flags.contains(name) else {
                throw .usage("--\(name) stands there twice", command)
            }
            if let value { values[name] = value } else { flags.insert(name) }
        }
    }

    private static func name(
        _ word: String,
        _ options: [Command.Option]
    ) throws(CommandError) -> String {
        let isLong = word.hasPrefix("--")
        let bare = word.drop { $0 == "-" }
        let found = options.first {
            isLong ? $0.name == bare : $0.short.map { $0 == bare } ?? false
        }
        guard let found else { throw .usage("there is no option \(word)") }
        return found.name
    }

    private static func command(
        _ words: inout [String],
        _ commands: [Command]
    ) throws(CommandError) -> Command {
        for count in [2, 1] where words.count >= count {
            let name = words[..<count].joined(separator: " ")
            if let command = commands.first(where: { $0.name == name }) {
                words.removeFirst(count)
                return command
            }
        }
        guard let first = words.first else { throw .usage("a command is missing") }
        let verbs = commands.filter { $0.name.hasPrefix("\(first) ") }.map(\.name)
        if verbs.isEmpty { throw .usage("there is no command \(first)") }
        throw .usage("\(first) needs one of these: \(verbs.joined(separator: ", "))")
    }
}
