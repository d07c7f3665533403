import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: what is arranged, what to book, and rules of one's
/// own.
struct TrainingArrangeRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
        let training = Array(
            """
            Employee number,Course,Date completed,Expiry date,Team
            E1,Fire safety,01/02/2020,01/02/2021,Blue
            E2,Fire safety,01/02/2020,01/02/2021,Blue

            """.utf8
        )
        let kept = try whub("training", "import", try write("t.csv", training), "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try LocalFile.replace(home.file(name), with: bytes.span)
        return home.file(name)
    }

    private func read(_ path: String) throws -> String {
        String(decoding: try LocalFile.read(path, bytesMax: 1_024 * 1_024), as: UTF8.self)
    }

    @Test
    func `a pause is set, seen everywhere, and ended`() throws {
        let from = "01/02/2025"
        let asked = ["training", "arrange", "--as", "paused", "--from", from, "E1", "E2"]
        let unasked = try ProgramRun("whub", asked, home: home, input: "")
        #expect(unasked.exit == .code(2) && unasked.error.contains("--yes"))
        let set = try ProgramRun("whub", asked + ["--yes"], home: home, input: "")
        #expect(set.exit == .code(0), "\(set.error)")
        #expect(set.error.contains("2 arrangements recorded"))
        let status = try whub("training", "status", "-o", "csv")
        #expect(status.output.contains("paused") && status.output.contains("exempt"))
        #expect(try whub("training", "status").output.contains("paused"))
        let list = try whub("training", "arrangements", "--as", "paused", "-o", "csv")
        #expect(list.output.split(separator: "\r\n").count == 3)
        #expect(try whub("training", "worker", "E1").output.contains("Arranged"))
        let end = try whub(
            "training",
            "end-arrangement",
            "--as",
            "paused",
            "--from",
            from,
            "E1",
            "--yes"
        )
        #expect(end.exit == .code(0), "\(end.error)")
        #expect(try whub("training", "worker", "E1").output.contains("expired"))
        let wrong = try whub(
            "training",
            "arrange",
            "--as",
            "exempt",
            "--what",
            "g1",
            "--from",
            from,
            "--reason",
            "has been ill",
            "E1",
            "--yes"
        )
        #expect(wrong.exit != .code(0) && wrong.error.contains("TRNG-0118"))
    }

    @Test
    func `what to book is told by course, and by manager from names of this computer`() throws {
        let book = try whub("training", "book", "--places", "1")
        #expect(book.exit == .code(0), "\(book.error)")
        #expect(book.output.contains("Fire safety") && book.output.contains("2 of 1"))
        #expect(try whub("training", "book", "--places", "0").exit == .code(2))
        #expect(try whub("training", "book", "--by", "manager").exit == .code(3))
        let people = Array("Staff no,Name,Line manager\nE1,Jo Example,Alex Manager\n".utf8)
        #expect(try whub("names", "load", try write("hr.csv", people)).exit == .code(0))
        let managers = try whub("training", "book", "--by", "manager")
        #expect(managers.exit == .code(0), "\(managers.error)")
        #expect(managers.output.contains("Alex Manager"))
        #expect(managers.output.contains("No manager known"))
        let table = try whub("training", "book", "--by", "manager", "-o", "csv")
        #expect(table.output.contains("Jo Example (E1)"))
    }

    @Test
    func `rules are taken, edited, tried and kept`() throws {
        let path = home.file("rules.csv")
        #expect(try whub("training", "export-rules", "--out", path).exit == .code(0))
        let text = try read(path)
        #expect(text.contains("fire-safety"))
        let edited = text.replacing("fire-safety,everyone", with: "fire-safety,main:nobody-has-it")
        _ = try write("rules.csv", Array(edited.utf8))
        let tried = try whub("training", "apply-rules", path, "--dry-run")
        #expect(tried.exit == .code(0), "\(tried.error)")
        #expect(tried.error.contains("1 changed") && tried.error.contains("2 states would change"))
        #expect(try whub("training", "expired").output.contains("Fire safety"))
        let kept = try whub("training", "apply-rules", path, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        var status = try whub("training", "status")
        while status.output.contains("still to be looked at") {
            status = try whub("training", "status")
        }
        #expect(try whub("training", "expired").output.contains("Nobody"))
        let broken = try write("bad.csv", Array(edited.replacing("everyone", with: "all").utf8))
        let bad = try whub("training", "apply-rules", broken, "--yes")
        #expect(bad.exit == .code(6) && bad.error.contains("Who"), "\(bad.error)")
        let back = try whub("training", "apply-rules", "--profile", "guide-2024", "--yes")
        #expect(back.exit == .code(0), "\(back.error)")
        #expect(try whub("training", "apply-rules").exit == .code(2))
    }
}
