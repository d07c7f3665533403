import HubArguments
import HubClient
import HubDomain
import HubReport
import HubSystem
import HubText
import HubWire

extension Command {
    /// What belongs to scenarios.
    static let scenarios: [Command] = [
        .scenariosList, .scenariosShow, .scenariosCompare, .scenariosWithdraw,
    ]

    /// `whub scenarios list`.
    static let scenariosList = Command(
        CommandDeclaration(
            "scenarios",
            "list",
            summary: "the projections that your organisation keeps, with what each comes to",
            effect: .reads,
            examples: [.init("whub scenarios list", "then: whub scenarios show NAME")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ScenarioDesk(invocation)
        let answer = try desk.ask(desk.hub.listScenarios, ListScenariosRequest())
        try invocation.print(
            answer,
            ScenarioPage.listing(answer.scenarios, RatioWords.short)
        ) { style in
            ScenarioPage.listing(answer.scenarios, ProjectionChart.number).lines(style)
        }
        if answer.scenarios.isEmpty {
            invocation.console.say(
                "There is no scenario. Next: whub figures project -f assumptions.csv --save NAME"
            )
        }
    }

    /// `whub scenarios show`.
    static let scenariosShow = Command(
        CommandDeclaration(
            "scenarios",
            "show",
            summary: "one projection with its assumptions, its years and what matters most",
            details: "--as-of shows an earlier version. CSV has the assumptions, to be changed and "
                + "kept again with `whub figures project -f FILE --save NAME`.",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "show",
                    takes: .oneOf(ProjectionQuantity.allCases.map(\.name)),
                    help: "what the fan shows, recruits if left"
                ),
                OptionDeclaration(
                    "svg",
                    takes: .file("FILE"),
                    help: "keep the fan in this new file, as SVG"
                ),
                OptionDeclaration(
                    "waterfall",
                    takes: .file("FILE"),
                    help: "keep in this new SVG file where recruits are needed, and what covers "
                        + "them"
                ),
            ],
            words: [WordDeclaration("NAME", help: "as `whub scenarios list` shows it")],
            examples: [
                .init("whub scenarios show middle", "the whole projection"),
                .init("whub scenarios show middle -o csv > middle.csv", "its assumptions"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ScenarioDesk(invocation)
        let request = GetScenarioRequest(code: invocation.line.word("NAME") ?? "")
        let answer = try desk.ask(desk.hub.getScenario, request)
        let scenario = answer.scenario ?? Scenario()
        let assumptions = try ScenarioDesk.assumptions(scenario)
        let page = try ProjectionPage(
            assumptions,
            runs: Int(scenario.runs),
            seed: scenario.seed,
            invocation
        )
        try page.keepPictures(invocation)
        switch invocation.line.common.output {
        case .json: try invocation.printJSON(answer)
        case .csv: try invocation.console.write(bytes: AssumptionTable.write(assumptions))
        case .table:
            try invocation.print(
                lines: ScenarioPage.lines(
                    scenario,
                    assumptions,
                    gone: answer.gone,
                    invocation.style
                )
                    + page.lines(invocation.style)
            )
        }
    }

    /// `whub scenarios compare`.
    static let scenariosCompare = Command(
        CommandDeclaration(
            "scenarios",
            "compare",
            summary: "two projections beside each other: what is assumed, what comes of it",
            details: "NAME@REVISION names an earlier version, so that a scenario can be compared "
                + "with itself.",
            words: [
                WordDeclaration("NAME", help: "a scenario, or NAME@REVISION"),
                WordDeclaration("OTHER", help: "another, or another version"),
            ],
            examples: [
                .init("whub scenarios compare middle high", "two scenarios"),
                .init("whub scenarios compare middle@12 middle", "what changed in one"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ScenarioDesk(invocation)
        var request = CompareScenariosRequest()
        (request.code, request.revision) = try version("NAME", invocation)
        (request.other, request.otherRevision) = try version("OTHER", invocation)
        let answer = try desk.ask(desk.hub.compareScenarios, request)
        try invocation.print(answer, ScenarioPage.years(answer)) { style in
            ScenarioPage.lines(answer, style)
        }
    }

    private static func version(
        _ word: String,
        _ invocation: Invocation
    ) throws(CommandError) -> (String, UInt64) {
        let parts = (invocation.line.word(word) ?? "")
            .split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 2 else { return (parts.first ?? "", 0) }
        guard let revision = UInt64(parts[1]), revision > 0 else {
            throw invocation.usage("\(word) takes a revision behind the @, such as middle@12")
        }
        return (parts[0], revision)
    }

    /// `whub scenarios withdraw`.
    static let scenariosWithdraw = Command(
        CommandDeclaration(
            "scenarios",
            "withdraw",
            summary: "take a projection out of the list; its versions stay in the journal",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the reason, for the journal"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("NAME", help: "as `whub scenarios list` shows it")],
            examples: [.init("whub scenarios withdraw high --why \"out of date\"", "one less")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ScenarioDesk(invocation)
        let code = invocation.line.word("NAME") ?? ""
        let present = try desk.ask(
            desk.hub.getScenario,
            GetScenarioRequest(code: code),
            desk.asides
        )
        let resting = try desk.resting(on: code)
        if !resting.isEmpty {
            invocation.console.say(
                "These name it, and lead nowhere once it is withdrawn: "
                    + resting.joined(separator: ", ")
            )
        }
        try invocation.confirm("Withdraw \(code)?")
        var request = WithdrawScenarioRequest(code: code)
        request.baseRevision = present.scenario?.revision ?? 0
        request.why = try desk.required("why")
        let answer = try desk.ask(desk.hub.withdrawScenario, request)
        invocation.sayKept("Withdrawn: \(code)", answer.saved)
    }
}

/// Scenarios for people.
enum ScenarioPage {
    /// What a scenario assumes.
    static func lines(
        _ scenario: Scenario,
        _ assumptions: Assumptions,
        gone: [String],
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        page.heading("\(scenario.name) (revision \(scenario.revision))")
        if !scenario.note.isEmpty { page.paragraph(scenario.note) }
        var table = Table([
            .init("Assumption"), .init("From"), .init("Value", .trailing),
            .init("Low", .trailing), .init("High", .trailing), .init("Rests on"),
        ])
        for one in assumptions.list {
            let isCertain = one.low == one.high
            let figure = one.figure?.description ?? ""
            let isGone = !figure.isEmpty && gone.contains { $0.utf8.elementsEqual(figure.utf8) }
            let origin =
                one.originWords + (isGone ? ": \(PlanMeasureReading.goneWords)" : "")
            table.add(
                [
                    one.kind.words, one.from?.slashed ?? "", number(one.value),
                    isCertain ? "" : number(one.low), isCertain ? "" : number(one.high),
                    "\(one.name) (\(one.source)), \(origin)",
                ].map { .init($0) }
            )
        }
        page.add(table.lines(style))
        page.gap()
        return page.lines
    }

    /// A value with what simulated runs differ by, where they do.
    private static func assumed(
        _ value: Double?,
        _ low: Double?,
        _ high: Double?,
        _ yearly: Double?
    ) -> String {
        guard let value else { return "not said" }
        var spread: [String] = []
        if let low, let high, low != high { spread.append("\(number(low)) to \(number(high))") }
        if let yearly, yearly > 0 { spread.append("±\(number(yearly)) from year to year") }
        return number(value) + (spread.isEmpty ? "" : " (\(spread.joined(separator: ", ")))")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15
            ? (value >= 2_100 || value < 1_900 ? NumberText.grouped(Int(value)) : "\(Int(value))")
            : RatioWords.short(value)
    }

    /// A row for each scenario, with its numbers as they are shown.
    static func listing(
        _ scenarios: [ScenarioSummary],
        _ number: (Double) -> String
    ) -> Listing {
        // A projection that `figures project --save` kept is called as its code.
        let isNamed = scenarios.contains { !$0.name.utf8.elementsEqual($0.code.utf8) }
        var listing = Listing(columns: [
            .init("code", "Scenario"), .init("name", "Name", isForPrograms: !isNamed),
            .init("base_year", "From"),
            .init("end_year", "To"), .init("extra_posts", "More posts", .trailing),
            .init("recruits", "Recruits", .trailing), .init("to_find", "To find", .trailing),
            .init("revision", "Revision", .trailing, isForPrograms: isNamed),
        ])
        listing.rows = scenarios.map { one in
            [
                .text(one.code), .text(one.name), .text("\(one.baseYear)"),
                .text("\(one.endYear)"), .text(number(one.extraPosts)),
                .text(number(one.recruits)), .text(number(one.toFind)),
                .text("\(one.revision)"),
            ]
        }
        return listing
    }

    /// A row for each year, for a program.
    static func years(_ answer: CompareScenariosResponse) -> Listing {
        var listing = Listing(columns: [
            .init("year", "Year"), .init("posts", "Posts", .trailing),
            .init("other_posts", "Posts, other", .trailing),
            .init("recruits", "Recruits", .trailing),
            .init("other_recruits", "Recruits, other", .trailing),
            .init("to_find", "To find", .trailing),
            .init("other_to_find", "To find, other", .trailing),
        ])
        listing.rows = answer.years.map { year in
            [
                .text("\(year.year)"), .text(RatioWords.short(year.posts)),
                .text(RatioWords.short(year.otherPosts)), .text(RatioWords.short(year.recruits)),
                .text(RatioWords.short(year.otherRecruits)), .text(RatioWords.short(year.toFind)),
                .text(RatioWords.short(year.otherToFind)),
            ]
        }
        return listing
    }

    /// What tells the two sides apart, in front of their columns: the names, or of one scenario the
    /// revisions.
    private static func heads(_ answer: CompareScenariosResponse) -> (String, String) {
        let (one, other) = (answer.summary, answer.other)
        let (code, second) = (one?.code ?? "", other?.code ?? "")
        guard code.utf8.elementsEqual(second.utf8) else { return (code, second) }
        return ("Revision \(one?.revision ?? 0)", "Revision \(other?.revision ?? 0)")
    }

    /// One quantity of both, year by year.
    private static func table(
        _ answer: CompareScenariosResponse,
        _ values: (ScenarioYear) -> (Double, Double)
    ) -> Table {
        let heads = heads(answer)
        var table = Table([
            .init("Year"), .init(heads.0, .trailing), .init(heads.1, .trailing),
            .init("Difference", .trailing),
        ])
        for year in answer.years {
            let (one, other) = values(year)
            let numbers = [one, other, other - one].map { ProjectionChart.number($0) }
            table.add([.init("\(year.year)")] + numbers.map { .init($0) })
        }
        return table
    }

    /// The whole comparison.
    static func lines(_ answer: CompareScenariosResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let sides = [answer.summary, answer.other].compactMap { $0 }
        let names = sides.map { "\($0.name) (revision \($0.revision))" }
        page.heading(names.joined(separator: " and "))
        if answer.differences.isEmpty {
            page.paragraph("They assume the same.")
        } else {
            var table = Table([
                .init("Assumption"), .init("From"), .init(heads(answer).0, .trailing),
                .init(heads(answer).1, .trailing),
            ])
            for difference in answer.differences {
                let kind = AssumptionKind(rawValue: difference.kind)?.words ?? difference.kind
                table.add(
                    [
                        kind, difference.from,
                        assumed(
                            difference.value,
                            difference.low,
                            difference.high,
                            difference.yearly
                        ),
                        assumed(
                            difference.otherValue,
                            difference.otherLow,
                            difference.otherHigh,
                            difference.otherYearly
                        ),
                    ].map { .init($0) }
                )
            }
            page.add(table.lines(style))
        }
        page.gap()
        page.heading("Posts")
        page.add(table(answer) { ($0.posts, $0.otherPosts) }.lines(style))
        page.gap()
        page.heading("Recruits")
        page.add(table(answer) { ($0.recruits, $0.otherRecruits) }.lines(style))
        page.gap()
        page.heading("To find, neither from abroad nor from training")
        page.add(table(answer) { ($0.toFind, $0.otherToFind) }.lines(style))
        page.gap()
        page.add(
            BarChart(
                sides.map { side in
                    BarChart.Bar(
                        "Recruits, \(side.code)@\(side.revision)",
                        value: side.recruits,
                        shown: ProjectionChart.number(side.recruits)
                    )
                }
            ).lines(style)
        )
        return page.lines
    }
}
