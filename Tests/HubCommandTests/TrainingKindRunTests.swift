import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command and files of other kinds than training.
struct TrainingKindRunTests {
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

    @Test
    func `checks are sent by their days alone, and are chased when they end`() throws {
        let file = try write(
            "checks.csv",
            """
            Staff no,Name,Check,Date checked,Renew by,DBS number,Result
            E1,Jo Example,DBS enhanced,01/02/2020,01/02/2023,001234567890,clear
            E2,Sam Example,DBS enhanced,,,001234567891,clear

            """
        )
        let check = try whub("training", "import", file, "--kind", "check", "--dry-run")
        #expect(check.exit == .code(6), "\(check.error)")
        #expect(check.error.contains("Names of people, stay on your computer: Name."))
        #expect(check.error.contains("stays on your computer: DBS number"))
        #expect(check.output.contains("TRNG-0215") && !check.output.contains("0012345"))
        let fixes = home.file("fixes.csv")
        let kept = try whub(
            "training",
            "import",
            file,
            "--kind",
            "check",
            "--right-rows",
            "--yes",
            "--save-map",
            "checks",
            "--fixes",
            fixes
        )
        #expect(kept.error.contains("Kept: 1 new record"), "\(kept.error)")
        let wrong = String(decoding: try LocalFile.read(fixes, bytesMax: 100_000), as: UTF8.self)
        #expect(wrong.contains("E2") && wrong.contains("TRNG-0215") && !wrong.contains("E1"))
        let over = try whub("training", "expired", "-o", "csv")
        #expect(over.output.contains("DBS enhanced,check,expired,2023-02-01"), "\(over.output)")
        let worker = try whub("training", "worker", "E1")
        #expect(worker.output.contains("DBS enhanced") && worker.output.contains("given"))
        let json = try whub("training", "worker", "E1", "-o", "json")
        #expect(json.output.contains("\"kind\": \"check\""), "\(json.output)")
        // The kept mapping knows what the file is about.
        let again = try whub("training", "import", file, "--map", "checks", "--right-rows", "--yes")
        #expect(again.error.contains("nothing new"), "\(again.error)")
    }

    @Test
    func `a template of a kind is read back as that kind, and a wrong kind is refused`() throws {
        let template = try whub("training", "template", "--kind", "qualification")
        #expect(template.exit == .code(0), "\(template.error)")
        let titles = template.output.titles
        #expect(titles.contains("Qualification") && titles.contains("Year achieved"))
        #expect(!titles.contains("Topic") && !titles.contains("Delivery"))
        let cells = titles.split(separator: ",").map { title in
            switch title {
            case "Staff number": "E1"
            case "Qualification": "Care diploma"
            case "Level": "3"
            case "Year achieved": "2019"
            case "Recognised qualification": "yes"
            default: ""
            }
        }
        let file = try write("q.csv", titles + "\n" + cells.joined(separator: ",") + "\n")
        let kept = try whub("training", "import", file, "--kind", "qualification", "--yes")
        #expect(kept.exit == .code(0), "\(kept.output) \(kept.error)")
        let listed = try whub("training", "worker", "E1", "-o", "csv")
        #expect(listed.output.contains("qualification,Care diploma,2019"), "\(listed.output)")
        let wrong = try whub("training", "import", file, "--kind", "badge")
        #expect(wrong.exit == .code(2), "\(wrong.error)")
        let map = try whub("training", "map", file, "--kind", "qualification")
        #expect(map.output.contains("kind,,qualification"), "\(map.output)")
        let columns = try write("columns.csv", map.output)
        let same = try whub("training", "import", file, "--columns", columns, "--yes")
        #expect(same.error.contains("nothing new"), "\(same.error)")
    }

    @Test
    func `a return's refusals are listed, and are gone when they are mended`() throws {
        let empty = try whub("training", "readiness")
        #expect(empty.exit == .code(0) && empty.error.contains("no training record"))
        let file = try write(
            "t.csv",
            "Staff no,Course,Date completed,Workplace\nE1,Fire safety,01/02/2024,W1\n"
        )
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let wrong = try whub("training", "readiness")
        #expect(wrong.exit == .code(6), "\(wrong.error)")
        #expect(wrong.output.contains("TRNG-0224") && wrong.output.contains("TRNG-0225"))
        #expect(wrong.error.contains("Fix this error and you pass"), "\(wrong.error)")
        let csv = try whub("training", "readiness", "--errors", "-o", "csv")
        #expect(csv.output.contains("main job role") && !csv.output.contains("TRNG-0225"))
        let mended = try write(
            "m.csv",
            "Staff no,Topic,Course title,Date completed,Workplace,Job role\n"
                + "E1,Fire safety,Fire,01/02/2024,W1,Cook\n"
        )
        #expect(try whub("training", "import", mended, "--yes").exit == .code(0))
        let right = try whub("training", "readiness")
        #expect(right.exit == .code(0), "\(right.output) \(right.error)")
        #expect(right.error.contains("All 1 training records pass"), "\(right.error)")
    }
}

extension String {
    /// The first line, without the mark of its encoding.
    fileprivate var titles: String {
        String(drop(while: { $0 == "\u{FEFF}" }).prefix { !$0.isNewline })
    }
}
