import HubDomain
import HubText
import HubWire

/// The columns of a file of programmes.
enum ProgrammeColumns {
    /// A column with a day, and one with how it ended, of a step that a programme has once.
    struct Ended {
        let step: DevelopmentStep.Kind
        let day: ColumnKey
        let outcome: ColumnKey
    }

    static let worker: ColumnKey = "worker"
    /// The first day in post: the first one of a Care Certificate, whose aim is counted from it,
    /// where no other is said; of nothing else.
    static let employed: ColumnKey = "employed"
    static let breakFrom: ColumnKey = "break_from"
    static let breakUntil: ColumnKey = "break_until"

    /// The columns as a file may have them.
    static let all =
        [
            CSVColumn(
                worker,
                title: "Worker",
                synonyms: [
                    "Staff number", "Employee number", "Payroll number", "Staff ID", "Employee ID",
                ],
                isRequired: true
            )
        ] + single + numbered

    /// For help: the numbered ones in a line each.
    static let described: [(title: String, key: String)] =
        (all.prefix(1) + single).map { ($0.title, $0.key.text) }
        + series.map { one in
            ("\(one.title) 1 to \(one.max)", "\(one.key)_1 to \(one.key)_\(one.max)")
        }

    private static let single = [
        column("kind", "Kind", ["Programme kind", "Programme type", "Type of programme"]),
        column("title", "Title", ["Programme title", "Programme name", "Apprenticeship standard"]),
        column("edition", "Edition", ["Care Certificate edition"]),
        column("level", "Level", ["Programme level", "Apprenticeship level"]),
        column("provider", "Provider", ["Training provider"]),
        column("started", "Started", startTitles),
        column("employed", "Start of employment", employmentTitles),
        column("planned_end", "Planned end", plannedTitles),
        column("completed", "Completed", completionTitles),
        column("stopped", "Stopped", ["Date stopped", "Date withdrawn", "Withdrawal date"]),
        column("review_due", "Review due", ["Next review", "Date of next review"]),
        column("hours_planned", "Hours planned", ["Planned hours", "Off-the-job hours planned"]),
        column("hours_done", "Hours done", ["Off-the-job hours", "Off-the-job hours done"]),
        column("funding", "Funding", ["Funding source", "Funded by"]),
        column("amount", "Amount", ["Pounds"]),
        column("review_months", "Months of reviews"), column("review_pattern", "Review pattern"),
        column("extension_months", "Extension months"), column("extension", "Extension"),
        column("end_point", "End-point assessment"),
        column("end_point_outcome", "End-point outcome"),
        column("recommended", "Recommended"), column("recommendation", "Recommendation"),
        column("moderated", "Moderated"), column("moderation", "Moderation"),
        column("break_from", "Break from"), column("break_until", "Break until"),
    ]

    private static let startTitles = [
        "Start date", "Date started", "Date of start", "Programme start date", "Enrolment date",
        "Date enrolled", "First day",
    ]
    private static let employmentTitles = [
        "Employment start date", "Date joined", "Joined", "Joining date", "Date of joining",
        "Date started in post",
    ]
    private static let plannedTitles = [
        "Planned end date", "Expected end date", "Expected completion date", "Target end date",
    ]
    private static let completionTitles = [
        "Awarded", "Date of completion", "Completion date", "Date completed", "Date awarded",
        "Award date", "Date of award", "Date achieved",
    ]

    /// Steps that end in an outcome.
    static let ended = [
        Ended(step: .endPoint, day: "end_point", outcome: "end_point_outcome"),
        Ended(step: .recommendation, day: "recommended", outcome: "recommendation"),
        Ended(step: .moderation, day: "moderated", outcome: "moderation"),
    ]

    /// Steps with a number, a column each.
    static let series: [(step: DevelopmentStep.Kind, title: String, key: String, max: Int)] = [
        (.standard, "Standard", "standard", CareCertificateEdition.of2025.standardCount),
        (.review, "Review", "review", SupportedYear.months + SupportedYear.extensionMonthsMax),
        (.observation, "Observation", "observation", observationsMax),
    ]
    private static let observationsMax = 20

    private static let numbered = series.flatMap { one in
        (1...one.max).map { column("\(one.key)_\($0)", "\(one.title) \($0)") }
    }

    /// The column of a step; nil for one that has none.
    static func column(of step: ProgrammeStep) -> ColumnKey? {
        let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue))
        if let one = series.first(where: { $0.step == kind }) {
            return ColumnKey(text: "\(one.key)_\(step.number)")
        }
        return ended.first { $0.step == kind }?.day
    }

    /// The column of a part of a programme; most are called as the part is.
    static func column(of part: String) -> ColumnKey {
        switch part {
        case "breaks": breakFrom
        case "breaks.until": breakUntil
        case "funding_pence": "amount"
        default: ColumnKey(text: part)
        }
    }

    private static func column(
        _ key: String,
        _ title: String,
        _ synonyms: [String] = []
    ) -> CSVColumn {
        CSVColumn(ColumnKey(text: key), title: title, synonyms: synonyms)
    }
}
