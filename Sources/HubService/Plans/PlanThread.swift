import HubDomain
import HubStore
import HubText
import HubWire

/// A golden thread while it is followed: what was found, each with what leads there.
struct PlanThread {
    /// The most entries that are looked for; an answer has room for fewer.
    static let entriesMax = 2_000

    /// What was found.
    private(set) var entries: [ThreadEntry] = []
    /// Text keys: references, compared as bytes by being made here.
    private var places: [String: UInt32] = [:]
    private let region: RegionSnapshot
    private let library: MeasureCatalogue
    /// Themes of the tenant, and actions of its plan about race equality, where the caller may see
    /// them.
    private let themes: [LocalTheme]
    private let wresActions: [WresAction]
    /// Gaps of training, where the caller may see them.
    private let training: PlanTraining?

    init(
        _ region: RegionSnapshot,
        _ library: MeasureCatalogue,
        themes: [LocalTheme],
        wresActions: [WresAction],
        training: PlanTraining?
    ) {
        self.region = region
        self.library = library
        self.themes = themes
        self.wresActions = wresActions
        self.training = training
    }

    /// Adds an entry, once.
    ///
    /// - Returns: Its place.
    @discardableResult
    mutating func add(
        _ kind: String,
        _ ref: String,
        _ title: String,
        _ state: String = "",
        from: UInt32
    ) -> UInt32 {
        if let place = places[ref] { return place }
        guard entries.count < PlanThread.entriesMax else { return from }
        entries.append(ThreadEntry(kind: kind, ref: ref, title: title, state: state, from: from))
        let place = UInt32(clamping: entries.count)
        places[ref] = place
        return place
    }

    /// Adds what a link names, and for an indicator the actions that are to move it.
    @discardableResult
    mutating func add(_ link: PlanLink, from: UInt32) -> UInt32 {
        switch link {
        case .item(let framework, let edition, let code):
            let found = region.editions.first { candidate in
                candidate.framework.utf8.elementsEqual(framework.text.utf8)
                    && PlanFrameworks.editionName(candidate).utf8.elementsEqual(edition.text.utf8)
            }
            let item = found?.items.first { $0.code.utf8.elementsEqual(code.text.utf8) }?.name
            let heading = found?.headings.first { $0.code.utf8.elementsEqual(code.text.utf8) }
            let title = item ?? heading?.name ?? code.text
            return add("item", link.description, title, found?.label ?? "", from: from)
        case .theme(let code):
            let theme = themes.first { $0.code.utf8.elementsEqual(code.text.utf8) }
            return add("theme", link.description, theme?.name ?? code.text, from: from)
        case .indicator(let indicator):
            return add("indicator", link.description, indicator.name, from: from)
        case .wresAction(let code):
            let action = wresActions.first { $0.code.utf8.elementsEqual(code.text.utf8) }
            return add(
                "wres_action",
                link.description,
                action?.action ?? code.text,
                action.map(Self.state) ?? "",
                from: from
            )
        case .measure(let id):
            let name = library.measure(id)?.name ?? id.text
            return add("measure", link.description, name, from: from)
        case .training(let topic):
            return add(
                "training",
                link.description,
                training?.title(topic) ?? topic.text,
                training?.gap(topic) ?? "",
                from: from
            )
        }
    }

    /// Each item that a theme belongs to.
    func themeLinks() -> [(theme: String, link: PlanLink)] {
        themes.flatMap { theme in
            theme.links.compactMap { link in
                region.edition(link.edition).map { edition in
                    (theme: theme.code, link: PlanFrameworks.link(edition, link.item))
                }
            }
        }
    }

    /// The indicators of each action of the plan about race equality.
    func actionIndicators() -> [(code: String, indicators: [WresIndicator])] {
        wresActions.map { action in
            (code: action.code, indicators: action.indicators.compactMap { WresIndicator.read($0) })
        }
    }

    private static func state(_ action: WresAction) -> String {
        let state = action.state == .done ? "done" : "open"
        return action.lead.isEmpty ? state : "\(state), \(action.lead)"
    }
}

extension PlanThread {
    /// Follows a plan down from what links to the start: challenges, objectives, actions, and what
    /// those refer to beside it.
    ///
    /// - Parameters:
    ///   - plan: A plan.
    ///   - code: Its code.
    ///   - targets: The links that were begun with, and their places.
    ///   - today: The day in London.
    mutating func follow(
        _ plan: Plan,
        _ code: String,
        _ targets: [PlanLink: UInt32],
        _ today: Day
    ) {
        func place(_ links: [PlanLink]) -> UInt32? { links.compactMap { targets[$0] }.first }
        var challenges: [ChallengeRef: UInt32] = [:]
        for challenge in plan.challenges {
            guard let from = place(challenge.links) else { continue }
            challenges[challenge.ref] = add(
                "challenge",
                "\(code)/\(challenge.ref)",
                challenge.title,
                challenge.decision.words,
                from: from
            )
        }
        var objectives: [ObjectiveRef: UInt32] = [:]
        for objective in plan.objectives {
            let above = objective.challenges.compactMap { challenges[$0] }.first
            guard let from = place(objective.links) ?? above else { continue }
            let ref = "\(code)/\(objective.ref)"
            objectives[objective.ref] = add("objective", ref, objective.title, from: from)
        }
        for action in plan.actions {
            guard let from = place(action.links) ?? objectives[action.objective] else { continue }
            let place = add(action, code, from, today)
            for link in action.links where targets[link] == nil { add(link, from: place) }
        }
    }

    /// Follows an action back to what it is done for.
    mutating func back(from action: PlanAction, _ plan: Plan, _ code: String, _ today: Day) {
        let start = add(action, code, 0, today)
        for link in action.links { add(link, from: start) }
        guard let objective = plan.objectives.first(where: { $0.ref == action.objective }) else {
            return
        }
        let above = add("objective", "\(code)/\(objective.ref)", objective.title, from: start)
        for link in objective.links { add(link, from: above) }
        for challenge in plan.challenges where objective.challenges.contains(challenge.ref) {
            let place = add(
                "challenge",
                "\(code)/\(challenge.ref)",
                challenge.title,
                challenge.decision.words,
                from: above
            )
            for link in challenge.links { add(link, from: place) }
        }
    }

    private mutating func add(
        _ action: PlanAction,
        _ code: String,
        _ from: UInt32,
        _ today: Day
    ) -> UInt32 {
        let rating = action.progress.isFinished ? nil : action.rating?.rawValue
        let due = action.progress.isFinished ? nil : action.due.map { "due \($0.words)" }
        let late = action.isOverdue(on: today) ? "overdue" : nil
        let words = [action.progress.words, rating, due, late, action.owner]
        return add(
            "action",
            "\(code)/\(action.ref)",
            action.title,
            words.compactMap(\.self).joined(separator: ", "),
            from: from
        )
    }
}
