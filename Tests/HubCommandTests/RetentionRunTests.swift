import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: how long records are kept, and what goes.
struct RetentionRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
        let text =
            "Employee number,Course,Date completed\nE1,Fire safety,01/02/2015\n"
            + "E2,Fire safety,01/02/2025\n"
        try LocalFile.replace(home.file("t.csv"), with: Array(text.utf8).span)
        let kept = try whub("training", "import", home.file("t.csv"), "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    private func set(_ keep: String, after: String = "done") throws -> ProgramRun {
        let arguments = [
            "training", "set-retention", "training", "--keep", keep, "--after", after, "--basis",
            "records schedule 4.2", "--decided-by", "governance board", "--decided",
            "04/03/2026", "--yes",
        ]
        return try ProgramRun("whub", arguments, home: home, input: "")
    }

    @Test
    func `from no rule to a purge that is told and stays done`() throws {
        let none = try whub("training", "retention")
        #expect(none.exit == .code(0) && none.output.contains("no rule"))
        let nothing = try whub("training", "purge", "--yes")
        #expect(nothing.exit != .code(0) && nothing.error.contains("TRNG-0255"))
        #expect(nothing.error.contains("set-retention"))
        for wrong in ["6", "0y", "101y", "six", "y", "6w"] {
            #expect(try set(wrong).exit == .code(2), "\(wrong)")
        }
        let ended = try set("6y", after: "ended")
        #expect(ended.exit != .code(0) && ended.error.contains("done or left"))
        let rule = try set("6y")
        #expect(rule.exit == .code(0), "\(rule.error)")
        #expect(rule.error.contains("6 years after the day of the record"))
        let csv = try whub("training", "retention", "-o", "csv")
        #expect(csv.output.contains("training,training records,6 years,the day of the record"))
        let shown = try whub("training", "purge", "--dry-run")
        #expect(shown.exit == .code(0) && shown.output.contains("Of: "), "\(shown.error)")
        let still = try whub("training", "worker", "E1", "-o", "json")
        #expect(still.output.contains("2015-02-01"))
        let unasked = try whub("training", "purge")
        #expect(unasked.exit == .code(2) && unasked.error.contains("--yes"))
        let ran = try whub("training", "purge", "--yes")
        #expect(ran.exit == .code(0) && ran.error.contains("Purged"), "\(ran.error)")
        let gone = try whub("training", "worker", "E1", "-o", "json")
        #expect(!gone.output.contains("2015-02-01"))
        let log = try whub("training", "purges", "-o", "csv")
        #expect(log.output.contains("steward,training,6 years") && !log.output.contains("w:"))
        let again = try whub("training", "purge", "--yes")
        #expect(again.exit == .code(0) && again.error.contains("Nothing is due"))
        let other = try whub("training", "purge", "--class", "checks", "--yes")
        #expect(other.exit == .code(2) && other.error.contains("supervision"))
        let id = String(try #require(log.output.split(separator: "\r\n").last).suffix(36))
        let undo = try whub("undo", id, "--yes")
        #expect(undo.exit != .code(0) && undo.error.contains("TRNG-0256"), "\(undo.error)")
        let away = try whub(
            "training",
            "withdraw-retention",
            "training",
            "--revision",
            "1",
            "--yes"
        )
        // A revision that is not the rule's.
        #expect(away.exit != .code(0))
    }

    @Test
    func `a person is linked once the register allows it, and never by what tells who it is`()
        throws
    {
        let recorded = try whub(
            "training",
            "delegate",
            "E2",
            "--activity",
            "wound-care",
            "--profession",
            "nurse",
            "--body",
            "Example register",
            "--registration",
            "EX1",
            "--organisation",
            "Example trust",
            "--oversight",
            "duty nurse",
            "--yes"
        )
        #expect(recorded.exit == .code(0), "\(recorded.error)")
        let off = try whub(
            "training",
            "link-person",
            "E2",
            "--activity",
            "wound-care",
            "--person",
            "C-0471",
            "--yes"
        )
        #expect(off.exit != .code(0) && off.error.contains("GOV-0101"), "\(off.error)")
        // It is not even sent: what tells who somebody is stays here.
        let told = try whub(
            "training",
            "link-person",
            "E2",
            "--activity",
            "wound-care",
            "--person",
            "943 476 5919",
            "--yes"
        )
        #expect(told.exit != .code(0) && told.error.contains("TRNG-0252"), "\(told.error)")
        let people = try whub("training", "people")
        #expect(people.exit == .code(0) && people.output.contains("Nobody is recorded."))
        let erased = try whub("training", "erase-person", "C-0471", "--ground", "DR-18", "--yes")
        // What takes away asks for no entry: here there is nobody to be erased.
        #expect(erased.exit == .code(0) && !erased.error.contains("GOV-0101"), "\(erased.error)")
    }
}
