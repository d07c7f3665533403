import Testing

/// The rules of the house, kept by a program so that nobody has to be the police.
struct TidyTests {
    private static let tree = Result { try Tree(around: #filePath) }

    @Test(arguments: Rule.all)
    func `the repository keeps the rule`(rule: Rule) throws {
        let findings = try TidyTests.tree.get().files.flatMap { rule.findings($0) }
        #expect(findings.isEmpty, "\(lines(findings))")
    }

    @Test
    func `the root holds what it should and nothing else`() throws {
        let names = try TidyTests.tree.get().topLevel().filter { !$0.hasPrefix(".") }
        let allowed = ["Package.swift", "Protocols", "README.md", "Sources", "Tests", "deploy"]
        #expect(names.filter { !allowed.contains($0) } == [])
        for name in ["Package.swift", "Protocols", "Sources", "Tests"] {
            #expect(names.contains(name))
        }
    }

    @Test
    func `each decision has a number of its own, which its title says`() throws {
        let folder = "Protocols/decisions/"
        let decisions = try TidyTests.tree.get().files.filter { $0.path.hasPrefix(folder) }
        let numbers = decisions.map { $0.path.dropFirst(folder.count).prefix(4) }
        #expect(numbers.sorted() == Set(numbers).sorted())
        for (number, decision) in zip(numbers, decisions) {
            #expect(decision.lines.first?.hasPrefix("# \(number): ") ?? false, "\(decision.path)")
        }
        #expect(decisions.count > 20)
    }

    @Test
    func `every rule looks at something`() throws {
        let files = try TidyTests.tree.get().files
        for rule in Rule.all where rule.name != Rule.executableScripts.name {
            #expect(files.contains { rule.applies($0) }, "\(rule.name)")
        }
        #expect(files.count > 20)
    }

    private func lines(_ findings: [Finding]) -> String {
        let shown = findings.prefix(30).map(\.description)
        let more = findings.count - shown.count
        return shown.joined(separator: "\n") + (more > 0 ? "\nand \(more) more" : "")
    }
}
