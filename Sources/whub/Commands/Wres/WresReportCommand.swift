import HubArguments
import HubClient
import HubDomain
import HubReport
import HubText
import HubWire

extension Command {
    /// `whub report wres`.
    static let reportWres = Command(
        CommandDeclaration(
            "report",
            "wres",
            summary: "your race equality return as one page with pictures, for a meeting",
            details: "An HTML page that a browser opens from the file: all nine indicators of each "
                + "service with their intervals, the doubt before the direction, what changed "
                + "since the return before, and the actions linked to them. It loads nothing and "
                + "runs nothing, prints on A4, and says in words what its pictures show.\n\n"
                + "It is for those who may see the counts, as `whub wres show` is: the author of "
                + "a draft, and stewards once it is handed in; who made it is recorded. It holds "
                + "true counts: for others there is `whub wres preview-release`, made of the "
                + "protected counts alone.",
            effect: .reads,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption, PrioritiesDesk.outOption,
            ],
            examples: [
                .init("whub report wres --out wres.html", "then open it in a browser"),
                .init("whub report wres --cycle 2024 --out 2024.html", "of this cycle"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard invocation.line.common.output != .csv else {
            throw invocation.usage("a report is a page: `whub wres show -o csv` has the figures")
        }
        let desk = try WresDesk(invocation)
        let request = GetReturnRequest(cycle: desk.cycle, unit: desk.unit)
        let answer = try desk.ask(desk.hub.getReturn, request)
        if invocation.line.common.output == .json { return try invocation.printJSON(answer) }
        let plan = try desk.ask(desk.hub.listActions, ListActionsRequest()).actions
        guard let today = WindowChoice.today
        else { throw .local("this computer's clock is wrong") }
        let report = WresReport(answer, plan, on: today, isExample: desk.isExample)
        try invocation.printFile(
            Array(report.html.utf8),
            next: "It holds true counts. Open it in a browser, and print it from there."
        )
    }
}

extension WresReport {
    /// The page of an answer.
    init(
        _ answer: GetReturnResponse,
        _ plan: [WresAction],
        on today: Day,
        isExample: Bool
    ) {
        let kept = answer.councilReturn ?? CouncilReturn()
        let services = ReturnPage(answer).services.map { name in
            Service(
                Wording.service(name),
                figures: answer.figures.filter { $0.service.utf8.elementsEqual(name.utf8) }
                    .compactMap(Figure.init),
                bands: answer.bands.filter { $0.service.utf8.elementsEqual(name.utf8) }
                    .map(Self.cells)
            )
        }
        self.init(
            services,
            actions: plan.map { Action($0, on: today) },
            Frame(kept, on: today, isExample: isExample)
        )
    }

    private static func cells(_ band: BandFigure) -> [String] {
        let counts = [band.minority, band.white, band.unknown]
        return [band.label] + counts.map { NumberText.grouped(Int($0)) }
            + [band.shareOfBand, band.shareOfMinority, band.shareOfWhite].map(ReturnPage.percent)
    }
}

extension WresReport.Frame {
    fileprivate init(_ kept: CouncilReturn, on today: Day, isExample: Bool) {
        let library = try? WresLibrary.shipped()
        let cycle = try? library?.cycle(typed: kept.cycle)
        var notes: [String] = []
        if let cycle {
            notes = ["This cycle calls the minoritised group “\(cycle.label(.minority))”."]
            // Else its councils and staff would be taken for those of this page.
            if !cycle.note.isEmpty {
                notes.append(
                    "Of the national collection of this cycle, and not of this return: "
                        + cycle.note
                )
            }
        }
        self.init(
            owner: kept.body,
            cycle: cycle?.label ?? kept.cycle,
            notes: notes.filter { !$0.isEmpty },
            passages: Self.passages(kept),
            sources: (cycle?.sources ?? []).compactMap { mark in
                library?.sources.first { $0.mark == mark }.map { "\($0.publisher): \($0.title)" }
            },
            revision: kept.revision,
            today: today,
            isExample: isExample
        )
    }

    /// What the counts are of.
    private static func passages(_ kept: CouncilReturn) -> [String] {
        var passages = ["The return is \(ReturnPage.state(kept))."]
        if !kept.councils.isEmpty {
            passages.append(
                "Councils whose staff are counted: \(kept.councils.joined(separator: ", "))."
            )
        }
        if let day = kept.snapshot {
            passages.append("Staff were counted on \(Wording.day(day)).")
        }
        if let from = kept.periodFrom, let to = kept.periodTo {
            passages.append("Events are of \(Wording.day(from)) to \(Wording.day(to)).")
        }
        switch kept.collection {
        case .hrReports: passages.append("Harassment is counted from HR reports.")
        case .survey: passages.append("Harassment is counted from a survey, of those who answered.")
        default: break
        }
        if !kept.jointPosts.isEmpty {
            passages.append("Joint posts that are counted here: \(kept.jointPosts).")
        }
        return passages
    }
}

extension WresReport.Figure {
    /// A figure of an answer; nil for an indicator that this program does not know.
    fileprivate init?(_ figure: IndicatorFigure) {
        guard let indicator = WresIndicator(rawValue: figure.indicator) else { return nil }
        func counts(_ events: UInt32?, _ people: UInt32?) -> String {
            guard let events, let people else { return "not given" }
            return "\(NumberText.grouped(Int(events))) of \(NumberText.grouped(Int(people)))"
        }
        var sentences = figure.words
        if let first = sentences.first {
            sentences[0] = "Relative likelihood \(first)."
        } else {
            sentences = ["Not computed: \(figure.reason)."]
        }
        let interval = figure.lower.map {
            RatioInterval(lower: $0, upper: figure.upper ?? .infinity)
        }
        let change = figure.change
        self.init(
            indicator,
            ReturnPage.entry(figure),
            counts: (
                counts(figure.minorityEvents, figure.minorityPeople),
                counts(figure.whiteEvents, figure.whitePeople)
            ),
            interval: interval.map { RatioWords.range($0) } ?? "",
            change: change.map(Self.words) ?? figure.changeReason,
            sentences: sentences + ReturnPage.change(figure) + (figure.unknown?.words ?? [])
        )
    }

    /// A change in the few words of a table, with its doubt.
    private static func words(_ change: RatioShift) -> String {
        let interval = RatioInterval(lower: change.lower, upper: change.upper)
        let times = "\(RatioWords.fixed(change.factor, places: 2)) times, "
        let doubt = change.isTooFew ? "too few" : change.isClear ? "clear" : "not clear"
        return times + RatioWords.range(interval) + ", " + doubt
    }
}

extension WresReport.Action {
    /// An action of the plan, seen from a day.
    fileprivate init(_ action: WresAction, on today: Day) {
        let due = action.due.map { day in
            "by \(Wording.day(day))" + (action.isOverdue(on: today) ? ", overdue" : "")
        }
        let done = action.done.map { " on \(Wording.day($0))" } ?? ""
        let theme = WresTheme(rawValue: action.theme)?.words ?? ""
        let result = [
            action.measure.isEmpty ? "" : "Will be known by: \(action.measure)",
            action.outcome.isEmpty ? "" : "What came of it: \(action.outcome)",
        ]
        self.init(
            code: action.code,
            indicators: action.indicators,
            text: action.action + (theme.isEmpty ? "" : " (\(theme))"),
            lead: action.lead,
            when: [due ?? "", action.timescale].filter { !$0.isEmpty }.joined(separator: "; "),
            state: ActionList.state(action.state) + done,
            result: result.filter { !$0.isEmpty }.joined(separator: ". ")
        )
    }
}
