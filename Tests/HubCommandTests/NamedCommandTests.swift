import HubArguments
import HubSystem
import HubTestKit
import Testing

@testable import whub

/// Whatever tells people to type a command names one that exists.
struct NamedCommandTests {
    @Test func `every command begins its help with examples that can be typed`() throws {
        for grammar in [Program.grammar, serverGrammar] {
            #expect(grammar.problems.isEmpty)
            for command in grammar.commands {
                #expect(!command.examples.isEmpty, "\(command.name) has no example")
                for example in command.examples {
                    #expect(NamedCommands.unknown(in: example.line) == [], "\(example.line)")
                }
            }
        }
    }

    @Test func `every command named in a text exists`() throws {
        let root = try NamedCommands.root()
        let paths = try files(below: root) { path in
            !["Sources", "Protocols", "deploy", "README.md"].contains { path.hasPrefix($0) }
        }
        let texts = paths.filter { path in
            [".swift", ".md", ".json"].contains { path.hasSuffix($0) }
                || path == "deploy/quickstart"
        }
        #expect(texts.count > 100)
        for path in texts {
            let bytes = try LocalFile.read("\(root)/\(path)", bytesMax: 4 * 1_024 * 1_024)
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            for line in lines {
                let unknown = NamedCommands.unknown(in: String(line))
                #expect(unknown == [], "\(path): \(line)")
            }
        }
    }

    @Test(arguments: [
        ("Check the context: `whub context`.", ["whub context"]),
        ("see `whub doktor`", ["whub doktor"]), ("whub context sow", ["whub context sow"]),
        ("whub --context lead priorities status", []), ("whub context show", []),
        ("`whub` alone, whub COMMAND --help", []), ("(whubd isue --data x)", ["whubd isue"]),
        ("whubd issue --data hub", []), ("whub/1 is a protocol", []),
    ])
    func `a command that does not exist is found`(line: String, unknown: [String]) {
        #expect(NamedCommands.unknown(in: line) == unknown)
    }
}

/// Finds the commands that a line names.
enum NamedCommands {
    /// Words behind the program's name that are prose, or labels of hashes.
    private static let prose = ["alone", "cursor", "from", "journal", "to", "whub"]

    /// The repository's root.
    static func root(_ file: String = #filePath) throws -> String {
        var root = LocalFile.parent(of: file)
        while try LocalFile.facts("\(root)/Package.swift") == nil, root != "/" {
            root = LocalFile.parent(of: root)
        }
        return root
    }

    /// The commands in a line that neither program has.
    static func unknown(in line: String) -> [String] {
        guard line.contains("whub") else { return [] }
        // Two blanks end a command: what follows says what it does.
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return words.indices.compactMap { index in
            let name = words[index].drop { !isName($0) }
            switch name {
            case "whub": return unknown(Program.grammar, words[(index + 1)...])
            case "whubd": return unknown(serverGrammar, words[(index + 1)...])
            default: return nil
            }
        }
    }

    private static func unknown(_ grammar: Grammar, _ rest: ArraySlice<String>) -> String? {
        var rest = rest
        while let option = rest.first, option.hasPrefix("-") {
            rest.removeFirst()
            let declared = grammar.common.first { "--\($0.name)" == option }
            if let declared, declared.takes != .nothing { _ = rest.popFirst() }
            if !(option.last.map(isName) ?? false) { return nil }
        }
        guard let typed = rest.popFirst(), typed.first.map(isName) ?? false else { return nil }
        let noun = String(typed.prefix(while: isName))
        if prose.contains(noun) || grammar.command([noun]) != nil || noun == "help" { return nil }
        let verbs = grammar.commands(under: noun).map { $0.path[1] }
        guard !verbs.isEmpty, noun == typed else { return "\(grammar.program) \(noun)" }
        let next = rest.first ?? ""
        let verb = String(next.prefix(while: isName))
        let isPlaceholder = next.isEmpty || !(next.first.map(isName) ?? false)
        if verbs.contains(verb) || isPlaceholder { return nil }
        return "\(grammar.program) \(noun) \(verb)"
    }

    private static func isName(_ character: Character) -> Bool {
        ("a"..."z").contains(character) || character == "-"
    }
}
