import HubArguments
import HubDomain

/// The columns of a self-assessment as a file, and the words in them.
enum TableColumns {
    /// The kind of a strength's row.
    static let strength = AssessmentColumns.RowKind.strength.words
    /// The kind of an area for improvement's row.
    static let improvement = AssessmentColumns.RowKind.improvement.words
    /// The kind of a rating's row.
    static let rating = AssessmentColumns.RowKind.rating.words
    /// The kind of the peer challenge note's row.
    static let peerChallenge = AssessmentColumns.RowKind.peerChallenge.words

    /// What each column takes.
    static let section = CommandDeclaration.Section(
        "Columns of the file",
        [
            .init("Council code", "your council's code; a file for another council is refused"),
            .init("Priority", "the code or the name, as SWP1 (required)"),
            .init("Priority name", "for reading only"),
            .init("Kind", "\(kinds) (required)"),
            .init(
                "Reference",
                "keeps an entry the same entry when its text changes: leave it as it is, and empty "
                    + "for a new entry"
            ),
            .init("Text", "what you want to say, in a sentence or two"),
            .init("Evidence", "an https:// link or a document's title, one on each line"),
            .init(
                "Sharing",
                "private, shared unnamed (without your council's name) or shared named; nothing "
                    + "leaves your council unless you write so"
            ),
            .init("Rating", "on a row of the kind rating: the name of one of the scale's levels"),
            .init("Action", "empty, or remove; a row that is left out removes nothing"),
        ]
    )

    /// The words in the column Kind.
    private static var kinds: String {
        AssessmentColumns.RowKind.allCases.map(\.words).joined(separator: ", ")
    }
}
