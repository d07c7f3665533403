import HubText

// What is wrong with the steps of a programme, each by its place and in words.
extension DevelopmentProgramme {
    /// Checks the steps.
    ///
    /// - Parameters:
    ///   - order: Their places, by kind, number and day.
    ///   - check: Collects what is wrong.
    func checkSteps(_ order: [Int], _ check: inout RecordCheck) {
        for place in order {
            let step = steps[place]
            let path = "steps[\(place)]"
            guard kind.steps.contains(step.kind) else {
                check.fail(
                    .programmePart,
                    path,
                    about: step.words,
                    "\(step.kind.word) does not belong to this kind of programme",
                    expected: "no such step"
                )
                continue
            }
            // An end-point assessment is planned before it is held.
            if step.kind == .endPoint, step.outcome == nil {
                checkToCome(step.day, path, about: step.words, &check)
            } else {
                check.done(step.day, path, about: step.words)
                checkBegin(step, path, &check)
            }
            checkEnd(step, path, &check)
            checkNumber(step, path, &check)
            checkOutcome(step, path, &check)
        }
        for (one, next) in zip(order, order.dropFirst())
        where steps[one].kind == steps[next].kind && steps[one].number == steps[next].number {
            check.fail(
                .programmePart,
                "steps[\(next)]",
                about: steps[next].words,
                "\(steps[next].words) stands there twice",
                expected: "each once"
            )
        }
    }

    /// A step is done in the programme: not before its first day.
    private func checkBegin(
        _ step: DevelopmentStep,
        _ path: String,
        _ check: inout RecordCheck
    ) {
        guard let started, step.day < started else { return }
        check.fail(
            .programmeDays,
            path,
            about: step.words,
            found: step.day.slashed,
            "is before \(started.slashed), the first day of the programme",
            expected: "the first day or a later one"
        )
    }

    /// A step is done in the programme: not after its end.
    private func checkEnd(
        _ step: DevelopmentStep,
        _ path: String,
        _ check: inout RecordCheck
    ) {
        guard let ended, ended < step.day, started.map({ $0 <= step.day }) ?? true else { return }
        check.fail(
            .programmeDays,
            path,
            about: step.words,
            found: step.day.slashed,
            "is after \(ended.slashed), the day on which the programme ended",
            expected: "that day or an earlier one"
        )
    }

    private func checkNumber(
        _ step: DevelopmentStep,
        _ path: String,
        _ check: inout RecordCheck
    ) {
        func fail(_ reason: ReasonCode, found: String?, _ problem: String, _ expected: String) {
            check.fail(
                reason,
                path,
                about: step.words,
                found: found,
                problem,
                expected: expected
            )
        }
        let number = "\(step.number)"
        switch step.kind {
        case .standard:
            guard let edition, !(1...edition.standardCount).contains(step.number) else { return }
            fail(
                .programmeEdition,
                found: number,
                "is no standard of the edition of \(edition.rawValue)",
                "1 to \(edition.standardCount)"
            )
        case .review:
            guard !monthsOfReviews.contains(step.number) else { return }
            let months = monthsOfReviews.map { "\($0)" }.joined(separator: ", ")
            fail(.programmePart, found: number, "is no month of a review", "one of \(months)")
        case .observation:
            guard !(1...Self.stepsMax).contains(step.number) else { return }
            let most = "1 to \(Self.stepsMax)"
            fail(.programmePart, found: number, "is no number of an observation", most)
        case .endPoint, .recommendation, .moderation:
            guard step.number != 0 else { return }
            fail(.programmePart, found: number, "\(step.kind.word) has no number", "0")
        }
    }

    private func checkOutcome(
        _ step: DevelopmentStep,
        _ path: String,
        _ check: inout RecordCheck
    ) {
        let needsOne = step.kind == .recommendation || step.kind == .moderation
        if step.outcome != nil, !step.kind.hasOutcome {
            check.fail(
                .programmePart,
                path,
                about: step.words,
                "\(step.kind.word) has no outcome",
                expected: "none"
            )
        } else if step.outcome == nil, needsOne {
            check.fail(
                .programmePart,
                path,
                about: step.words,
                "\(step.kind.word) has an outcome",
                expected: "passed or not passed"
            )
        }
    }
}
