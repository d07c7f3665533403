package import HubText

/// What the links of a plan are called, for readers who know no codes.
package struct PlanLinkNames: Sendable {
    private let frameworks: [Framework]
    private let catalogue: MeasureCatalogue
    private let scenarios: [ScenarioCode: String]

    /// The names that are known here.
    ///
    /// Names of a council's own themes and race equality actions are not among them: not everybody
    /// who reads a plan may read those.
    ///
    /// - Parameters:
    ///   - frameworks: The frameworks.
    ///   - catalogue: The measures of the workforce figures.
    ///   - scenarios: What each scenario is called, and comes to.
    package init(
        frameworks: [Framework],
        catalogue: MeasureCatalogue,
        scenarios: [ScenarioCode: String] = [:]
    ) {
        self.frameworks = frameworks
        self.catalogue = catalogue
        self.scenarios = scenarios
    }

    /// What a link leads to, with its code; the link itself where nothing by that name is known.
    package func words(_ link: PlanLink) -> String {
        switch link {
        case .item(let framework, let edition, let code):
            guard let found = frameworks.first(where: { $0.id == framework })?.edition(edition),
                let name = found.item(code)?.name
                    ?? found.headings.first(where: { $0.code == code })?.name
            else { return "\(link)" }
            return "\(code) \(name) (\(found.label))"
        case .theme(let code): return "Own theme \(code)"
        case .indicator(let indicator):
            return "Race equality indicator \(indicator.rawValue): \(indicator.name)"
        case .wresAction(let code): return "Action \(code) of the race equality plan"
        case .training(let topic): return "Training topic \(topic)"
        case .scenario(let code):
            return scenarios[code].map { "Scenario \(code): \($0)" } ?? "Scenario \(code)"
        case .measure(let id):
            return catalogue.measure(id).map { "Workforce figure: \($0.name)" } ?? "\(link)"
        }
    }

    /// Links as one text; empty for none.
    package func words(_ links: [PlanLink]) -> String {
        links.map { words($0) }.joined(separator: "; ")
    }

    /// A value of a measure with the unit of the figure that it is read from.
    package func value(_ value: Decimal?, of measure: PlanMeasure) -> String {
        guard let value else { return "not said" }
        guard let unit = measure.measured.flatMap(catalogue.measure)?.unit else {
            return value.grouped
        }
        return unit == .percent ? "\(value)%" : "\(value.grouped) \(unit.words)"
    }

    /// A value of a measure with its unit and where it is from.
    package func value(
        _ value: Decimal?,
        of measure: PlanMeasure,
        _ about: String?
    ) -> String {
        let words = self.value(value, of: measure)
        return value == nil ? words : "\(words) (\(PlanMeasureReading.origin(about ?? "")))"
    }

    /// Where the values of a measure come from.
    package func source(_ measure: PlanMeasure) -> String {
        measure.measured.map { words(.measure($0)) } ?? "no workforce figure"
    }
}

extension Plan {
    /// The actions of a risk that are told with their titles; of more the references do.
    private static let titledMax = 2

    /// The actions that a risk belongs to, with their titles where they are few.
    ///
    /// - Parameter risk: The risk.
    /// - Returns: Their references and titles; that there is none in words.
    package func words(ofActionsAt risk: RiskRef) -> String {
        let found = actions.filter { $0.risks.contains(risk) }
        if found.isEmpty { return "no action names it" }
        guard found.count <= Self.titledMax else {
            return found.map(\.ref.text).joined(separator: ", ")
        }
        return found.map { "\($0.ref) \($0.title)" }.joined(separator: "; ")
    }
}

/// What a plan refers to, each with the parts that refer to it: the golden thread.
package struct PlanAnswers: Sendable {
    /// Something that parts of a plan refer to.
    package struct Answer: Equatable, Sendable {
        /// What they refer to.
        package let link: PlanLink
        /// The references of the challenges, objectives and actions, in this order.
        package let parts: [String]
    }

    /// Each link once, in the order in which the plan comes to it: priorities first.
    package let all: [Answer]

    /// What a plan refers to.
    ///
    /// - Complexity: Linear in the links of its parts.
    package init(_ plan: Plan) {
        var (order, parts): ([PlanLink], [PlanLink: [String]]) = ([], [:])
        func take(_ links: [PlanLink], _ ref: String) {
            for link in links where parts[link]?.last != ref {
                if parts[link] == nil { order.append(link) }
                parts[link, default: []].append(ref)
            }
        }
        for challenge in plan.challenges { take(challenge.links, challenge.ref.text) }
        for objective in plan.objectives { take(objective.links, objective.ref.text) }
        for action in plan.actions { take(action.links, action.ref.text) }
        let priorities = order.filter { if case .item = $0 { true } else { false } }
        let others = order.filter { if case .item = $0 { false } else { true } }
        all = (priorities + others).map { Answer(link: $0, parts: parts[$0] ?? []) }
    }
}
