import HubClient
import HubDomain
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import whub

/// A return as a page and as a picture with the built command, against a hub; who may make them.
struct WresPageTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub(
            "context",
            "add",
            "council",
            "--hub=\(hub.address)",
            "--bundle=\(home.path)"
        )
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home)
    }

    private func filled(_ cycle: WresCycle, shift: Int) -> WresReturn {
        var entry = WresReturn(
            cycle: cycle.id,
            unit: ReportingUnit(body: "Example Council A", councils: ["E09000001"])
        )
        let year = 2024 - shift
        entry.snapshot = Day(year: year, month: 3, day: 31)
        entry.periodFrom = Day(year: year - 1, month: 4, day: 1)
        entry.periodTo = Day(year: year, month: 3, day: 31)
        entry.harassmentSource = .reports
        for (index, group) in EthnicGroup.allCases.enumerated() {
            let size = [2, 8, 1][index]
            for quantity in WresQuantity.asked(in: cycle) {
                entry[quantity, .adults, group] = .notProvided
            }
            entry[.staff, .adults, group] = .count(100 * size)
            for (place, band) in (cycle.bands.value ?? []).enumerated() {
                let share = [60, 30, 10][place]
                entry[.staffInBand(band.code), .adults, group] = .count(share * size)
            }
            entry[.shortlisted, .adults, group] = .count(200 * size)
            entry[.appointed, .adults, group] = .count([30 + 10 * shift, 400, 26][index])
            entry[.disciplinary, .adults, group] = .count([2, 4, 0][index])
        }
        return entry
    }

    /// Hands a return in; the cycle before it has another ratio.
    private func handIn(_ id: CycleID, shift: Int = 0) throws {
        let cycle = try #require(try WresLibrary.shipped().cycle(id))
        let sheet = home.file("\(id).csv")
        let file = WresSheet.file(filled(cycle, shift: shift), cycle)
        try LocalFile.create(sheet, with: file.span)
        let checked = try whub("wres", "check", sheet, "--cycle=\(id)", "--yes")
        #expect(checked.exit == .code(0), "\(checked.output)\(checked.error)")
        let handedIn = try whub("wres", "hand-in", "--cycle=\(id)", "--yes")
        #expect(handedIn.exit == .code(0), "\(handedIn.error)")
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try LocalFile.read(home.file(name), bytesMax: 512 * 1_024), as: UTF8.self)
    }

    @Test func `the page has what show tells, the plan, and words for what it does not know`()
        throws
    {
        try handIn("2023", shift: 1)
        try handIn("2024")
        let added = try whub(
            "wres",
            "add-action",
            "--indicators=2",
            "--action=Mixed panels",
            "--lead=Head of recruitment",
            "--due=31/10/2024",
            "--yes"
        )
        #expect(added.exit == .code(0), "\(added.error)")
        let made = try whub("report", "wres", "--out=\(home.file("wres.html"))")
        #expect(made.exit == .code(0) && made.error.contains("true counts"), "\(made.error)")
        let html = try text("wres.html")
        #expect(html.utf8.count < 500 * 1_024 && !html.contains("<script"))
        for words in [
            "Example Council A: race equality standard, cycle 2024", "Example data: invented",
            "The return is handed in", "Staff were counted on 31 March 2024.",
            "Events are of 1 April 2023 to 31 March 2024.",
            "Adverse and clear: 2 Appointment from shortlisting.",
            "Too few cases to read: 3 Entry into", "<td>30 of 400</td>",
            "<td>0.75 times, 0.47 to 1.19, not clear</td>",
            "Since 2023 the ratio is 0.75",
            "At the white rate about 100 would have been appointed, 30 were (not a target).",
            "Ethnicity is known of 91% of these people.", "under £30,000",
            "by 31 October 2024, overdue", "<td>Mixed panels</td>",
            "No ratio: the counts were not provided",
            "Skills for Care: ",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(!html.contains("no action is linked"))
        // It is the answer of `wres show`, and has no table of its own.
        let json = try whub("report", "wres", "-o", "json").output
        #expect(try GetReturnResponse(json: json).figures.count == WresIndicator.ratios.count)
        #expect(try whub("report", "wres", "-o", "csv").exit == .code(2))
        let again = try whub("report", "wres", "--out=\(home.file("wres.html"))")
        #expect(again.exit == .code(5))
        let early = try whub("report", "wres", "--cycle=2023", "--out=\(home.file("2023.html"))")
        #expect(early.exit == .code(0), "\(early.error)")
        #expect(try text("2023.html").contains("not given by band"))
    }

    @Test func `who may not see the counts is refused the page as show refuses`() throws {
        try handIn("2024")
        for role in [Role.viewer, .contributor] {
            let request = IssueRequest(tenantCode: "E09000001", role: role, name: "Other")
            try hub.enter("\(role)", hub.hub.issue(request), home)
            let name = "--context=\(role)"
            let shown = try whub("wres", "show", name)
            let made = try whub("report", "wres", name, "--out=\(home.file("\(role).html"))")
            #expect(shown.exit != .code(0) && made.exit == shown.exit, "\(made.error)")
            // All but the number of the request.
            func told(_ run: ProgramRun) -> [Substring] {
                run.error.split(whereSeparator: \.isNewline).filter { !$0.contains("Request:") }
            }
            #expect(told(made) == told(shown) && made.output.isEmpty, "\(made.error)")
            #expect(try LocalFile.facts(home.file("\(role).html")) == nil)
        }
    }

    @Test func `one service is drawn to a file, and one indicator comes with the unknown`() throws {
        try handIn("2024")
        let one = home.file("adults.svg")
        let run = try whub("wres", "show", "--service=adults", "--svg=\(one)")
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.error.contains("adults.svg is written"))
        let svg = try text("adults.svg")
        #expect(svg.contains("<title id=\"ratios-title\">Adults&#39; services"))
        #expect(svg.contains("Example data: invented") && svg.contains("0.30, adverse"))
        #expect(try whub("wres", "show", "--svg=\(one)").exit == .code(5))
        let none = try whub("wres", "show", "--service=children", "--svg=\(home.file("c.svg"))")
        #expect(none.exit == .code(2) && none.error.contains("--svg draws one service"))
        let all = try whub("wres", "show").output
        #expect(
            !all.contains("Were those who are not known") && all.contains("Adverse and clear: 2.")
        )
        let alone = try whub("wres", "show", "--indicator=2").output
        #expect(alone.contains("Were those who are not known"), "\(alone)")
    }

    /// What `whub` alone says, whatever the lines it folds.
    private func overview() throws -> String {
        try whub().output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `the overview tells what is open, not agreed, not sent and late`() throws {
        #expect(!(try overview().contains("Race equality")))
        let cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        let sheet = home.file("draft.csv")
        try LocalFile.create(sheet, with: WresSheet.file(filled(cycle, shift: 0), cycle).span)
        let kept = try whub("wres", "check", sheet, "--cycle=2024", "--yes")
        #expect(kept.error.contains("whub wres preview-release --cycle 2024"), "\(kept.error)")
        let checked = try overview()
        #expect(checked.contains("Race equality return 2024: checked, and not handed in"))
        #expect(checked.contains("whub wres hand-in --cycle 2024"), "\(checked)")
        #expect(try whub("wres", "hand-in", "--yes").exit == .code(0))
        let day = "--due=31/10/2024"
        _ = try whub("wres", "add-action", "--indicators=2", "--action=Mixed panels", day, "--yes")
        let open = try overview()
        #expect(open.contains("handed in, and nobody has agreed to it"), "\(open)")
        #expect(open.contains("it is not recorded that it was sent to Skills for Care"))
        #expect(open.contains("Race equality action A1 is overdue: Mixed panels"))
        #expect(open.contains("whub wres mark-sent --cycle 2024 --on DATE"))
        _ = try whub("wres", "agree", "--role=Jane Example", "--on=01/10/2024", "--yes")
        _ = try whub("wres", "mark-sent", "--on=30/10/2024", "--yes")
        _ = try whub("wres", "finish-action", "A1", "--on=01/11/2024", "--yes")
        #expect(!(try overview().contains("Race equality")))
        // A name is put right with a reason; the day stays.
        let name = "--why=A name stood here"
        let worded = try whub("wres", "agree", "--role=Director", name, "--yes")
        #expect(worded.exit == .code(0), "\(worded.error)")
        #expect(worded.output.contains("Agreed by") && worded.output.contains("Director"))
        let history = try whub("wres", "history", "-o", "csv").output
        #expect(history.contains("worded anew") && !history.contains("Jane"), "\(history)")
        #expect(try whub("wres", "agree", "--role=Director", "--yes").exit == .code(2))
    }

    @Test func `a preview is a table on eighty columns, and a council is named once`() throws {
        try handIn("2024")
        let shown = try whub("wres", "preview-release").output
        let lines = shown.split(whereSeparator: \.isNewline)
        #expect(lines.count < 72, "\(lines.count)")
        // What others can find out stands beside it, in words that hold.
        let words = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains(ReleaseWords.subtraction(.standard)), "\(words)")
        #expect(words.contains(ReleaseWords.sums(.standard, of: 3)))
        #expect(lines.contains { $0.contains("Count") && $0.contains("Minoritised") }, "\(shown)")
        #expect(lines.contains { $0.hasPrefix("shortlisted") }, "\(shown)")
        #expect(!shown.contains("Example Council A, Example Council A"))
    }
}

/// What the overview makes of what the hub tells about race equality.
struct RaceEqualityDutiesTests {
    private func duties() -> Duties { Duties(WhoAmIResponse()) }

    @Test func `of older cycles what was handed in is looked at, each reporting unit by itself`() {
        func summary(_ cycle: String, _ unit: String, _ state: ReturnState) -> ReturnSummary {
            var summary = ReturnSummary(cycle: cycle, unit: unit, state: state)
            if state == .agreed || state == .corrected { summary.handedIn = "2024-10-01" }
            return summary
        }
        var duties = duties()
        duties.take(returns: [
            summary("2024", "main", .draft), summary("2024", "trust", .corrected),
            summary("2023", "main", .agreed), summary("2023", "trust", .draft),
        ])
        #expect(
            duties.items.map(\.what) == [
                "Race equality return 2024: a draft with something to mend",
                "Race equality return 2024, trust: corrected, and nobody has agreed to it",
                "Race equality return 2024, trust: it is not recorded that it was sent to Skills "
                    + "for Care",
                "Race equality return 2023: it is not recorded that it was sent to Skills for Care",
            ]
        )
        #expect(duties.steps[0] == "whub wres calendar --cycle 2024")
        #expect(duties.steps[2] == "whub wres mark-sent --cycle 2024 --unit trust --on DATE")
    }

    @Test func `what was sent and does not stand any more is told, and what was taken back`() {
        var corrected = ReturnSummary(cycle: "2024", unit: "main", state: .agreed)
        (corrected.handedIn, corrected.sent) = ("2024-10-01", "2024-10-30")
        corrected.corrected = "2024-11-02"
        var withdrawn = ReturnSummary(cycle: "2024", unit: "trust", state: .agreed)
        (withdrawn.handedIn, withdrawn.sent) = ("2024-10-01", "2024-10-30")
        (withdrawn.corrected, withdrawn.withdrawn) = ("2024-10-12", "2024-12-01")
        var duties = duties()
        duties.take(returns: [corrected, withdrawn])
        #expect(
            duties.items.map(\.what) == [
                "Race equality return 2024: corrected after it was sent to Skills for Care, send "
                    + "it again",
                "Race equality return 2024, trust: its release was taken back on 1 December 2024",
            ]
        )
        #expect(duties.steps[0] == "whub wres mark-sent --cycle 2024 --on DATE")
        #expect(duties.steps[1] == "whub wres release-again --cycle 2024 --unit trust")
        let lines = ReturnList.remarks([corrected, withdrawn])
        #expect(lines.count == 2 && lines[0].contains("Send it again"), "\(lines)")
        #expect(lines[1].contains("whub wres release-again --cycle 2024 --unit trust"))
        corrected.sent = "2024-11-02"
        withdrawn.withdrawn = nil
        #expect(ReturnList.remarks([corrected, withdrawn]).isEmpty)
    }

    @Test func `whoever has one service begins with its commands, and with no other's`() {
        func usual(_ family: Family) -> [String] {
            var identity = WhoAmIResponse()
            var grant = Grant()
            (grant.role, grant.family) = (.steward, family)
            identity.grants = [grant]
            return Duties(identity).usual
        }
        #expect(usual(.wres).first == "whub wres calendar")
        #expect(!usual(.wres).contains { $0.contains("priorities") })
        #expect(usual(.priorities).first == "whub priorities windows")
        #expect(!usual(.priorities).contains { $0.contains("wres") })
    }

    @Test func `a part of a cycle is told while it is ahead, and never after it`() {
        func phase(_ name: String, _ left: Int32?) -> CalendarPhase {
            var phase = CalendarPhase()
            (phase.name, phase.words, phase.daysLeft) = (name, "by then", left)
            phase.to = left == nil ? nil : "2025-06-30"
            return phase
        }
        var calendar = GetCalendarResponse(label: "2025")
        calendar.phases = [
            phase("report", 80), phase("registration", 20), phase("collection", nil),
            phase("preparation", -1),
        ]
        var duties = duties()
        duties.take(calendar: calendar)
        let told = "Race equality standard, cycle 2025: registration, by then"
        #expect(duties.items.map(\.what) == [told] && duties.items[0].daysLeft == 20)
        calendar.phases = [
            phase("registration", -1), phase("report", 93), phase("collection", nil),
        ]
        var none = self.duties()
        none.take(calendar: calendar)
        #expect(none.items.isEmpty)
    }

    @Test func `actions are told by their days, the first of many by name`() throws {
        let today = try DayText.day("01/10/2025")
        func action(_ number: Int, due: String?, _ state: ActionState = .open) -> WresAction {
            var action = WresAction(code: "A\(number)", action: "Talk", state: state)
            action.due = due
            return action
        }
        var duties = duties()
        duties.take(
            raceActions: [
                action(1, due: "2025-10-29"), action(2, due: "2025-09-30"),
                action(3, due: "2025-10-30"), action(4, due: nil),
                action(5, due: "2025-01-01", .done),
            ],
            on: today
        )
        #expect(
            duties.items.map(\.what) == [
                "Race equality action A2 is overdue: Talk", "Race equality action A1 is due: Talk",
            ]
        )
        #expect(duties.items.map(\.daysLeft) == [-1, 28])
        var many = self.duties()
        many.take(raceActions: (1...6).map { action($0, due: "2025-10-01") }, on: today)
        #expect(many.items.count == 5)
        #expect(many.items[0].what == "2 more actions about race equality due or overdue")
    }
}
