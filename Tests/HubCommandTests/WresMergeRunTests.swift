import HubClient
import HubDomain
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// Two corrections of one return put together, and reasons worded anew, with the built command.
struct WresMergeRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub
    private let cycle: WresCycle

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        try hub.writeBundle(home.path)
        let add = try whub(
            "context",
            "add",
            "council",
            "--hub=\(hub.address)",
            "--bundle=\(home.path)"
        )
        #expect(add.exit == .code(0), "\(add.error)")
        let synthetic = try SyntheticReturns(try WresLibrary.shipped(), seed: 1).returns[0]
        var entry = synthetic
        entry.unit = ReportingUnit(body: "Example Council A", councils: ["E09000001"])
        let sheet = try write("first.csv", WresSheet.file(entry, cycle))
        let checked = try whub("wres", "check", sheet, "--cycle=2024", "--yes")
        #expect(checked.exit == .code(0), "\(checked.output)\(checked.error)")
        #expect(try whub("wres", "hand-in", "--yes").exit == .code(0))
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try LocalFile.create(home.file(name), with: bytes.span)
        return home.file(name)
    }

    private func read(_ path: String) throws -> WresSheetReading {
        let bytes = try LocalFile.read(path, bytesMax: 65_536)
        return WresSheetReading(file: bytes, cycle: cycle, today: Day.last)
    }

    private func export(_ name: String) throws -> String {
        let path = home.file(name)
        let run = try whub("wres", "export", "--out=\(path)")
        #expect(run.exit == .code(0), "\(run.error)")
        return path
    }

    /// Changes an exported sheet as a person does, and leaves the rest of it.
    private func change(_ path: String, _ body: (inout WresReturn) -> Void) throws {
        let sheet = try read(path)
        var entry = try #require(sheet.entry)
        body(&entry)
        let bytes = WresSheet.file(entry, cycle, basedOn: sheet.basedOn)
        try LocalFile.replace(path, with: bytes.span)
    }

    private func correct(_ path: String, _ more: String...) throws -> ProgramRun {
        let words = ["--cycle=2024", "--why=One case was missing", "--yes"]
        return try ProgramRun("whub", ["wres", "correct", path] + words + more, home: home)
    }

    @Test func `two corrections of different counts are put together, and both stand`() throws {
        let (mine, yours) = (try export("mine.csv"), try export("yours.csv"))
        try change(mine) { $0[.disciplinary, .adults, .minority] = .count(1) }
        try change(yours) { entry in
            entry[.disciplinary, .adults, .white] = .count(2)
            entry.unit.jointPosts = "two social workers"
        }
        #expect(try correct(mine).exit == .code(0))
        let refused = try correct(yours)
        #expect(refused.exit == .code(5) && refused.error.contains("--merge"), "\(refused.error)")
        #expect(refused.output.contains("joint-posts"))
        let seen = try correct(yours, "--merge", "--dry-run")
        #expect(seen.exit == .code(0), "\(seen.error)")
        // What somebody else changed is there already and is no change of this sheet.
        #expect(!seen.output.contains("minoritised: disciplinary"))
        let merged = try correct(yours, "--merge")
        #expect(merged.exit == .code(0), "\(merged.output)\(merged.error)")
        let now = try #require(try read(try export("now.csv")).entry)
        #expect(now[.disciplinary, .adults, .minority] == .count(1))
        #expect(now[.disciplinary, .adults, .white] == .count(2))
        #expect(now.unit.jointPosts == "two social workers")
        // Sent once more there is nothing left to change.
        let again = try correct(yours, "--merge")
        #expect(again.exit == .code(0) && again.error.contains("unchanged"), "\(again.error)")
    }

    @Test func `what both changed to something else is shown and kept by nobody`() throws {
        let (mine, yours) = (try export("mine.csv"), try export("yours.csv"))
        try change(mine) { $0[.disciplinary, .adults, .minority] = .count(1) }
        try change(yours) { $0[.disciplinary, .adults, .minority] = .count(2) }
        #expect(try correct(mine).exit == .code(0))
        let refused = try correct(yours, "--merge")
        #expect(refused.exit == .code(5), "\(refused.error)")
        #expect(refused.error.contains("nothing was put together"))
        let row = refused.output.split(separator: "\n").first { $0.contains("yes") }
        #expect(row?.contains("1") == true && row?.contains("2") == true)
        let now = try #require(try read(try export("now.csv")).entry)
        #expect(now[.disciplinary, .adults, .minority] == .count(1))
    }

    @Test func `one's own old sheet is told as such`() throws {
        let (mine, old) = (try export("mine.csv"), try export("old.csv"))
        try change(mine) { $0[.disciplinary, .adults, .minority] = .count(1) }
        #expect(try correct(mine).exit == .code(0))
        let run = try correct(old)
        #expect(run.exit == .code(5) && run.error.contains("as it was"), "\(run.error)")
        #expect(run.error.contains("whub wres export --cycle 2024"))
    }

    @Test func `a reason is worded anew by the revision that the history shows`() throws {
        let mine = try export("mine.csv")
        try change(mine) { $0[.disciplinary, .adults, .minority] = .count(1) }
        let named = "--why=Jane Example forgot one"
        let run = try whub("wres", "correct", mine, "--cycle=2024", named, "--yes")
        #expect(run.exit == .code(0), "\(run.error)")
        let history = try GetReturnHistoryResponse(
            json: try whub("wres", "history", "-o", "json").output
        )
        let revision = try #require(history.entries.first).revision
        let change = "--revision=\(revision)"
        let unasked = try whub("wres", "reword", change, "--reason=One case was missing")
        #expect(unasked.exit == .code(2) && unasked.error.contains("--yes"))
        let worded = try whub("wres", "reword", change, "--reason=One was missing", "--yes")
        #expect(worded.exit == .code(0), "\(worded.error)")
        let told = try whub("wres", "history").output
        #expect(told.contains("One was missing") && !told.contains("Jane"))
        #expect(try whub("wres", "show").output.contains("One was missing"))
        let earlier = try whub("wres", "show", "--as-of=\(revision)")
        #expect(earlier.output.contains("worded otherwise today"), "\(earlier.output)")
        #expect(!earlier.output.contains("Jane"))
        #expect(try whub("wres", "reword", "--revision=x", "--reason=y").exit == .code(2))
        let none = try whub("wres", "reword", "--revision=1", "--reason=y", "--yes")
        #expect(none.error.contains("WRES-0194") && none.error.contains("whub wres history"))
    }
}
