/// The texts that people write in the parts of a plan, with the names of their fields.
enum PlanTexts {
    /// Where a part stands; its words are made only where something is told of it.
    enum Place {
        case partner(Int, PartnerRef)
        case absence(Int, PartnerKind)
        case challenge(Int, ChallengeRef)
        case objective(Int, ObjectiveRef)
        case action(Int, ActionRef)
        case risk(Int, RiskRef)

        /// Its path.
        var path: String {
            switch self {
            case .partner(let index, _): "partners[\(index + 1)]"
            case .absence(let index, _): "absences[\(index + 1)]"
            case .challenge(let index, _): "challenges[\(index + 1)]"
            case .objective(let index, _): "objectives[\(index + 1)]"
            case .action(let index, _): "actions[\(index + 1)]"
            case .risk(let index, _): "risks[\(index + 1)]"
            }
        }

        /// What it is called.
        var name: String {
            switch self {
            case .partner(_, let ref): "\(ref)"
            case .absence(_, let kind): "absence of \(kind.words)"
            case .challenge(_, let ref): "\(ref)"
            case .objective(_, let ref): "\(ref)"
            case .action(_, let ref): "\(ref)"
            case .risk(_, let ref): "\(ref)"
            }
        }
    }

    /// A field with its text.
    typealias Field = (name: String, text: String)

    /// Goes through the parts, in their order.
    ///
    /// - Complexity: Linear in the parts.
    static func forEach(_ plan: Plan, _ body: (Place, [Field]) -> Void) {
        for (index, partner) in plan.partners.enumerated() {
            body(
                .partner(index, partner.ref),
                [("organisation", partner.organisation), ("role", partner.role)]
            )
        }
        for (index, absence) in plan.absences.enumerated() {
            body(.absence(index, absence.kind), [("reason", absence.reason)])
        }
        for (index, challenge) in plan.challenges.enumerated() {
            body(
                .challenge(index, challenge.ref),
                [("title", challenge.title), ("reason", challenge.decision.reason)]
            )
        }
        for (index, objective) in plan.objectives.enumerated() {
            body(.objective(index, objective.ref), [("title", objective.title)])
        }
        for (index, action) in plan.actions.enumerated() {
            body(.action(index, action.ref), texts(action))
        }
        for (index, risk) in plan.risks.enumerated() {
            body(.risk(index, risk.ref), [("title", risk.title), ("answer", risk.answer)])
        }
    }

    private static func texts(_ action: PlanAction) -> [Field] {
        [
            ("title", action.title), ("owner", action.owner), ("role", action.role),
            ("reason", action.reason), ("note", action.note),
            ("funding", action.cost?.funding ?? ""),
        ] + action.measures.map { ("measure", $0.name) }
    }
}
