package import HubText

/// The number of a category of the Care Workforce Pathway in ASC-WDS; an open set.
package struct PathwayCategoryID: RawRepresentable, Hashable, Sendable {
    /// The number.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }
}

/// A category of the Care Workforce Pathway, or one of the two answers that are none.
package struct PathwayCategory: Equatable, Sendable {
    /// What choosing it says.
    package enum Kind: String, Sendable, CaseIterable {
        /// The worker's category.
        case category
        /// "I do not know."
        case doNotKnow = "do-not-know"
        /// "None of these categories."
        case noneOfThese = "none"
    }

    /// Its number.
    package let id: PathwayCategoryID
    /// Its title.
    package let title: String
    /// The group in which it is shown.
    package let group: String
    /// Its code in bulk upload files, which is another number.
    package let bulkCode: Int
    /// Whether that code is confirmed.
    package let isBulkCodeConfirmed: Bool
    /// What choosing it says.
    package let kind: Kind
    /// When it was published, as the source says it; empty where none does.
    package let fromWords: String
    /// Where it was read.
    package let sources: [SourceMark]
}

/// What is recorded about a worker's category: "don't know" and "none" are answers, unset is not.
package enum PathwayAnswer: Hashable, Sendable {
    /// Nobody has answered.
    case unset
    /// A category.
    case category(PathwayCategoryID)
    /// "I do not know."
    case doNotKnow
    /// "None of these categories."
    case noneOfThese
}

/// An answer about a worker's category, with its day and who gave it.
package struct PathwayEntry: Hashable, Sendable {
    /// The answer.
    package let answer: PathwayAnswer
    /// From when it holds.
    package let day: Day
    /// The role of who recorded it, such as "team manager".
    package let recordedBy: String

    /// An answer.
    package init(answer: PathwayAnswer, day: Day, recordedBy: String) {
        self.answer = answer
        self.day = day
        self.recordedBy = recordedBy
    }

    /// The answer that holds on a day: the latest of those that began, later entries first on ties.
    ///
    /// - Complexity: Linear in the entries.
    package static func answer(of entries: [PathwayEntry], on day: Day) -> PathwayAnswer {
        var current: PathwayEntry?
        for entry in entries where entry.day <= day {
            if current.map({ $0.day <= entry.day }) ?? true { current = entry }
        }
        return current?.answer ?? .unset
    }
}
