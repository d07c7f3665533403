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

/// What tells whether an action worked.
package struct PlanMeasure: Hashable, Sendable {
    /// What is measured, in words.
    package var name: String
    /// Where it began.
    package var baseline: Decimal?
    /// Where it should go.
    package var target: Decimal?
    /// The measure of the workforce figures from which the actual value comes; nil for none.
    package var figure: MeasureID?

    /// A measure of its parts.
    package init(
        _ name: String,
        baseline: Decimal? = nil,
        target: Decimal? = nil,
        figure: MeasureID? = nil
    ) {
        self.name = name
        self.baseline = baseline
        self.target = target
        self.figure = figure
    }
}

extension PlanMeasure {
    /// The measure in words.
    package var words: String {
        let parts = [
            baseline.map { "from \($0)" }, target.map { "to \($0)" },
            figure.map { "read from figures/\($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? name : "\(name) (\(parts.joined(separator: ", ")))"
    }
}

extension PlanMeasure {
    /// How a measure is written in a line of a table.
    static let lineForm = "name | where it began | where it should go | figure"
    private static let mark = " | "
    private static let partsAfterName = 3

    /// The measure as a line of a table, which reads back as the same.
    var line: String {
        [name, baseline?.description ?? "", target?.description ?? "", figure?.text ?? ""]
            .joined(separator: Self.mark)
    }

    /// Reads a line of a table; nil for another form.
    ///
    /// A name may hold the mark between the parts.
    static func read(line: String) -> PlanMeasure? {
        let parts = line.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count > partsAfterName else { return nil }
        let name = parts.dropLast(partsAfterName).joined(separator: "|")
        let rest = parts.suffix(partsAfterName).map { TextRule.trimmed(String($0)) }
        guard let baseline = value(rest[0]), let target = value(rest[1]) else { return nil }
        return PlanMeasure(
            TextRule.trimmed(name),
            baseline: baseline.number,
            target: target.number,
            figure: PlanLink.measure(named: rest[2])
        )
    }

    /// The largest value of a measure, and with a minus the smallest.
    package static let valueMax = 1e12

    /// A number that may be left out; nil for what is no number.
    private static func value(_ typed: String) -> (number: Decimal?, isRead: Bool)? {
        if typed.isEmpty { return (nil, true) }
        do throws(TextError) {
            return (try NumberText.decimal(typed, in: -valueMax...valueMax), true)
        } catch {
            return nil
        }
    }
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
