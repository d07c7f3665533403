package import HubText

/// Whether a worker is recorded as signed off for an activity on a day; what is not known is no.
package struct DelegationStanding: Hashable, Sendable {
    /// What stands against it.
    package enum Obstacle: Hashable, Sendable {
        /// It holds with another employer.
        case otherEmployer
        /// It was signed off while no employer was recorded, and one is now.
        case noEmployerThen
        /// It holds with an employer, and none is recorded of the worker now.
        case noEmployerNow
        /// The worker left the employer.
        case left(Day)
        /// The professional took it back.
        case withdrawn(Day)
        /// The need changed.
        case needChanged(Day)
        /// Consent is not recorded.
        case noConsent
        /// Competency is not recorded.
        case notAssessed
        /// The worker has not answered.
        case notAccepted
        /// The worker said no.
        case declined
        /// Nobody set a day for the review.
        case noReviewDay
        /// The review was due.
        case reviewOverdue(Day)
        /// It is for one person alone, and who that is is not recorded, or not any more.
        case noPerson
        /// Training that it depends on is not valid.
        case training(TopicCode)
    }

    /// What stands against it; empty if the worker is recorded as signed off.
    package let obstacles: [Obstacle]
    /// The last day on which it holds if nothing happens; nil if it does not hold.
    package let until: Day?
    /// The next day to look again; nil for never.
    package let nextChange: Day?

    /// Whether the worker is recorded as signed off.
    package var isSignedOff: Bool { obstacles.isEmpty }

    /// What every list of these says with it.
    package static let caution =
        "This is a record of what was signed off. It does not decide who may work where, and it "
        + "does not replace asking the professional who delegated."

    /// Looks at a delegation.
    ///
    /// - Parameters:
    ///   - delegation: The delegation.
    ///   - employer: The worker's employer today; nil for an individual.
    ///   - left: The worker's last day of employment, if one is recorded.
    ///   - training: How the worker stands to each topic; a topic without a standing is not shown.
    ///   - lacksPerson: Whether it is for one person alone who is not recorded.
    ///   - today: The day in London.
    /// - Complexity: Linear in the topics it depends on.
    package init(
        _ delegation: Delegation,
        employer: OrganisationRef?,
        left: Day? = nil,
        training: [TopicCode: Standing],
        lacksPerson: Bool = false,
        on today: Day
    ) {
        var obstacles: [Obstacle] = []
        var days: [Day] = []
        if let obstacle = Self.employer(employer, delegation.employer) {
            obstacles.append(obstacle)
        }
        if let left {
            if left < today {
                obstacles.append(.left(left))
            } else {
                days.append(left.advanced(by: 1) ?? .last)
            }
        }
        if let end = delegation.end {
            if end.day <= today {
                let isWithdrawn = end.cause == .withdrawn
                obstacles.append(isWithdrawn ? .withdrawn(end.day) : .needChanged(end.day))
            } else {
                days.append(end.day)
            }
        }
        if delegation.consent.map({ $0 > today }) ?? true { obstacles.append(.noConsent) }
        if delegation.assessed.map({ $0 > today }) ?? true { obstacles.append(.notAssessed) }
        switch delegation.response {
        case .none: obstacles.append(.notAccepted)
        case .accepted(let day): if day > today { obstacles.append(.notAccepted) }
        case .declined: obstacles.append(.declined)
        }
        switch delegation.reviewDue {
        case nil: obstacles.append(.noReviewDay)
        case .some(let day) where day < today: obstacles.append(.reviewOverdue(day))
        case .some(let day): days.append(day.advanced(by: 1) ?? .last)
        }
        if lacksPerson, delegation.end.map({ $0.day > today }) ?? true {
            obstacles.append(.noPerson)
        }
        for topic in delegation.prerequisites {
            let standing = training[topic]
            if standing?.state.isValid != true { obstacles.append(.training(topic)) }
            if let change = standing?.nextChange { days.append(change) }
        }
        let begins = [delegation.consent, delegation.assessed].compactMap(\.self)
        days += begins.filter { $0 > today }
        if case .accepted(let day) = delegation.response, day > today { days.append(day) }
        self.obstacles = obstacles
        nextChange = days.filter { $0 > today }.min()
        let ends = delegation.prerequisites.compactMap { training[$0]?.lastDay }
        let last = [delegation.reviewDue, delegation.end?.day.advanced(by: -1), left]
            .compactMap(\.self)
        until = obstacles.isEmpty ? (ends + last).min() : nil
    }
}

extension DelegationStanding {
    /// What the employer of today says against one of then: an empty one is none that is known.
    private static func employer(_ now: OrganisationRef?, _ then: OrganisationRef) -> Obstacle? {
        if now == then { return nil }
        guard let now else { return .otherEmployer }
        if then.text.isEmpty { return .noEmployerThen }
        return now.text.isEmpty ? .noEmployerNow : .otherEmployer
    }
}

extension DelegationStanding.Obstacle {
    /// A stable word for programs.
    package var word: String {
        switch self {
        case .otherEmployer: "other-employer"
        case .noEmployerThen: "no-employer-then"
        case .noEmployerNow: "no-employer-now"
        case .left: "left"
        case .withdrawn: "withdrawn"
        case .needChanged: "need-changed"
        case .noConsent: "no-consent"
        case .notAssessed: "not-assessed"
        case .notAccepted: "not-accepted"
        case .declined: "declined"
        case .noReviewDay: "no-review-day"
        case .reviewOverdue: "review-overdue"
        case .noPerson: "no-person"
        case .training: "training"
        }
    }

    /// What it is, for people; the topic of training is told beside it.
    package var words: String {
        switch self {
        case .otherEmployer: "signed off under another employer"
        case .noEmployerThen: "signed off while no workplace was recorded of the worker"
        case .noEmployerNow: "no workplace is recorded of the worker any more"
        case .left(let day): "the worker left on \(day.words)"
        case .withdrawn(let day): "withdrawn from \(day.words)"
        case .needChanged(let day): "the need changed on \(day.words)"
        case .noConsent: "no consent recorded"
        case .notAssessed: "no assessment recorded"
        case .notAccepted: "the worker has not accepted"
        case .declined: "the worker declined"
        case .noReviewDay: "no day set for the review"
        case .reviewOverdue(let day): "the review was due by \(day.words)"
        case .noPerson: "for one person alone, and it is not recorded for whom"
        case .training: "training not shown as valid"
        }
    }
}
