import HubText

extension ReasonCode {
    /// A file that cannot be read as a sheet of counts.
    package static let wresSheetShape: ReasonCode = "WRES-0101"
    /// A sheet of another cycle.
    package static let wresSheetCycle: ReasonCode = "WRES-0102"
    /// A sheet of another employer.
    package static let wresSheetEmployer: ReasonCode = "WRES-0103"
    /// A row about a count that the cycle does not ask for.
    package static let wresSheetRow: ReasonCode = "WRES-0104"
    /// Two rows about the same count.
    package static let wresSheetTwice: ReasonCode = "WRES-0105"
    /// A cell that holds no count of people.
    package static let wresCountForm: ReasonCode = "WRES-0106"
    /// A percentage where a count belongs.
    package static let wresCountPercentage: ReasonCode = "WRES-0107"
    /// A hidden small count where it cannot be.
    package static let wresCountCensored: ReasonCode = "WRES-0108"
    /// A cell that is neither a count nor "not provided".
    package static let wresCountMissing: ReasonCode = "WRES-0109"
    /// An indicator of which only a part is given.
    package static let wresIndicatorPartial: ReasonCode = "WRES-0110"
}

extension Reason {
    /// Reasons about the sheet of a race equality return.
    static let wresSheet = [
        Reason(
            .wresSheetShape,
            "wres_sheet_shape",
            "The file is not a sheet of counts",
            why: "The first row must hold the titles of the template, and every row its cells.",
            next: "Begin with the sheet that `whub wres count` writes, or with the template."
        ),
        Reason(
            .wresSheetCycle,
            "wres_sheet_cycle",
            "The sheet belongs to another cycle",
            why: "Cycles differ in pay bands and definitions, so their counts are not the same.",
            next: "Use the sheet of this cycle, or name the cycle that the sheet is for."
        ),
        Reason(
            .wresSheetEmployer,
            "wres_sheet_employer",
            "The sheet belongs to another employer",
            why: "A file sent to the wrong place would overwrite the wrong counts.",
            next: "Choose the right file, or the right context."
        ),
        Reason(
            .wresSheetRow,
            "wres_sheet_row",
            "The cycle does not ask for this count",
            why: "Each row names one count of one service and one group, as the template has it.",
            next: "Correct the row's first columns, or take the row from the template again."
        ),
        Reason(
            .wresSheetTwice,
            "wres_sheet_twice",
            "Two rows give the same count",
            why: "It would depend on their order which one counts.",
            next: "Keep one of the two rows."
        ),
        Reason(
            .wresCountForm,
            "wres_count_form",
            "This is not a count of people",
            why: "Counts are whole numbers from 0; nothing is rounded or guessed.",
            next: "Write a whole number such as 12, or “not provided”."
        ),
        Reason(
            .wresCountPercentage,
            "wres_count_percentage",
            "A percentage stands where a count belongs",
            why: "Ratios are computed from counts. From a rounded percentage nobody can tell how "
                + "many people it was.",
            next: "Write the number of people."
        ),
        Reason(
            .wresCountCensored,
            "wres_count_censored",
            "A hidden small count cannot stand here",
            why: "The regulator shows counts under 10 as “<10”, so that is taken for fitness to "
                + "practise. Of everything else the council knows the count.",
            next: "Write the number of people, or “not provided”."
        ),
        Reason(
            .wresCountMissing,
            "wres_count_missing",
            "A count is missing",
            why: "Missing is not zero: an empty cell could mean that nobody was counted, or that "
                + "nobody counted.",
            next: "Write the number, 0 included, or “not provided”."
        ),
        Reason(
            .wresIndicatorPartial,
            "wres_indicator_partial",
            "Only a part of the indicator is given",
            why: "A ratio needs the people and the events of both groups.",
            next: "Give the counts that the message names, or write “not provided” for all of them."
        ),
    ]
}
