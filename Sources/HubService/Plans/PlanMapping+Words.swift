import HubDomain
import HubText
import HubWire

// The words of plans, both ways.

extension PlanStage {
    /// The stage of a state.
    init(_ stage: PlanState.Stage) {
        switch stage {
        case .draft: self = .draft
        case .inReview: self = .inReview
        case .agreed: self = .agreed
        case .live: self = .live
        case .closed: self = .closed
        }
    }

    var domain: PlanState.Stage {
        switch self {
        case .inReview: .inReview
        case .agreed: .agreed
        case .live: .live
        case .closed: .closed
        default: .draft
        }
    }
}

extension PartnerType {
    private static let pairs: [(PartnerType, PartnerKind)] = [
        (.council, .council), (.providers, .providers), (.peopleWhoDrawOnCare, .people),
        (.directEmployers, .directEmployers), (.voluntary, .voluntary), (.nhsIcb, .health),
        (.collegesUniversities, .education), (.dwpJobcentre, .jobcentre), (.academy, .academy),
        (.unions, .unions),
    ]

    /// The type of a kind.
    init(_ kind: PartnerKind) {
        self = Self.pairs.first { $0.1 == kind }?.0 ?? .unspecified
    }

    /// The kind; `nil` where none is said.
    var domain: PartnerKind? { Self.pairs.first { $0.0 == self }?.1 }
}

extension ActionProgress {
    init(_ progress: PlanProgress) {
        switch progress {
        case .notStarted: self = .notStarted
        case .inProgress: self = .inProgress
        case .done: self = .done
        case .stopped: self = .stopped
        }
    }

    var domain: PlanProgress {
        switch self {
        case .inProgress: .inProgress
        case .done: .done
        case .stopped: .stopped
        default: .notStarted
        }
    }
}

extension ActionRating {
    init(_ rating: PlanRating?) {
        switch rating {
        case .green: self = .green
        case .amber: self = .amber
        case .red: self = .red
        case nil: self = .unspecified
        }
    }

    var domain: PlanRating? {
        switch self {
        case .green: .green
        case .amber: .amber
        case .red: .red
        default: nil
        }
    }
}

extension RiskType {
    init(_ kind: PlanRisk.Kind) {
        switch kind {
        case .general: self = .general
        case .succession: self = .succession
        case .registeredManager: self = .registeredManager
        }
    }

    var domain: PlanRisk.Kind {
        switch self {
        case .succession: .succession
        case .registeredManager: .registeredManager
        default: .general
        }
    }
}

extension WorkforcePlan {
    /// Takes over what a plan says; how far it is stays.
    mutating func take(_ plan: Plan) {
        title = plan.title
        (from, to) = (plan.from.iso, plan.to.iso)
        partners = plan.partners.map { partner in
            PlanPartner(
                ref: partner.ref.text,
                type: PartnerType(partner.kind),
                organisation: partner.organisation,
                role: partner.role,
                provider: partner.provider
            )
        }
        absences = plan.absences.map { absence in
            PlanAbsence(type: PartnerType(absence.kind), reason: absence.reason)
        }
        challenges = plan.challenges.map { PlanChallenge($0) }
        objectives = plan.objectives.map { objective in
            PlanObjective(
                ref: objective.ref.text,
                title: objective.title,
                challenges: objective.challenges.map(\.text),
                links: objective.links.map(\.description)
            )
        }
        actions = plan.actions.map { PlannedAction($0) }
        risks = plan.risks.map { risk in
            PlannedRisk(
                ref: risk.ref.text,
                type: RiskType(risk.kind),
                title: risk.title,
                likelihood: UInt32(clamping: risk.likelihood),
                impact: UInt32(clamping: risk.impact),
                answer: risk.answer
            )
        }
    }
}

extension PlanChallenge {
    init(_ challenge: Challenge) {
        self.init(ref: challenge.ref.text, title: challenge.title)
        levels = challenge.rating.map { rating in
            ChallengeLevels(
                impact: UInt32(clamping: rating.impact),
                urgency: UInt32(clamping: rating.urgency),
                effort: UInt32(clamping: rating.effort),
                influence: UInt32(clamping: rating.influence)
            )
        }
        switch challenge.decision {
        case .open: decision = .open
        case .shortlisted(let reason): (decision, self.reason) = (.shortlisted, reason)
        case .setAside(let reason): (decision, self.reason) = (.setAside, reason)
        }
        links = challenge.links.map(\.description)
    }
}

extension PlannedAction {
    init(_ action: PlanAction) {
        self.init(ref: action.ref.text, title: action.title, objective: action.objective.text)
        (owner, role) = (action.owner, action.role)
        (start, due, done) = (action.start?.iso, action.due?.iso, action.done?.iso)
        progress = ActionProgress(action.progress)
        rating = ActionRating(action.rating)
        (reason, note) = (action.reason, action.note)
        dependsOn = action.dependsOn.map(\.text)
        links = action.links.map(\.description)
        measures = action.measures.map { measure in
            ActionMeasure(
                name: measure.name,
                baseline: measure.baseline?.description,
                target: measure.target?.description,
                figure: measure.figure?.text ?? "",
                baselineFigure: measure.baselineFigure?.description ?? "",
                targetFigure: measure.targetFigure?.description ?? "",
                actualFigure: measure.actualFigure?.description ?? ""
            )
        }
        cost = action.cost.map { cost in
            ActionCost(pounds: UInt64(clamping: cost.pounds), funding: cost.funding)
        }
        partners = action.partners.map(\.text)
        risks = action.risks.map(\.text)
    }
}

extension HubWire.PlanDifference {
    /// A difference as it travels.
    init(_ difference: PlanComparison.Difference) {
        self.init(
            part: difference.part,
            kind: difference.kind.rawValue,
            field: difference.field,
            before: difference.before,
            after: difference.after,
            isWorse: difference.isWorse
        )
    }
}

extension AnswerRoom {
    /// Takes findings while they fit, errors first where they do not all fit.
    mutating func take(_ findings: [PlanFinding]) -> (taken: [HubWire.Finding], leftOut: UInt32) {
        take(findings.map { $0.error.finding(severity: $0.severity) })
    }
}
