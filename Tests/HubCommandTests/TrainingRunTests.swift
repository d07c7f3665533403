import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command, from a broken spreadsheet to a chase list.
struct TrainingRunTests {
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

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try LocalFile.replace(home.file(name), with: bytes.span)
        return home.file(name)
    }

    private func read(_ path: String) throws -> String {
        String(decoding: try LocalFile.read(path, bytesMax: 64 * 1_024 * 1_024), as: UTF8.self)
    }

    @Test
    func `a broken file comes back with its errors, is mended, kept and taken back`() throws {
        var maker = TrainingFileMaker(rows: 100, seed: 11, flawEvery: 5, delimiter: 0x3B)
        let file = try write("lms.csv", maker.file())
        let fixes = home.file("fixes.csv")
        let check = try whub("training", "import", file, "--dry-run", "--fixes", fixes)
        #expect(check.exit == .code(6), "\(check.error)")
        #expect(check.output.contains("100 rows"))
        #expect(check.output.contains("What was found"))
        let annotated = try read(fixes)
        #expect(annotated.contains("Problems") && annotated.contains("Suggested value"))
        #expect(annotated.split(separator: "\r\n").count >= 101)
        let whole = try whub("training", "import", file, "--yes")
        #expect(whole.exit == .code(6))
        #expect(whole.error.contains("--right-rows"))
        #expect(try !whub("training", "status", "-o", "json").output.contains("\"records\""))
        let left = home.file("left.csv")
        let part = try whub(
            "training",
            "import",
            file,
            "--right-rows",
            "--yes",
            "--fixes",
            left
        )
        #expect(part.exit == .code(6), "\(part.error)")
        #expect(part.error.contains("Kept: "))
        // Only what was not kept is left to be mended.
        let rows = try read(left).split(separator: "\r\n").count
        #expect(rows > 1 && rows < 40)
        let status = try whub("training", "status", "--by", "team")
        #expect(status.exit == .code(0), "\(status.error)")
        #expect(status.output.contains("required today are recorded as valid"))
        #expect(status.output.contains("Team 0"))
        let imports = try whub("training", "imports", "-o", "csv")
        let batch = try #require(
            imports.output.split(separator: "\r\n").last?.split(separator: ",").first
        )
        let undone = try whub("undo", String(batch), "--yes")
        #expect(undone.exit == .code(0), "\(undone.error)")
        #expect(undone.error.contains("Undone: "))
        #expect(try whub("undo", String(batch), "--yes").exit != .code(0))
        #expect(try whub("training", "imports").output.contains("undone"))
    }

    @Test
    func `names stay on the computer and join the lists`() throws {
        let training = Array(
            """
            Employee number,Name,Course,Date completed,Expiry date,Team
            E1,Jo Example,Fire safety,01/02/2020,01/02/2021,Blue
            E2,Sam Example,Fire safety,01/02/2020,01/02/2021,Blue

            """.utf8
        )
        let file = try write("t.csv", training)
        let kept = try whub("training", "import", file, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("stay on your computer: Name"))
        let unnamed = try whub("training", "expired")
        #expect(unnamed.output.contains("w:") && !unnamed.output.contains("Jo"))
        let early = try whub("training", "expired", "--by", "manager")
        #expect(early.exit == .code(3) && early.error.contains("whub names load"))
        let people = Array(
            """
            Staff no,First name,Surname,Line manager
            E1,Jo,Example,Alex Manager
            E2,Sam,Example,Kim Manager
            E3,Not,There,Kim Manager

            """.utf8
        )
        let names = try whub("names", "load", try write("hr.csv", people))
        #expect(names.exit == .code(0), "\(names.error)")
        #expect(names.error.contains("2 names are kept"))
        #expect(names.error.contains("1 staff number"))
        let place = home.file(".config/whub-names/a.csv")
        #expect(try LocalFile.facts(place)?.permissions == 0o600)
        let chased = try whub("training", "expired", "--by", "manager")
        #expect(chased.exit == .code(0), "\(chased.error)")
        #expect(chased.output.contains("Alex Manager"))
        #expect(chased.output.contains("Jo Example (E1)"))
        let worker = try whub("training", "worker", "E1")
        #expect(worker.output.contains("Jo Example (E1)"))
        #expect(worker.output.contains("expired"))
        #expect(try whub("training", "worker", "E9").exit == .code(3))
        let matrix = try whub("training", "matrix", "-o", "csv")
        #expect(matrix.output.contains("Sam Example (E2)"))
        #expect(try whub("names", "forget").exit == .code(0))
        #expect(try LocalFile.facts(place) == nil)
    }

    @Test
    func `a mapping is edited in a file and kept on the hub`() throws {
        let odd = Array("Who,What,When\nE1,Fire safety,01/02/2025\n".utf8)
        let file = try write("odd.csv", odd)
        let lost = try whub("training", "import", file, "--yes")
        #expect(lost.exit == .code(6) && lost.error.contains("whub training map"))
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--out", map).exit == .code(0))
        #expect(try read(map).contains("column,Who,,"))
        let edited = """
            What,Name,Meaning,Order
            column,Who,staff_number,
            column,What,topic,
            column,When,completed,day-first

            """
        _ = try write("columns.csv", Array(edited.utf8))
        let kept = try whub(
            "training",
            "import",
            file,
            "--columns",
            map,
            "--save-map",
            "odd",
            "--yes"
        )
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("The mapping is kept as odd"))
        let again = try whub("training", "import", file, "--map", "odd", "--yes")
        #expect(again.exit == .code(0) && again.error.contains("says nothing new"))
        #expect(try whub("training", "import", file, "--map", "other").exit == .code(3))
        _ = try write("columns.csv", Array("What,Name,Meaning,Order\ncolumn,Who,who,\n".utf8))
        #expect(try whub("training", "import", file, "--columns", map).exit == .code(6))
    }

    @Test(arguments: ["status", "rules", "topics", "imports", "missing", "expiring", "matrix"])
    func `everything that is read has its three forms`(verb: String) throws {
        for output in ["table", "json", "csv"] {
            let run = try whub("training", verb, "-o", output)
            #expect(run.exit == .code(0), "\(verb) \(output) \(run.error)")
        }
        #expect(try whub("training", "template").output.contains("Staff number"))
    }

    @Test
    func `fifty thousand rows are checked, kept and come to nothing the second time`() throws {
        var maker = TrainingFileMaker(rows: 50_000, seed: 12, flawEvery: 50)
        let file = try write("large.csv", maker.file())
        let fixes = home.file("fixes.csv")
        let run = try whub(
            "training",
            "import",
            file,
            "--right-rows",
            "--yes",
            "--fixes",
            fixes,
            "--timeout",
            "10m"
        )
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.error.contains("Kept: "))
        let left = try read(fixes).split(separator: "\r\n").count
        #expect(left > 100 && left < 1_100)
        let again = try whub(
            "training",
            "import",
            file,
            "--right-rows",
            "--yes",
            "--timeout",
            "10m"
        )
        #expect(again.error.contains("says nothing new"), "\(again.error)")
    }
}
