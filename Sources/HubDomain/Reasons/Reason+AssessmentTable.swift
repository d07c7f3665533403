import HubText

extension ReasonCode {
    /// A file that cannot be read as a table of a self-assessment.
    package static let tableShape: ReasonCode = "PRIO-0131"
    /// A file of another council.
    package static let tableCouncil: ReasonCode = "PRIO-0132"
    /// A row of a kind that is not known.
    package static let rowKind: ReasonCode = "PRIO-0133"
    /// An action that is not known.
    package static let rowAction: ReasonCode = "PRIO-0134"
    /// A row about an entry that does not exist.
    package static let rowReference: ReasonCode = "PRIO-0135"
    /// Two rows about one thing.
    package static let rowTwice: ReasonCode = "PRIO-0136"
    /// A cell that has no meaning in a row of its kind.
    package static let cellSurplus: ReasonCode = "PRIO-0137"
    /// A file for a self-assessment that is no draft.
    package static let tableState: ReasonCode = "PRIO-0138"
    /// A revision that the file cannot have been made from.
    package static let tableRevision: ReasonCode = "PRIO-0139"
    /// A row about something that was changed after the file was made.
    package static let rowOutOfDate: ReasonCode = "PRIO-0140"
    /// A priority's code beside the name of another.
    package static let itemName: ReasonCode = "PRIO-0141"
}

extension Reason {
    /// Reasons about the table form of a self-assessment.
    static let assessmentTable = [
        Reason(
            .tableShape,
            "table-shape",
            "The file is not a table of a self-assessment",
            why: "The first row must hold the titles of the template, and every row its cells.",
            next: "Begin with the template, or export the self-assessment and edit that file."
        ),
        Reason(
            .tableCouncil,
            "table-council",
            "The file belongs to another council",
            why: "A file sent to the wrong place would overwrite the wrong words.",
            next: "Choose the right file, or the right context."
        ),
        Reason(
            .rowKind,
            "row-kind",
            "It is not clear what the row is",
            why:
                "A row is a strength, an area for improvement, a rating or the peer challenge "
                + "note.",
            next: "Write one of these in the column Kind."
        ),
        Reason(
            .rowAction,
            "row-action",
            "The action is not known",
            why: "The column Action is empty, says remove, or says add for a new entry that brings "
                + "its reference. A row that is left out of the file removes nothing.",
            next: "Empty the cell, or write remove or add."
        ),
        Reason(
            .rowReference,
            "row-reference",
            "There is no entry with this reference",
            why: "The reference says which entry the row changes or removes.",
            next: "Export again to see the references, or empty the cell to add a new entry."
        ),
        Reason(
            .rowTwice,
            "row-twice",
            "Two rows speak about the same thing",
            why: "It would depend on their order which one counts; where both say the same, the "
                + "entry is kept once.",
            next: "Keep one of the two rows."
        ),
        Reason(
            .cellSurplus,
            "cell-surplus",
            "A cell has no meaning in this row",
            why: "What cannot be kept is not dropped in silence.",
            next: "Move the cell to a row of the right kind, or empty it."
        ),
        Reason(
            .tableState,
            "table-state",
            "Only a draft can be changed",
            why: "What was handed in or agreed stays as it was.",
            next: "Reopen the self-assessment, then send the file again."
        ),
        Reason(
            .tableRevision,
            "table-revision",
            "It is not clear which state the file was made from",
            why: "An export says in every row which revision it was made from, so that a file that "
                + "lay on a desk does not undo what a colleague did meanwhile.",
            next: "Export again and make your changes there, or empty the column Based on revision "
                + "in every row."
        ),
        Reason(
            .rowOutOfDate,
            "row-out-of-date",
            "The entry was changed after the file was made",
            why: "A row that leaves the entry as it was is left out, and what a colleague did "
                + "stays. Where the row changes the same entry too, people have to decide.",
            next: "Export again and make your change there; to overwrite what was done since, "
                + "empty the column Based on revision in every row."
        ),
        Reason(
            .itemName,
            "item-name",
            "Code and name are those of two priorities",
            why: "The code in the column Priority counts; the name beside it is for reading. Where "
                + "they differ, one of them is a slip.",
            next: "Correct the code, or empty the name."
        ),
    ]
}
