import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command, and a hub that knows two workers.
struct ProgrammeOfficer {
    let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let context = ["context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)"]
        let run = try ProgramRun("whub", context, home: home, input: "")
        #expect(run.exit == .code(0), "\(run.error)")
        let text =
            "Employee number,Team,Course,Date completed\nE1,Blue,Fire safety,01/02/2020\n"
            + "E2,Red,Fire safety,01/02/2020\n"
        try LocalFile.replace(home.file("t.csv"), with: Array(text.utf8).span)
        let file = ["training", "import", home.file("t.csv"), "--yes"]
        let kept = try ProgramRun("whub", file, home: home, input: "")
        #expect(kept.exit == .code(0), "\(kept.error)")
    }
}

/// A suite about programmes with the built command.
protocol ProgrammeRunSuite {
    /// Who runs it.
    var officer: ProgrammeOfficer { get }
}

extension ProgrammeRunSuite {
    var home: TemporaryDirectory { officer.home }

    func write(_ name: String, _ text: String) throws {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
    }

    func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    func importing(_ name: String, _ more: String...) throws -> ProgramRun {
        let start = ["training", "import-programmes", home.file(name)]
        return try ProgramRun("whub", start + more, home: home, input: "")
    }

    func list(_ more: String...) throws -> ProgramRun {
        let start = ["training", "programmes", "--ended"]
        return try ProgramRun("whub", start + more, home: home, input: "")
    }
}
