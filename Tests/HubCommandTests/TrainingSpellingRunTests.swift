import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer whose files write one staff number in several ways.
struct TrainingSpellingRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    private func write(_ name: String, _ text: String) throws -> String {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
        return home.file(name)
    }

    private func read(_ path: String) throws -> [String] {
        let bytes = try LocalFile.read(path, bytesMax: 1_024 * 1_024)
        return String(decoding: bytes, as: UTF8.self).split(
            separator: "\r\n",
            omittingEmptySubsequences: false
        ).map(String.init)
    }

    @Test func `spellings of the file and of the hub are told, with the fix beside each row`()
        throws
    {
        let head = "Staff no,Course,Date completed,Job role\n"
        let first = try write("a.csv", head + "C04010,Autism,01/02/2025,Carer\n")
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        let next = try write(
            "b.csv",
            head + "C-04010,Fire safety,01/02/2025,Carer\nC04020,Autism,01/02/2025,Carer\n"
                + "C4020,Fire safety,01/02/2025,Carer\n C04020 ,Oral health,01/02/2025,Jane Smith\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", next, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(0), "\(run.error)\(run.output)")
        #expect(run.output.contains("TRNG-0278") && run.output.contains("TRNG-0279"))
        #expect(run.output.contains("TRNG-0280") && run.output.contains("3 new workers"))
        let rows = try read(fixes)
        #expect(rows[1].contains("TRNG-0279") && rows[1].hasSuffix("C04010"), "\(rows[1])")
        #expect(!rows[2].contains("TRNG-02"), "\(rows[2])")
        #expect(rows[3].contains("TRNG-0278") && rows[3].contains("row 3"), "\(rows[3])")
        #expect(rows[3].hasSuffix("C04020"))
        #expect(rows[4].contains("TRNG-0280"), "\(rows[4])")
    }

    @Test func `a dry run of the right rows says what would be kept, and keeps nothing`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date\nE1,Autism,01/02/2025\nE2,Autism,soon\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub(
            "training",
            "import",
            file,
            "--dry-run",
            "--right-rows",
            "--fixes",
            fixes
        )
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.error.contains("Without --dry-run the others are: 1 new record, 1 new worker"))
        #expect(!run.error.contains("with --right-rows"))
        #expect(try read(fixes).count == 4)
        #expect(try whub("training", "worker", "E1").exit == .code(3))
    }

    @Test func `names that fit in another spelling, and workers without a name, are told`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date\nC04010,Autism,01/02/2025\nC04011,Autism,01/02/2025\n"
        )
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let names = try write(
            "names.csv",
            "Staff no,Name of employee,Manager\nC-04010,Sam Example,Jo\nC04099,Al Other,Jo\n"
                + "C04011,Pat Known,Jo\n"
        )
        let run = try whub("names", "load", names)
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.error.contains("1 name is kept") && run.error.contains("2 staff numbers"))
        #expect(run.error.contains("C-04010 fits only as C04010"), "\(run.error)")
        #expect(run.error.contains("1 worker of the hub has no name here"), "\(run.error)")
        #expect(!run.error.contains("C04099 fits"))
        #expect(try whub("training", "worker", "C04011").output.contains("Pat Known"))
    }

    @Test func `names of people and a start date that may be a course's are said as they are`()
        throws
    {
        let file = try write(
            "t.csv",
            "Staff no,Name of employee,Course,Date of completion,Start date\n"
                + "E1,Sam Example,Autism,01/02/2025,01/01/2020\n"
        )
        let run = try whub("training", "import", file, "--dry-run")
        #expect(run.exit == .code(0), "\(run.error)\(run.output)")
        #expect(run.error.contains("Names of people, stay on your computer: Name of employee"))
        #expect(run.error.contains("whub names load"))
        #expect(
            run.error.contains("“Start date” may be the first day of employment or of a course")
        )
        #expect(run.error.contains("“Date of completion” as date completed"))
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--out", map).exit == .code(0))
        #expect(try read(map).contains { $0.hasPrefix("column,Start date,,,started") })
    }
}
