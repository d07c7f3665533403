import HubText

extension ReasonCode {
    /// A file that cannot be read as assumptions.
    package static let projectionFile: ReasonCode = "PROJ-0101"
    /// A row that is no assumption.
    package static let projectionAssumption: ReasonCode = "PROJ-0102"
    /// A value that cannot be.
    package static let projectionValue: ReasonCode = "PROJ-0103"
    /// Days or years out of order.
    package static let projectionOrder: ReasonCode = "PROJ-0104"
    /// An assumption that is missing.
    package static let projectionMissing: ReasonCode = "PROJ-0105"
    /// An assumption without name or source.
    package static let projectionSource: ReasonCode = "PROJ-0106"
    /// Too few or too many runs.
    package static let projectionRuns: ReasonCode = "PROJ-0107"
    /// Figures of different scopes that are calculated together.
    package static let projectionScopes: ReasonCode = "PROJ-0108"
    /// A text that tells who somebody is.
    package static let projectionPerson: ReasonCode = "PROJ-0109"
}

extension Reason {
    /// Reasons about projections.
    static let projection = [
        Reason(
            .projectionFile,
            "projection_file",
            "The file cannot be read as assumptions",
            why: "Assumptions are a table with one row for each, or the same as JSON.",
            next: "Begin with the example in the help of the command."
        ),
        Reason(
            .projectionAssumption,
            "projection_assumption",
            "The row is not an assumption",
            why: "What a projection can assume is a closed list, so that nothing is left unread.",
            next: "Choose one of the assumptions that the message names."
        ),
        Reason(
            .projectionValue,
            "projection_value",
            "The value cannot be",
            why: "A value outside its range, or not between its low and high, is a slip of the "
                + "keyboard or another unit.",
            next: "Correct the value; rates are in percent."
        ),
        Reason(
            .projectionOrder,
            "projection_order",
            "The days do not follow each other",
            why: "An assumption has one value from each day on, and reaches over all years.",
            next: "Correct the days as the message says."
        ),
        Reason(
            .projectionMissing,
            "projection_missing",
            "An assumption is missing",
            why: "Nothing is filled in that nobody said.",
            next: "Add the row that the message names."
        ),
        Reason(
            .projectionSource,
            "projection_source",
            "The assumption has no name or no source",
            why: "Whoever reads the result must be able to ask where each number is from.",
            next: "Write what it is called and where it is from; “our estimate” is a source."
        ),
        Reason(
            .projectionRuns,
            "projection_runs",
            "The number of runs cannot be",
            why: "Fewer runs say little about the tails, more take longer and say no more.",
            next: "Choose a number of runs from 100 to 100000."
        ),
        Reason(
            .projectionScopes,
            "projection_scopes",
            "Figures of different scopes are calculated together",
            why: "Turnover of one kind of employer says nothing of the posts of all, and posts and "
                + "vacancies of two editions make no sum.",
            next: "Name figures of one place and scope, or type a number that you answer for."
        ),
        Reason(
            .projectionPerson,
            "projection_person",
            "Something tells who somebody is",
            why: "A text about work holds no number and no address of a person.",
            next: "Write the role instead, and take the number or the address out."
        ),
    ]
}
