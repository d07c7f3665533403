import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command, and files that are not as they should be.
struct TrainingMessageRunTests {
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

    private func read(_ path: String) throws -> [String] {
        let bytes = try LocalFile.read(path, bytesMax: 1_024 * 1_024)
        return String(decoding: bytes, as: UTF8.self).split(
            separator: "\r\n",
            omittingEmptySubsequences: false
        ).map(String.init)
    }

    @Test func `titles below a heading are found, and rows keep their numbers`() throws {
        let file = try write(
            "t.csv",
            "Training matrix;;\n\nStaff no;Course;Date completed\n;Meds;soon\n"
                + "E1;Autism;01/02/2025\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", file, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.error.contains("The titles are in row 3"))
        #expect(run.output.contains("3 errors") && run.output.contains("Row 4"))
        let rows = try read(fixes)
        #expect(rows[0].contains("Training matrix") && rows[2].contains("Problems"))
        #expect(rows[3].contains("TRNG-0109"))
    }

    @Test func `names that are no topic are told once, filled in and ignored`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date\nE1,Meds,01/02/25\nE2,Meds,01/02/25\nE3,Tea,01/02/25\n"
        )
        let run = try whub("training", "import", file, "--dry-run")
        #expect(run.output.contains("Names that are no topic") && run.output.contains("Meds"))
        #expect(run.output.contains("whub training map"))
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--out", map).exit == .code(0))
        let text = try read(map).joined(separator: "\n")
        #expect(text.contains("topic,Meds,,,2 rows") && text.contains("topic,Tea,,,1 row"))
        let edited = text.replacing("topic,Meds,,", with: "topic,Meds,medication-management,")
            .replacing("topic,Tea,,", with: "topic,Tea,ignore,")
            .replacing("two-digit-years,,,", with: "two-digit-years,,1950,")
        let filled = try write("columns.csv", edited)
        let catalogue = try whub("training", "topics", "-o", "csv")
        #expect(catalogue.output.contains("medication-management"))
        let kept = try whub("training", "import", file, "--columns", filled, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)\(kept.output)")
        #expect(kept.error.contains("Kept: 2 new records"))
        let wrong = try write("bad.csv", "What,Name,Meaning\ntwo-digit-years,,1900\n")
        #expect(try whub("training", "import", file, "--columns", wrong).exit == .code(6))
    }

    @Test func `rows of an erased worker stand in the fixes, each of them`() throws {
        let head = "Staff no,Course,Date\n"
        let first = try write("a.csv", head + "E1,Autism,01/02/2025\n")
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        let gone = try whub("training", "erase", "E1", "--ground", "DR-1", "--yes")
        #expect(gone.exit == .code(0), "\(gone.error)")
        let again = try write(
            "b.csv",
            head + "E2,Autism,01/02/2025\ne1,Autism,01/02/2025\nE1,Oral health,01/02/2025\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", again, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(6) && run.output.contains("TRNG-0197"), "\(run.error)")
        let rows = try read(fixes)
        #expect(!rows[1].contains("TRNG-0197"))
        #expect(rows[2].contains("TRNG-0197") && rows[3].contains("TRNG-0197"))
        let left = home.file("left.csv")
        let kept = try whub("training", "import", again, "--right-rows", "--yes", "--fixes", left)
        #expect(kept.error.contains("Kept: 1 new record"), "\(kept.error)")
        #expect(try read(left)[1].contains("Row 3"))
    }

    @Test func `a file with fixes is not written over one that is there`() throws {
        let file = try write("t.csv", "Staff no,Course,Date\n,Autism,01/02/2025\n")
        let there = try write("there.csv", "mine")
        let run = try whub("training", "import", file, "--dry-run", "--fixes", there)
        #expect(run.error.contains("was left as it is"))
        #expect(try read(there) == ["mine"])
        let names = try Folder.names(path: home.path)
        #expect(!names.contains { $0.hasSuffix(".new") })
    }

    @Test func `loading names says what goes, asks, and tells who stands twice`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date\nE1,Autism,01/02/2025\nE2,Autism,01/02/2025\n"
        )
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let all = try write("hr.csv", "Staff no,Name\nE1,Jo Example\nE2,Sam Example\ne1,Jo Other\n")
        let first = try whub("names", "load", all)
        #expect(first.exit == .code(0), "\(first.error)")
        #expect(first.error.contains("TRNG-0245") && first.error.contains("Row 4"))
        #expect(!first.error.contains("Jo Other"))
        let few = try write("few.csv", "Staff no,Name\nE1,Jo Newname\n")
        let asked = try whub("names", "load", few)
        #expect(asked.exit == .code(2), "\(asked.error)")
        #expect(asked.error.contains("1 would go, 1 would change, 0 would be new"))
        #expect(try whub("training", "worker", "E2").output.contains("Sam Example"))
        #expect(try whub("names", "load", few, "--dry-run").exit == .code(0))
        #expect(try whub("names", "load", few, "--yes").exit == .code(0))
        #expect(!(try whub("training", "worker", "E2").output.contains("Sam Example")))
        #expect(try whub("names", "forget", "--yes").exit == .code(0))
    }

    @Test func `a copy for the person and a matrix are in words`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date,Team\nE1,Fire safety,01/02/2025,Blue\n"
        )
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let moved = try write(
            "u.csv",
            "Staff no,Course,Date,Team\nE1,Fire safety,01/02/2025,Red\n"
        )
        #expect(try whub("training", "import", moved, "--yes").exit == .code(0))
        let copy = home.file("copy.csv")
        let run = try whub("training", "subject", "E1", "--out", copy)
        #expect(run.exit == .code(0), "\(run.error)")
        let text = try read(copy).joined(separator: "\n")
        #expect(text.hasPrefix("\u{FEFF}What,Details,Recorded,State,By,How"))
        #expect(text.contains("about: Fire safety") && text.contains("done on: 1 February 2025"))
        #expect(text.contains("came with a file") && text.contains("as it is now"))
        #expect(text.contains("until ") && !text.contains("TrainingService"))
        #expect(!text.contains("fire-safety") && !text.contains("completed"))
        let json = try whub("training", "subject", "E1", "-o", "json")
        #expect(json.output.contains("CommitTraining"))
        let matrix = try whub("training", "matrix", "-o", "csv")
        #expect(matrix.output.contains("Fire safety") && !matrix.output.contains("g1"))
        let worker = try whub("training", "worker", "E1")
        #expect(worker.output.contains("Delegated healthcare activities"))
        #expect(worker.output.contains("Nothing is recorded as delegated."))
        let looks = try whub("training", "accesses", "E1")
        #expect(looks.exit == .code(0), "\(looks.error)")
        #expect(looks.output.contains("the worker’s page") && looks.output.contains("steward"))
        #expect(try whub("training", "accesses", "E9").exit == .code(3))
    }

    @Test func `what is in the way is named with the command that ends it`() throws {
        let file = try write("t.csv", "Staff no,Course,Date\nE1,Autism,01/02/2025\n")
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let paused = ["training", "arrange", "--as", "paused", "--from", "01/02/2025", "--yes"]
        let unknown = try ProgramRun("whub", paused + ["E1", "E77"], home: home, input: "")
        #expect(unknown.exit == .code(3) && unknown.error.contains("(E77)"), "\(unknown.error)")
        let set = try ProgramRun("whub", paused + ["E1"], home: home, input: "")
        #expect(set.exit == .code(0), "\(set.error)")
        let imports = try whub("training", "imports", "-o", "csv").output
        let batch = try #require(imports.split(separator: "\r\n").last?.split(separator: ",").first)
        let undone = try whub("undo", String(batch), "--dry-run")
        #expect(undone.error.contains("whub training end-arrangement --as paused"))
        #expect(undone.error.contains("1 later change depends"))
    }
}
