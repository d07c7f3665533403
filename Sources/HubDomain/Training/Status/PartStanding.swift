import HubText

/// How somebody stands to one part of a requirement on a day, worst first.
enum PartOutcome: Hashable, Comparable {
    case missing
    case expired(Day)
    case noExpiry
    case valid(until: Day)
    case validForEver

    /// The last day that counts, or counted.
    var lastDay: Day? {
        switch self {
        case .expired(let day), .valid(let day): day
        case .missing, .noExpiry, .validForEver: nil
        }
    }

    var isValid: Bool { self > .noExpiry }
}

/// Evidence with its end, which depends on the requirement and on no day.
struct ResolvedEvidence {
    enum End: Hashable {
        case day(Day, isGiven: Bool)
        case never
        case unknown
    }

    let done: Day?
    let end: End
    let origin: RecordOrigin

    func outcome(on today: Day) -> PartOutcome {
        switch end {
        case .day(let day, _): day < today ? .expired(day) : .valid(until: day)
        case .never: .validForEver
        case .unknown: .noExpiry
        }
    }
}

/// The evidence for one topic of a requirement.
struct PartEvidence {
    let topic: TopicCode
    let resolved: [ResolvedEvidence]
    /// The latest assessment that found somebody not able: what is not later counts no more.
    let notAble: Day?

    init(_ topic: TopicCode, of requirement: Requirement, in file: WorkerFile) {
        self.topic = topic
        var resolved: [ResolvedEvidence] = []
        var notAble: Day?
        for one in file.evidence where one.kind == requirement.evidence && one.topic == topic {
            if one.isAble {
                let end = Self.end(of: one, requirement.refresh, file)
                resolved.append(ResolvedEvidence(done: one.done, end: end, origin: one.origin))
            } else if let done = one.done {
                notAble = max(notAble ?? done, done)
            }
        }
        self.resolved = resolved
        self.notAble = notAble
    }

    /// The best that there is on a day; the earliest in the file of equals.
    func best(on today: Day) -> (outcome: PartOutcome, evidence: ResolvedEvidence?) {
        var best: (outcome: PartOutcome, evidence: ResolvedEvidence?) = (.missing, nil)
        for one in resolved {
            if let done = one.done, done > today { continue }
            if let notAble, notAble <= today, one.done.map({ $0 <= notAble }) ?? true { continue }
            let outcome = one.outcome(on: today)
            if outcome > best.outcome { best = (outcome, one) }
        }
        return best
    }

    /// The end of evidence under an interval.
    static func end(
        of evidence: TrainingEvidence,
        _ refresh: Refresh,
        _ file: WorkerFile
    ) -> ResolvedEvidence.End {
        let derived = derived(evidence.done, refresh, file.recognised)
        var end: ResolvedEvidence.End
        switch Expiry(stated: evidence.expiry, derived: derived.day) {
        case .given(let day): end = .day(day, isGiven: true)
        case .derived(let day): end = .day(day, isGiven: false)
        case .none:
            let isNeverDue = refresh == .once || derived.isWaived
            let saysNever = evidence.expiry == .never && refresh.interval == nil
            end = isNeverDue || saysNever ? .never : .unknown
        }
        for cut in file.cuts where cut.cuts(evidence.topic, done: evidence.done ?? .first) {
            switch end {
            case .day(let day, _) where day <= cut.countsUntil: break
            case .day, .never, .unknown: end = .day(cut.countsUntil, isGiven: false)
            }
        }
        return end
    }

    private static func derived(
        _ done: Day?,
        _ refresh: Refresh,
        _ recognised: [Achieved]
    ) -> (day: Day?, isWaived: Bool) {
        guard let done, let interval = refresh.interval else { return (nil, false) }
        var last = interval.lastDay(from: done)
        guard case .unlessQualified(_, let effect) = refresh else { return (last, false) }
        let gained = recognised.map(Self.span).sorted { $0.upperBound < $1.upperBound }
        for span in gained where span.lowerBound >= done && span.upperBound <= last {
            if effect == .waives { return (nil, true) }
            last = max(last, interval.lastDay(from: span.lowerBound))
        }
        return (last, false)
    }

    /// The days on which something can have been achieved: a year counts only where all its days
    /// are in the interval, and then from its first day, so that nothing is taken for granted.
    private static func span(_ achieved: Achieved) -> ClosedRange<Day> {
        switch achieved {
        case .day(let day): return day...day
        case .year(let year):
            guard let first = Day(year: year, month: 1, day: 1),
                let last = Day(year: year, month: 12, day: 31)
            else { return Day.last...Day.last }
            return first...last
        }
    }
}
