import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: what is doubtful in programmes, taking files back.
struct ProgrammeDoubtRunTests: ProgrammeRunSuite {
    let officer: ProgrammeOfficer

    init() throws { officer = try ProgrammeOfficer() }

    private func revision(_ run: ProgramRun) throws -> String {
        let word = try #require(run.error.split(separator: "--import ").last)
        return String(word.prefix { $0.isNumber })
    }

    private func taking(_ more: String...) throws -> ProgramRun {
        try ProgramRun("whub", ["training", "undo-programme"] + more, home: home, input: "")
    }

    @Test
    func `an import whose programme was changed since names it with the command that helps`() throws
    {
        try write(
            "good.csv",
            "Staff number,Kind,Edition,Started\nE1,care-certificate,2025,04/03/2025\n"
                + "E2,care-certificate,2025,04/03/2025\n"
        )
        let number = try revision(try importing("good.csv", "--yes"))
        let more = try whub(
            "training",
            "record-programme",
            "E2",
            "--kind",
            "care-certificate",
            "--standard",
            "1=05/03/2025",
            "--yes"
        )
        #expect(more.exit == .code(0), "\(more.error)")
        let refused = try taking("--import", number, "--yes")
        #expect(refused.exit != .code(0), "\(refused.error)")
        #expect(refused.error.contains("1 programme was changed since this import [TRNG-0277]"))
        #expect(refused.error.contains("care-certificate, changed at revision"))
        let words = refused.error.split { $0 == " " || $0 == "\n" }.map(String.init)
        let place = try #require(words.firstIndex(of: "undo-programme"), "\(refused.error)")
        let command = Array(words[(place + 1)...(place + 5)]) + ["--yes"]
        #expect(command.contains("--revision") && command.contains("--import"), "\(command)")
        let one = ["training", "undo-programme"] + command
        let alone = try ProgramRun("whub", one, home: home, input: "")
        #expect(alone.exit == .code(0), "\(alone.error)")
        #expect(alone.error.contains("The programme is gone"), "\(alone.error)")
        let rest = try taking("--import", number, "--yes")
        #expect(rest.exit == .code(0), "\(rest.error)")
        #expect(rest.error.contains("1 programme gone, 0 as before, 1 as before already"))
        let again = try taking("--import", number, "--yes")
        #expect(again.exit != .code(0) && again.error.contains("TRNG-0286"), "\(again.error)")
        #expect(again.error.contains("taken back already"), "\(again.error)")
        #expect(try taking("--revision", "3", "--yes").exit == .code(2))
    }

    @Test
    func `an award with standards missing has a column, and readiness says which`() throws {
        try write(
            "awards.csv",
            "Staff number,Kind,Edition,Start date,Date of completion,Standard 1\n"
                + "E1,care-certificate,2025,04/03/2025,04/06/2025,05/03/2025\n"
                + "E2,care-certificate,2025,04/03/2025,04/06/2025,\n"
        )
        let kept = try importing("awards.csv", "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Row 2: 15 standards have no day"), "\(kept.error)")
        #expect(!kept.error.contains("Row 3"), "an award alone is no doubt: \(kept.error)")
        let counts = try whub("training", "programme-coverage", "care-certificate")
        let rows = counts.output.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        #expect(rows.contains("Blue 1 0 1 0 0 0 0 0"), "\(counts.output)")
        #expect(rows.contains("Red 1 1 0 0 0 0 0 0"), "\(counts.output)")
        #expect(rows.contains("All 2 1 1 0 0 0 0 0"), "\(counts.output)")
        #expect(counts.output.contains("Doubtful: awarded, standards missing"))
        let csv = try whub("training", "programme-coverage", "care-certificate", "-o", "csv")
        #expect(csv.output.contains("All,1,0,0,0,0,0,2,1"), "\(csv.output)")
        let table = try list()
        #expect(table.output.contains("awarded,"), "\(table.output)")
        let ready = try whub("training", "readiness", "-o", "csv")
        #expect(ready.output.contains("15 standards have no day: 2, 3"), "\(ready.output)")
        #expect(
            ready.error.contains("completed 1, started 0, no 0, awarded with standards missing")
        )
    }

    @Test
    func `columns are known by their usual titles, and no first day is told`() throws {
        try write(
            "dates.csv",
            "Employee ID,Programme type,Edition,Start date,Date joined,Expected end date\n"
                + "E1,care-certificate,2025,04/03/2025,01/02/2020,04/03/2099\n"
        )
        let dated = try importing("dates.csv", "--dry-run")
        #expect(dated.exit == .code(6), "\(dated.error)")
        #expect(dated.error.contains("Expected end date"), "\(dated.error)")
        #expect(!dated.error.contains("Not sent"), "\(dated.error)")
        try write(
            "joined.csv",
            "Staff number,Kind,Edition,Title,Start of employment\n"
                + "E1,care-certificate,2025,,03/03/2025\nE2,care-certificate,2025,,\n"
                + "E2,apprenticeship,,Example standard,03/03/2025\n"
        )
        let kept = try importing("joined.csv", "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Of 1 Care Certificate the first day is that of employment"))
        #expect(kept.error.contains("Row 3: no first day is recorded"), "\(kept.error)")
        let csv = try list("-o", "csv").output
        #expect(csv.contains("2025-03-03"), "\(csv)")
        let behind = try whub("training", "programmes", "--behind")
        #expect(behind.error.contains("1 programme has no first day"), "\(behind.error)")
    }

    @Test
    func `an empty worker and two rows of one programme are told by their rows`() throws {
        try write(
            "twice.csv",
            "Staff number,Kind,Edition,Started,Standard 1\n"
                + "E1,care-certificate,2025,04/03/2025,\n"
                + "E1,care-certificate,,,05/03/2025\n"
        )
        let twice = try importing("twice.csv", "--dry-run")
        #expect(twice.exit == .code(0), "\(twice.error)")
        #expect(twice.error.contains("Row 3: row 2 is of the same programme"), "\(twice.error)")
        try write("empty.csv", "Staff number,Kind,Edition\n,care-certificate,2025\n")
        let empty = try importing("empty.csv", "--yes")
        #expect(empty.exit == .code(6), "\(empty.error)")
        #expect(empty.error.contains("the staff number or reference of the worker"))
    }

    @Test
    func `another edition is told in a dry run and after it, hours are confirmed`() throws {
        try write(
            "old.csv",
            "Staff number,Kind,Edition,Started,Standard 1,Title,Hours planned,Hours done\n"
                + "E1,care-certificate,2015,04/03/2025,05/03/2025,,,\n"
        )
        #expect(try importing("old.csv", "--yes").exit == .code(0))
        try write("new.csv", "Staff number,Kind,Edition\nE1,care-certificate,2025\n")
        for option in ["--dry-run", "--yes"] {
            let moved = try importing("new.csv", option)
            #expect(moved.exit == .code(0), "\(moved.error)")
            #expect(moved.error.contains("Row 2: edition 2015 becomes 2025"), "\(moved.error)")
            #expect(moved.error.contains("[TRNG-0288]"), "\(moved.error)")
        }
        try write(
            "hours.csv",
            "Staff number,Kind,Title,Started,Hours planned,Off-the-job hours\n"
                + "E1,apprenticeship,Example (Jane Example),04/03/2024,320,9000\n"
        )
        let doubt = try importing("hours.csv", "--yes")
        #expect(doubt.exit == .code(6), "\(doubt.error)")
        #expect(doubt.error.contains("Row 2, column F (Off-the-job hours)"), "\(doubt.error)")
        #expect(doubt.error.contains("more than 2 times the 320 planned"), "\(doubt.error)")
        let sure = try importing("hours.csv", "--yes", "--confirm-doubts")
        #expect(sure.exit == .code(0), "\(sure.error)")
        #expect(sure.error.contains("[TRNG-0275]"), "\(sure.error)")
        #expect(sure.error.contains("9000 off-the-job hours are done of 320"), "\(sure.error)")
    }

    @Test
    func `of a worker whose programmes have ended the list says how to see them`() throws {
        let none = try whub("training", "programmes", "--worker", "E1")
        #expect(none.output.contains("No programme is so."), "\(none.output)")
        try write(
            "ended.csv",
            "Staff number,Kind,Edition,Started,Stopped\n"
                + "E1,care-certificate,2025,04/03/2025,05/03/2025\n"
        )
        #expect(try importing("ended.csv", "--yes").exit == .code(0))
        let ended = try whub("training", "programmes", "--worker", "E1")
        #expect(ended.output.contains("None is open; 1 programme has ended"), "\(ended.output)")
        #expect(ended.output.contains("--ended"), "\(ended.output)")
    }
}
