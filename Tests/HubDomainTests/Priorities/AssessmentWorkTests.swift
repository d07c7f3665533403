import HubDomain
import HubText
import Testing

/// Work that grows with what is sent and no faster, and stops when it is told to.
struct AssessmentWorkTests {
    private struct Stopped: Error, Equatable {}

    /// Counts the steps of some work.
    private final class Steps {
        var count = 0
        let most: Int

        init(most: Int = .max) { self.most = most }

        var pace: Pace<Stopped> {
            Pace { () throws(Stopped) in
                self.count += 1
                if self.count > self.most { throw Stopped() }
            }
        }
    }

    private let edition: Edition
    private static let titles = "Priority,Kind,Reference,Text,Evidence,Action\n"

    init() throws { edition = try Fixtures.edition() }

    private func importing(
        _ rows: [String],
        into current: Assessment = Fixtures.empty(),
        _ steps: Steps
    ) throws(Stopped) -> AssessmentImport {
        let file = Array((Self.titles + rows.joined(separator: "\n")).utf8)
        return try AssessmentImport(
            AssessmentTable(file: file),
            current: current,
            edition: edition,
            pace: steps.pace
        )
    }

    private func steps(_ rows: [String]) throws -> Int {
        let steps = Steps()
        _ = try importing(rows, steps)
        return steps.count
    }

    private static func note(_ reference: Int, evidence: Int = 0) throws -> AssessmentNote {
        try Fixtures.note(
            "S\(reference)",
            "Text \(reference)",
            evidence: (0..<evidence).map { "Paper \($0)" }
        )
    }

    private static func rows(_ count: Int, evidence: Int = 0) -> [String] {
        let pieces = (0..<evidence).map { "Paper \($0)" }.joined(separator: "|")
        return (0..<count).map { "SWP\(1 + $0 % 6),strength,,Text \($0),\(pieces)," }
    }

    @Test(arguments: [0, 1, 20])
    func `twice the rows take at most two and a half times the steps`(evidence: Int) throws {
        for count in [75, 150, 1_200] {
            let once = try steps(Self.rows(count, evidence: evidence))
            let twice = try steps(Self.rows(count * 2, evidence: evidence))
            #expect(once >= count)
            #expect(Double(twice) <= Double(once) * 2.5)
        }
    }

    @Test func `twice the evidence takes at most two and a half times the steps`() throws {
        for count in [5, 10, 2_000] {
            let once = try steps(Self.rows(100, evidence: count))
            let twice = try steps(Self.rows(100, evidence: count * 2))
            #expect(Double(twice) <= Double(once) * 2.5)
        }
    }

    @Test func `what there is too much of is counted and not read`() throws {
        var assessment = Fixtures.empty()
        let most = Assessment.notesPerKindMax
        assessment.entries["SWP1"] = .init(notes: try (1...most).map { try Self.note($0) })
        let right = Steps()
        #expect(try AssessmentRules.check(assessment, against: edition, right.pace).isAcceptable)
        #expect(right.count == most)
        assessment.entries["SWP1"]?.notes.append(try Self.note(most + 1))
        let wrong = Steps()
        let check = try AssessmentRules.check(assessment, against: edition, wrong.pace)
        #expect(check.findings.map(\.reason) == ["PRIO-0106"])
        #expect(check.findings[0].sentence.contains("at most 50"))
        #expect(wrong.count == 0)
    }

    @Test func `a note has twenty pieces of evidence and not one more`() throws {
        var assessment = Fixtures.empty()
        assessment.entries["SWP1"] = .init(notes: [try Self.note(1, evidence: 20)])
        #expect(AssessmentRules.check(assessment, against: edition).isAcceptable)
        assessment.entries["SWP1"] = .init(notes: [try Self.note(1, evidence: 21)])
        let steps = Steps()
        let check = try AssessmentRules.check(assessment, against: edition, steps.pace)
        #expect(check.findings.map(\.reason) == ["PRIO-0106"])
        #expect(!check.isWithinCounts)
        #expect(steps.count == 1)
    }

    @Test(arguments: [(20, []), (21, ["PRIO-0106"]), (3_900, ["PRIO-0106"])])
    func `a cell has twenty pieces of evidence and not one more`(
        count: Int,
        reasons: [String]
    ) throws {
        let pieces = [String](repeating: "x", count: count).joined(separator: "|")
        let result = try importing(["SWP1,strength,,Text,\(pieces),"], Steps())
        #expect(result.findings.map(\.reason) == reasons)
        #expect((result.proposed == nil) == !reasons.isEmpty)
        let evidence = result.proposed?.entries["SWP1"]?.notes[0].evidence
        if reasons.isEmpty { #expect(evidence == [.document("x")]) }
    }

    @Test func `a file with too many rows for one priority has one finding`() throws {
        let rows = (0..<2_000).map { "SWP1,strength,,Text \($0),," }
        let steps = Steps()
        let result = try importing(rows, steps)
        #expect(result.findings.map(\.reason) == ["PRIO-0106"])
        // Each row is read, looked at for a reference, and taken; no note is judged.
        #expect(steps.count == 3 * rows.count)
    }

    @Test func `work that is stopped leaves at the next step`() {
        let steps = Steps(most: 10)
        #expect(throws: Stopped.self) { try importing(Self.rows(100), steps) }
        #expect(steps.count == 11)
    }

    @Test func `new notes are numbered after all that were`() throws {
        var assessment = Fixtures.empty()
        assessment.entries["SWP1"] = .init(
            notes: [try Fixtures.note("S7", "a"), try Fixtures.note("A2", "b")]
        )
        var numbering = NoteNumbering(after: assessment)
        #expect(numbering.next(.strength)?.description == "S8")
        #expect(numbering.next(.strength)?.description == "S9")
        #expect(numbering.next(.improvement)?.description == "A3")
        numbering.take(try #require(NoteReference("S9999")))
        #expect(numbering.next(.strength) == nil)
        #expect(numbering.next(.improvement)?.description == "A4")
    }
}
