import HubDomain
import HubText
import HubWire

// Programmes between what travels, what is kept, and what the domain looks at.
extension Programme {
    /// As it is kept: nothing of it is worked out, and the worker stands beside it.
    var stored: Programme {
        var stored = self
        (stored.id, stored.worker, stored.revision, stored.state) = ("", "", 0, "")
        (stored.isRestricted, stored.isBehind) = (false, false)
        (stored.missingStandards, stored.findings) = ([], [])
        (stored.hoursExpected, stored.ascWdsAnswer, stored.team) = (nil, "", "")
        return stored
    }

    /// Looks at all of it as the domain does.
    ///
    /// - Parameters:
    ///   - sent: The programme.
    ///   - path: What stands before its fields.
    ///   - today: The day in London.
    ///   - before: What is recorded of it already.
    /// - Returns: The programme in its kept form.
    /// - Throws: The rules that it breaks, each by its field.
    static func accept(
        _ sent: Programme,
        _ path: String,
        _ today: Day,
        over before: Programme? = nil
    ) throws(Fault) -> DevelopmentProgramme {
        // Before anything is made of them, so that nobody makes the hub read a million.
        let counts = [
            ("steps", sent.steps.count, DevelopmentProgramme.stepsMax),
            ("breaks", sent.breaks.count, DevelopmentProgramme.breaksMax),
            ("review_months", sent.reviewMonths.count, DevelopmentProgramme.reviewsMax),
        ]
        for (field, count, most) in counts where count > most {
            throw .invalid("\(path)\(field)", "too_many", "at most \(most)")
        }
        let old = try before.map { (before) throws(Fault) in try before.domain("") }
        let checked = try sent.domain(path).checked(RecordPolicy(today: today), over: old)
        guard let first = checked.errors.first else { return checked.value }
        var fault = Fault(first)
        fault.violations = checked.errors.flatMap { error in
            var violations = Fault(error).violations
            for place in violations.indices { violations[place].path = path + error.path }
            return violations
        }
        throw fault
    }

    /// As the domain looks at it.
    ///
    /// - Parameter path: The field, from the request's root, with a point behind it.
    /// - Returns: The programme.
    /// - Throws: `requestNotValid` for a day or a word that is none.
    func domain(_ path: String) throws(Fault) -> DevelopmentProgramme {
        guard let kind = DevelopmentKind(rawValue: Int(kind.rawValue)) else {
            let words = DevelopmentKind.allCases.map(\.word).joined(separator: ", ")
            throw .invalid("\(path)kind", "required", words)
        }
        var one = DevelopmentProgramme(kind)
        if !edition.isEmpty {
            guard let known = CareCertificateEdition(rawValue: edition) else {
                throw .invalid("\(path)edition", "unknown", "2015 or 2025")
            }
            one.edition = known
        }
        (one.title, one.provider, one.funding) = (title, provider, funding)
        one.level = level.map { Int($0) }
        one.started = try Programme.day(started, "\(path)started")
        one.plannedEnd = try Programme.day(plannedEnd, "\(path)planned_end")
        one.completed = try Programme.day(completed, "\(path)completed")
        one.stopped = try Programme.day(stopped, "\(path)stopped")
        one.reviewDue = try Programme.day(reviewDue, "\(path)review_due")
        one.hoursPlanned = hoursPlanned.map { Int($0) }
        one.hoursDone = hoursDone.map { Int($0) }
        one.fundingPence = fundingPence.map { Int(clamping: $0) }
        one.reviewMonths = reviewMonths.map { Int($0) }
        one.reviewPattern = reviewPattern
        one.extensionMonths = Int(extensionMonths)
        if `extension` != .unspecified {
            guard let known = DevelopmentExtension(rawValue: Int(`extension`.rawValue)) else {
                throw .invalid("\(path)extension", "unknown", "part time or long leave")
            }
            one.extensionKind = known
        }
        for (place, step) in steps.enumerated() {
            one.steps.append(try step.domain("\(path)steps[\(place)]"))
        }
        for (place, away) in breaks.enumerated() {
            let path = "\(path)breaks[\(place)]"
            one.breaks.append(
                DevelopmentBreak(
                    from: try Fault.day(away.from, "\(path).from"),
                    until: try Programme.day(away.until, "\(path).until")
                )
            )
        }
        return one
    }

    private static func day(_ text: String?, _ path: String) throws(Fault) -> Day? {
        guard let text else { return nil }
        return try Fault.day(text, path)
    }

    /// The same with texts, steps and breaks in their kept form.
    mutating func take(_ kept: DevelopmentProgramme) {
        (title, provider, funding) = (kept.title, kept.provider, kept.funding)
        reviewPattern = kept.reviewPattern
        steps = kept.steps.map { one in
            ProgrammeStep(
                kind: ProgrammeStepKind(rawValue: Int32(one.kind.rawValue)),
                number: UInt32(clamping: one.number),
                day: one.day.iso,
                outcome: ProgrammeOutcome(rawValue: Int32(one.outcome?.rawValue ?? 0))
            )
        }
        breaks = kept.breaks.map { ProgrammeBreak(from: $0.from.iso, until: $0.until?.iso) }
    }

    /// The day from which nothing more is to come; `nil` while it is open.
    var endDay: Day? {
        let moderated = steps.first { $0.kind == .moderation }?.day
        return (completed ?? stopped ?? moderated).flatMap { ISODay.read($0) }
    }

    /// Whether anything of it is due before a day, or was; what is behind without a day, as hours
    /// are, is due on none.
    func isDue(before day: String) -> Bool {
        findings.contains { $0.day.map { $0 < day } ?? false }
    }
}

extension ProgrammeFinding {
    /// Whether it says that no first day is recorded.
    var isWithoutFirstDay: Bool {
        word.utf8.elementsEqual(DevelopmentStanding.noFirstDay.utf8)
    }
}

extension ProgrammeStep {
    /// As the domain looks at it.
    fileprivate func domain(_ path: String) throws(Fault) -> DevelopmentStep {
        guard let kind = DevelopmentStep.Kind(rawValue: Int(kind.rawValue)) else {
            throw .invalid("\(path).kind", "required", "a kind of step")
        }
        var step = DevelopmentStep(
            kind,
            Int(number),
            on: try Fault.day(day, "\(path).day")
        )
        if outcome != .unspecified {
            guard let known = DevelopmentStep.Outcome(rawValue: Int(outcome.rawValue)) else {
                throw .invalid("\(path).outcome", "unknown", "passed or not passed")
            }
            step.outcome = known
        }
        return step
    }
}
