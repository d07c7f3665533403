import HubText

extension DevelopmentProgramme {
    /// The programme in its kept form, with all that is wrong with it.
    ///
    /// - Parameters:
    ///   - policy: What it is checked against.
    ///   - before: What is recorded of it already, which may have days of an earlier edition.
    /// - Returns: The programme: texts tidy, steps and breaks in order. An error of a step has the
    ///   step's place among those that were given.
    package func checked(
        _ policy: RecordPolicy,
        over before: DevelopmentProgramme? = nil
    ) -> Checked<DevelopmentProgramme> {
        var check = RecordCheck(policy)
        var kept = self
        kept.provider = check.text(provider, TrainingLimits.name, "provider")
        kept.funding = check.text(funding, TrainingLimits.name, "funding")
        kept.reviewPattern = check.text(reviewPattern, TrainingLimits.name, "review_pattern")
        kept.title =
            kind.hasTitle
            ? check.required(title, TrainingLimits.title, "title")
            : check.text(title, TrainingLimits.title, "title")
        checkParts(&check)
        checkNumbers(&check)
        checkDays(&check)
        checkEdition(over: before, &check)
        checkHours(&check)
        let order = steps.indices.sorted { left, right in
            let (one, other) = (steps[left], steps[right])
            return (one.kind.rawValue, one.number, one.day, left)
                < (other.kind.rawValue, other.number, other.day, right)
        }
        kept.steps = order.map { steps[$0] }
        checkSteps(order, &check)
        kept.breaks.sort { $0.from < $1.from }
        checkBreaks(kept.breaks, &check)
        return check.checked(kept)
    }

    /// What a kind has and has not.
    private func checkParts(_ check: inout RecordCheck) {
        let isCertificate = kind == .careCertificate
        let isYear = kind == .supportedYear
        if isCertificate, edition == nil {
            check.fail(
                .programmePart,
                "edition",
                "a Care Certificate has an edition",
                expected: CareCertificateEdition.allCases.map(\.rawValue).joined(separator: " or ")
            )
        }
        let isManager = kind == .registeredManager || kind == .seniorLeader
        let parts: [(path: String, isThere: Bool, isOfKind: Bool)] = [
            ("title", !title.isEmpty, kind.hasTitle),
            ("edition", edition != nil, isCertificate),
            ("level", level != nil, !isCertificate && !isYear),
            ("review_due", reviewDue != nil, isManager),
            ("hours_planned", hoursPlanned != nil, kind == .apprenticeship),
            ("hours_done", hoursDone != nil, kind == .apprenticeship),
            ("review_months", !reviewMonths.isEmpty, isYear),
            ("review_pattern", !reviewPattern.isEmpty, isYear),
            ("extension_months", extensionMonths != 0, isYear),
        ]
        for part in parts where part.isThere && !part.isOfKind {
            check.fail(
                .programmePart,
                part.path,
                "does not belong to this kind of programme",
                expected: "nothing"
            )
        }
        if (extensionMonths != 0) != (extensionKind != nil) {
            check.fail(
                .programmePart,
                "extension",
                "the months of an extension and its kind belong together",
                expected: "both or neither"
            )
        }
    }

    private func checkNumbers(_ check: inout RecordCheck) {
        let hours = 0...Apprenticeship.hoursMax
        let longest = SupportedYear.months + SupportedYear.extensionMonthsMax
        let values: [(path: String, value: Int?, range: ClosedRange<Int>)] = [
            ("level", level, Qualification.levels),
            ("hours_planned", hoursPlanned, hours),
            ("hours_done", hoursDone, hours),
            ("funding_pence", fundingPence, 0...Self.penceMax),
            ("extension_months", extensionMonths, 0...SupportedYear.extensionMonthsMax),
        ]
        var found = values.filter { one in one.value.map { !one.range.contains($0) } ?? false }
        found += reviewMonths.filter { !(1...longest).contains($0) }
            .map { ("review_months", $0, 1...longest) }
        for one in found {
            check.fail(
                .trainingTooMany,
                one.path,
                found: one.value.map { "\($0)" },
                "is out of range",
                expected: "\(one.range.lowerBound) to \(one.range.upperBound)"
            )
        }
        let counts = [
            ("steps", steps.count, Self.stepsMax), ("breaks", breaks.count, Self.breaksMax),
            ("review_months", reviewMonths.count, Self.reviewsMax),
        ]
        for (path, count, most) in counts where count > most {
            check.fail(
                .trainingTooMany,
                path,
                found: "\(count)",
                "are too many",
                expected: "at most \(most)"
            )
        }
        if zip(reviewMonths, reviewMonths.dropFirst()).contains(where: { $0 >= $1 }) {
            check.fail(
                .programmeDays,
                "review_months",
                "are not in order",
                expected: "each later than the one before"
            )
        }
    }

    private func checkDays(_ check: inout RecordCheck) {
        check.done(started, "started")
        check.done(completed, "completed")
        check.done(stopped, "stopped")
        checkToCome(plannedEnd, "planned_end", &check)
        checkToCome(reviewDue, "review_due", &check)
        check.span(started, completed, .programmeDays, "completed")
        check.span(started, stopped, .programmeDays, "stopped")
        if completed != nil, stopped != nil {
            check.fail(
                .programmeDays,
                "stopped",
                "a programme that was completed did not stop before",
                expected: "one of the two"
            )
        }
    }

    /// A day that may be to come: after the first day, and not too far ahead.
    func checkToCome(
        _ day: Day?,
        _ path: String,
        about subject: String = "",
        _ check: inout RecordCheck
    ) {
        guard let day else { return }
        if let started, day <= started {
            check.fail(
                .programmeDays,
                path,
                about: subject,
                found: day.slashed,
                "is not after \(started.slashed), the first day of the programme",
                expected: "a later day"
            )
        } else {
            check.end(day, after: nil, path, about: subject)
        }
    }

    /// No day has more than 24 hours.
    private func checkHours(_ check: inout RecordCheck) {
        guard let started else { return }
        let done = min(ended ?? check.policy.today, check.policy.today)
        let hours: [(path: String, value: Int?, last: Day?, until: String)] = [
            ("hours_planned", hoursPlanned, plannedEnd, "the planned end"),
            ("hours_done", hoursDone, done, ended == nil ? "today" : "its end"),
        ]
        for one in hours {
            guard let value = one.value, let last = one.last, last >= started else { continue }
            let days = Int(last.number) - Int(started.number) + 1
            let most = days * Apprenticeship.hoursOfDay
            guard value > most else { continue }
            check.fail(
                .programmeHours,
                one.path,
                found: "\(value)",
                "cannot be: from \(started.slashed) to \(one.until) there are "
                    + NumberText.count(days, "day"),
                expected: "at most \(most), which is \(Apprenticeship.hoursOfDay) a day"
            )
        }
    }

    /// Hours so far above the plan that somebody has to confirm them; nil where they are not.
    package var hoursToConfirm: DomainError? {
        guard let hoursPlanned, let hoursDone else { return nil }
        let most = hoursPlanned * Apprenticeship.planTimesMax
        guard hoursDone > most else { return nil }
        return DomainError(
            .programmeHoursDoubt,
            path: "hours_done",
            found: "\(hoursDone)",
            problem: "are more than \(Apprenticeship.planTimesMax) times the \(hoursPlanned) "
                + "planned",
            expected: "at most \(most), or `--confirm-doubts` where they are right"
        )
    }

    private func checkBreaks(_ breaks: [DevelopmentBreak], _ check: inout RecordCheck) {
        for one in breaks {
            check.done(one.from, "breaks")
            check.span(started, one.from, .programmeDays, "breaks")
            check.span(one.from, one.until, .programmeDays, "breaks.until")
        }
        for (one, next) in zip(breaks, breaks.dropFirst()) where one.holds(next.from) {
            check.fail(
                .programmeDays,
                "breaks",
                found: next.from.slashed,
                "is in the break before",
                expected: "a day after its last"
            )
        }
    }
}
