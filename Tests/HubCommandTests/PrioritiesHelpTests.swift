import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// What commands tell people to do next, and what they show before they ask.
struct PrioritiesHelpTests {
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

    private func lead(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", ["--context", "lead"] + arguments, home: home)
    }

    private static let answers = """
        Priority,Kind,Text,Sharing
        SWP1,strength,We forecast three years ahead.,shared named
        SWP6,area for improvement,Few leaders.,private

        """

    @Test func `nothing written yet names the council, the window and the template`() throws {
        for words in [
            ["priorities", "get"], ["priorities", "hand-in", "--yes"], ["priorities", "export"],
            ["report", "priorities"], ["priorities", "history"],
        ] {
            let run = try ProgramRun("whub", words, home: home)
            #expect(run.exit == .code(3), "\(words) \(run.error)")
            #expect(
                run.error.contains(
                    "Example Council A has no self-assessment in First self-assessment (first) yet"
                ),
                "\(words) \(run.error)"
            )
            #expect(run.error.contains("whub priorities template --window first"))
        }
        let none = try whub("priorities", "get", "--window", "frist")
        #expect(none.exit == .code(3))
        #expect(none.error.contains("did you mean first?"))
    }

    @Test func `a hint acts where the command acted`() throws {
        let run = try whub(
            "--context",
            "council",
            "priorities",
            "import",
            "-",
            "--yes",
            input: Self.answers
        )
        #expect(
            run.error.contains("whub --context council priorities hand-in --window first"),
            "\(run.error)"
        )
        let bare = try whub("priorities", "hand-in", "--yes")
        #expect(bare.error.contains("Next: whub priorities agree --window first"), "\(bare.error)")
    }

    @Test func `what is handed in is shown before anybody is asked`() throws {
        #expect(
            try whub("priorities", "import", "-", "--yes", input: Self.answers).exit == .code(0)
        )
        let asked = try whub("priorities", "hand-in")
        #expect(asked.exit == .code(2))
        #expect(asked.output.contains("PRIO-0114"))
        #expect(asked.output.contains("Of 2 entries: 1 shared with"), "\(asked.output)")
        let json = try whub("priorities", "hand-in", "--yes", "-o", "json")
        #expect(try HandInAssessmentResponse(json: json.output).saved != nil)
    }

    @Test func `a step that does not fit is answered with the one that does`() throws {
        #expect(
            try whub("priorities", "import", "-", "--yes", input: Self.answers).exit == .code(0)
        )
        let draft = try whub("priorities", "reopen", "--why", "x", "--yes")
        #expect(draft.exit == .code(5))
        #expect(draft.error.contains("it is a draft and can be changed"), "\(draft.error)")
        #expect(try whub("priorities", "hand-in", "--yes").exit == .code(0))
        let again = try whub("priorities", "hand-in", "--yes")
        #expect(again.error.contains("whub priorities agree --window first"), "\(again.error)")
        let late = try whub("priorities", "import", "-", "--yes", input: Self.answers)
        #expect(late.exit == .code(5), "\(late.error)")
        #expect(late.error.contains("whub priorities reopen --window first"), "\(late.error)")
    }

    @Test func `what would be refused is refused before anybody sees what would change`() throws {
        try addLead()
        let scale = try lead("priorities", "set-window", "first", "--scale", "nope")
        #expect(scale.exit != .code(0) && scale.exit != .code(2), "\(scale.error)")
        #expect(scale.output.isEmpty, "\(scale.output)")
        // What is sound is shown, and asked for.
        let name = try lead("priorities", "set-window", "first", "--name", "Autumn")
        #expect(name.exit == .code(2), "\(name.error)")
        #expect(name.output.contains("now Autumn"), "\(name.output)")
    }

    @Test func `a dry run says what would happen without it`() throws {
        try addLead()
        let set = try lead("priorities", "set-window", "first", "--name", "Autumn", "--dry-run")
        let would = "nothing was kept. Without --dry-run: The window first is set"
        #expect(set.error.contains(would), "\(set.error)")
        #expect(
            try whub("priorities", "import", "-", "--yes", input: Self.answers).exit == .code(0)
        )
        let same = try whub("priorities", "import", "-", "--dry-run", input: Self.answers)
        #expect(same.exit == .code(0))
        #expect(same.error.contains("The file says nothing new"), "\(same.error)")
    }

    @Test func `a dry run shows old and new values`() throws {
        try addLead()
        let window = try lead("priorities", "set-window", "first", "--name", "Autumn", "--dry-run")
        #expect(window.exit == .code(0), "\(window.error)")
        #expect(window.output.contains("Name: was First self-assessment, now Autumn"))
        let new = try lead("priorities", "set-window", "second", "--yes")
        #expect(new.exit == .code(2))
        #expect(new.error.contains("--edition is missing"))
        let scale = try ProgramRun(
            "whub",
            ["--context", "lead", "priorities", "save-scale", "ours", "--level", "Low"]
                + ["--level", "High", "--meaning", "a", "--meaning", "b", "--yes"],
            home: home
        )
        #expect(scale.exit == .code(0), "\(scale.error)")
        let scales = try lead("priorities", "scales", "-o", "json")
        let saved = try ListScalesResponse(json: scales.output).scales
        #expect(saved.first?.levels.map(\.meaning) == ["a", "b"])
        #expect(saved.first?.direction == .higherIsBetter)
        let changed = try ProgramRun(
            "whub",
            ["--context", "lead", "priorities", "save-scale", "ours", "--level", "Low"]
                + ["--level", "Top", "--dry-run"],
            home: home
        )
        #expect(changed.output.contains("Level 2: was High: b, now Top"), "\(changed.output)")
        for wrong in [["ours"], ["ours", "--level", "a", "-f", "x"], ["--level", "a"]] {
            let run = try ProgramRun("whub", ["priorities", "save-scale"] + wrong, home: home)
            #expect(run.exit == .code(2), "\(wrong) \(run.error)")
        }
    }

    @Test func `a template says which ratings there are`() throws {
        try addLead()
        let none = try whub("priorities", "template", "--out", home.file("a.csv"))
        #expect(none.error.contains("Rating: leave it empty"))
        _ = try ProgramRun(
            "whub",
            ["--context", "lead", "priorities", "save-scale", "ours", "--level", "Low"]
                + ["--level", "High", "--yes"],
            home: home
        )
        _ = try lead("priorities", "set-window", "first", "--scale", "ours", "--yes")
        let template = try whub("priorities", "template", "--out", home.file("b.csv"))
        #expect(template.error.contains("Rating: Low, High."), "\(template.error)")
        let rated =
            "Priority,Kind,Text,Rating\nSWP1,rating,,High\nSWP1,strength,Good.,\n"
            + ",peer challenge,They asked about pay.,\n"
        let kept = try whub("priorities", "import", "-", "--yes", input: rated)
        #expect(kept.exit == .code(0), "\(kept.error)")
        let csv = try whub("priorities", "get", "-o", "csv")
        #expect(csv.output.contains("first,SWP1,rating,,,,,High"), "\(csv.output)")
        #expect(csv.output.contains("first,,peer challenge,,They asked about pay."))
    }

    @Test func `findings go beside the rows once, and again when told so`() throws {
        let wrong = "Priority,Kind,Text\nSWP7,strength,Good.\n"
        let file = home.file("wrong.csv")
        let bytes = Array(wrong.utf8)
        try LocalFile.create(file, with: bytes.span)
        let fixes = home.file("fixes.csv")
        let words = ["priorities", "import", file, "--dry-run", "--fixes", fixes]
        #expect(try ProgramRun("whub", words, home: home).exit == .code(6))
        let first = try LocalFile.read(fixes, bytesMax: 10_000)
        let garbage: [UInt8] = [1]
        try LocalFile.replace(fixes, with: garbage.span)
        let again = try ProgramRun("whub", words, home: home)
        #expect(again.exit == .code(6))
        #expect(again.error.contains("fixes-2.csv"), "\(again.error)")
        #expect(try LocalFile.read(fixes, bytesMax: 10_000) == garbage)
        #expect(try ProgramRun("whub", words + ["--yes"], home: home).exit == .code(6))
        #expect(try LocalFile.read(fixes, bytesMax: 10_000) == first)
        let own = try whub("priorities", "import", file, "--yes", "--fixes", file)
        #expect(own.exit == .code(6))
        #expect(try LocalFile.read(file, bytesMax: 10_000) == bytes)
        let good = "Priority,Kind,Text,Sharing\nSWP1,strength,Good.,private\n"
        let fine = try ProgramRun(
            "whub",
            ["priorities", "import", "-", "--dry-run", "--fixes", home.file("none.csv")],
            home: home,
            input: good
        )
        #expect(fine.error.contains("nothing to mend"), "\(fine.output)\(fine.error)")
        #expect(try LocalFile.facts(home.file("none.csv")) == nil)
    }
}
