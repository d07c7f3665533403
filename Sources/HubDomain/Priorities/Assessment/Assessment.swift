package import HubText

/// What a council says about itself under each item of one edition of a framework.
///
/// The published form is strengths and areas for improvement under each priority; the rating is
/// optional and on the region's own scale.
package struct Assessment: Equatable, Sendable {
    /// The strengths and the areas for improvement of one kind under one item at most.
    package static let notesPerKindMax = 50
    /// The pieces of evidence of one note at most.
    package static let evidenceMax = 20
    /// The rule for a note's text and the peer challenge note.
    package static let textRule = TextRule.prose

    /// What is said under one item.
    package struct Entry: Equatable, Sendable {
        /// Strengths and areas for improvement, in the order of their references.
        package var notes: [AssessmentNote]
        /// The level on the assessment's scale, counted from 1; nil for not rated.
        package var rating: Int?

        /// An entry of its parts.
        package init(notes: [AssessmentNote] = [], rating: Int? = nil) {
            self.notes = notes
            self.rating = rating
        }

        /// Whether nothing is said.
        package var isEmpty: Bool { notes.isEmpty && rating == nil }

        /// The notes of one kind.
        package func notes(_ kind: AssessmentNote.Kind) -> [AssessmentNote] {
            notes.filter { $0.reference.kind == kind }
        }
    }

    /// The framework that is assessed against.
    package let framework: FrameworkID
    /// Its edition.
    package let edition: EditionID
    /// The first day on which it can be handed in; nil if the region set none.
    package var opening: Day?
    /// The last day on which it is handed in on time; nil if the region set none.
    package var closing: Day?
    /// The scale of the ratings; nil if the region set none.
    package var scale: RatingScale?
    /// What is said under each item; an item that is missing is one with nothing said.
    package var entries: [ItemCode: Entry]
    /// What peers said when they challenged the assessment.
    package var peerChallenge: String?
    /// How far it is.
    package var state: AssessmentState

    /// An empty draft.
    package init(
        framework: FrameworkID,
        edition: EditionID,
        opening: Day? = nil,
        closing: Day? = nil,
        scale: RatingScale? = nil
    ) {
        self.framework = framework
        self.edition = edition
        self.opening = opening
        self.closing = closing
        self.scale = scale
        entries = [:]
        peerChallenge = nil
        state = .draft
    }

    /// Whether nothing is said under any item.
    package var isEmpty: Bool { entries.values.allSatisfy(\.isEmpty) }
}
