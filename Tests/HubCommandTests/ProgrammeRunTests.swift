import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: programmes.
struct ProgrammeRunTests: ProgrammeRunSuite {
    let officer: ProgrammeOfficer

    init() throws { officer = try ProgrammeOfficer() }

    private func record(_ more: String...) throws -> ProgramRun {
        let start = ["training", "record-programme", "E1", "--kind", "care-certificate"]
        return try ProgramRun("whub", start + more + ["--yes"], home: home, input: "")
    }

    private func start(_ day: String = "04/03/2025") throws -> ProgramRun {
        try whub(
            "training",
            "start-programme",
            "E1",
            "--kind",
            "care-certificate",
            "--edition",
            "2025",
            "--started",
            day,
            "--yes"
        )
    }

    @Test
    func `a certificate is begun, recorded by standard, awarded and taken back`() throws {
        let none = try record("--standard", "1=05/03/2025")
        #expect(none.exit != .code(0) && none.error.contains("start-programme"))
        let begun = try start()
        #expect(begun.exit == .code(0), "\(begun.error)")
        #expect(begun.error.contains("BEHIND: 16 standards without a day"))
        let again = try start()
        #expect(again.exit == .code(0), "\(again.error)")
        let later = try start("05/03/2025")
        #expect(later.exit != .code(0) && later.error.contains("TRNG-0274"))
        let tried = try record("--standard", "1=05/03/2025", "--dry-run")
        #expect(tried.exit == .code(0), "\(tried.error)")
        let one = try record("--standard", "1=05/03/2025", "--standard", "16=06/03/2025")
        #expect(one.exit == .code(0) && one.error.contains("14 standards"), "\(one.error)")
        let wrong = try record("--standard", "17=05/03/2025")
        #expect(wrong.exit != .code(0) && wrong.error.contains("TRNG-0272"), "\(wrong.error)")
        #expect(try record("--standard", "first").exit == .code(2))
        let behind = try whub("training", "programmes", "--behind", "-o", "csv")
        #expect(behind.output.contains("care-certificate") && behind.output.contains("started"))
        let worker = try whub("training", "worker", "E1")
        #expect(worker.output.contains("Programmes") && worker.output.contains("in-progress"))
        let awarded = try record("--completed", "07/03/2025")
        #expect(awarded.error.contains("care-certificate: completed"), "\(awarded.error)")
        let open = try whub("training", "programmes")
        #expect(open.output.contains("No programme is so."))
        let json = try whub("training", "programmes", "--ended", "-o", "json")
        #expect(json.output.contains("standards-missing"), "\(json.output)")
        // An award of which some standards have no day is no answer yet.
        #expect(!json.output.contains("\"ascWdsAnswer\""), "\(json.output)")
        let list = try whub("training", "programmes", "--ended", "-o", "csv")
        let row = try #require(list.output.split(separator: "\r\n").last)
        let revision = try #require(row.split(separator: ",").last)
        let id = String(row.prefix(36))
        let back = try whub(
            "training",
            "undo-programme",
            id,
            "--revision",
            String(revision),
            "--yes"
        )
        #expect(back.exit == .code(0), "\(back.error)")
        #expect(try whub("training", "programmes").output.contains("in progress"))
    }

    @Test
    func `a year and an apprenticeship have their own parts`() throws {
        let year = try whub(
            "training",
            "start-programme",
            "E2",
            "--kind",
            "asye",
            "--started",
            "04/03/2025",
            "--extend",
            "6",
            "--for",
            "part-time",
            "--yes"
        )
        #expect(year.exit == .code(0), "\(year.error)")
        #expect(year.error.contains("review at 3 months"))
        let wrong = try whub(
            "training",
            "start-programme",
            "E2",
            "--kind",
            "apprenticeship",
            "--yes"
        )
        #expect(wrong.exit != .code(0) && wrong.error.contains("[TRNG-"), "\(wrong.error)")
        let moderated = try whub(
            "training",
            "record-programme",
            "E2",
            "--kind",
            "asye",
            "--review",
            "3=04/06/2025",
            "--recommended",
            "01/03/2026",
            "--as",
            "passed",
            "--yes"
        )
        #expect(moderated.exit == .code(0), "\(moderated.error)")
        #expect(!moderated.error.contains("review at 3 months"))
    }

    @Test
    func `a file is kept whole or not at all, and tells every row's error`() throws {
        try write(
            "bad.csv",
            "Staff number,Edition,Started,Standard 1\nE1,2025,04/03/2025,05/03/2025\n"
                + "E9,2025,04/03/2025,\nE2,2019,04/03/2025,\n"
        )
        let file = home.file("bad.csv")
        let bad = try whub(
            "training",
            "import-programmes",
            file,
            "--kind",
            "care-certificate",
            "--yes"
        )
        #expect(bad.exit == .code(6), "\(bad.error)")
        #expect(
            bad.error.contains("Row 3, ") && bad.error.contains("Row 4, column B (Edition)"),
            "\(bad.error)"
        )
        #expect(bad.error.contains("is no edition. Expected 2015 or 2025"), "\(bad.error)")
        #expect(try whub("training", "programmes").output.contains("No programme is so."))
    }

    @Test
    func `a file begins programmes, and another adds to them`() throws {
        try write(
            "good.csv",
            "Staff number,Edition,Started,Standard 1\nE1,2025,04/03/2025,05/03/2025\n"
                + "E2,2025,04/03/2025,\n"
        )
        let good = home.file("good.csv")
        let dry = try whub(
            "training",
            "import-programmes",
            good,
            "--kind",
            "care-certificate",
            "--dry-run"
        )
        #expect(dry.exit == .code(0) && dry.error.contains("2 new programmes"), "\(dry.error)")
        #expect(try whub("training", "programmes").output.contains("No programme is so."))
        let kept = try whub(
            "training",
            "import-programmes",
            good,
            "--kind",
            "care-certificate",
            "--yes"
        )
        #expect(kept.exit == .code(0), "\(kept.error)")
        try write("more.csv", "Staff number,Edition,Standard 2\nE1,,06/03/2025\n")
        let more = try whub(
            "training",
            "import-programmes",
            home.file("more.csv"),
            "--kind",
            "care-certificate",
            "--yes"
        )
        #expect(more.error.contains("1 changed"), "\(more.error)")
        let list = try whub("training", "programmes", "--worker", "E1", "-o", "csv")
        #expect(list.output.contains("standard 1") && list.output.contains("standard 2"))
        let counts = try whub("training", "programme-coverage", "care-certificate", "-o", "csv")
        #expect(
            counts.exit == .code(0) && counts.output.contains("All,0,2,2,2,0,0,2"),
            "\(counts.output)"
        )
    }
}
