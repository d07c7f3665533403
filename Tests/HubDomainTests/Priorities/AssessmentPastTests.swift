import HubDomain
import HubText
import Testing

/// A file that was made from an earlier revision than the present one.
struct AssessmentPastTests {
    private let edition: Edition
    private let base: Assessment

    init() throws {
        edition = try Fixtures.edition()
        base = try Fixtures.filled()
    }

    private func exported(_ edit: ([[String]]) -> [[String]] = { $0 }) -> [UInt8] {
        let export = AssessmentExport(edition: edition, revision: 5)
        return export.file(edit(export.rows(of: base)))
    }

    private func importing(_ file: [UInt8], now: Assessment) -> AssessmentImport {
        let past = AssessmentPast(revision: 5, base: base, later: [(6, base), (7, now)])
        return AssessmentImport(
            AssessmentTable(file: file),
            current: now,
            edition: edition,
            past: past
        )
    }

    /// The text of a row with this reference replaced.
    private static func text(_ reference: String, _ text: String) -> ([[String]]) -> [[String]] {
        { rows in
            rows.map { row in
                var row = row
                if row[4] == reference { row[5] = text }
                return row
            }
        }
    }

    @Test func `an export says what it was made from, and a template does not`() {
        #expect(AssessmentTable(file: exported()).basedOn?.revision == 5)
        let export = AssessmentExport(edition: edition)
        let template = AssessmentTable(file: export.file(export.templateRows(scale: nil)))
        #expect(template.basedOn == nil)
        #expect(!export.header.contains("Based on revision"))
    }

    @Test func `rows that nobody touched undo nothing, and say so`() throws {
        var now = base
        now.entries["SWP1"]?.notes[0].text = "A colleague's words"
        now.entries["SWP6"] = nil
        now.entries["SWP1"]?.rating = 3
        now.peerChallenge = nil
        let result = importing(exported(), now: now)
        #expect(result.proposed == now)
        #expect(result.findings.map(\.severity) == [.warning, .warning, .warning, .warning])
        let words = result.findings.map(\.problem)
        #expect(words[0].contains("S1 was changed at revision 7"))
        #expect(words[1].contains("the rating of SWP1 was changed at revision 7"))
        #expect(words[2].contains("A2 was removed at revision 7"))
        #expect(words[3].contains("the peer challenge note was changed at revision 7"))
    }

    @Test func `what only the file changed is taken beside what only a colleague changed`() throws {
        var now = base
        now.entries["SWP1"]?.notes[0].sharing = .privateToCouncil
        let result = importing(exported(Self.text("A1", "Mine")), now: now)
        let notes = try #require(result.proposed?.entries["SWP1"]?.notes)
        #expect(notes.map(\.text) == ["A plan for all employers, “one workforce”", "Mine"])
        #expect(notes[0].sharing == .privateToCouncil)
    }

    @Test func `what both changed is a conflict that names the revision`() throws {
        var now = base
        now.entries["SWP1"]?.notes[0].text = "A colleague's words"
        let result = importing(exported(Self.text("S1", "Mine")), now: now)
        #expect(result.proposed == nil)
        #expect(result.isOutOfDate)
        #expect(result.findings.map(\.reason) == ["PRIO-0140"])
        #expect(result.findings[0].problem.contains("S1 was changed at revision 7"))
        now.entries["SWP1"]?.notes.removeFirst()
        let removed = importing(exported(Self.text("S1", "Mine")), now: now)
        #expect(removed.findings.map(\.problem)[0].contains("S1 was removed at revision 7"))
        // What both changed to the same is settled.
        now = base
        now.entries["SWP1"]?.notes[0].text = "Mine"
        let agreed = importing(exported(Self.text("S1", "Mine")), now: now)
        #expect(agreed.findings == [])
        #expect(agreed.proposed == now)
    }

    @Test func `removing what a colleague changed is a conflict, and what is gone stays gone`() {
        let removing: ([[String]]) -> [[String]] = { rows in
            rows.map { row in
                var row = row
                if row[4] == "A2" { row[9] = "remove" }
                return row
            }
        }
        var now = base
        now.entries["SWP6"]?.notes[0].text = "Changed"
        #expect(importing(exported(removing), now: now).isOutOfDate)
        now.entries["SWP6"] = nil
        let gone = importing(exported(removing), now: now)
        #expect(gone.findings == [])
        #expect(gone.proposed == now)
        #expect(importing(exported(removing), now: base).proposed?.entries["SWP6"] == nil)
    }

    @Test func `another mistake in the file comes first`() {
        var now = base
        now.entries["SWP1"]?.notes[0].text = "A colleague's words"
        let edit: ([[String]]) -> [[String]] = { rows in
            var rows = Self.text("S1", "Mine")(rows)
            rows[1][7] = "everybody"
            return rows
        }
        let result = importing(exported(edit), now: now)
        #expect(!result.isOutOfDate)
        #expect(result.findings.map(\.reason) == ["PRIO-0108", "PRIO-0140"])
    }

    @Test(arguments: ["x", "0", "-1", "1.5", "6"])
    func `the rows of a file name one revision`(cell: String) {
        let file = exported { rows in
            var rows = rows
            rows[2][10] = cell
            return rows
        }
        let result = AssessmentImport(file: file, current: base, edition: edition)
        #expect(result.findings.map(\.reason) == ["PRIO-0139"])
        #expect(result.findings[0].place.row == 4)
        #expect(result.proposed == nil)
    }

    @Test func `rows that were added to an export need no revision`() {
        let file = exported { rows in
            rows + [["", "SWP2", "", "strength", "", "New", "", "", "", "", ""]]
        }
        let result = AssessmentImport(file: file, current: base, edition: edition)
        #expect(result.findings == [])
        #expect(result.proposed?.entries["SWP2"]?.notes.count == 1)
    }
}
