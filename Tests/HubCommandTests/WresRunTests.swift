import HubClient
import HubDomain
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// Race equality returns with the built command, against a hub.
struct WresRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub
    private let cycle: WresCycle

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        try hub.writeBundle(home.path)
        try add("council")
    }

    private func add(_ name: String) throws {
        let run = try whub("context", "add", name, "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try LocalFile.create(home.file(name), with: bytes.span)
        return home.file(name)
    }

    private func filled() -> WresReturn { filled(cycle, year: 2024) }

    private func filled(_ cycle: WresCycle, year: Int) -> WresReturn {
        var entry = WresReturn(
            cycle: cycle.id,
            unit: ReportingUnit(body: "Example Council A", councils: ["E09000001"])
        )
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
            if cycle.bands.value != nil {
                entry[.staffInBand("lower"), .adults, group] = .count(60 * size)
                entry[.staffInBand("middle"), .adults, group] = .count(30 * size)
                entry[.staffInBand("higher"), .adults, group] = .count(10 * size)
            }
            entry[.shortlisted, .adults, group] = .count(200 * size)
            entry[.appointed, .adults, group] = .count(26 * size)
            entry[.disciplinary, .adults, group] = .count(12)
        }
        return entry
    }

    private func handIn() throws {
        let sheet = try write("first.csv", WresSheet.file(filled(), cycle))
        let checked = try whub("wres", "check", sheet, "--cycle=2024", "--yes")
        #expect(checked.exit == .code(0), "\(checked.error)")
        let handedIn = try whub("wres", "hand-in", "--yes")
        #expect(handedIn.exit == .code(0), "\(handedIn.error)")
    }

    @Test func `the template says what it is for and is filled in and sent back`() throws {
        let path = home.file("sheet.csv")
        let template = try whub("wres", "template", "--cycle=2024", "--out=\(path)")
        #expect(template.exit == .code(0) && template.error.contains("whub wres check \(path)"))
        let empty = try whub("wres", "check", path, "--cycle=2024", "--dry-run")
        #expect(empty.exit == .code(6))
        #expect(empty.output.contains("WRES-0128") && empty.output.contains("WRES-0129"))
        let fixes = home.file("fixes.csv")
        let mended = try whub(
            "wres",
            "check",
            path,
            "--cycle=2024",
            "--dry-run",
            "--fixes=\(fixes)"
        )
        #expect(mended.exit == .code(6) && mended.error.contains("with what is wrong"))
        let bytes = try LocalFile.read(fixes, bytesMax: 65_536)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Problems"))
        #expect(try whub("wres", "returns").error.contains("There is no return yet"))
    }

    @Test func `nothing is kept without being asked, and a draft with errors exits with 6`() throws
    {
        var entry = filled()
        entry[.appointed, .adults, .minority] = .count(4_000)
        let sheet = try write("faulty.csv", WresSheet.file(entry, cycle))
        let unasked = try whub("wres", "check", sheet, "--cycle=2024")
        #expect(unasked.exit == .code(2) && unasked.error.contains("--yes"))
        let draft = try whub("wres", "check", sheet, "--cycle=2024", "--yes")
        #expect(draft.exit == .code(6), "\(draft.error)")
        #expect(draft.output.contains("WRES-0121") && draft.error.contains("Kept as your draft"))
        #expect(try whub("wres", "returns").output.contains("draft"))
        let handIn = try whub("wres", "hand-in", "--yes")
        #expect(handIn.exit == .code(1) || handIn.exit == .code(5) || handIn.exit == .code(6))
        #expect(handIn.error.contains("WRES-0171"))
    }

    @Test func `show has every indicator, the bands, the picture, and JSON with the same`() throws {
        try handIn()
        let shown = try whub("wres", "show")
        #expect(shown.exit == .code(0), "\(shown.error)")
        for indicator in WresIndicator.ratios {
            #expect(shown.output.contains("\(indicator.rawValue) \(indicator.name)"))
        }
        #expect(shown.output.contains("£30,000 to") && shown.output.contains("Of minoritised"))
        #expect(shown.output.contains("Relative likelihood 1.00: minoritised staff were about"))
        #expect(shown.output.contains("Relative likelihood 4.00: too few cases to read anything"))
        #expect(!shown.output.contains("It is adverse"))
        let json = try whub("wres", "show", "-o", "json")
        let answer = try GetReturnResponse(json: json.output)
        #expect(answer.figures.count == WresIndicator.ratios.count && answer.bands.count == 3)
        #expect(answer.figures[1].relativeLikelihood == 4)
        #expect(shown.output.contains("Too few cases to read: 3."), "\(shown.output)")
        let one = try whub("wres", "show", "--service=adults", "--indicator=3")
        #expect(one.output.contains("3 Entry into") && !one.output.contains("2 Appointment"))
        let bands = try whub("wres", "show", "--indicator=1")
        #expect(bands.output.contains("£30,000 to") && !bands.output.contains("●"))
        let rows = try whub("wres", "show", "--indicator=1", "-o", "csv").output
        #expect(rows.contains("adults,1,"))
        #expect(rows.split(whereSeparator: \.isNewline).count == 4, "\(rows)")
        let absent = try whub("wres", "show", "--indicator=1", "--service=children")
        #expect(absent.output.contains("Nothing of this is given in the return."))
        let none = try whub("wres", "show", "--service=children", "-o", "json")
        #expect(try GetReturnResponse(json: none.output).figures.isEmpty)
        #expect(try whub("wres", "show", "--indicator=12").exit == .code(2))
        let csv = try whub("wres", "show", "-o", "csv")
        #expect(csv.output.contains("adults,3,Entry into the formal disciplinary process,4.0000"))
    }

    @Test func `two corrections at once: the second is told of the first, and both are shown`()
        throws
    {
        try handIn()
        let listed = try ListReturnsResponse(json: try whub("wres", "returns", "-o", "json").output)
        let base = try #require(listed.returns.first).revision
        let (mine, yours) = (home.file("mine.csv"), home.file("yours.csv"))
        for path in [mine, yours] {
            #expect(try whub("wres", "export", "--out=\(path)").exit == .code(0))
        }
        func change(_ path: String, _ cases: Int) throws -> String {
            let bytes = try LocalFile.read(path, bytesMax: 65_536)
            let text = String(decoding: bytes, as: UTF8.self)
            let changed = text.replacing(",12,12,12,", with: ",\(cases),12,12,")
            try LocalFile.replace(path, with: Array(changed.utf8).span)
            return path
        }
        let words = ["--cycle=2024", "--why=One case was missing", "--yes"]
        let first = try ProgramRun(
            "whub",
            ["wres", "correct", try change(mine, 13)] + words,
            home: home
        )
        #expect(first.exit == .code(0), "\(first.error)")
        let second = try ProgramRun(
            "whub",
            ["wres", "correct", try change(yours, 14)] + words,
            home: home
        )
        #expect(second.exit == .code(5), "\(second.error)")
        #expect(second.output.contains("The return was changed after your sheet was made"))
        #expect(second.error.contains("agree which of both is right"))
        let row = second.output.split(separator: "\n").first { $0.contains("formal") }
        #expect(row.map { $0.contains("12") && $0.contains("13") && $0.contains("14") } ?? false)
        let before = "2024@\(base)"
        let diff = try whub("wres", "diff", "--before=\(before)", "--after=2024")
        #expect(diff.exit == .code(0), "\(diff.error)")
        #expect(diff.output.contains("13"))
        let history = try whub("wres", "history")
        // A table folds what is long.
        #expect(history.output.contains("why: One case was"))
        let same = try ProgramRun("whub", ["wres", "correct", mine] + words, home: home)
        #expect(same.exit == .code(5) && same.error.contains("says what your sheet says already"))
    }

    /// Hands a return of 2023 in, whose twelve months end as said.
    private func handInBefore(
        endingIn year: Int,
        source: HarassmentSource = .reports
    ) throws {
        let cycle = try #require(try WresLibrary.shipped().cycle("2023"))
        var entry = filled(cycle, year: year)
        entry.harassmentSource = source
        let sheet = try write("\(year).csv", WresSheet.file(entry, cycle))
        let checked = try whub("wres", "check", sheet, "--cycle=2023", "--yes")
        #expect(checked.exit == .code(0), "\(checked.output)\(checked.error)")
        let handedIn = try whub("wres", "hand-in", "--cycle=2023", "--yes")
        #expect(handedIn.exit == .code(0), "\(handedIn.error)")
    }

    @Test func `two years are read together by their counts`() throws {
        try handIn()
        let one = try whub("wres", "years")
        #expect(one.exit == .code(3) && one.error.contains("not 2 years"), "\(one.error)")
        try handInBefore(endingIn: 2023, source: .survey)
        let page = try whub("wres", "years")
        #expect(page.exit == .code(0), "\(page.error)")
        #expect(page.output.contains("2023 and 2024 together"))
        #expect(page.output.contains("Relative likelihood 4.00"))
        let csv = try whub("wres", "years", "--last=2", "-o", "csv")
        let rows = csv.output.split(whereSeparator: \.isNewline)
        let cases = "adults,3,Entry into the formal disciplinary process,2,24,400,24,1600,4.0000,"
        #expect(rows.contains { $0.hasPrefix(cases) }, "\(csv.output)")
        // What a survey counts and what reports count is not one number.
        let mixed = rows.filter { $0.contains("the years were collected in different ways") }
        #expect(mixed.count == 3, "\(csv.output)")
        let json = try whub("wres", "years", "-o", "json")
        #expect(json.output.contains("\"cycles\": \"2023 2024\""))
        #expect(try whub("wres", "years", "--last=3").exit == .code(3))
    }

    /// A return with indicator 4, which cycles may not count alike.
    private func withFitness(_ cycle: WresCycle, year: Int) -> WresReturn {
        var entry = filled(cycle, year: year)
        for (index, group) in EthnicGroup.allCases.enumerated() {
            entry[.regulated, .adults, group] = .count([60, 240, 30][index])
            entry[.fitnessEntered, .adults, group] = .count([12, 24, 3][index])
        }
        return entry
    }

    private func handIn(_ entry: WresReturn, _ cycle: WresCycle) throws {
        let sheet = try write("fitness-\(cycle.id).csv", WresSheet.file(entry, cycle))
        let named = "--cycle=\(cycle.id)"
        let checked = try whub("wres", "check", sheet, named, "--yes")
        #expect(checked.exit == .code(0), "\(checked.output)\(checked.error)")
        #expect(try whub("wres", "hand-in", named, "--yes").exit == .code(0))
    }

    @Test func `years say of indicator 4 that cycles may not count the same`() throws {
        let before = try #require(try WresLibrary.shipped().cycle("2023"))
        try handIn(withFitness(before, year: 2023), before)
        try handIn(withFitness(cycle, year: 2024), cycle)
        let page = try whub("wres", "years")
        #expect(page.exit == .code(0), "\(page.error)")
        let parts = page.output.components(after: "4 Fitness to practise\n")
        let fitness = parts.last ?? ""
        let words = "What it counts may not be the same in these cycles."
        #expect(fitness.hasPrefix("  \(words)"), "\(page.output)")
        // It is said once, of the fourth alone.
        #expect(page.output.ranges(of: words).count == 1)
        let csv = try whub("wres", "years", "-o", "csv").output
        let rows = csv.split(whereSeparator: \.isNewline).filter { $0.contains(words) }
        #expect(rows.count == 1 && rows[0].hasPrefix("adults,4,"), "\(csv)")
        #expect(try whub("wres", "years", "-o", "json").output.contains(words))
        // The region's page of the same years says so too.
        let lead = IssueRequest(tenantCode: nil, role: .regionLead, name: "Lead")
        try hub.enter("lead", hub.hub.issue(lead), home)
        let pool = try whub("wres", "pool", "--cycle=2024", "--years=2", "--context=lead")
        #expect(pool.exit == .code(0), "\(pool.error)")
        let heading = "2 returns of 1 employer together, cycles 2023 and 2024"
        #expect(pool.output.contains(heading), "\(pool.output)")
        #expect(pool.output.contains("too few councils"))
        let alone = try whub("wres", "pool", "--cycle=2024", "--context=lead")
        #expect(alone.output.contains("1 return together, cycle 2024"))
        let many = try whub("wres", "pool", "--cycle=2024", "--years=4", "--context=lead")
        #expect(many.exit == .code(2))
        let first = try #require(try WresLibrary.shipped().cycles.first).id
        let early = try whub("wres", "pool", "--cycle=\(first)", "--years=2", "--context=lead")
        #expect(early.exit != .code(0) && early.error.contains("at most 1"), "\(early.error)")
    }

    @Test func `years that overlap are refused`() throws {
        try handIn()
        try handInBefore(endingIn: 2024)
        let refused = try whub("wres", "years")
        #expect(refused.exit == .code(6) && refused.output.isEmpty, "\(refused.error)")
        #expect(refused.error.contains("overlap"))
    }

    @Test func `an export for the national tool says that its layout is not known`() throws {
        try handIn()
        let run = try whub("wres", "export", "--for=national-tool")
        #expect(run.exit == .code(0) && run.error.contains("not published"))
        #expect(run.output.contains("Adults,appointed,") && !run.output.contains("based-on"))
        let sent = try whub("wres", "mark-sent", "--on=30/10/2024", "--yes")
        #expect(sent.exit == .code(0), "\(sent.error)")
        #expect(try whub("wres", "returns").output.contains("30 October 2024"))
        let early = try whub("wres", "mark-sent", "--on=30/03/2024", "--yes")
        #expect(early.error.contains("WRES-0175") && !early.output.contains("What changes"))
        let why = "--why=Half was missing"
        let taken = try whub("wres", "withdraw-release", why, "--yes")
        #expect(taken.exit == .code(0), "\(taken.error)")
        #expect(taken.error.contains("whub wres release-again"))
        #expect(try whub("wres", "withdraw-release", why, "--yes").error.contains("WRES-0179"))
        let preview = try whub("wres", "preview-release")
        #expect(preview.output.contains("The release was taken back"), "\(preview.output)")
        #expect(try whub("wres", "release-again", "--dry-run").exit == .code(0))
        #expect(try whub("wres", "release-again", "--yes").exit == .code(0))
        let seen = try whub("wres", "preview-release").output
        #expect(seen.contains("What the region sees of this return"))
    }

    @Test func `bands that a region loads go from one file into the other`() throws {
        let lead = IssueRequest(tenantCode: nil, role: .regionLead, name: "Lead")
        let bundle = try hub.hub.issue(lead)
        try hub.enter("lead", bundle, home)
        let table = try write(
            "own.csv",
            Array("Code,Label,From,Below\nlower,Under £32k,,32000\nupper,Rest,£32000,\n".utf8)
        )
        let source = "--source=Invented for an example"
        let kept = try whub("wres", "save-bands", table, "--cycle=2025", source, "--context=lead")
        #expect(kept.exit == .code(0), "\(kept.error)")
        let list = try whub("wres", "bands")
        #expect(list.output.contains("Under £32k") && list.output.contains("not known"))
        let file = try whub("wres", "bands", "--cycle=2025", "-o", "csv")
        #expect(file.exit == .code(0), "\(file.error)")
        let bands = try write("bands.csv", Array(file.output.utf8))
        let sheet = try whub("wres", "template", "--cycle=2025", "--bands", bands)
        #expect(sheet.output.contains("band-upper"), "\(sheet.error)")
        #expect(try whub("wres", "template", "--cycle=2024", "--bands", bands).exit == .code(2))
        #expect(try whub("wres", "bands", "--cycle=2023").exit == .code(3))
        let gap = try write(
            "gap.csv",
            Array("Code,Label,From,Below\nlower,A,,30000\nupper,B,40000,\n".utf8)
        )
        let refused = try whub("wres", "template", "--cycle=2025", "--bands", gap)
        #expect(refused.error.contains("WRES-0152"), "\(refused.error)")
    }

    @Test func `actions are added, changed and done, each linked to indicators`() throws {
        let added = try whub(
            "wres",
            "add-action",
            "--indicators=2,8",
            "--action=Mixed panels",
            "--theme=recruitment",
            "--term=short",
            "--lead=Head of recruitment",
            "--good=Balanced",
            "--yes"
        )
        #expect(added.exit == .code(0), "\(added.error)")
        #expect(added.error.contains("A1 is kept"))
        let changed = try whub("wres", "change-action", "A1", "--timescale=By autumn", "--yes")
        #expect(changed.exit == .code(0), "\(changed.error)")
        #expect(changed.output.contains("Timescale: By autumn"))
        #expect(!changed.output.contains("Mixed panels"))
        let ahead = try whub("wres", "finish-action", "A1", "--on=01/10/2999", "--yes")
        #expect(ahead.exit != .code(0) && !ahead.output.contains("What changes"))
        let done = try whub(
            "wres",
            "finish-action",
            "A1",
            "--on=01/10/2024",
            "--outcome=All are mixed",
            "--yes"
        )
        #expect(done.exit == .code(0), "\(done.error)")
        #expect(done.output.contains("Outcome: All are mixed"))
        let table = try whub("wres", "actions").output
        #expect(table.contains("Theme") && table.contains("Balanced"), "\(table)")
        let listed = try whub("wres", "actions", "--indicator=8", "-o", "csv")
        #expect(listed.output.contains("A1,\"2, 8\",Mixed panels,Head of recruitment,short"))
        #expect(listed.output.contains("done") && listed.output.contains("All are mixed"))
        #expect(try whub("wres", "actions", "--indicator=3").output.isEmpty)
        let wrong = try whub("wres", "add-action", "--indicators=12", "--action=A", "--yes")
        #expect(wrong.error.contains("WRES-0181"))
        #expect(try whub("wres", "change-action", "A7", "--term=long").exit == .code(3))
    }

    @Test func `the calendar has the published words, and what is to be done next`() throws {
        let run = try whub("wres", "calendar", "--cycle=2024")
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("September and October"))
        #expect(run.output.contains("whub wres check SHEET --cycle 2024"))
        #expect(run.output.contains("trial"))
        try handIn()
        let after = try whub("wres", "calendar", "--cycle=2024", "-o", "json")
        let answer = try GetCalendarResponse(json: after.output)
        #expect(answer.readiness.map(\.isDone) == [true, true, true, true, false, false])
        #expect(answer.gaps.contains { $0.contains("indicator 4") })
    }
}

extension String {
    /// What stands before and after the first place of a text.
    fileprivate func components(after mark: String) -> [Substring] {
        guard let range = firstRange(of: mark) else { return [] }
        return [self[..<range.lowerBound], self[range.upperBound...]]
    }
}
