package import HubText

/// What kind of development programme it is.
package enum DevelopmentKind: Int, Sendable, CaseIterable {
    /// The Care Certificate.
    case careCertificate = 1
    /// An apprenticeship.
    case apprenticeship = 2
    /// The assessed and supported year in employment.
    case supportedYear = 3
    /// Development of a registered manager.
    case registeredManager = 4
    /// Development of a director or senior leader.
    case seniorLeader = 5

    /// The kind's word, in commands and lists.
    package var word: String {
        switch self {
        case .careCertificate: "care-certificate"
        case .apprenticeship: "apprenticeship"
        case .supportedYear: "asye"
        case .registeredManager: "registered-manager"
        case .seniorLeader: "senior-leader"
        }
    }

    /// The kind for people.
    package var words: String {
        switch self {
        case .careCertificate: "Care Certificate"
        case .apprenticeship: "apprenticeship"
        case .supportedYear: "assessed and supported year in employment"
        case .registeredManager: "development of a registered manager"
        case .seniorLeader: "development of a director or senior leader"
        }
    }

    /// The kind of a word; nil for another.
    package init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// Whether the council gives it a title of its own.
    package var hasTitle: Bool { self != .careCertificate && self != .supportedYear }

    /// Whether what is due of it is counted from the first day.
    package var isDueFromStart: Bool { self == .careCertificate || self == .supportedYear }

    /// The steps that it has.
    package var steps: [DevelopmentStep.Kind] {
        switch self {
        case .careCertificate: [.standard]
        case .apprenticeship: [.endPoint]
        case .supportedYear: [.review, .observation, .recommendation, .moderation]
        case .registeredManager, .seniorLeader: []
        }
    }
}

/// Something that was done in a programme.
package struct DevelopmentStep: Hashable, Sendable {
    /// What it is.
    package enum Kind: Int, Sendable, CaseIterable {
        /// A standard of the Care Certificate was assessed.
        case standard = 1
        /// A review; its number is the month that it is for.
        case review = 2
        /// A direct observation.
        case observation = 3
        /// The end-point assessment.
        case endPoint = 4
        /// What the assessor recommends.
        case recommendation = 5
        /// What moderation decided.
        case moderation = 6

        /// For people.
        package var word: String {
            switch self {
            case .standard: "standard"
            case .review: "review"
            case .observation: "observation"
            case .endPoint: "end-point assessment"
            case .recommendation: "recommendation"
            case .moderation: "moderation"
            }
        }

        /// Whether it ends in an outcome.
        package var hasOutcome: Bool { rawValue >= Kind.endPoint.rawValue }
    }

    /// How it ended.
    package enum Outcome: Int, Sendable {
        /// Passed.
        case passed = 1
        /// Not passed.
        case notPassed = 2
    }

    /// What it is.
    package var kind: Kind
    /// The standard, the month of the review or the number of the observation; else 0.
    package var number: Int
    /// When.
    package var day: Day
    /// How it ended; nil where it has not.
    package var outcome: Outcome?

    /// What tells it from others, for people: standard 7.
    package var words: String { number > 0 ? "\(kind.word) \(number)" : kind.word }

    /// A step.
    package init(_ kind: Kind, _ number: Int = 0, on day: Day, outcome: Outcome? = nil) {
        self.kind = kind
        self.number = number
        self.day = day
        self.outcome = outcome
    }
}

/// A break in learning: until when, and never why.
package struct DevelopmentBreak: Hashable, Sendable {
    /// The first day.
    package var from: Day
    /// The last day; nil while nobody knows.
    package var until: Day?

    /// A break.
    package init(from: Day, until: Day?) {
        self.from = from
        self.until = until
    }

    /// Whether a day is in it.
    package func holds(_ day: Day) -> Bool { from <= day && day <= (until ?? .last) }
}

/// Why a supported year is longer than twelve months; never a reason of health.
package enum DevelopmentExtension: Int, Sendable {
    /// Part time.
    case partTime = 1
    /// A long leave, of whatever kind.
    case longLeave = 2
}

/// One development programme of one worker.
package struct DevelopmentProgramme: Equatable, Sendable {
    /// The steps of one programme.
    package static let stepsMax = 100
    /// The breaks of one programme.
    package static let breaksMax = 20
    /// The reviews of one pattern.
    package static let reviewsMax = 24
    /// The largest sum of a funding, in pence.
    package static let penceMax = 100_000_000

    /// What kind.
    package var kind: DevelopmentKind
    /// What the council calls it.
    package var title = ""
    /// The edition of a Care Certificate.
    package var edition: CareCertificateEdition?
    /// The level, as the council writes it.
    package var level: Int?
    /// Who provides it.
    package var provider = ""
    /// The first day.
    package var started: Day?
    /// The planned last day.
    package var plannedEnd: Day?
    /// When it was awarded or completed.
    package var completed: Day?
    /// When it ended without that; no reason is held.
    package var stopped: Day?
    /// When the development is looked at again.
    package var reviewDue: Day?
    /// The off-the-job hours that are planned.
    package var hoursPlanned: Int?
    /// The off-the-job hours that are done.
    package var hoursDone: Int?
    /// Where the money comes from.
    package var funding = ""
    /// How much, in pence.
    package var fundingPence: Int?
    /// The months of the reviews; none: every three.
    package var reviewMonths: [Int] = []
    /// Whose pattern that is.
    package var reviewPattern = ""
    /// The months by which a supported year is longer.
    package var extensionMonths = 0
    /// Why.
    package var extensionKind: DevelopmentExtension?
    /// What was done.
    package var steps: [DevelopmentStep] = []
    /// The breaks in learning.
    package var breaks: [DevelopmentBreak] = []

    /// A programme of which nothing is known yet.
    package init(_ kind: DevelopmentKind) { self.kind = kind }

    /// The day from which nothing more is to come; nil while it is open.
    package var ended: Day? { completed ?? stopped ?? step(.moderation)?.day }

    /// The step of a kind and number.
    package func step(_ kind: DevelopmentStep.Kind, _ number: Int = 0) -> DevelopmentStep? {
        steps.first { $0.kind == kind && $0.number == number }
    }

    /// The numbers of the standards without a day.
    package var missingStandards: [Int] {
        guard let edition else { return [] }
        return (1...edition.standardCount).filter { step(.standard, $0) == nil }
    }

    /// The same for people.
    package var missingStandardsWords: String {
        let missing = missingStandards
        let count = NumberText.count(missing.count, "standard has", "standards have")
        return "\(count) no day: \(missing.map { "\($0)" }.joined(separator: ", "))"
    }

    /// Whether an award is recorded of which some standards have a day and others have none.
    ///
    /// An award of which no standard has a day is none of these: a council that records the award
    /// alone says nothing about standards, and unknown is not missing.
    package var isAwardDoubtful: Bool {
        completed != nil && steps.contains { $0.kind == .standard } && !missingStandards.isEmpty
    }

    /// What to look at where the programme goes on under another edition than before; nil where it
    /// does not.
    package func editionMove(from before: DevelopmentProgramme) -> String? {
        guard let old = before.edition, let new = edition, old != new else { return nil }
        let kept = before.steps.filter { old in
            old.kind == .standard && step(.standard, old.number) != nil
        }
        let numbers = kept.map { "\($0.number)" }.joined(separator: ", ")
        let under = "the edition of \(old.rawValue)"
        let signed =
            kept.isEmpty
            ? "no standard was signed off under \(under)"
            : "\(NumberText.count(kept.count, "standard")) signed off under \(under) "
                + "\(kept.count == 1 ? "keeps its day" : "keep their days"): \(numbers)"
        return "edition \(old.rawValue) becomes \(new.rawValue); \(signed)"
    }

    /// What is recorded of days before another, for people, such as the first of employment.
    package func days(before day: Day) -> [String] {
        let facts = [("begun", started), ("completed", completed), ("stopped", stopped)]
        let steps = steps.map { ($0.words, Optional($0.day)) }
        return (facts + steps).compactMap { name, one in
            one.flatMap { $0 < day ? name : nil }
        }
    }

    /// The months of a supported year with its extension.
    package var yearMonths: Int { SupportedYear.months + extensionMonths }

    /// The months after which reviews are due.
    package var monthsOfReviews: [Int] {
        guard kind == .supportedYear else { return [] }
        guard reviewMonths.isEmpty else { return reviewMonths }
        let step = SupportedYear.reviewMonths
        return Array(stride(from: step, through: yearMonths, by: step))
    }

    /// Whether both are of one kind and title, so that one worker has one of them open.
    ///
    /// Titles with the same words are the same, in whatever order, case and punctuation.
    package func isOfTheSame(_ other: DevelopmentProgramme) -> Bool {
        kind == other.kind && Self.words(title) == Self.words(other.title)
    }

    private static func words(_ title: String) -> [[UInt8]] {
        title.split { !$0.isLetter && !$0.isNumber }
            .map { Array(CSVColumn.folded(String($0)).utf8) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Whether a text, or a part of it between marks, reads as somebody's name.
    private static func readsAsName(_ text: String) -> Bool {
        let marks = Array("()[],;:/–—".unicodeScalars)
        let parts = text.unicodeScalars.split { marks.contains($0) }
        return parts.contains { RoleWords.looksLikeName(String(Substring($0))) }
    }

    /// The texts that read as somebody's name, each by its field: hints, and no refusals.
    package var nameHints: [DomainError] {
        let texts = [
            ("title", "The title", title), ("provider", "The provider", provider),
            ("funding", "The funding", funding),
            ("review_pattern", "Whose pattern it is", reviewPattern),
        ]
        return texts.filter { Self.readsAsName($0.2) }.map { path, subject, _ in
            RoleWords.hint(
                .programmeName,
                path: path,
                subject: subject,
                expected: "a programme, role or organisation"
            )
        }
    }
}
