package import HubText

// What stands against going on with an assessment, besides its contents.
extension AssessmentRules {
    /// What stands against handing an assessment in, besides the rules of `check`.
    ///
    /// An empty assessment is an error; a priority about which nothing is said is a warning, a
    /// missing rating a note, a closing date that has passed a warning.
    ///
    /// - Parameters:
    ///   - assessment: The assessment.
    ///   - edition: The edition it names.
    ///   - today: The day in London.
    /// - Returns: The findings.
    package static func readiness(
        of assessment: Assessment,
        against edition: Edition,
        today: Day
    ) -> [Finding] {
        guard !assessment.isEmpty else {
            let error = DomainError(
                .assessmentEmpty,
                path: "",
                problem: "nothing is said under any priority",
                expected: "at least one strength or area for improvement"
            )
            return [error.finding()]
        }
        var findings: [Finding] = []
        for item in edition.items {
            let entry = assessment.entries[item.code] ?? Assessment.Entry()
            if entry.isEmpty {
                let error = DomainError(
                    .itemSilent,
                    path: "items[\(item.code)]",
                    subject: edition.words(for: item.code),
                    problem: "nothing is said"
                )
                findings.append(error.finding(severity: .warning))
            } else if assessment.scale != nil, entry.rating == nil {
                let error = DomainError(
                    .itemUnrated,
                    path: "items[\(item.code)].rating",
                    subject: edition.words(for: item.code),
                    problem: "it is not rated"
                )
                findings.append(error.finding(severity: .note))
            }
        }
        if let closing = assessment.closing, today > closing {
            let error = DomainError(
                .handedInLate,
                path: "closing",
                problem: "the closing date was \(closing.words)"
            )
            findings.append(error.finding(severity: .warning))
        }
        return findings
    }

    /// What somebody should know who writes in a draft outside the days of its window.
    ///
    /// Drafting is allowed at any time; what waits for whoever goes on is said early.
    ///
    /// - Parameters:
    ///   - assessment: The assessment.
    ///   - today: The day in London.
    /// - Returns: A warning before the window opens and after it closed.
    package static func timing(of assessment: Assessment, today: Day) -> [Finding] {
        switch WindowPhase(opens: assessment.opening, closes: assessment.closing, today: today) {
        case .open: return []
        case .upcoming(let day):
            let error = DomainError(
                .windowNotOpen,
                path: "opening",
                problem: "the window opens on \(day.words); the draft is kept, and can be handed "
                    + "in from that day on"
            )
            return [error.finding(severity: .warning)]
        case .closed(let day):
            let error = DomainError(
                .windowClosed,
                path: "closing",
                problem: "the window closed on \(day.words); the draft is kept, and would be "
                    + "handed in late"
            )
            return [error.finding(severity: .warning)]
        }
    }

    /// Refuses to hand in before the window opens.
    ///
    /// - Parameters:
    ///   - assessment: The assessment.
    ///   - today: The day in London.
    /// - Throws: PRIO-0123.
    package static func requireOpen(
        _ assessment: Assessment,
        today: Day
    ) throws(DomainError) {
        guard let opening = assessment.opening, today < opening else { return }
        throw DomainError(
            .windowNotOpen,
            path: "opening",
            problem: "the window opens on \(opening.words), and it can be handed in from that "
                + "day on; the draft is kept until then"
        )
    }
}
