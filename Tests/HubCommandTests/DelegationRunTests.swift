import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: delegated activities.
struct DelegationRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub
    private static let caution = "does not decide who may work where"

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
        let training = Array(
            "Employee number,Course,Date completed\nE1,Fire safety,01/02/2020\n".utf8
        )
        try LocalFile.replace(home.file("t.csv"), with: training.span)
        let kept = try whub("training", "import", home.file("t.csv"), "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    private func delegate(_ more: String...) throws -> ProgramRun {
        let arguments = [
            "training", "delegate", "E1", "--activity", "wound-care", "--profession", "nurse",
            "--body", "Example register", "--registration", "EX1", "--organisation",
            "Example trust", "--oversight", "duty nurse",
        ]
        return try ProgramRun("whub", arguments + more, home: home, input: "")
    }

    @Test
    func `from delegating to withdrawing, every output says what it is not`() throws {
        let unasked = try delegate()
        #expect(unasked.exit == .code(2) && unasked.error.contains("--yes"))
        let recorded = try delegate("--consent", "01/02/2025", "--yes")
        #expect(recorded.exit == .code(0), "\(recorded.error)")
        #expect(recorded.error.contains("Not signed off: no assessment recorded"))
        #expect(recorded.error.contains(Self.caution))
        let assessed = try whub(
            "training",
            "assess",
            "E1",
            "--activity",
            "wound-care",
            "--assessed",
            "02/02/2025",
            "--assessed-by",
            "district nurse",
            "--review-due",
            "02/02/2060",
            "--yes"
        )
        #expect(assessed.exit == .code(0), "\(assessed.error)")
        let accepted = try whub(
            "training",
            "accept",
            "E1",
            "--activity",
            "wound-care",
            "--on",
            "03/02/2025",
            "--yes"
        )
        #expect(accepted.error.contains("Recorded as signed off until 2 February 2060"))
        #expect(accepted.error.contains(Self.caution))
        let page = try whub("training", "delegations")
        #expect(page.output.contains(Self.caution) || page.output.contains("does not decide"))
        let list = try whub("training", "delegations", "--activity", "wound-care", "-o", "csv")
        #expect(list.output.contains(Self.caution) && list.output.contains("EX1"))
        let json = try whub("training", "delegations", "-o", "json")
        #expect(json.output.contains(Self.caution) && json.output.contains("isSignedOff"))
        #expect(try whub("training", "delegations", "--due", "30d").output.contains("Nothing that"))
        #expect(try whub("training", "delegations", "--due", "soon").exit == .code(2))
    }

    @Test
    func `a withdrawal needs its reason, and is told`() throws {
        #expect(try delegate("--yes").exit == .code(0))
        let silent = try whub(
            "training",
            "withdraw",
            "E1",
            "--activity",
            "wound-care",
            "--on",
            "04/02/2025",
            "--yes"
        )
        #expect(silent.exit != .code(0) && silent.error.contains("TRNG-0162"))
        let ended = try whub(
            "training",
            "withdraw",
            "E1",
            "--activity",
            "wound-care",
            "--on",
            "04/02/2025",
            "--reason",
            "technique not safe",
            "--yes"
        )
        #expect(ended.exit == .code(0), "\(ended.error)")
        #expect(ended.error.contains("withdrawn from 4 February 2025"))
        let all = try whub("training", "delegations", "--ended", "-o", "csv")
        #expect(all.output.contains("technique not safe"))
    }

    @Test
    func `a person is refused, and a change is taken back`() throws {
        let person = try delegate("--person", "somebody", "--yes")
        #expect(person.exit != .code(0) && person.error.contains("TRNG-0161"))
        #expect(try delegate("--yes").exit == .code(0))
        let declined = try whub(
            "training",
            "decline",
            "E1",
            "--activity",
            "wound-care",
            "--on",
            "03/02/2025",
            "--yes"
        )
        #expect(declined.error.contains("the worker declined"))
        let list = try whub("training", "delegations", "-o", "csv")
        let row = try #require(list.output.split(separator: "\r\n").last)
        let id = String(row.prefix(36))
        let wrong = try whub("training", "undo-delegation", id, "--revision", "1", "--yes")
        #expect(wrong.exit != .code(0))
        let titles = list.output.split(separator: "\r\n")[0].split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        let place = try #require(titles.firstIndex(of: "revision"))
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        // What is before the revision has no comma of its own here.
        let revision = String(cells[place])
        let back = try whub("training", "undo-delegation", id, "--revision", revision, "--yes")
        #expect(back.exit == .code(0), "\(back.error)")
        #expect(back.error.contains("the worker has not accepted"))
    }
}
