package import HubText

/// The columns of a self-assessment as a table, one row for each note and each rating.
package enum AssessmentColumns {
    /// The council's GSS code; a file for another council is refused.
    package static let council: ColumnKey = "council_code"
    /// The item's code or name.
    package static let item: ColumnKey = "priority"
    /// The item's name, for reading only.
    package static let itemName: ColumnKey = "priority_name"
    /// Strength, area for improvement, rating or peer challenge.
    package static let kind: ColumnKey = "kind"
    /// The note's reference; empty for a new note.
    package static let reference: ColumnKey = "reference"
    /// The note's text.
    package static let text: ColumnKey = "text"
    /// The evidence, one piece on each line of the cell.
    package static let evidence: ColumnKey = "evidence"
    /// Who may see the note.
    package static let sharing: ColumnKey = "sharing"
    /// The level's name.
    package static let rating: ColumnKey = "rating"
    /// Empty, "remove" or "add".
    package static let action: ColumnKey = "action"
    /// The revision that an export was made from, in every row, so that it survives sorting.
    package static let basedOn: ColumnKey = "based_on_revision"

    /// The columns in the order of the template.
    package static let all = [
        CSVColumn(council, title: "Council code", synonyms: ["GSS code", "Council"]),
        CSVColumn(item, title: "Priority", synonyms: ["Item", "Priority code"], isRequired: true),
        CSVColumn(itemName, title: "Priority name"),
        CSVColumn(kind, title: "Kind", synonyms: ["Type"], isRequired: true),
        CSVColumn(reference, title: "Reference", synonyms: ["Ref"]),
        CSVColumn(text, title: "Text", synonyms: ["Comment", "Description"], isRequired: true),
        CSVColumn(evidence, title: "Evidence", synonyms: ["Link", "Links"]),
        CSVColumn(sharing, title: "Sharing", synonyms: ["Share"]),
        CSVColumn(rating, title: "Rating", synonyms: ["Level", "Score"]),
        CSVColumn(action, title: "Action"),
    ]

    /// The columns of an export, which says what it was made from.
    package static let exported =
        all + [CSVColumn(basedOn, title: "Based on revision", synonyms: ["Revision"])]

    /// The columns an import understands: those of an export and those of an annotated answer.
    static let understood = exported + AnnotatedTable.columns

    /// What a row does beside adding and changing.
    enum RowAction: Equatable {
        /// Changes the note with its reference, or adds one without.
        case plain
        /// Removes what it names.
        case remove
        /// Adds a note under its reference.
        case add

        /// Reads what was typed; nil for other words.
        static func read(_ typed: String) -> RowAction? {
            switch CSVColumn.folded(typed) {
            case "": RowAction.plain
            case "remove": .remove
            case "add": .add
            default: nil
            }
        }
    }

    /// What a row can be.
    package enum RowKind: Equatable, Sendable, CaseIterable {
        /// A strength.
        case strength
        /// An area for improvement.
        case improvement
        /// The rating of an item.
        case rating
        /// The peer challenge note, which belongs to no item.
        case peerChallenge

        /// The words in the column.
        package var words: String {
            switch self {
            case .strength: AssessmentNote.Kind.strength.words
            case .improvement: AssessmentNote.Kind.improvement.words
            case .rating: "rating"
            case .peerChallenge: "peer challenge"
            }
        }

        /// The kind of note, for a row that is one.
        package var note: AssessmentNote.Kind? {
            switch self {
            case .strength: .strength
            case .improvement: .improvement
            case .rating, .peerChallenge: nil
            }
        }

        /// Reads what was typed; "improvement", "AFI" and plurals are understood.
        package static func read(_ typed: String) -> RowKind? {
            switch CSVColumn.folded(typed) {
            case "strength", "strengths": .strength
            case "areaforimprovement", "areasforimprovement", "improvement", "improvements", "afi":
                .improvement
            case "rating", "level": .rating
            case "peerchallenge", "peerchallengenote": .peerChallenge
            default: nil
            }
        }
    }
}
