import HubText

// Days on which the edition of a Care Certificate could not be used.
extension DevelopmentProgramme {
    /// Checks days against the edition.
    ///
    /// A certificate that was begun under the earlier edition moves to the later one with the days
    /// that it has: a first day, and those of standards that are recorded already.
    func checkEdition(over before: DevelopmentProgramme?, _ check: inout RecordCheck) {
        guard let edition else { return }
        checkFirstDay(edition, over: before, &check)
        guard let last = edition.lastAwardDay else { return }
        let expected = "a day until \(last.words), or the 2025 edition"
        let problem = "is after the last day of the \(edition.rawValue) edition"
        // Nobody begins what can no longer be awarded.
        for (path, day) in [("started", started), ("completed", completed)] {
            guard let day, day > last else { continue }
            check.fail(.programmeEdition, path, found: day.slashed, problem, expected: expected)
        }
        for (place, step) in standards where step.day > last {
            check.fail(
                .programmeEdition,
                "steps[\(place)]",
                about: step.words,
                found: step.day.slashed,
                problem,
                expected: expected
            )
        }
    }

    /// Nothing is signed off under an edition before there was one.
    private func checkFirstDay(
        _ edition: CareCertificateEdition,
        over before: DevelopmentProgramme?,
        _ check: inout RecordCheck
    ) {
        guard let first = edition.firstDay else { return }
        let isTheFirst = edition == CareCertificateEdition.allCases.first
        let problem =
            "is before the edition of \(edition.rawValue), which can be used since "
            + edition.sinceWords
        let expected = "a day since then" + (isTheFirst ? "" : ", or the 2015 edition")
        let isRecorded = before?.edition == edition && before?.completed == completed
        var days: [(path: String, day: Day?)] = isRecorded ? [] : [("completed", completed)]
        if isTheFirst, before?.started != started { days.insert(("started", started), at: 0) }
        for (path, day) in days {
            guard let day, day < first else { continue }
            check.fail(.programmeEdition, path, found: day.slashed, problem, expected: expected)
        }
        for (place, step) in standards where step.day < first {
            // Signed off under the edition before, and recorded so.
            if before?.step(.standard, step.number)?.day == step.day { continue }
            let moved =
                isTheFirst ? "" : ", under which it is recorded before the certificate moves"
            check.fail(
                .programmeEdition,
                "steps[\(place)]",
                about: step.words,
                found: step.day.slashed,
                problem,
                expected: expected + moved
            )
        }
    }

    /// The standards that the edition has, each with its place among the steps.
    private var standards: [(place: Int, step: DevelopmentStep)] {
        guard let edition else { return [] }
        return steps.enumerated().map { (place: $0.offset, step: $0.element) }.filter { one in
            one.step.kind == .standard && (1...edition.standardCount).contains(one.step.number)
        }
    }

    /// Whether it was begun before its edition, and nothing tells that it moved from another.
    var isBegunBeforeEdition: Bool {
        guard let edition, let started, let first = edition.firstDay, started < first else {
            return false
        }
        return standards.allSatisfy { first <= $0.step.day }
    }
}
