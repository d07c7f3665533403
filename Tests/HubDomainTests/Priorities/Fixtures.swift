import HubDomain
import HubText
import Testing

/// What the tests of self-assessments share; nothing here is about a real council.
enum Fixtures {
    static func edition(_ id: EditionID = "2023-24") throws -> Edition {
        let library = try FrameworkLibrary.shipped()
        return try #require(library.framework(.sharedPriorities)?.edition(id))
    }

    static func scale(
        _ names: [String] = ["Starting", "Developing", "Leading"],
        _ direction: RatingScale.Direction = .higherIsBetter
    ) throws -> RatingScale {
        try RatingScale(
            id: "example",
            name: "Example scale",
            levels: names.map { .init($0) },
            direction: direction
        )
    }

    static func empty(scale: RatingScale? = nil) -> Assessment {
        Assessment(framework: .sharedPriorities, edition: "2023-24", scale: scale)
    }

    static func note(
        _ reference: String,
        _ text: String,
        evidence: [String] = [],
        sharing: AssessmentNote.Sharing = .privateToCouncil
    ) throws -> AssessmentNote {
        AssessmentNote(
            try #require(NoteReference(reference)),
            text: text,
            evidence: try evidence.map { try Evidence.read($0) },
            sharing: sharing
        )
    }

    static func filled() throws -> Assessment {
        var assessment = empty(scale: try scale())
        assessment.entries["SWP1"] = .init(
            notes: [
                try note("S1", "A plan for all employers, “one workforce”", sharing: .sharedNamed),
                try note(
                    "A1",
                    "=SUM of parts is not known\nsecond line",
                    evidence: ["https://www.example.org/plan?a=1,2", "Strategy, folder 7; page 3"],
                    sharing: .sharedUnnamed
                ),
            ],
            rating: 2
        )
        assessment.entries["SWP6"] = .init(notes: [try note("A2", "Siân’s cover, 007")])
        assessment.entries["SWP3"] = .init(rating: 3)
        assessment.peerChallenge = "- Be bolder\n- Share more"
        return assessment
    }

    static func day(_ text: String) throws -> Day { try DayText.day(text) }

    /// Reads rows under the titles that most tests use.
    static func importing(
        _ rows: String,
        into current: Assessment? = nil,
        council: GSSCode? = nil
    ) throws -> AssessmentImport {
        let titles = "Council code,Priority,Kind,Reference,Text,Evidence,Sharing,Rating,Action\n"
        return AssessmentImport(
            file: Array((titles + rows).utf8),
            current: try current ?? filled(),
            edition: try edition(),
            council: council
        )
    }

    /// The reasons of what was found, with their cells.
    static func reasons(_ result: AssessmentImport) -> [String] {
        result.findings.map { finding in
            let place = finding.place
            return "\(finding.reason ?? "-") \(place.row ?? 0) \(place.columnLetter ?? "-")"
        }
    }
}
