import Testing

/// The threat model says how each line is checked; a check that is not there would be a claim.
struct ThreatModelTests {
    private static let tree = Result { try Tree(around: #filePath) }

    private func model() throws -> SourceFile {
        let files = try ThreatModelTests.tree.get().files
        return try #require(files.first { $0.path == "Protocols/threat-model.md" })
    }

    /// What stands between backquotes.
    private func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    @Test func `every check that is named is there`() throws {
        let tree = try ThreatModelTests.tree.get()
        let suites = tree.files.filter { $0.path.hasPrefix("Tests/") && $0.isSwift }
        var named = 0
        for line in try model().lines {
            for name in quoted(line) where name.hasSuffix("Tests") && name != "ThreatModelTests" {
                named += 1
                let isThere = suites.contains { $0.path.hasSuffix("/\(name).swift") }
                #expect(isThere, "\(name)")
            }
            for path in quoted(line) where path.hasPrefix("deploy/") {
                #expect(tree.files.contains { $0.path == path }, "\(path)")
            }
        }
        #expect(named > 30)
    }

    @Test func `every line about a defence has a check`() throws {
        let rows = try model().lines.filter {
            $0.hasPrefix("| ") && $0.split(separator: "|").count == 4
        }
        #expect(rows.count > 20)
        for row in rows where !row.contains("| what stops it |") {
            let check = row.split(separator: "|").last ?? ""
            #expect(!quoted(check).isEmpty, "\(row)")
        }
    }
}
