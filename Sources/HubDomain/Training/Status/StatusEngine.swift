package import HubText

/// How a worker stands to a requirement, from records and a day alone.
///
/// ```
/// exempt ► paused ► the best way, which is as good as its worst part:
///                     valid      up to date, accepted or expiring
///                     not valid  not yet due, booked, expired or missing
///                     no end     no expiry recorded
/// ```
/// Within its time of grace
/// nothing is required; what is shown all the same keeps its state.
package struct StatusEngine: Sendable {
    private let requirement: Requirement
    private let ways: [[PartEvidence]]
    private let exemptions: [Exemption]
    private let pauses: [Pause]
    private let bookings: [Booking]

    /// Looks at what one requirement finds in one worker's file.
    ///
    /// - Complexity: The parts of the requirement times the evidence.
    package init(_ requirement: Requirement, in file: WorkerFile) {
        self.requirement = requirement
        ways = requirement.fulfilment.ways.map { parts in
            parts.map { PartEvidence($0, of: requirement, in: file) }
        }
        exemptions = file.exemptions.filter { $0.rule == requirement.rule }
        pauses = file.pauses
        if file.bookings.isEmpty {
            bookings = []
        } else {
            let topics = requirement.fulfilment.topics
            bookings = file.bookings.filter { topics.contains($0.topic) }
        }
    }

    /// The standing on a day, with the next day on which it changes by itself.
    ///
    /// - Parameter today: The day in London.
    /// - Returns: The standing.
    /// - Complexity: The days on which anything begins or ends, times the evidence: a handful.
    package func standing(on today: Day) -> Standing {
        var standing = state(on: today)
        for day in days where day > today && state(on: day) != standing {
            standing.nextChange = day
            break
        }
        return standing
    }

    /// How one worker stands to one requirement.
    package static func standing(
        _ requirement: Requirement,
        in file: WorkerFile,
        on today: Day
    ) -> Standing {
        StatusEngine(requirement, in: file).standing(on: today)
    }

    /// The standing without the day of its next change.
    private func state(on today: Day) -> Standing {
        let best = bestWay(on: today)
        let isDue = requirement.dueFrom.map { $0 <= today } ?? true
        let isExempt = exemptions.contains { $0.covers(today) }
        let isPaused = pauses.contains { $0.covers(today) }
        let booked = bookings.lazy.map(\.day).filter { $0 >= today }.min()
        var standing = Standing(
            state: .missing,
            isRequired: isDue && !isExempt && !isPaused,
            lastDay: best.outcome.lastDay,
            isLastDayGiven: best.isGiven,
            bookedFor: booked,
            acceptedBy: best.outcome.isValid ? best.acceptedBy : nil,
            lacking: best.lacking
        )
        standing.state =
            isExempt
            ? .exempt
            : (isPaused
                ? .paused : plain(best, today, isDue: isDue, isBooked: booked != nil))
        return standing
    }

    private func plain(_ best: Way, _ today: Day, isDue: Bool, isBooked: Bool) -> TrainingState {
        let usual: TrainingState = best.acceptedBy == nil ? .upToDate : .acceptedFromFormer
        switch best.outcome {
        case .validForEver: return usual
        case .valid(let lastDay):
            let warning = requirement.warning
            let validity = Validity(lastDay: lastDay, today: today, warning: warning)
            return validity == .upToDate ? usual : .expiring
        case .noExpiry: return .noExpiryRecorded
        case .expired, .missing:
            if !isDue { return .notYetDue }
            if isBooked { return .booked }
            return best.outcome == .missing ? .missing : .expired
        }
    }

    private struct Way {
        var outcome: PartOutcome
        var isGiven: Bool?
        var acceptedBy: String?
        var lacking: [TopicCode]
    }

    private func bestWay(on today: Day) -> Way {
        var best: Way?
        for parts in ways {
            let way = way(parts, on: today)
            // Of two ways that are not complete the one that lacks less is nearer.
            let isBetter =
                best.map {
                    ($0.outcome, -$0.lacking.count) < (way.outcome, -way.lacking.count)
                } ?? true
            if isBetter { best = way }
        }
        return best ?? Way(outcome: .missing, lacking: [])
    }

    private func way(_ parts: [PartEvidence], on today: Day) -> Way {
        var way = Way(outcome: .validForEver, lacking: [])
        for part in parts {
            let (outcome, evidence) = part.best(on: today)
            if !outcome.isValid, outcome != .noExpiry { way.lacking.append(part.topic) }
            if case .formerEmployer(let role) = evidence?.origin { way.acceptedBy = role }
            guard outcome <= way.outcome else { continue }
            way.outcome = outcome
            if case .day(_, let isGiven) = evidence?.end { way.isGiven = isGiven }
        }
        return way
    }

    /// Every day on which the state could change, in order.
    private var days: [Day] {
        var days: Set<Day> = []
        if let due = requirement.dueFrom { days.insert(due) }
        for part in ways.joined() {
            if let notAble = part.notAble { days.insert(notAble) }
            for one in part.resolved {
                if let done = one.done { days.insert(done) }
                if case .day(let last, _) = one.end {
                    days.formUnion(Validity.changes(lastDay: last, warning: requirement.warning))
                }
            }
        }
        for booking in bookings { days.formUnion([booking.day.advanced(by: 1)].compactMap(\.self)) }
        let spans = exemptions.map { ($0.from, $0.until) } + pauses.map { ($0.from, $0.until) }
        for (from, until) in spans {
            days.insert(from)
            if let after = until?.advanced(by: 1) { days.insert(after) }
        }
        return days.sorted()
    }
}
