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
    private let themes: [LocalTheme]?
    private let wresActions: [WresAction]?
    /// What is said of what a role may not see.
    private static let hidden = "your role may not see what it says"
    /// Scenarios of the tenant, by code.
    private let scenarios: [ScenarioCode: Scenario]
    /// Gaps of training, where the caller may see them.
    private let training: PlanTraining?

    init(
        _ region: RegionSnapshot,
        _ library: MeasureCatalogue,
        themes: [LocalTheme]?,
        wresActions: [WresAction]?,
        scenarios: [Scenario],
        training: PlanTraining?
    ) {
        self.region = region
        self.library = library
        self.themes = themes
        self.wresActions = wresActions
        self.scenarios = Dictionary(scenarios.map { (ScenarioCode(text: $0.code), $0) }) {
            first,
            _ in first
        }
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

    /// Adds the measure of one figure as the start.
    mutating func add(_ link: PlanLink, about words: String) -> UInt32 {
        let place = add(link, from: 0)
        entries[Int(place) - 1].state = words
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
            let theme = themes?.first { $0.code.utf8.elementsEqual(code.text.utf8) }
            let state = themes == nil ? Self.hidden : ""
            return add("theme", link.description, theme?.name ?? code.text, state, from: from)
        case .indicator(let indicator):
            return add("indicator", link.description, indicator.name, from: from)
        case .wresAction(let code):
            let action = wresActions?.first { $0.code.utf8.elementsEqual(code.text.utf8) }
            return add(
                "wres_action",
                link.description,
                action?.action ?? code.text,
                action.map(Self.state) ?? (wresActions == nil ? Self.hidden : ""),
                from: from
            )
        case .measure(let id):
            let name = library.measure(id)?.name ?? id.text
            return add("measure", link.description, name, from: from)
        case .scenario(let code):
            let scenario = scenarios[code]
            return add(
                "scenario",
                link.description,
                scenario?.name ?? code.text,
                scenario.map(\.words) ?? "not kept here any more",
                from: from
            )
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
        (themes ?? []).flatMap { theme in
            theme.links.compactMap { link in
                region.edition(link.edition).map { edition in
                    (theme: theme.code, link: PlanFrameworks.link(edition, link.item))
                }
            }
        }
    }

    /// The indicators of each action of the plan about race equality.
    func actionIndicators() -> [(code: String, indicators: [WresIndicator])] {
        (wresActions ?? []).map { action in
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
            let place = add(
                "challenge",
                "\(code)/\(challenge.ref)",
                challenge.title,
                challenge.decision.words,
                from: from
            )
            challenges[challenge.ref] = place
            addScenarios(challenge.links, targets, from: place)
        }
        var objectives: [ObjectiveRef: UInt32] = [:]
        for objective in plan.objectives {
            let above = objective.challenges.compactMap { challenges[$0] }.first
            guard let from = place(objective.links) ?? above else { continue }
            let ref = "\(code)/\(objective.ref)"
            let place = add("objective", ref, objective.title, from: from)
            objectives[objective.ref] = place
            addScenarios(objective.links, targets, from: place)
        }
        for action in plan.actions {
            guard let from = place(action.links) ?? objectives[action.objective] else { continue }
            let place = add(action, code, from, today)
            for link in action.links where targets[link] == nil { add(link, from: place) }
        }
    }

    /// Adds the projections that a part rests on.
    private mutating func addScenarios(
        _ links: [PlanLink],
        _ targets: [PlanLink: UInt32],
        from place: UInt32
    ) {
        for link in links where targets[link] == nil {
            if case .scenario = link { add(link, from: place) }
        }
    }

    /// Follows a part of a plan back to what it is for, and an objective or a challenge on to what
    /// is done about it.
    ///
    /// - Parameters:
    ///   - ref: The reference of an action, objective or challenge that the plan has.
    ///   - plan: The plan.
    ///   - code: Its code.
    ///   - today: The day in London.
    mutating func back(from ref: String, _ plan: Plan, _ code: String, _ today: Day) {
        if let action = plan.action(ActionRef(text: ref)) {
            let start = add(action, code, 0, today)
            for link in action.links { add(link, from: start) }
            for objective in plan.objectives where objective.ref == action.objective {
                addAbove(objective, plan, code, from: start)
            }
        } else if let objective = plan.objectives.first(where: { $0.ref.text == ref }) {
            let start = addAbove(objective, plan, code, from: 0)
            for action in plan.actions where action.objective == objective.ref {
                add(action, code, start, today)
            }
        } else if let challenge = plan.challenges.first(where: { $0.ref.text == ref }) {
            let start = add(challenge, code, from: 0)
            for objective in plan.objectives where objective.challenges.contains(challenge.ref) {
                let name = "\(code)/\(objective.ref)"
                let place = add("objective", name, objective.title, from: start)
                for action in plan.actions where action.objective == objective.ref {
                    add(action, code, place, today)
                }
            }
        }
    }

    /// Adds an objective, what it refers to, and the challenges that it answers.
    @discardableResult
    private mutating func addAbove(
        _ objective: Objective,
        _ plan: Plan,
        _ code: String,
        from: UInt32
    ) -> UInt32 {
        let above = add("objective", "\(code)/\(objective.ref)", objective.title, from: from)
        for link in objective.links { add(link, from: above) }
        for challenge in plan.challenges where objective.challenges.contains(challenge.ref) {
            add(challenge, code, from: above)
        }
        return above
    }

    /// Adds a challenge and what it refers to.
    @discardableResult
    private mutating func add(_ challenge: Challenge, _ code: String, from: UInt32) -> UInt32 {
        let place = add(
            "challenge",
            "\(code)/\(challenge.ref)",
            challenge.title,
            challenge.decision.words,
            from: from
        )
        for link in challenge.links { add(link, from: place) }
        return place
    }

    /// Of several beginnings, says of those on which nothing hangs that it is so.
    mutating func sayWhereNothingHangs() {
        let leading = Set(entries.map(\.from))
        let starts = entries.indices.filter { entries[$0].from == 0 }
        guard starts.count > 1 else { return }
        for index in starts where !leading.contains(UInt32(clamping: index + 1)) {
            let words = [entries[index].state, "nothing refers to it"]
            entries[index].state = words.filter { !$0.isEmpty }.joined(separator: ", ")
        }
    }

    @discardableResult
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

extension PlanThread {
    /// Adds what takes its numbers from figures of measures that were begun with: actions of plans
    /// by their measures, and scenarios by their assumptions.
    ///
    /// - Parameters:
    ///   - targets: The links that were begun with, and their places.
    ///   - reference: The one figure that was begun with; `nil` for all of its measure.
    ///   - plans: The plans.
    ///   - today: The day in London.
    mutating func addResting(
        _ targets: [PlanLink: UInt32],
        _ reference: FigureReference?,
        _ plans: [(code: String, plan: Plan)],
        _ today: Day
    ) {
        func isMeant(_ other: FigureReference, _ measure: MeasureID) -> Bool {
            guard let reference else { return other.measure == measure }
            // What the start does not say may be anything.
            let one = reference.normalised
            var two = other.normalised
            if one.source.text.isEmpty { two.source = "" }
            if one.period == .notStated { two.period = .notStated }
            if one.edition == .notStated { two.edition = .notStated }
            if one.scope.employers == .notStated { two.scope.employers = .notStated }
            if one.scope.jobGroup == nil { two.scope.jobGroup = nil }
            if one.scope.setting == nil { two.scope.setting = nil }
            if one.scope.characteristic == nil { two.scope.characteristic = nil }
            return one == two
        }
        for (link, place) in targets {
            guard case .measure(let id) = link else { continue }
            for (code, plan) in plans {
                for action in plan.actions {
                    let isResting = action.measures.contains { measure in
                        measure.references.contains { isMeant($0.reference, id) }
                            || (reference == nil && measure.measured == id)
                    }
                    if isResting { add(action, code, place, today) }
                }
            }
            for scenario in scenarios.values.sorted(by: { $0.code < $1.code })
            where scenario.references.contains(where: { isMeant($0.reference, id) }) {
                add(.scenario(ScenarioCode(text: scenario.code)), from: place)
            }
        }
    }
}

extension FigureReference {
    /// The figures that a thread begins with, in words: what is not said may be anything, which is
    /// another thing than a source that does not state it.
    var threadWords: String {
        let employers = scope.employers == .notStated ? "any employers" : scope.employers.words
        let groups = [scope.jobGroup, scope.setting, scope.characteristic].compactMap { $0?.words }
        let known = [
            area, period == .notStated ? "any period" : period.words,
            ([employers] + groups).joined(separator: ", "),
            edition == .notStated ? "any edition" : edition.words,
        ]
        return known.joined(separator: ", ") + (source.text.isEmpty ? "" : " [\(source)]")
    }
}

extension Plan {
    /// Whether an action, objective or challenge has this reference.
    func hasPart(_ ref: String) -> Bool {
        action(ActionRef(text: ref)) != nil || objectives.contains { $0.ref.text == ref }
            || challenges.contains { $0.ref.text == ref }
    }
}
