import HubArguments
import HubClient

/// Makes the commands that a text names act where the command acted that prints it.
struct CommandHint {
    private let context: ContextName?

    /// A hint after a command that named no context.
    init() { context = nil }

    /// A hint after a command.
    ///
    /// - Parameter context: What `--context` named; `nil` where it was not given.
    init(context: String?) { self.context = context.flatMap { ContextName($0) } }

    /// The text, with the context in each command that asks a hub.
    ///
    /// - Parameter text: Any text for people.
    /// - Returns: `whub --context NAME priorities …` for `whub priorities …`; help pages stay.
    func text(_ text: String) -> String {
        guard let context else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { Self.line(String($0), context) }.joined(separator: "\n")
    }

    private static func line(_ line: String, _ context: ContextName) -> String {
        let isHelp = line.utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "Help:".utf8)
        guard !isHelp else { return line }
        var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for index in words.indices.dropLast() where isProgram(words[index]) {
            guard asksHub(words[(index + 1)...]) else { continue }
            words[index] += " --context \(context)"
        }
        return words.joined(separator: " ")
    }

    /// Whether a word ends in the program's name, behind a bracket or a quotation mark at most.
    private static func isProgram(_ word: String) -> Bool {
        let name = Array("whub".utf8)
        let bytes = Array(word.utf8)
        guard bytes.suffix(name.count) == name[...] else { return false }
        return bytes.dropLast(name.count).last.map { !isName($0) } ?? true
    }

    private static func asksHub(_ words: ArraySlice<String>) -> Bool {
        let path = words.prefix(2).map { word in Array(word.utf8.prefix { isName($0) }) }
        let isNoun = path.first.map { noun in
            Program.grammar.nouns.contains { $0.utf8.elementsEqual(noun) }
        }
        guard let noun = path.first, isNoun ?? false else { return false }
        // Of the commands about contexts only this one is about the context that was named.
        if noun == Array("context".utf8) { return path.last == Array("show".utf8) }
        if noun == Array("wres".utf8) {
            return !calculators.contains { path.last == Array($0.utf8) }
        }
        return !atHome.contains { $0.utf8.elementsEqual(noun) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// Commands that ask no hub.
    private static let atHome = ["completion", "describe", "enrol", "explain", "version"]

    /// Verbs of the race equality standard that compute on this computer.
    private static let calculators = ["calc", "chart", "count", "map", "template"]
}
