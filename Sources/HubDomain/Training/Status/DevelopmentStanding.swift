package import HubText

/// How a programme stands on a day: how far it is, what is due, and what is behind.
package struct DevelopmentStanding: Equatable, Sendable {
    /// How far.
    package enum State: String, Sendable, CaseIterable {
        /// No first day is recorded, and nothing was done.
        case notStarted = "not-started"
        /// It goes on.
        case inProgress = "in-progress"
        /// In a break.
        case paused
        /// Awarded or completed.
        case completed
        /// The assessment or moderation was not passed.
        case notPassed = "not-passed"
        /// Ended before.
        case stopped

        /// Whether more is to come: not begun, in progress or paused.
        package var isOpen: Bool {
            self == .notStarted || self == .inProgress || self == .paused
        }
    }

    /// Something that is due, or behind.
    package struct Finding: Equatable, Sendable {
        /// In lists.
        package let word: String
        /// For people.
        package let words: String
        /// When it is or was due; nil where no day is about it.
        package let day: Day?
        /// Whether the programme is behind for it.
        package let isBehind: Bool
    }

    /// The word of a finding: no first day is recorded, from which what is due is counted.
    package static let noFirstDay = "no-first-day"

    /// How far.
    package let state: State
    /// What is due, behind or does not fit, the earliest first.
    package let findings: [Finding]
    /// Those of them that do not fit, of whatever state.
    package let doubts: [Finding]
    /// The off-the-job hours that would be done by the day.
    package let hoursExpected: Int?

    /// Whether it is behind; never in a break.
    package var isBehind: Bool { findings.contains(where: \.isBehind) }

    /// Works out how a programme stands.
    ///
    /// - Parameters:
    ///   - programme: The programme.
    ///   - left: The worker's last day of employment, if one is recorded: nothing is due after it.
    ///   - today: The day in London.
    package init(_ programme: DevelopmentProgramme, left: Day? = nil, on today: Day) {
        state = Self.state(programme, today)
        doubts = DevelopmentDoubts.find(in: programme, state, left: left, on: today)
        let hasLeft = left.map { $0 < today } ?? false
        guard state.isOpen, !hasLeft else {
            (findings, hoursExpected) = (doubts, nil)
            return
        }
        let isRunning = state != .paused
        // How long an open break will be is not known, and nobody learns in one: no hours are due.
        hoursExpected = isRunning ? Self.expected(programme, today) : nil
        var found = Self.due(programme).map { one in
            Finding(
                word: one.word,
                words: one.words,
                day: one.day,
                isBehind: isRunning && one.isOwed && one.day < today
            )
        }
        if let hoursExpected {
            if let done = programme.hoursDone, done < hoursExpected {
                found.append(
                    Finding(
                        word: "hours",
                        words: "\(done) of \(hoursExpected) off-the-job hours by now",
                        day: nil,
                        isBehind: isRunning
                    )
                )
            } else if programme.hoursDone == nil {
                found.append(
                    Finding(
                        word: "hours-unknown",
                        words: "no off-the-job hours are recorded",
                        day: nil,
                        isBehind: false
                    )
                )
            }
        }
        found += doubts
        findings = found.sorted { ($0.day ?? .last) < ($1.day ?? .last) }
    }

    /// What ASC-WDS asks about the Care Certificate; nil of another programme, and of an award that
    /// cannot be told from what is recorded.
    package static func answer(_ programme: DevelopmentProgramme, _ state: State)
        -> CertificateAnswer?
    {
        guard programme.kind == .careCertificate, !programme.isAwardDoubtful else { return nil }
        return switch state {
        case .completed: .completed
        case .inProgress, .paused: .started
        default: .no
        }
    }

    private static func state(_ programme: DevelopmentProgramme, _ today: Day) -> State {
        if programme.completed != nil { return .completed }
        if programme.stopped != nil { return .stopped }
        let last = programme.step(.moderation) ?? programme.step(.endPoint)
        if last?.outcome == .notPassed { return .notPassed }
        if programme.kind == .supportedYear, last?.outcome == .passed { return .completed }
        if programme.breaks.contains(where: { $0.holds(today) }) { return .paused }
        let isBegun =
            programme.started != nil || programme.steps.contains { $0.day <= today }
        return isBegun ? .inProgress : .notStarted
    }

    private typealias Due = (word: String, words: String, day: Day, isOwed: Bool)

    private static func due(_ programme: DevelopmentProgramme) -> [Due] {
        var found: [Due] = []
        let started = programme.started
        switch programme.kind {
        case .careCertificate:
            let missing = programme.missingStandards.count
            if let day = started.flatMap({ CareCertificateProgress.aim(started: $0) }) {
                let standards = NumberText.count(missing, "standard")
                let words = "\(standards) without a day; the aim is 12 weeks"
                found.append(("aim", words, day, missing > 0))
            }
        case .apprenticeship:
            if let day = programme.plannedEnd {
                found.append(("planned-end", "planned end", day, true))
            }
            if let step = programme.step(.endPoint), step.outcome == nil {
                found.append(("end-point", "end-point assessment", step.day, true))
            }
        case .supportedYear:
            guard let started else { break }
            for month in programme.monthsOfReviews where programme.step(.review, month) == nil {
                guard let day = started.advanced(byMonths: month) else { continue }
                found.append(("review", "review at \(NumberText.count(month, "month"))", day, true))
            }
            if let day = started.advanced(byMonths: programme.yearMonths) {
                found.append(("year-end", "end of the year, with its decision", day, true))
            }
        case .registeredManager, .seniorLeader:
            if let day = programme.reviewDue {
                found.append(("review-due", "review of the development", day, true))
            }
            if let day = programme.plannedEnd {
                found.append(("planned-end", "planned end", day, true))
            }
        }
        return found
    }

    /// The planned hours by the days that have passed, without breaks: whole hours, rounded down.
    ///
    /// A break that is open counts up to the day: how long it will be is not known, and as if it
    /// never ended all hours would be expected at once.
    private static func expected(_ programme: DevelopmentProgramme, _ today: Day) -> Int? {
        guard let planned = programme.hoursPlanned, let started = programme.started,
            let end = programme.plannedEnd
        else { return nil }
        let breaks = programme.breaks.map { one in
            DevelopmentBreak(from: one.from, until: one.until ?? max(today, one.from))
        }
        let whole = learning(breaks, from: started, through: end)
        guard whole > 0 else { return nil }
        let passed = learning(breaks, from: started, through: min(today, end))
        return planned * max(0, passed) / whole
    }

    private static func learning(_ breaks: [DevelopmentBreak], from first: Day, through last: Day)
        -> Int
    {
        let away = breaks.reduce(0) { sum, one in
            let from = max(first, one.from)
            let until = min(last, one.until ?? .last)
            return sum + max(0, Int(until.number) - Int(from.number) + 1)
        }
        return Int(last.number) - Int(first.number) + 1 - away
    }
}
