import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: what is asked, what stays here, and what is said.
struct TrainingOfficerRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
        return home.file(name)
    }

    private static let head = "Staff no,Course,Date completed,Team,Course title\n"

    @Test func `a name of one word is looked up here and never sent`() throws {
        let file = try write("t.csv", Self.head + "E1,Autism,14/03/2025,Blue,\n")
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let unknown = try whub("training", "worker", "Quill")
        #expect(unknown.exit == .code(3) && unknown.error.contains("it was not sent"))
        let hr = try write("hr.csv", "Staff no,Name\nE1,Jo Quill\n")
        #expect(try whub("names", "load", hr).exit == .code(0))
        let near = try whub("training", "worker", "Quill")
        #expect(near.exit == .code(3) && near.error.contains("perhaps E1 (Jo Quill)"))
        #expect(try whub("training", "worker", "Jo Quill").output.contains("Jo Quill (E1)"))
    }

    @Test func `a cell that tells who somebody is keeps the file here`() throws {
        let rows =
            "E1,Autism,14/03/2025,Blue,Autism for AB619046C\n"
            + "okafor,Autism,14/03/2025,Blue,\n"
        let file = try write("t.csv", Self.head + rows)
        let run = try whub("training", "import", file, "--right-rows", "--yes")
        #expect(run.exit == .code(6) && run.error.contains("nothing was sent"), "\(run.error)")
        #expect(run.error.contains("TRNG-0236") && run.error.contains("TRNG-0237"))
        #expect(!run.error.contains("AB619046C") && !run.error.contains("okafor"))
        let only = try write("u.csv", Self.head + "E1,Autism,14/03/2025,Blue,ask 07700 900123\n")
        let text = try whub("training", "import", only, "--yes")
        #expect(text.exit == .code(6) && text.error.contains("nothing was sent"))
        #expect(
            try whub("training", "imports", "-o", "csv").output.split(separator: "\r\n").count == 1
        )
    }

    @Test func `a file's name is sent where it is plain words alone`() throws {
        let row = Self.head + "E1,Autism,14/03/2025,Blue,\n"
        let plain = try write("training-export 2026-03.csv", row)
        #expect(try whub("training", "import", plain, "--yes").exit == .code(0))
        let other = Self.head + "E1,Oral health,14/03/2025,Blue,\n"
        let named = try write("Mary Lamb dob 3-3-71.csv", other)
        #expect(try whub("training", "import", named, "--yes").exit == .code(0))
        let list = try whub("training", "imports", "-o", "csv").output
        #expect(list.contains("training-export 2026-03.csv") && !list.contains("Lamb"))
    }

    @Test func `what was refused is not said to be done`() throws {
        let file = try write(
            "t.csv",
            Self.head + "E1,Autism,14/03/2025,Blue,\n,Autism,14/03/2025,Blue,\n"
        )
        let rest = home.file("rest.csv")
        let run = try whub(
            "training",
            "import",
            file,
            "--right-rows",
            "--fixes",
            rest,
            "--save-map",
            "lms"
        )
        #expect(run.exit == .code(2) && run.error.contains("add --yes"), "\(run.error)")
        #expect(!run.error.contains("were not kept") && !run.error.contains("is kept"))
        #expect(try LocalFile.facts(rest) == nil)
        let kept = try whub(
            "training",
            "import",
            file,
            "--right-rows",
            "--fixes",
            rest,
            "--save-map",
            "lms",
            "--yes"
        )
        #expect(kept.error.contains("rest.csv: the rows that were not kept"), "\(kept.error)")
        #expect(kept.error.contains("The mapping is kept as lms"))
    }

    @Test func `a mapping's slips are told by their rows`() throws {
        let file = try write("t.csv", "Staff no,Course,Date\nE1,Autism,03/04/2025\n")
        func run(_ rows: String) throws -> ProgramRun {
            let columns = try write(
                "columns.csv",
                "What,Name,Meaning,Order\ncolumn,Staff no,staff_number,\ncolumn,Course,topic,\n"
                    + rows
            )
            return try whub("training", "import", file, "--dry-run", "--columns", columns)
        }
        let odd = try run("column,Date,completed,whatever\n")
        #expect(odd.exit == .code(6) && odd.error.contains("row 4: “whatever” is no order"))
        let years = try run("column,Date,completed,\ntwo-digit-years,1950,,\n")
        #expect(
            years.exit == .code(6) && years.error.contains("row 5: write the year under Meaning")
        )
        let stated = try run("column,Date,completed,day-first\n")
        #expect(stated.exit == .code(0) && !stated.output.contains("TRNG-0139"), "\(stated.error)")
        #expect(try run("column,Date,completed,\n").output.contains("TRNG-0139"))
        let undated = try run("column,Date,,\n")
        #expect(undated.error.contains("No column is taken for the day of completion"))
        #expect(try whub("training", "map", "--help").output.contains("staff_number, organisation"))
    }

    @Test func `a sorted column is refused, and kept where that is said to be meant`() throws {
        let rows = (1...12).map { "E\($0),Autism,14/03/2025,Team \($0),\n" }.joined()
        let first = try write("a.csv", Self.head + rows)
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        let shifted = (1...12).map { "E\($0),Autism,14/03/2025,Team \($0 % 12 + 1),\n" }.joined()
        let second = try write("b.csv", Self.head + shifted)
        let run = try whub("training", "import", second, "--right-rows", "--yes")
        #expect(run.exit == .code(6) && run.error.contains("--many-changes"), "\(run.error)")
        #expect(run.output.contains("team Team 2, was Team 1"))
        #expect(run.output.contains("… and 2 more changed workers"))
        #expect(try whub("training", "worker", "E1").output.contains("Team 1"))
        let meant = try whub("training", "import", second, "--many-changes", "--yes")
        #expect(meant.exit == .code(0), "\(meant.error)")
        let batch = try #require(
            try whub("training", "imports", "-o", "csv").output.split(separator: "\r\n")
                .dropFirst().first?.split(separator: ",").first
        )
        let undone = try whub("undo", String(batch), "--yes")
        #expect(undone.error.contains("team, role or days of 12 workers as before"))
    }

    @Test
    func `an erasure names what goes, the name here goes too, and the worker is told as erased`()
        throws
    {
        let file = try write("a.csv", Self.head + "E1,Autism,25/03/2025,Blue,\n")
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let hr = try write("hr.csv", "Staff no,Name\nE1,Jo Quill\n")
        #expect(try whub("names", "load", hr).exit == .code(0))
        let dry = try whub("training", "erase", "Jo Quill", "--ground", "DR-1", "--dry-run")
        #expect(dry.exit == .code(0), "\(dry.error)")
        #expect(dry.error.contains("1 record, 0 arrangements, 0 delegated activities, 0 funded"))
        #expect(dry.error.contains("The name on this computer would go too"))
        #expect(try whub("training", "worker", "Jo Quill").exit == .code(0))
        let gone = try whub("training", "erase", "E1", "--ground", "DR-1", "--yes")
        #expect(gone.error.contains("The name on this computer is gone too"), "\(gone.error)")
        #expect(try whub("training", "worker", "Jo Quill").exit == .code(3))
        let asked = try whub("training", "worker", "E1")
        #expect(asked.exit == .code(3) && asked.error.contains("was erased"), "\(asked.error)")
        #expect(!(try whub("training", "worker", "E2").error.contains("was erased")))
    }

    @Test func `a slip in a role stands in the fixes beside its row, each value with its column`()
        throws
    {
        let rows = (1...6).map { "E\($0),Autism,14/03/2025,Care worker\n" }.joined()
        let file = try write(
            "t.csv",
            "Staff no,Course,Date completed,Job role\n" + rows
                + "E7,Fire safty,14/03/25,Care wroker\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", file, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(6) && run.output.contains("TRNG-0262"), "\(run.error)")
        let bytes = try LocalFile.read(fixes, bytesMax: 1_024 * 1_024)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("TRNG-0262") && text.contains("Job role: Care worker"))
        #expect(
            text.contains("Course: Fire safety")
                && run.output.contains("fixes.csv has all") == false
        )
    }

    @Test func `a wrong record is taken out and brought back`() throws {
        let first = try write("a.csv", Self.head + "E1,Autism,25/03/2025,Blue,\n")
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        let second = try write("b.csv", Self.head + "E1,Autism,25/03/2023,Blue,\n")
        let kept = try whub("training", "import", second, "--yes")
        #expect(kept.output.contains("TRNG-0263"), "\(kept.output)")
        let what = [
            "training", "remove-record", "E1", "--what", "autism", "--reason", "typing-error",
        ]
        let removed = try ProgramRun(
            "whub",
            what + ["--done", "25/03/2025", "--yes"],
            home: home,
            input: ""
        )
        #expect(removed.exit == .code(0), "\(removed.error)")
        #expect(try !whub("training", "worker", "E1").output.contains("25 March 2025"))
        let words = removed.error.split(separator: "whub undo ").last ?? ""
        let batch = words.prefix { $0.isHexDigit || $0 == "-" }
        #expect(try whub("undo", String(batch), "--yes").exit == .code(0), "\(removed.error)")
        #expect(try whub("training", "worker", "E1").output.contains("25 March 2025"))
        let none = try ProgramRun(
            "whub",
            what + ["--done", "26/03/2025", "--yes"],
            home: home,
            input: ""
        )
        #expect(none.exit == .code(3) && none.error.contains("TRNG-0265"))
    }
}
