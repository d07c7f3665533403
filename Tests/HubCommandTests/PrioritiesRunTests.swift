import HubClient
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A council's self-assessment with the built command, from the template to the report.
struct PrioritiesRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub()
        try hub.hub.loadStarterKit()
        try hub.writeBundle(home.path)
        try add("council")
    }

    private func add(_ name: String) throws {
        let run = try whub("context", "add", name, "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    /// Lets the region lead in as well.
    private func addLead() throws {
        let request = IssueRequest(tenantCode: nil, role: .regionLead, name: "Region lead")
        let bundle = try hub.hub.issue(request)
        let files: [(String, [UInt8])] = [
            ("client.pem", bundle.chain), ("client.key", bundle.key),
            ("authority.pem", bundle.root), ("context.json", Array(bundle.context.utf8)),
        ]
        for (name, bytes) in files { try LocalFile.replace(home.file(name), with: bytes.span) }
        try add("lead")
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let bytes = Array(text.utf8)
        try LocalFile.create(home.file(name), with: bytes.span)
        return home.file(name)
    }

    private static let answers = """
        Priority,Kind,Text,Evidence,Sharing
        SWP1,strength,We forecast three years ahead.,https://council.example/plan,shared named
        SWP6,area for improvement,"Few leaders, few successors.",,private

        """

    @Test func `the six priorities are shown with what was never published`() throws {
        let run = try whub("priorities", "show")
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("SWP6"))
        #expect(run.output.contains("Descriptions: not published"))
        let json = try whub("priorities", "show", "-o", "json")
        #expect(try FrameworkEdition(json: json.output).items.count == 6)
        let csv = try whub("priorities", "show", "-o", "csv")
        #expect(csv.output.split(separator: "\r\n").count == 7)
        #expect(try whub("priorities", "show", "nothing").exit == .code(3))
    }

    @Test(arguments: [
        ["frameworks"], ["glossary"], ["windows"], ["scales"], ["spotlights"], ["themes"],
        ["list"], ["template"],
    ])
    func `everything that is read has its three forms`(verb: [String]) throws {
        for output in ["table", "json", "csv"] {
            let arguments = ["priorities"] + verb + ["-o", output]
            let run = try ProgramRun("whub", arguments, home: home)
            #expect(run.exit == .code(0), "\(arguments) \(run.error)")
        }
    }

    @Test func `councils are listed, and whub alone says how to go on`() throws {
        let list = try whub("councils", "-o", "csv")
        #expect(list.output.contains("E09000001,Example Council A,council"))
        let alone = try whub()
        #expect(alone.exit == .code(0), "\(alone.error)")
        #expect(alone.output.contains("whub priorities template"))
        let named = try whub("--context", "council", "--no-color")
        #expect(
            named.output
                == alone.output.split(
                    separator: "whub priorities",
                    omittingEmptySubsequences: false
                )
                .joined(separator: "whub --context council priorities")
        )
        #expect(try whub("-o", "csv").output.contains("window,what,day"))
        #expect(try whub("--context", "nobody").exit == .code(3))
    }

    @Test func `a template comes back filled in, is handed in and agreed`() throws {
        let file = home.file("template.csv")
        #expect(try whub("priorities", "template", "--out", file).exit == .code(0))
        #expect(try whub("priorities", "template", "--out", file).exit == .code(5))
        #expect(try whub("priorities", "get").exit == .code(3))
        let empty = try whub("priorities", "import", file, "--yes")
        #expect(empty.exit == .code(0), "\(empty.error)")
        #expect(empty.error.contains("nothing to keep"))

        let answers = try write("answers.csv", Self.answers)
        let unasked = try whub("priorities", "import", answers)
        #expect(unasked.exit == .code(2))
        #expect(unasked.error.contains("--yes"))
        #expect(try whub("priorities", "get").exit == .code(3))
        let kept = try whub("priorities", "import", "-", "--yes", input: Self.answers)
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.output.contains("+ SWP1 S1  We forecast three years ahead."))

        let json = try whub("priorities", "get", "-o", "json")
        let draft = try Assessment(json: json.output)
        #expect(draft.state == .draft)
        #expect(draft.priorities.count == 2)
        #expect(try whub("priorities", "hand-in").exit == .code(2))
        #expect(try whub("priorities", "hand-in", "--dry-run").exit == .code(0))
        #expect(try whub("priorities", "hand-in", "--yes").exit == .code(0))
        #expect(try whub("priorities", "hand-in", "--yes").exit == .code(5))
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now)).slashed
        let agreed = try whub(
            "priorities",
            "agree",
            "--role",
            "director of adult social services",
            "--on",
            today,
            "--yes"
        )
        #expect(agreed.exit == .code(0), "\(agreed.error)")
        #expect(try whub("priorities", "import", "-", "--yes", input: "x").exit != .code(0))
        #expect(try whub("priorities", "reopen", "--yes").exit == .code(2))
        #expect(try whub("priorities", "reopen", "--why", "a new year", "--yes").exit == .code(0))
        let report = try whub("report", "priorities")
        #expect(report.output.contains("We forecast three years ahead."))
        let path = home.file("page.html")
        let written = try whub("report", "priorities", "--out=\(path)")
        #expect(written.exit == .code(0), "\(written.error)")
        let page = String(decoding: try LocalFile.read(path, bytesMax: 500_000), as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg"))
        #expect(page.contains("We forecast three years ahead."))
        let text = home.file("page.md")
        #expect(try whub("report", "priorities", "--out=\(text)").exit == .code(0))
        let markdown = String(decoding: try LocalFile.read(text, bytesMax: 65_536), as: UTF8.self)
        #expect(markdown.hasPrefix("# "))
    }

    @Test func `an earlier state can be read, compared and brought back`() throws {
        #expect(
            try whub("priorities", "import", "-", "--yes", input: Self.answers).exit == .code(0)
        )
        let before = try whub("priorities", "get", "-o", "json")
        let first = try Assessment(json: before.output)
        var changed = first
        changed.priorities[0].strengths[0].text = "We forecast five years ahead."
        let draft = try write("draft.json", changed.jsonString())
        let saved = try whub("priorities", "save", "-f", draft, "--yes")
        #expect(saved.exit == .code(0), "\(saved.error)")
        // The same file again is based on a state that is no longer there.
        #expect(try whub("priorities", "save", "-f", draft, "--yes").exit == .code(5))
        let earlier = try whub("priorities", "get", "-o", "json", "--as-of", "\(first.revision)")
        #expect(earlier.output == before.output)
        let compared = try whub(
            "priorities",
            "compare",
            "--before",
            "first@\(first.revision)",
            "--after",
            "first",
            "-o",
            "csv"
        )
        #expect(compared.output.contains("three years"))
        #expect(compared.output.contains("five years"))
        let history = try whub("priorities", "history", "-o", "json")
        #expect(try GetHistoryResponse(json: history.output).entries.count == 2)
    }

    @Test func `a file with mistakes is answered row by row and not kept`() throws {
        let wrong = Self.answers.split(separator: "\n").joined(separator: "\n")
            .replacing("SWP6", with: "SWP7")
        let file = try write("wrong.csv", wrong)
        let fixes = home.file("fixes.csv")
        let run = try whub("priorities", "import", file, "--yes", "--fixes", fixes)
        #expect(run.exit == .code(6))
        #expect(run.output.contains("PRIO-0101"))
        #expect(run.output.contains("Row 3"))
        let annotated = try LocalFile.read(fixes, bytesMax: 10_000)
        #expect(String(decoding: annotated, as: UTF8.self).contains("(PRIO-0101)"))
        #expect(try whub("priorities", "get").exit == .code(3))
        let json = try whub("priorities", "import", file, "--dry-run", "-o", "json")
        #expect(try ImportAssessmentResponse(json: json.output).findings.count == 1)
    }

    @Test func `the region lead sets the calendar and sees states, not contents`() throws {
        try addLead()
        let scale = try write(
            "scale.json",
            """
            {"id": "three", "name": "Invented", "direction": "SCALE_DIRECTION_HIGHER_IS_BETTER",
             "levels": [{"name": "Low"}, {"name": "Middle"}, {"name": "High"}]}
            """
        )
        let lead = ["--context", "lead"]
        for arguments in [
            ["priorities", "save-scale", "-f", scale, "--yes"],
            ["priorities", "set-window", "first", "--scale", "three", "--opens", "01/01/2026"]
                + ["--closes", "31 December 2999", "--yes"],
            ["priorities", "add-spotlight", "--on", "4/11/2025", "--item", "SWP4", "--yes"]
                + ["--edition", "shared-priorities-2023-24", "--host", "Example Council A"],
        ] {
            let run = try ProgramRun("whub", arguments + lead, home: home)
            #expect(run.exit == .code(0), "\(arguments) \(run.error)")
        }
        #expect(
            try whub("priorities", "import", "-", "--yes", input: Self.answers).exit == .code(0)
        )
        let board = try whub("priorities", "status", "--context", "lead")
        #expect(board.output.contains("draft        1 of 1"), "\(board.output)")
        #expect(!board.output.contains("forecast"))
        let picture = try whub("priorities", "get")
        #expect(picture.output.contains("□□□  not rated"))
        #expect(try whub("--context", "lead").output.contains("not started"))
        #expect(try whub("priorities", "status").exit == .code(4))
        let edition = ["--edition", "shared-priorities-2023-24"]
        let refused = try ProgramRun(
            "whub",
            ["priorities", "set-window", "x", "--yes"] + edition,
            home: home
        )
        #expect(refused.exit == .code(4))
    }

    @Test(
        arguments: [
            (["priorities", "get", "--window", "none"], 3),
            (["priorities", "get", "--as-of", "x"], 2),
            (["priorities", "import", "/nowhere.csv"], 3), (["priorities", "save"], 2),
            (["priorities", "agree", "--role", "x"], 2),
            (["priorities", "agree", "--role", "x", "--on", "13/25/2025"], 2),
            (["priorities", "compare", "--before", "a@b", "--after", "c"], 2),
            (["priorities", "save-theme", "x", "--link", "y", "--yes"], 2),
            (["report", "priorities", "-o", "csv"], 2),
            (["priorities", "get", "--expect-tenant", "E09000002"], 5),
        ] as [([String], Int32)]
    )
    func `a mistake has its exit code`(arguments: [String], code: Int32) throws {
        let run = try ProgramRun("whub", arguments, home: home)
        #expect(run.exit == .code(code), "\(arguments) \(run.error)")
        #expect(run.output.isEmpty)
    }
}
