import HubText

/// One strength or one area for improvement under a priority.
package struct AssessmentNote: Equatable, Sendable {
    /// Which of the two it is.
    package enum Kind: String, Sendable, CaseIterable {
        /// What works.
        case strength
        /// What should work better.
        case improvement

        /// The words for people.
        package var words: String {
            switch self {
            case .strength: "strength"
            case .improvement: "area for improvement"
            }
        }

        /// The letter that references begin with.
        package var letter: String {
            switch self {
            case .strength: "S"
            case .improvement: "A"
            }
        }
    }

    /// Who may see a note outside the council; decided note by note.
    package enum Sharing: String, Sendable, CaseIterable, Comparable {
        /// Nobody.
        case privateToCouncil = "private"
        /// The region, without the council's name.
        case sharedUnnamed = "shared_unnamed"
        /// The region, with the council's name.
        case sharedNamed = "shared_named"

        /// The words for people.
        package var words: String {
            switch self {
            case .privateToCouncil: "private"
            case .sharedUnnamed: "shared unnamed"
            case .sharedNamed: "shared named"
            }
        }

        /// Whether fewer can see by `left` what it is and whose.
        package static func < (left: Sharing, right: Sharing) -> Bool { left.reach < right.reach }

        private var reach: Int {
            switch self {
            case .privateToCouncil: 0
            case .sharedUnnamed: 1
            case .sharedNamed: 2
            }
        }

        /// Reads what was typed; empty is private.
        ///
        /// - Parameter typed: What was typed; case, spaces and punctuation do not count.
        /// - Returns: The sharing, or nil for other words.
        package static func read(_ typed: String) -> Sharing? {
            let wanted = CSVColumn.folded(typed)
            if TextRule.trimmed(typed).isEmpty { return .privateToCouncil }
            return allCases.first { CSVColumn.folded($0.words) == wanted }
        }
    }

    /// The reference, unique in the assessment.
    package var reference: NoteReference
    /// The text.
    package var text: String
    /// What backs it.
    package var evidence: [Evidence]
    /// Who may see it outside the council.
    package var sharing: Sharing

    /// A note of its parts, not checked.
    package init(
        _ reference: NoteReference,
        text: String,
        evidence: [Evidence] = [],
        sharing: Sharing = .privateToCouncil
    ) {
        self.reference = reference
        self.text = text
        self.evidence = evidence
        self.sharing = sharing
    }
}

/// The name of a note in its assessment: S1, A2.
///
/// It stays when the text changes, so that a corrected note is a changed note and not another one.
package struct NoteReference: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The highest number.
    package static let numberMax = 9_999

    /// Strength or area for improvement.
    package let kind: AssessmentNote.Kind
    /// From 1 to `numberMax`.
    package let number: Int

    /// A reference; nil if the number is out of range.
    package init?(_ kind: AssessmentNote.Kind, _ number: Int) {
        guard (1...Self.numberMax).contains(number) else { return nil }
        self.kind = kind
        self.number = number
    }

    /// Reads a reference as it was typed: a letter and a number, small or capital.
    package init?(_ typed: String) {
        let text = TextRule.trimmed(typed).uppercased()
        guard let kind = AssessmentNote.Kind.allCases.first(where: { text.hasPrefix($0.letter) }),
            let number = try? NumberText.whole(String(text.dropFirst()), in: 1...Self.numberMax)
        else { return nil }
        self.kind = kind
        self.number = number
    }

    /// The reference as text.
    package var description: String { "\(kind.letter)\(number)" }

    /// Strengths first, then by number.
    package static func < (left: NoteReference, right: NoteReference) -> Bool {
        if left.kind != right.kind { return left.kind == .strength }
        return left.number < right.number
    }
}
