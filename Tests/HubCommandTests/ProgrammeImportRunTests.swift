import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: files of programmes, and what is told of them.
struct ProgrammeImportRunTests: ProgrammeRunSuite {
    let officer: ProgrammeOfficer

    init() throws { officer = try ProgrammeOfficer() }

    @Test
    func `all rows' errors are told at once, in a table, as a list, and in the file itself`() throws
    {
        try write(
            "bad.csv",
            "Staff number,Kind,Edition,Started,Title,Note\n"
                + "E1,care-certificate,2025,04/03/2025,,x\n"
                + "E1,care-certificate,2025,31/02/2025,,x\n"
                + "E9,Care Certificate,2025,04/03/2025,,x\n"
                + "E2,apprenticeship,,04/03/2025,,x\n"
                + "E2,diploma,,04/03/2025,,x\n"
        )
        let fixes = home.file("fixes.csv")
        let bad = try importing("bad.csv", "--yes", "--fixes", fixes)
        #expect(bad.exit == .code(6), "\(bad.error)")
        // What this computer finds and what the hub finds, by the rows of the file.
        for row in ["Row 3", "Row 4", "Row 5", "Row 6"] {
            #expect(bad.error.lowercased().contains(row.lowercased()), "\(row): \(bad.error)")
        }
        #expect(bad.error.contains("nothing was kept: 4 errors"), "\(bad.error)")
        #expect(bad.error.contains("Not sent, since no column is called so: Note"))
        let file = try LocalFile.read(fixes, bytesMax: 100_000)
        let text = String(decoding: file, as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasSuffix("Note,Problems,Suggested value") == true, "\(text)")
        #expect(text.contains("E1,care-certificate,2025,04/03/2025,,x,,"), "\(text)")
        let csv = try importing("bad.csv", "--yes", "-o", "csv")
        #expect(csv.exit == .code(6))
        #expect(csv.output.split(separator: "\r\n").count >= 5, "\(csv.output)")
        #expect(csv.output.contains("row,column,severity"), "\(csv.output)")
        let json = try importing("bad.csv", "--yes", "-o", "json")
        #expect(json.exit == .code(6) && json.output.contains("\"row\": \"4\""), "\(json.output)")
        #expect(try list().output.contains("No programme is so."))
    }

    @Test
    func `every part of a programme has a column`() throws {
        try write(
            "parts.csv",
            "Staff number,Kind,Edition,Title,Started,Planned end,Hours planned,Hours done,Amount,"
                + "Extension months,Extension,Review 3,Review 15,Recommended,Recommendation,"
                + "Moderated,Moderation,Break from,Break until,End-point assessment,"
                + "End-point outcome,Observation 1\n"
                + "E1,asye,,,04/03/2024,,,,,3,part-time,04/06/2024,04/06/2025,05/06/2025,passed,"
                + "06/06/2025,passed,01/08/2024,31/08/2024,,,01/04/2024\n"
                + "E2,apprenticeship,,Lead adult care worker,04/03/2024,04/03/2025,300,310,924.50,"
                + ",,,,,,,,,,05/03/2025,passed,\n"
        )
        let kept = try importing("parts.csv", "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("310 off-the-job hours are done of 300 planned"))
        #expect(kept.error.contains("undo-programme --import"))
        let csv = try list("-o", "csv").output
        for part in [
            "review 3 4 June 2024", "review 15 4 June 2025", "moderation 6 June 2025, passed",
            "from 1 August 2024 until 31 August 2024", "end-point assessment 5 March 2025, passed",
            "observation 1 1 April 2024", "924.50",
        ] {
            #expect(csv.contains(part), "\(part): \(csv)")
        }
        #expect(try importing("parts.csv", "--yes").error.contains("0 new programmes, 0 changed"))
        // The title differs in case alone: the row adds to the same programme.
        try write(
            "same.csv",
            "Staff number,Kind,Title,Completed\n"
                + "E2,apprenticeship,Lead Adult Care Worker,06/03/2025\n"
        )
        #expect(try importing("same.csv", "--yes").error.contains("0 new programmes, 1 changed"))
        try write("half.csv", "Staff number,Kind,Moderation,Break until\nE1,asye,passed,1/8/2024\n")
        let half = try importing("half.csv", "--yes")
        #expect(half.error.contains("the day of it too"), "\(half.error)")
        #expect(half.error.contains("the first day of the break too"), "\(half.error)")
    }

    @Test
    func `an import is one look at most, and one command takes it back`() throws {
        try write(
            "good.csv",
            "Staff number,Kind,Edition,Started\nE1,care-certificate,2025,04/03/2025\n"
                + "E2,care-certificate,2025,04/03/2025\n"
        )
        let dry = try importing("good.csv", "--dry-run")
        #expect(dry.error.contains("2 new programmes"), "\(dry.error)")
        let kept = try importing("good.csv", "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        let looks = try whub("admin", "access-log", "-o", "csv")
        #expect(looks.exit == .code(0), "\(looks.error)")
        #expect(!looks.output.contains("ListProgrammes"), "\(looks.output)")
        let word = try #require(kept.error.split(separator: "--import ").last)
        let revision = String(word.prefix { $0.isNumber })
        let wrong = try whub("training", "undo-programme", "--import", "x", "--yes")
        #expect(wrong.exit == .code(2))
        #expect(try whub("training", "undo-programme", "--yes").exit == .code(2))
        let back = try whub("training", "undo-programme", "--import", revision, "--yes")
        #expect(back.exit == .code(0) && back.error.contains("2 programmes gone"), "\(back.error)")
        #expect(try list().output.contains("No programme is so."))
    }

    @Test
    func `lists are lines by the due day, in groups, and a day of their own in CSV`() throws {
        try write(
            "good.csv",
            "Staff number,Kind,Edition,Started\nE1,care-certificate,2025,04/03/2025\n"
                + "E2,asye,,04/02/2025\n"
        )
        #expect(try importing("good.csv", "--yes").exit == .code(0))
        let table = try whub("training", "programmes")
        #expect(table.output.contains("Next due"), "\(table.output)")
        #expect(!table.output.contains("Revision"), "\(table.output)")
        let csv = try whub("training", "programmes", "-o", "csv")
        let rows = csv.output.split(separator: "\r\n").map(String.init)
        #expect(rows.first?.contains(",behind,due,what,team,manager,started,") == true)
        // Three months after 4 February come before twelve weeks after 4 March.
        #expect(rows.dropFirst().first?.contains(",asye,") == true, "\(rows)")
        #expect(rows.dropFirst().first?.contains(",yes,2025-05-04,") == true, "\(rows)")
        #expect(rows.last?.contains(",yes,2025-05-27,") == true, "\(rows)")
        let teams = try whub("training", "programmes", "--by", "team")
        let lines = teams.output.split(separator: "\n").map(String.init)
        let blue = try #require(lines.firstIndex { $0.hasPrefix("Blue") }, "\(teams.output)")
        let red = try #require(lines.firstIndex { $0.hasPrefix("Red") }, "\(teams.output)")
        #expect(blue < red, "\(teams.output)")
        let managers = try whub("training", "programmes", "--by", "manager")
        #expect(managers.exit != .code(0) && managers.error.contains("names load"))
        let one = try whub("training", "programmes", "--worker", "E1")
        #expect(one.output.contains("Revision"), "\(one.output)")
        let worker = try whub("training", "worker", "E1", "-o", "csv")
        #expect(worker.output.contains("programme,care-certificate"), "\(worker.output)")
        let json = try whub("training", "worker", "E1", "-o", "json")
        #expect(json.output.contains("\"programmes\""), "\(json.output)")
        let today = try whub()
        #expect(today.output.contains("2 workers are behind in a programme"), "\(today.output)")
        let ready = try whub("training", "readiness")
        #expect(
            ready.error.contains(
                "completed 0, started 1, no 0; of 1 of 2 workers none is recorded"
            ),
            "\(ready.error)"
        )
        let copy = try whub("training", "subject", "E1", "-o", "csv")
        #expect(copy.output.contains("A development programme"), "\(copy.output)")
        #expect(copy.output.contains("standards without a day: 1, 2, 3"), "\(copy.output)")
        #expect(copy.output.contains("kind: Care Certificate"), "\(copy.output)")
    }

    @Test
    func `whoever is asked sees what would change, and is told what is so after taking back`()
        throws
    {
        let start = [
            "training", "start-programme", "E1", "--kind", "care-certificate", "--edition", "2025",
            "--started", "04/03/2025",
        ]
        let asked = try ProgramRun("whub", start, home: home, input: "")
        #expect(asked.exit == .code(2) && asked.error.contains("started: 4 March 2025"))
        let begun = try ProgramRun("whub", start + ["--yes"], home: home, input: "")
        #expect(begun.exit == .code(0), "\(begun.error)")
        let record = ["training", "record-programme", "E1", "--kind", "care-certificate"]
        let more = record + ["--standard", "4=05/03/2025", "--started", "03/03/2025"]
        let shown = try ProgramRun("whub", more, home: home, input: "")
        #expect(shown.exit == .code(2), "\(shown.error)")
        #expect(shown.error.contains("standard 4: 5 March 2025"), "\(shown.error)")
        #expect(shown.error.contains("started: 3 March 2025, and 4 March 2025 now"))
        let done = record + ["--standard", "4=05/03/2025", "--completed", "01/04/2025", "--yes"]
        let awarded = try ProgramRun("whub", done, home: home, input: "")
        #expect(
            awarded.error.contains("completed, but 15 standards have no day: 1, 2, 3, 5"),
            "\(awarded.error)"
        )
        let late = try ProgramRun(
            "whub",
            record + ["--standard", "5=05/03/2025", "--yes"],
            home: home
        )
        #expect(late.exit != .code(0) && late.error.contains("--id"), "\(late.error)")
        #expect(late.error.contains("ended 1 April 2025"), "\(late.error)")
        let row = try #require(try list("-o", "csv").output.split(separator: "\r\n").last)
        let (id, revision) = (String(row.prefix(36)), String(row.split(separator: ",").last ?? ""))
        #expect(late.error.contains(id))
        let back = try whub("training", "undo-programme", id, "--revision", revision, "--yes")
        #expect(back.error.contains("Now care-certificate: in progress"), "\(back.error)")
        let other = try whub(
            "training",
            "start-programme",
            "E2",
            "--kind",
            "senior-leader",
            "--title",
            "Jane Example",
            "--yes"
        )
        #expect(other.error.contains("[TRNG-0275]"), "\(other.error)")
        let own = try whub("training", "programmes", "--worker", "E2", "-o", "csv").output
        let last = try #require(own.split(separator: "\r\n").last)
        let gone = try whub(
            "training",
            "undo-programme",
            String(last.prefix(36)),
            "--revision",
            String(last.split(separator: ",").last ?? ""),
            "--yes"
        )
        #expect(gone.error.contains("The programme is gone"), "\(gone.error)")
    }
}
