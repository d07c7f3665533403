import HubText

extension ReasonCode {
    /// A text that is no count.
    package static let figureCount: ReasonCode = "FIGR-0101"
    /// A turnover that cannot be.
    package static let figureTurnover: ReasonCode = "FIGR-0102"
    /// Counts from which the rule makes no rate.
    package static let figureNoRate: ReasonCode = "FIGR-0103"
    /// Figures of different scopes in one calculation.
    package static let figureMixedScopes: ReasonCode = "FIGR-0111"
    /// Figures of measures that do not go together.
    package static let figureMeasures: ReasonCode = "FIGR-0112"
    /// A part larger than its whole.
    package static let figureImpossible: ReasonCode = "FIGR-0113"
    /// Periods in the wrong order.
    package static let figurePeriods: ReasonCode = "FIGR-0114"
    /// Shares that make no whole.
    package static let figureShares: ReasonCode = "FIGR-0115"
    /// A sum in which a part has no value.
    package static let figureIncomplete: ReasonCode = "FIGR-0116"
    /// A text that names no figure.
    package static let figureReference: ReasonCode = "FIGR-0117"
    /// A figure that a number cannot be taken from.
    package static let figureNotThere: ReasonCode = "FIGR-0118"
    /// A file that cannot be read as figures.
    package static let figureFile: ReasonCode = "FIGR-0121"
    /// A mapping that has no meaning.
    package static let figureMapping: ReasonCode = "FIGR-0122"
    /// A measure that is not in the catalogue.
    package static let figureMeasureUnknown: ReasonCode = "FIGR-0123"
    /// A cell that cannot be what its column says.
    package static let figureCell: ReasonCode = "FIGR-0124"
    /// A second value for one statement.
    package static let figureContradiction: ReasonCode = "FIGR-0125"
    /// A place that is not known.
    package static let figurePlace: ReasonCode = "FIGR-0126"
    /// A batch of no import.
    package static let figureImportUnknown: ReasonCode = "FIGR-0131"
    /// An import that was undone before.
    package static let figureImportUndone: ReasonCode = "FIGR-0132"
    /// An import on which later ones rest.
    package static let figureImportRests: ReasonCode = "FIGR-0133"
    /// A batch that was kept before.
    package static let figureImportKept: ReasonCode = "FIGR-0134"
    /// A text that tells who somebody is.
    package static let figurePerson: ReasonCode = "FIGR-0135"
    /// Something that is kept, and may not be meant.
    package static let figureDoubt: ReasonCode = "FIGR-0136"
}

extension Reason {
    /// Reasons about workforce figures.
    static let figures = [
        Reason(
            .figureCount,
            "figure_count",
            "This is not a count",
            why: "A rate is computed from whole numbers. “None” counts as zero, “don't know” and "
                + "an empty answer do not.",
            next: "Write a whole number, none or dont-know."
        ),
        Reason(
            .figureTurnover,
            "figure_turnover",
            "The turnover cannot be right",
            why: "The national service refuses a turnover above 995% as wrong, and so does this.",
            next: "Check leavers and employees; one of them is of another period or workplace."
        ),
        Reason(
            .figureNoRate,
            "figure_no_rate",
            "The rule gives no rate",
            why: "Without staff to divide by, or without an answer, there is no rate. It is not "
                + "zero, and not 100%.",
            next: "Give the counts that the message names, or leave the rate out."
        ),
        Reason(
            .figureMixedScopes,
            "figure_mixed_scopes",
            "Figures of different scopes stand in one calculation",
            why: "Figures for different employers, places, periods or editions have different "
                + "bases, and what is computed from them has no meaning.",
            next: "Choose figures that are about the same."
        ),
        Reason(
            .figureMeasures,
            "figure_measures",
            "The measures do not go together",
            why: "Posts, people and whole-time equivalents are different counts, and a published "
                + "rate has a base that is not printed beside it.",
            next: "Choose counts of one unit, or take the published rate as it is."
        ),
        Reason(
            .figureImpossible,
            "figure_impossible",
            "The part is larger than its whole",
            why: "A share lies between nothing and all.",
            next: "Check both figures; one of them is of another scope."
        ),
        Reason(
            .figurePeriods,
            "figure_periods",
            "The periods are not in order",
            why: "A change leads from an earlier period to a later one, and both must be stated.",
            next: "Name the earlier figure first."
        ),
        Reason(
            .figureShares,
            "figure_shares",
            "The shares do not make a whole",
            why: "Shares of one whole add up to 100, give or take what rounding leaves.",
            next: "Look for a share that is missing, stands twice or is of another base."
        ),
        Reason(
            .figureIncomplete,
            "figure_incomplete",
            "A part of the sum has no value",
            why: "A figure that is missing, hidden or not known is not zero, and a sum without it "
                + "would be read as that of all.",
            next: "Import the figure that the message names, or look at the parts one by one."
        ),
        Reason(
            .figureReference,
            "figure_reference",
            "The text names no figure",
            why: "A number that is taken from a figure names the measure, and with area, period, "
                + "edition, employers and so on what tells the figure from others.",
            next: "Correct the part that the message names."
        ),
        Reason(
            .figureNotThere,
            "figure_not_there",
            "The number cannot be taken from the figure",
            why: "There is no such figure here, or it has no value, or several sources say "
                + "different things, or the number beside it is another.",
            next: "Import the figure, name its source, or leave the number out: the hub fills it "
                + "in."
        ),
    ]

    /// Reasons about files of figures.
    static let figureFiles = [
        Reason(
            .figureFile,
            "figure_file",
            "The file cannot be read as figures",
            why: "The row of titles and the columns must be those of the template, or those that "
                + "a mapping names.",
            next: "Check the row of titles and the mapping."
        ),
        Reason(
            .figureMapping,
            "figure_mapping",
            "A row of the mapping has no meaning",
            why: "A mapping says which column of a download is which measure, and what the file "
                + "as a whole is about.",
            next: "Correct the row as the message says, or remove it."
        ),
        Reason(
            .figureMeasureUnknown,
            "figure_measure_unknown",
            "The measure is not in the catalogue",
            why: "Figures of one measure are compared, so each belongs to one that is described.",
            next: "Choose a measure that the message names."
        ),
        Reason(
            .figureCell,
            "figure_cell",
            "The cell cannot be what its column says",
            why: "A figure that was misread would be believed.",
            next: "Correct the cell, or the mapping of its column."
        ),
        Reason(
            .figureContradiction,
            "figure_contradiction",
            "One source says two values for the same",
            why: "Values of different sources or editions are all kept. Two values in one edition "
                + "of one source are a slip.",
            next: "Remove the wrong row, or name another edition or source."
        ),
        Reason(
            .figurePlace,
            "figure_place",
            "The place cannot be found",
            why: "Figures of one place are found by its code, under whatever name they came.",
            next: "Write the code or the name that the register has."
        ),
    ]

    /// Reasons about imports of figures.
    static let figureImports = [
        Reason(
            .figureImportUnknown,
            "figure_import_unknown",
            "There is no such import of figures",
            why: "No import of your organisation has this batch.",
            next: "See which there are with `whub figures imports`."
        ),
        Reason(
            .figureImportUndone,
            "figure_import_undone",
            "The import of figures was undone before",
            why: "An import can be taken back once.",
            next: "Nothing is to be done. To have the figures again, import the file again."
        ),
        Reason(
            .figureImportRests,
            "figure_import_rests",
            "Later imports rest on this one",
            why: "A later file said the same again, and its figures were kept without being "
                + "written twice: taking this import back would take them away as well.",
            next: "Take back the later imports first; the message names them."
        ),
        Reason(
            .figureImportKept,
            "figure_import_kept",
            "The import of figures was kept before",
            why: "One batch is one import, and this one is kept already.",
            next: "Nothing is to be done. To send another file, let `whub figures import` make a "
                + "new batch."
        ),
        Reason(
            .figurePerson,
            "figure_person",
            "Something tells who somebody is",
            why: "A text about work holds no number and no address of a person.",
            next: "Write the role instead, and take the number or the address out."
        ),
        Reason(
            .figureDoubt,
            "figure_doubt",
            "The figure may not be what is meant",
            why: "It can be right, and more often is not: a rate below one percent may be a share, "
                + "parts may not add up to their whole, and a figure without a status is kept as "
                + "published.",
            next: "Look at the cell. If it is right, nothing is to be done."
        ),
    ]
}
