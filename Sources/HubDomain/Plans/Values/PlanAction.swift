package import HubText

/// Whether an action goes as planned.
package enum PlanRating: String, Sendable, CaseIterable {
    /// As planned.
    case green
    /// In danger.
    case amber
    /// Not as planned.
    case red

    /// Whether this is worse than another; anything but green is worse than no rating.
    package func isWorse(than other: PlanRating?) -> Bool { rank > (other?.rank ?? 0) }

    private var rank: Int {
        switch self {
        case .green: 0
        case .amber: 1
        case .red: 2
        }
    }
}

/// How far an action is.
package enum PlanProgress: String, Sendable, CaseIterable {
    /// Nothing has been done.
    case notStarted = "not_started"
    /// It is being done.
    case inProgress = "in_progress"
    /// It is done.
    case done
    /// It will not be done.
    case stopped

    /// The progress in words.
    package var words: String {
        switch self {
        case .notStarted: "not started"
        case .inProgress: "in progress"
        case .done: "done"
        case .stopped: "stopped"
        }
    }

    /// Whether nothing is to be done any more.
    package var isFinished: Bool { self == .done || self == .stopped }
}

/// What an action costs, and who pays.
package struct PlanCost: Hashable, Sendable {
    /// The most pounds of one action.
    package static let poundsMax = 10_000_000_000

    /// The cost in pounds.
    package var pounds: Int
    /// Who pays; empty if nobody is named yet.
    package var funding: String

    /// A cost of its parts.
    package init(pounds: Int, funding: String) {
        self.pounds = pounds
        self.funding = funding
    }

    /// The cost in words.
    package var words: String {
        let amount = "£\(NumberText.grouped(pounds))"
        return funding.isEmpty ? "\(amount), nobody named to pay" : "\(amount), paid by \(funding)"
    }
}

/// Something that is to be done.
package struct PlanAction: Hashable, Sendable {
    /// Its reference.
    package var ref: ActionRef
    /// What is to be done.
    package var title: String
    /// The objective it serves.
    package var objective: ObjectiveRef
    /// The organisation that does it.
    package var owner: String
    /// The role in it that answers for it; no name of a person.
    package var role: String
    /// The first day.
    package var start: Day?
    /// The day by which it is to be done.
    package var due: Day?
    /// The day on which it was done.
    package var done: Day?
    /// How far it is.
    package var progress: PlanProgress
    /// Whether it goes as planned; nil for not rated.
    package var rating: PlanRating?
    /// Why it has its rating, or was stopped.
    package var reason: String
    /// What happened, in a few sentences.
    package var note: String
    /// The actions that must be done before.
    package var dependsOn: [ActionRef]
    /// What it refers to.
    package var links: [PlanLink]
    /// What tells whether it worked.
    package var measures: [PlanMeasure]
    /// What it costs; nil for not said.
    package var cost: PlanCost?
    /// The partners that take part in it.
    package var partners: [PartnerRef]
    /// The risks that stand against it.
    package var risks: [RiskRef]

    /// An action that nobody began.
    package init(
        _ ref: ActionRef,
        _ title: String,
        objective: ObjectiveRef,
        owner: String,
        role: String
    ) {
        self.ref = ref
        self.title = title
        self.objective = objective
        self.owner = owner
        self.role = role
        progress = .notStarted
        reason = ""
        note = ""
        dependsOn = []
        links = []
        measures = []
        partners = []
        risks = []
    }

    /// Whether it should be done by a day and is not.
    package func isOverdue(on today: Day) -> Bool {
        guard let due, !progress.isFinished else { return false }
        return due < today
    }
}
