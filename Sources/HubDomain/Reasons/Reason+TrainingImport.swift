import HubText

extension ReasonCode {
    /// A file that cannot be read as a training file.
    package static let trainingShape: ReasonCode = "TRNG-0131"
    /// A file without a column that it needs.
    package static let columnLacking: ReasonCode = "TRNG-0132"
    /// A column whose meaning is probable and not sure.
    package static let columnToConfirm: ReasonCode = "TRNG-0133"
    /// A column that is not sent.
    package static let columnPersonal: ReasonCode = "TRNG-0134"
    /// A cell that is no day.
    package static let dateUnreadable: ReasonCode = "TRNG-0135"
    /// 999 or 1900 where a day should be.
    package static let dateSentinel: ReasonCode = "TRNG-0136"
    /// A column whose days are written with the month first.
    package static let dateOrder: ReasonCode = "TRNG-0137"
    /// A column that has both orders of day and month.
    package static let dateOrderMixed: ReasonCode = "TRNG-0138"
    /// A column in which the order of day and month could not be found out.
    package static let dateOrderAssumed: ReasonCode = "TRNG-0139"
    /// A topic that could mean several.
    package static let topicSeveral: ReasonCode = "TRNG-0140"
    /// Two rows that say the same.
    package static let recordTwice: ReasonCode = "TRNG-0141"
    /// Two rows about the same thing that say something else.
    package static let recordConflict: ReasonCode = "TRNG-0142"
    /// Two rows that are a slip apart.
    package static let recordNear: ReasonCode = "TRNG-0143"
    /// A file whose every row names one workplace.
    package static let oneUnit: ReasonCode = "TRNG-0144"
    /// A cell that says “yes” where a day should be.
    package static let doneWithoutDay: ReasonCode = "TRNG-0145"
    /// A cell that says “n/a” where a day should be.
    package static let cellNotApplicable: ReasonCode = "TRNG-0146"
}

extension Reason {
    /// Reasons about training files.
    static let trainingImport = [
        Reason(
            .trainingShape,
            "training_shape",
            "The file cannot be read as a table",
            why: "The first row must hold titles, and every row its cells.",
            next: "Save the sheet as “CSV UTF-8” and send that file."
        ),
        Reason(
            .columnLacking,
            "training_column_lacking",
            "A column is missing that the file needs",
            why: "Each row has to say whose record it is and what was done.",
            next: "Say in the mapping which column that is, or add it to the file."
        ),
        Reason(
            .columnToConfirm,
            "training_column_to_confirm",
            "It is not certain what the column is",
            why: "A column that is taken for another would put wrong facts into every record.",
            next: "Look at the mapping that is suggested and confirm or change it."
        ),
        Reason(
            .columnPersonal,
            "training_column_personal",
            "The column stays on your computer",
            why: "Names, birth dates, pay and the like are never kept on the hub, so they are "
                + "not sent.",
            next: "Nothing is to be done."
        ),
        Reason(
            .dateUnreadable,
            "training_date_unreadable",
            "The cell is not a day that can be read",
            why: "A guess at a day could show somebody as trained who is not.",
            next: "Write the day as the message shows it."
        ),
        Reason(
            .dateSentinel,
            "training_date_sentinel",
            "The cell stands for “not known”",
            why: "999, 1900 and the like are left by forms that must not be empty. They are "
                + "taken as “not known”, never as a day.",
            next: "Leave the cell empty, or write the day."
        ),
        Reason(
            .dateOrder,
            "training_date_order",
            "The column has the month before the day",
            why: "Every day of it that could be read either way was read the wrong way.",
            next: "Say in the mapping that the column has the month first, and send the file "
                + "again."
        ),
        Reason(
            .dateOrderMixed,
            "training_date_order_mixed",
            "The column writes days in both orders",
            why: "Days that could be either cannot be trusted, and a wrong one looks as right as"
                + " any.",
            next: "Write all days of the column one way; 2025-03-04 cannot be misread."
        ),
        Reason(
            .dateOrderAssumed,
            "training_date_order_assumed",
            "The order of day and month was assumed",
            why: "No day of the column shows which stands first, so the day was taken to be "
                + "first, as in England.",
            next: "Look at a few rows; if they are wrong, say in the mapping that the month is "
                + "first."
        ),
        Reason(
            .topicSeveral,
            "training_topic_several",
            "The topic could be one of several",
            why: "Safeguarding of adults and of children are two topics, and so are moving "
                + "people and objects.",
            next: "Say once in the mapping which is meant, or write the whole name."
        ),
        Reason(
            .recordTwice,
            "training_record_twice",
            "Two rows say the same",
            why: "The record is kept once.",
            next: "Nothing is to be done, or take one of the rows out."
        ),
        Reason(
            .recordConflict,
            "training_record_conflict",
            "Two rows about the same training differ",
            why: "It would depend on their order which one counts.",
            next: "Correct one of the rows, or take it out."
        ),
        Reason(
            .recordNear,
            "training_record_near",
            "Two rows are nearly the same",
            why: "The same worker has the same topic a day apart, or with day and month the "
                + "other way round. Often one of the two is a slip.",
            next: "Look at both rows; both are kept if you leave them."
        ),
        Reason(
            .oneUnit,
            "training_one_unit",
            "Everybody works at one place",
            why: "A system that fills in a head office for everybody makes splits by workplace "
                + "useless.",
            next: "If it is not so, correct the column Workplace."
        ),
        Reason(
            .doneWithoutDay,
            "training_done_without_day",
            "It is done, but not when",
            why: "The record is kept without a day. It shows as “no expiry recorded” and not as "
                + "up to date.",
            next: "Write the day where you know it."
        ),
        Reason(
            .cellNotApplicable,
            "training_cell_not_applicable",
            "The cell says that there is nothing to say",
            why: "It makes no record. Whether something is required is said by rules and "
                + "exemptions, not by a file.",
            next: "If somebody is exempt, record the exemption with its reason."
        ),
    ]
}
