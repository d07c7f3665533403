package import HubDomain
package import HubText

/// A plan as one page for a committee: it works from a file, loads nothing, runs nothing, prints
/// well, and says in words what its pictures show.
package struct PlanReport: Sendable {
    /// The largest page.
    package static let bytesMax = 500 * 1_024
    /// How far each part may fill the page, so that there is room for those behind it.
    private static let latePlace = 70 * 1_024
    private static let shortlistPlace = 110 * 1_024
    private static let longListPlace = 130 * 1_024
    private static let answersPlace = 150 * 1_024
    private static let actionsPlace = 360 * 1_024
    private static let measuresPlace = 410 * 1_024
    private static let costsPlace = 425 * 1_024
    private static let partnersPlace = 440 * 1_024
    private static let risksPlace = 490 * 1_024

    /// The page.
    package let html: String
    /// Whether parts had no room; the page counts them.
    package let isCut: Bool

    /// Writes a page.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - owner: Whose plan it is.
    ///   - revision: The revision that is shown.
    ///   - today: The day in London.
    ///   - names: What its links are called.
    ///   - readings: How it stands with its measures.
    ///   - isExample: Whether it is invented, of an example hub.
    package init(
        _ plan: Plan,
        owner: String,
        revision: UInt64,
        today: Day,
        names: PlanLinkNames,
        readings: PlanMeasureReadings = PlanMeasureReadings(),
        isExample: Bool
    ) {
        var writer = PlanReportWriter(plan, today, names, readings)
        writer.begin(owner: owner, isExample: isExample)
        writer.pictures()
        writer.late(upTo: Self.latePlace)
        writer.shortlist(upTo: Self.shortlistPlace)
        writer.longList(upTo: Self.longListPlace)
        writer.answers(upTo: Self.answersPlace)
        writer.objectives(upTo: Self.actionsPlace)
        writer.measures(upTo: Self.measuresPlace)
        writer.costs(upTo: Self.costsPlace)
        writer.partners(upTo: Self.partnersPlace)
        writer.risks(upTo: Self.risksPlace)
        writer.end(owner: owner, revision: revision)
        html = writer.page.html
        isCut = writer.isCut
    }
}

/// Writes the parts of the page, one after the other.
struct PlanReportWriter {
    var page = PageText()
    private(set) var isCut = false
    let plan: Plan
    private let today: Day
    private let names: PlanLinkNames
    private let readings: PlanMeasureReadings
    /// The last agreements and returns that are told.
    private static let passagesMax = 5

    init(
        _ plan: Plan,
        _ today: Day,
        _ names: PlanLinkNames,
        _ readings: PlanMeasureReadings
    ) {
        self.names = names
        self.readings = readings
        self.plan = plan
        self.today = today
    }

    mutating func begin(owner: String, isExample: Bool) {
        page.raw(PageText.head("\(plan.title), \(owner)"))
        page.raw("<body>\n<main>")
        page.element("h1", plan.title)
        if isExample {
            page.element("p", "Example data: invented, of an example hub.", "class=\"example\"")
        }
        page.element(
            "p",
            "\(owner). \(plan.from.words) to \(plan.to.words); \(plan.state.words)."
        )
        let passages =
            plan.agreements.suffix(Self.passagesMax).map {
                "Agreed on \($0.day.words), role: \($0.role), entered by \($0.enteredBy)."
            }
            + plan.returns.suffix(Self.passagesMax).map {
                "Made a draft again on \($0.day.words), when it was \($0.from.rawValue): "
                    + "\($0.reason)"
            }
        if !passages.isEmpty { page.list(passages) }
        glance()
    }

    private mutating func glance() {
        let open = plan.actions.filter { !$0.progress.isFinished }
        var words = [
            NumberText.count(plan.actions.count, "action"),
            "\(plan.actions.count { $0.progress == .done }) done",
            "\(plan.overdue(on: today).count) overdue",
            "\(plan.blocked().count) waiting for others",
        ]
        for rating in [PlanRating.red, .amber, .green] {
            words.append("\(open.count { $0.rating == rating }) \(rating.rawValue)")
        }
        let costs = plan.actions.filter { $0.progress != .stopped }.compactMap(\.cost)
        if !costs.isEmpty {
            let sum = costs.reduce(0) { $0 + min(max($1.pounds, 0), PlanCost.poundsMax) }
            let named = NumberText.count(costs.count, "action")
            words.append("£\(NumberText.grouped(sum)) in the \(named) with a cost")
        }
        page.element("h2", "At a glance")
        page.list(words, "class=\"glance\"")
        page.element("p", PartnerCheck.sentence(plan))
    }

    mutating func pictures() {
        guard !plan.actions.isEmpty else { return }
        let ratings = PlanCharts.ratings(plan)
        page.raw("<figure class=\"wide\">")
        page.raw(SpanChartPicture.svg(ratings, id: "ratings", title: "Actions by rating"))
        page.bars(ratings, title: "Actions by rating")
        page.raw("</figure>")
        guard let (chart, leftOut) = PlanCharts.times(plan, today: today) else { return }
        page.raw("<figure class=\"wide\">")
        page.raw(SpanChartPicture.svg(chart, id: "times", title: "When actions are due"))
        page.bars(chart, title: "When actions are due", isLong: true)
        if leftOut > 0 {
            let more = NumberText.count(leftOut, "later action has", "later actions have")
            page.element("figcaption", "\(more) no room in the picture; all stand in the tables.")
        }
        page.raw("</figure>")
    }

    mutating func late(upTo place: Int) {
        let late = plan.overdue(on: today)
        let blocked = plan.blocked()
        guard !late.isEmpty || !blocked.isEmpty else { return }
        page.element("h2", "What is late or waits")
        let all =
            late.map { action in
                "\(action.ref) \(action.title): was due on \(action.due?.words ?? ""), "
                    + "\(action.owner)"
            }
            + blocked.map { action, by in
                "\(action.ref) \(action.title): waits for "
                    + by.map(\.text).joined(separator: ", ")
            }
        page.raw("<ul>")
        var shown = 0
        for text in all where page.bytes < place {
            page.element("li", text)
            shown += 1
        }
        page.raw("</ul>")
        if all.count > shown {
            page.element("p", "\(all.count - shown) more stand in the tables.")
        }
    }

    mutating func shortlist(upTo place: Int) {
        let short = Challenge.ordered(plan.challenges.filter(\.isShortlisted))
        guard !plan.challenges.isEmpty else { return }
        page.element("h2", "Short list")
        let aside = plan.challenges.count { challenge in
            if case .setAside = challenge.decision { true } else { false }
        }
        let open = plan.challenges.count - short.count - aside
        page.element(
            "p",
            "Of \(NumberText.count(plan.challenges.count, "challenge")) \(short.count) "
                + (short.count == 1 ? "is" : "are") + " on the short list, \(aside) set aside, "
                + "\(open) open."
        )
        guard !short.isEmpty else { return }
        page.element("p", ChallengeRating.orderWords, "class=\"note\"")
        table(
            "Challenges on the short list, and why",
            ["Ref", "Challenge", "Levels", "Why", "Links"],
            short.map { challenge in
                guard case .shortlisted(let reason) = challenge.decision else { return [] }
                return [
                    challenge.ref.text, challenge.title, challenge.rating?.words ?? "not rated",
                    reason, names.words(challenge.links),
                ]
            },
            upTo: place
        )
    }

    /// The challenges that are not on the short list, with what became of each.
    mutating func longList(upTo place: Int) {
        let others = Challenge.ordered(plan.challenges.filter { !$0.isShortlisted })
        guard !others.isEmpty else { return }
        table(
            "Other challenges of the long list",
            ["Ref", "Challenge", "Levels", "What became of it", "Links"],
            others.map { challenge in
                [
                    challenge.ref.text, challenge.title, challenge.rating?.words ?? "not rated",
                    challenge.decision.words, names.words(challenge.links),
                ]
            },
            upTo: place
        )
    }

    /// Priorities and others that the plan refers to, with the parts that do.
    mutating func answers(upTo place: Int) {
        let answers = PlanAnswers(plan).all
        guard !answers.isEmpty else { return }
        page.element("h2", "What this plan answers")
        func refs(_ answer: PlanAnswers.Answer, _ letter: String) -> String {
            answer.parts.filter { $0.hasPrefix(letter) }.joined(separator: ", ")
        }
        table(
            "Priorities, standards and figures that parts of the plan refer to",
            ["Refers to", "Challenges", "Objectives", "Actions"],
            answers.map { answer in
                [
                    names.words(answer.link), refs(answer, Challenge.letter),
                    refs(answer, Objective.letter), refs(answer, PlanAction.letter),
                ]
            },
            upTo: place
        )
    }

    mutating func objectives(upTo place: Int) {
        var leftOut = 0
        for objective in plan.objectives {
            guard page.bytes < place else {
                leftOut += plan.actions.count { $0.objective == objective.ref }
                isCut = true
                continue
            }
            page.element("h2", "\(objective.ref) \(objective.title)")
            if !objective.challenges.isEmpty {
                let refs = objective.challenges.map(\.text).joined(separator: ", ")
                page.element("p", "Answers \(refs).", "class=\"note\"")
            }
            if !objective.links.isEmpty {
                let links = names.words(objective.links)
                page.element("p", "Refers to \(links).", "class=\"note\"")
            }
            let actions = plan.actions.filter { $0.objective == objective.ref }
            guard !actions.isEmpty else {
                page.element("p", "No action yet.")
                continue
            }
            page.beginTable(
                "Actions for \(objective.ref)",
                ["Ref", "Action", "Who", "Due", "Progress", "Rating", "Links"]
            )
            for action in actions {
                let row = PageText.row(cells(action), mark(action))
                if page.bytes + row.utf8.count > place {
                    leftOut += 1
                } else {
                    page.raw(row)
                }
            }
            page.endTable()
        }
        guard leftOut > 0 else { return }
        isCut = true
        page.element(
            "p",
            "\(NumberText.count(leftOut, "action has", "actions have")) no room on this page."
        )
    }

    private func mark(_ action: PlanAction) -> String {
        action.progress.isFinished ? "" : action.rating?.rawValue ?? ""
    }

    private func cells(_ action: PlanAction) -> [String] {
        let due = action.due?.words ?? ""
        let partners = action.partners.compactMap { ref in
            plan.partners.first { $0.ref == ref }?.organisation
        }.filter { $0 != action.owner }
        let who = [action.owner, action.role].filter { !$0.isEmpty }.joined(separator: ", ")
        let with = partners.isEmpty ? "" : ", with \(partners.joined(separator: ", "))"
        let done = action.done.map { " on \($0.words)" } ?? ""
        let rating = action.rating?.rawValue ?? ""
        return [
            action.ref.text,
            action.note.isEmpty ? action.title : "\(action.title): \(action.note)",
            who + with, action.isOverdue(on: today) ? "\(due), overdue" : due,
            action.progress.words + done,
            [rating, action.reason].filter { !$0.isEmpty }.joined(separator: ": "),
            names.words(action.links),
        ]
    }

    mutating func measures(upTo place: Int) {
        let all = plan.actions.flatMap { action in
            action.measures.enumerated().map { (ref: action.ref, index: $0, measure: $1) }
        }
        guard !all.isEmpty else { return }
        page.element("h2", "How we will know")
        table(
            "What is measured",
            [
                "Action", "Measure", "Where it began", "Where it stands", "Where it should go",
                "Read from",
            ],
            all.map { ref, index, measure in
                let reading = readings[ref, index]
                let now = reading?.words ?? ""
                return [
                    ref.text, measure.name,
                    names.value(measure.baseline, of: measure, reading?.baselineAbout),
                    now.isEmpty ? "no figure named" : now,
                    names.value(measure.target, of: measure, reading?.targetAbout),
                    names.source(measure),
                ]
            },
            upTo: place
        )
        let sources = readings.sources(try? FigureLibrary.shipped())
        guard !sources.isEmpty else { return }
        page.element(
            "p",
            "Sources of these figures, by the marks behind them:",
            "class=\"note\""
        )
        page.list(sources)
    }

    mutating func partners(upTo place: Int) {
        page.element("h2", "Partners")
        page.element("p", PartnerCheck.sentence(plan))
        if !plan.absences.isEmpty { page.list(plan.absences.map { "None of \($0.words)" }) }
        guard !plan.partners.isEmpty else { return }
        table(
            "Who takes part",
            ["Ref", "Organisation", "Kind", "Speaks for it"],
            plan.partners.map { partner in
                [partner.ref.text, partner.organisation, partner.kind.words, partner.role]
            },
            upTo: place
        )
    }

    /// A table while the page is not full up to a place; what has no room is counted below it.
    mutating func table(
        _ caption: String,
        _ columns: [String],
        _ rows: [[String]],
        upTo place: Int
    ) {
        if page.table(caption, columns, rows, upTo: place) > 0 { isCut = true }
    }

    mutating func end(owner: String, revision: UInt64) {
        page.element(
            "p",
            "\(owner), revision \(revision) of the plan, written on \(today.words).",
            "class=\"note\""
        )
        page.raw("</main>\n</body>\n</html>")
    }
}
