package import HubText

/// One thing that a national return would refuse, or take in another way than it is meant.
package struct ReturnProblem: Equatable, Sendable {
    /// The title of the column in the return's file.
    package let column: String
    /// Whether it would be refused.
    package let severity: Severity
    /// Why.
    package let reason: ReasonCode
    /// What is wrong.
    package let problem: String
    /// What would be right.
    package let expected: String
}

/// Whether a training record would pass ASC-WDS, by what is known of its rules.
///
/// The return's file has eight columns. Accredited and notes cannot be wrong here: the one has the
/// return's own answers, the other is not held. The worker's id is the council's own number, which
/// the hub does not have and took in only where it was short enough. What a return asks beyond
/// training records, such as pay, is not held and not judged.
package struct TrainingReturn: Sendable {
    /// The titles of the return's columns.
    private enum Column {
        static let workplace = "LOCALESTID"
        static let category = "CATEGORY"
        static let description = "DESCRIPTION"
        static let completed = "DATECOMPLETED"
        static let expiry = "EXPIRYDATE"
        // The header of the file about workers is not known: a name in words.
        static let role = "main job role"
        static let certificate = "Care Certificate"
    }

    private let topics: [TopicCode: Topic]
    private let categories: [CategoryCode: TrainingCategory]
    private let today: Day

    /// A check on a day.
    package init(_ catalogue: TrainingCatalogue, today: Day) {
        topics = Dictionary(
            catalogue.topics.map { ($0.code, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        categories = Dictionary(
            catalogue.categories.map { ($0.code, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.today = today
    }

    /// What is wrong about a worker who has records.
    ///
    /// - Parameters:
    ///   - workplace: The workplace's own id.
    ///   - role: The main job.
    /// - Returns: The problems; none for what passes.
    package func problems(workplace: String, role: String) -> [ReturnProblem] {
        var problems: [ReturnProblem] = []
        let length = workplace.unicodeScalars.count
        let most = TrainingLimits.referenceCharactersMax
        if workplace.isEmpty {
            problems.append(
                Self.error(
                    .returnWorkplace,
                    Column.workplace,
                    "no workplace is recorded",
                    "the workplace's own id, at most \(most) characters"
                )
            )
        } else if length > most {
            problems.append(
                Self.error(
                    .returnWorkplace,
                    Column.workplace,
                    "the workplace's id has \(length) characters",
                    "at most \(most)"
                )
            )
        }
        if role.isEmpty {
            problems.append(
                Self.error(
                    .returnRole,
                    Column.role,
                    "no main job is recorded",
                    "the job role, which the yearly return asks of every worker"
                )
            )
        }
        return problems
    }

    /// What is doubtful about a worker's programmes: an award of which some standards have no day,
    /// where no other award is without doubt.
    ///
    /// It is a warning: a return asks for the answer alone, and the council can give it.
    package func problems(_ programmes: [DevelopmentProgramme]) -> [ReturnProblem] {
        let awards = programmes.filter { $0.kind == .careCertificate && $0.completed != nil }
        guard awards.allSatisfy(\.isAwardDoubtful) else { return [] }
        return awards.map { one in
            let words = one.missingStandardsWords
            let edition = one.edition?.rawValue ?? ""
            return Self.warning(
                .returnCertificate,
                Column.certificate,
                "an award under the edition of \(edition) is recorded, and \(words)",
                "the days of those standards, or no award"
            )
        }
    }

    /// What is wrong about a training record.
    package func problems(_ record: TrainingRecord) -> [ReturnProblem] {
        var problems = [category(record.topic)].compactMap(\.self)
        let length = record.title.unicodeScalars.count
        let most = TrainingLimits.title.charactersMax
        if record.title.isEmpty {
            problems.append(
                Self.warning(
                    .returnTitle,
                    Column.description,
                    "the record has no description",
                    "the title of the course, or the topic’s name; older versions require one"
                )
            )
        } else if length > most {
            problems.append(
                Self.error(
                    .returnTitle,
                    Column.description,
                    "the description has \(length) characters",
                    "at most \(most)"
                )
            )
        }
        if let completed = record.completed, completed > today {
            problems.append(
                Self.error(
                    .completedInFuture,
                    Column.completed,
                    "\(completed.slashed) is a day to come",
                    "a day until \(today.words)"
                )
            )
        }
        if let completed = record.completed, case .day(let end) = record.expiry, end <= completed {
            problems.append(
                Self.error(
                    .expiryBeforeCompleted,
                    Column.expiry,
                    "\(end.slashed) is not after \(completed.slashed), the day it was completed",
                    "at least one day later"
                )
            )
        }
        return problems
    }

    private func category(_ code: TopicCode) -> ReturnProblem? {
        let match = topics[code]?.category ?? .none
        guard let category = match.category else {
            return Self.error(
                .returnCategory,
                Column.category,
                "no category is known for the topic",
                "a category that you choose in the return; the topic stays as your rules have it"
            )
        }
        let words = "\(category.rawValue), \(categories[category]?.title ?? "")"
        switch match {
        case .same, .none: return nil
        case .part:
            return Self.warning(
                .returnNearest,
                Column.category,
                "the topic is a part of category \(words)",
                "that category, if it is right for you"
            )
        case .nearest:
            return Self.warning(
                .returnNearest,
                Column.category,
                "the topic has no category; the nearest is \(words)",
                "that category, if it is right for you"
            )
        }
    }

    private static func error(
        _ reason: ReasonCode,
        _ column: String,
        _ problem: String,
        _ expected: String
    ) -> ReturnProblem {
        make(reason, column, .error, problem, expected)
    }

    private static func warning(
        _ reason: ReasonCode,
        _ column: String,
        _ problem: String,
        _ expected: String
    ) -> ReturnProblem {
        make(reason, column, .warning, problem, expected)
    }

    private static func make(
        _ reason: ReasonCode,
        _ column: String,
        _ severity: Severity,
        _ problem: String,
        _ expected: String
    ) -> ReturnProblem {
        ReturnProblem(
            column: column,
            severity: severity,
            reason: reason,
            problem: problem,
            expected: expected
        )
    }
}
