import HubArguments
import HubCrypto
import HubSystem
import HubText
import HubWire
import Testing

@testable import whub

/// What commands print, made from messages without a hub.
struct PrioritiesPageTests {
    private let style = TerminalStyle(columns: 80)

    @Test func `the declarations of all commands fit together`() {
        #expect(Program.grammar.problems.isEmpty)
    }

    @Test func `a day is in words on a table and ISO in CSV`() {
        var listing = Listing(columns: [
            .init("day", "Day"), .init("id", "Id", isForPrograms: true),
        ])
        listing.rows = [[.day("2025-03-04"), "x1"], [.day(nil), "x2"]]
        #expect(listing.lines(style)[2] == "4 March 2025")
        #expect(!listing.lines(style).joined().contains("Id"))
        let csv = String(decoding: listing.csv, as: UTF8.self)
        #expect(csv == "\u{FEFF}day,id\r\n2025-03-04,x1\r\n,x2\r\n")
    }

    @Test func `a listing without rows is no table`() {
        #expect(Listing(columns: [.init("a", "A")]).lines(style).isEmpty)
    }

    @Test(
        arguments: [
            ("first@12", "first", 12), ("first", "first", 0), ("a@b@3", "a@b", 3),
        ] as [(String, String, UInt64)]
    )
    func `a state is a window and a revision`(typed: String, window: String, revision: UInt64) {
        let reference = AssessmentReference(typed: typed)
        #expect(reference?.window == window)
        #expect(reference?.revision == revision)
    }

    @Test(arguments: ["", "@1", "a@", "a@-1", "a@x", "a@99999999999999999999"])
    func `any other form is no state`(typed: String) {
        #expect(AssessmentReference(typed: typed) == nil)
    }

    @Test func `a link is an edition and an item`() {
        #expect(ItemLink(typed: "a:b:SWP1") == ItemLink(edition: "a:b", item: "SWP1"))
        for typed in ["", "a", ":a", "a:", ":"] { #expect(ItemLink(typed: typed) == nil) }
    }

    @Test func `the last moment of a day is meant, at most now`() {
        // In summer a London day ends at 23:00 UTC.
        #expect(AsOfDay.end("1 July 2025", now: .max)?.seconds == 1_751_410_799)
        #expect(AsOfDay.end("01/07/2025", now: .max)?.nanos == 999_999_000)
        #expect(AsOfDay.end("2025-07-01", now: 5_000_001)?.seconds == 5)
        #expect(AsOfDay.end("2025-07-32", now: .max) == nil)
        #expect(AsOfDay.end("1 July 1990", now: .max) == nil)
    }

    @Test(arguments: [
        (0, [0]), (1, [1]), (AssessmentUpload.chunkBytesMax, [65_536]),
        (AssessmentUpload.chunkBytesMax + 1, [65_536, 1]),
    ])
    func `a file travels in pieces that say where they belong`(count: Int, sizes: [Int]) {
        let file = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let batch = UniqueID(milliseconds: 1, random: (2, 3))
        let upload = AssessmentUpload(
            file,
            path: "/folder/a/b.csv",
            window: Window(id: "w"),
            batch: batch
        )
        let chunks = upload.chunks
        #expect(chunks.map(\.data.count) == sizes)
        #expect(chunks.flatMap(\.data) == file)
        #expect(chunks[0].start?.fileName == "b.csv")
        #expect(chunks[0].start?.fileBytes == UInt64(count))
        #expect(chunks.dropFirst().allSatisfy { $0.start == nil && $0.offset == 65_536 })
        #expect(chunks[0].start?.batch == batch.description)
    }

    @Test(arguments: [
        ([], TerminalStyle.Layout.grid, TerminalStyle.Signs.unicode),
        ([("WHUB_ACCESSIBLE", "1")], .linear, .ascii),
        ([("WHUB_ACCESSIBLE", "")], .grid, .unicode),
        ([("LANG", "en_GB.UTF-8")], .grid, .unicode), ([("LANG", "C")], .grid, .ascii),
        ([("LANG", "C"), ("LC_ALL", "C.utf8")], .grid, .unicode),
    ])
    func `the environment decides how a picture is drawn`(
        variables: [(String, String)],
        layout: TerminalStyle.Layout,
        signs: TerminalStyle.Signs
    ) {
        let environment = Environment(variables.map { (name: $0.0, value: $0.1) })
        let style = TerminalStyle(environment, columns: nil, colour: .plain)
        #expect(style.layout == layout)
        #expect(style.signs == signs)
        #expect(style.columns == TerminalStyle.columnsDefault)
    }

    @Test func `a self-assessment has its picture, and the same in words`() {
        var priority = PriorityAssessment(item: "SWP1", rating: 2)
        priority.strengths = [Statement(reference: "S1", text: "A\u{1B}[31m", sharing: .named)]
        let assessment = Assessment(window: "w", state: .draft, priorities: [priority])
        var page = AssessmentPage(assessment, Window(id: "w", name: "Autumn"))
        page.edition.items = [
            FrameworkItem(code: "SWP1", name: "Planning"), FrameworkItem(code: "SWP2", name: "B"),
        ]
        page.scale = RatingScale(
            id: "s",
            levels: [ScaleLevel(name: "Low"), ScaleLevel(name: "High")],
            direction: .higherIsBetter
        )
        let lines = page.lines(style).joined(separator: "\n")
        #expect(lines.contains("■■  High"))
        #expect(lines.contains("□□  not rated"))
        #expect(lines.contains("A\\u{1B}[31m (shared named)"))
        #expect(lines.contains("Nothing is written yet about SWP2."))
        let words = page.lines(.accessible()).joined(separator: "\n")
        #expect(words.contains("SWP1 Planning: High, level 2 of 2."))
        #expect(!words.contains("■"))
    }

    @Test func `the board counts states and shows no contents`() {
        let councils = [
            CouncilStatus(code: "A", name: "Ash", state: .draft, started: "2025-03-04"),
            CouncilStatus(code: "B", name: "Birch", state: .notStarted),
            CouncilStatus(code: "C", name: "Cedar", state: .handedIn, handedIn: "2025-03-05"),
        ]
        let board = StatusBoard(GetStatusBoardResponse(window: Window(id: "w"), councils: councils))
        let lines = board.lines(style).joined(separator: "\n")
        #expect(lines.contains("handed in    1 of 3"))
        #expect(lines.contains("agreed       0 of 3"))
        #expect(lines.contains("5 March 2025"))
    }

    @Test func `differences say what was and what is`() {
        let lines = DifferenceList.lines(
            [
                Difference(item: "SWP1", part: "S1", kind: "added", after: "New"),
                Difference(item: "SWP1", part: "S2", kind: "removed", before: "Old"),
                Difference(
                    item: "SWP2",
                    part: "rating",
                    kind: "changed",
                    before: "Low",
                    after: "High",
                    movement: "better"
                ),
                Difference(part: "peer_challenge_note", kind: "added", after: "Note"),
            ],
            style
        )
        #expect(
            lines == [
                "  + SWP1 S1  New", "  - SWP1 S2  was: Old", "  ~ SWP2 rating  was: Low",
                "                 now: High (better)", "  + peer challenge note  Note",
            ]
        )
    }

    @Test func `what others will see is said where it is added and where it changes`() {
        var added = Difference(item: "SWP1", part: "S1", kind: "added", after: "New")
        (added.aspect, added.sharingAfter) = ("text", .unnamed)
        var wider = Difference(item: "SWP1", part: "S2", kind: "changed")
        (wider.aspect, wider.before, wider.after) = ("sharing", "private", "shared named")
        (wider.sharingBefore, wider.sharingAfter) = (.private, .named)
        var narrower = wider
        (narrower.before, narrower.after) = ("shared named", "private")
        (narrower.sharingBefore, narrower.sharingAfter) = (.named, .private)
        var evidence = Difference(item: "SWP1", part: "S3", kind: "changed", after: "p. 1")
        evidence.aspect = "evidence"
        #expect(
            DifferenceList.lines([added, wider, narrower, evidence], style) == [
                "  + SWP1 S1  New (shared unnamed)", "  ~ SWP1 S2 sharing  was: private",
                "                     now: shared named; others outside the council see it",
                "  ~ SWP1 S2 sharing  was: shared named", "                     now: private",
                "  ~ SWP1 S3 evidence  was: nothing", "                      now: p. 1",
            ]
        )
    }

    @Test func `findings go back beside the rows they are about`() throws {
        let file = Array("Priority,Text\nSWP1,a\nSWP9,b\n".utf8)
        let finding = HubWire.Finding(
            row: 3,
            column: "Priority",
            severity: .error,
            reason: "PRIO-0101",
            message: "Unknown.",
            suggestion: "SWP6"
        )
        let annotated = try #require(FindingList.annotated(file, [finding]))
        let rows = String(decoding: annotated, as: UTF8.self).split(separator: "\r\n")
        #expect(rows[2] == "SWP9,b,Unknown. (PRIO-0101),SWP6")
        #expect(FindingList.errors([finding]) == 1)
        #expect(FindingList.summary([finding]) == "1 error")
    }

    @Test(
        arguments: [
            (nil, nil, true), ("2025-03-04", nil, true), ("2025-03-05", nil, false),
            (nil, "2025-03-04", true), (nil, "2025-03-03", false),
            ("2025-03-04", "2025-03-04", true), ("nonsense", nil, true),
        ] as [(String?, String?, Bool)]
    )
    func `a window is open on its days`(opens: String?, closes: String?, isOpen: Bool) {
        let window = Window(id: "w", opens: opens, closes: closes)
        let choice = WindowChoice([window], today: Day(year: 2025, month: 3, day: 4))
        #expect(!choice.open.isEmpty == isOpen)
    }

    @Test(arguments: [
        ("SaveAssessment", "saved"),
        ("workforcehub.v1.PriorityService/HandInAssessment", "handed in"),
        ("", ""), ("x/Unknown", "Unknown"),
    ])
    func `a method has a word`(method: String, word: String) {
        #expect(HistoryList.action(method) == word)
    }
}
