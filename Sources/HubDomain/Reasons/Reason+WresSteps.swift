import HubText

extension ReasonCode {
    /// A step that the state of a return does not allow.
    package static let wresStep: ReasonCode = "WRES-0171"
    /// Who agreed is not said.
    package static let wresAgreementRole: ReasonCode = "WRES-0172"
    /// A day on which nobody can have agreed.
    package static let wresAgreementDay: ReasonCode = "WRES-0173"
    /// A correction without a reason.
    package static let wresCorrectionReason: ReasonCode = "WRES-0174"
    /// A day on which the return cannot have been sent.
    package static let wresSentDay: ReasonCode = "WRES-0175"
    /// Counts that the caller may not see.
    package static let wresDraftOfAnother: ReasonCode = "WRES-0176"
    /// Councils that another return of the cycle counts already.
    package static let wresCouncilsCountedTwice: ReasonCode = "WRES-0177"
    /// More returns than a council has.
    package static let wresReturnsMax: ReasonCode = "WRES-0178"
    /// A release that was taken back already, or never was.
    package static let wresReleaseState: ReasonCode = "WRES-0179"
    /// A release that is taken back without a reason.
    package static let wresWithdrawalReason: ReasonCode = "WRES-0180"
    /// An indicator that there is not.
    package static let wresActionIndicator: ReasonCode = "WRES-0181"
    /// A theme or a term that there is not.
    package static let wresActionWord: ReasonCode = "WRES-0182"
    /// A day on which an action cannot have been done.
    package static let wresActionDay: ReasonCode = "WRES-0183"
    /// More actions than a plan has.
    package static let wresActionsMax: ReasonCode = "WRES-0184"
    /// A text that tells who somebody is.
    package static let wresPerson: ReasonCode = "WRES-0185"
    /// A correction whose sheet does not say what it was made from.
    package static let wresSheetUnbased: ReasonCode = "WRES-0186"
    /// A return that counts a council which hands in its own.
    package static let wresCouncilElsewhere: ReasonCode = "WRES-0187"
    /// A column of pay that is not of a year.
    package static let wresColumnPay: ReasonCode = "WRES-0188"
    /// A change without a reason, whose reason is to be worded anew.
    package static let wresNoReason: ReasonCode = "WRES-0194"
    /// More reasons worded anew than a return has.
    package static let wresWordingsMax: ReasonCode = "WRES-0195"
}

extension Reason {
    /// Reasons about what is done with a race equality return.
    static let wresSteps = [
        Reason(
            .wresStep,
            "wres_step",
            "The return is not in the state for this",
            why: "A return is drafted, checked, handed in and agreed in this order; afterwards "
                + "its counts are corrected with a reason, so that everybody sees that they were.",
            next: "See how far it is with `whub wres returns`, and take the step that is next; "
                + "counts that were handed in are changed with `whub wres correct`."
        ),
        Reason(
            .wresAgreementRole,
            "wres_agreement_role",
            "It is not said which role agreed",
            why: "The role that agreed is recorded, and not the person.",
            next: "Name the role, such as director of adult social services."
        ),
        Reason(
            .wresAgreementDay,
            "wres_agreement_day",
            "Nobody can have agreed on this day",
            why: "Figures of twelve months can be agreed once the months are over, not in the "
                + "future, and corrected ones not before they were corrected.",
            next: "Give the day on which it was agreed. What was agreed before a correction is "
                + "shown to them again, and their new day recorded."
        ),
        Reason(
            .wresCorrectionReason,
            "wres_correction_reason",
            "A correction needs a reason",
            why: "Whoever read the counts before must be able to see why they are others now.",
            next: "Say in a few words what was wrong."
        ),
        Reason(
            .wresSentDay,
            "wres_sent_day",
            "The return cannot have been sent on this day",
            why: "The hub sends nothing; it records on which day your council did, after the "
                + "twelve months and not in the future.",
            next: "Give the day on which it was sent; if it was not sent yet there is nothing to "
                + "record."
        ),
        Reason(
            .wresDraftOfAnother,
            "wres_draft_of_another",
            "The draft is somebody else's",
            why: "While a return is drafted its author alone sees the counts; stewards see them "
                + "once it is handed in.",
            next: "Ask the author to go on, or take it over as a steward with your own sheet and "
                + "`--take-over`."
        ),
        Reason(
            .wresCouncilsCountedTwice,
            "wres_councils_counted_twice",
            "Another return counts the same council",
            why: "Whoever adds the returns would count its staff twice.",
            next: "Take the council out of one of the two returns."
        ),
        Reason(
            .wresReturnsMax,
            "wres_returns_max",
            "There are too many returns",
            why: "A council has a return for each cycle and reporting unit, and few of these.",
            next: "Use the name of a reporting unit that is there already; `whub wres returns` "
                + "lists them."
        ),
        Reason(
            .wresReleaseState,
            "wres_release_state",
            "The release is not in the state for this",
            why: "What a return released is taken back once, and released again once it was taken "
                + "back.",
            next: "See with `whub wres preview-release` whether the region sees it."
        ),
        Reason(
            .wresWithdrawalReason,
            "wres_withdrawal_reason",
            "Taking a release back needs a reason",
            why: "Whoever comes after you has to see in the return's history why the region "
                + "stopped seeing it.",
            next: "Say in a few words why."
        ),
        Reason(
            .wresActionIndicator,
            "wres_action_indicator",
            "There is no such indicator",
            why: "An action is linked to the indicators that it is to move.",
            next: "Name indicators from 1 to 9, of the seventh 7a or 7b, each once."
        ),
        Reason(
            .wresActionWord,
            "wres_action_word",
            "There is no such theme or term",
            why: "Themes are those of the improvement guidance; goals are of short, medium or "
                + "long term.",
            next: "Use one of the words that the message lists, or leave it out."
        ),
        Reason(
            .wresActionDay,
            "wres_action_day",
            "The action cannot have been done on this day",
            why: "What lies in the future is not done yet.",
            next: "Give the day on which it was done."
        ),
        Reason(
            .wresActionsMax,
            "wres_actions_max",
            "The plan has too many actions",
            why: "A plan is read by people.",
            next: "Finish actions, or put several into one."
        ),
        Reason(
            .wresPerson,
            "wres_person",
            "A text tells who somebody is",
            why: "Reasons, roles and actions stay in the record and are printed for meetings; an "
                + "e-mail address, a telephone, National Insurance or NHS number is about one "
                + "person.",
            next: "Write the text without it; where somebody has to be named, name the role."
        ),
        Reason(
            .wresSheetUnbased,
            "wres_sheet_unbased",
            "The sheet may undo a correction",
            why: "It does not say which revision it was made from, so that nobody can tell whether "
                + "it knows of the correction before.",
            next: "Look at the differences, or take the sheet again with `whub wres export` and "
                + "make your changes there."
        ),
        Reason(
            .wresCouncilElsewhere,
            "wres_council_elsewhere",
            "A council of the return may hand in its own",
            why:
                "Where both do, its staff would be counted twice, so one of the two returns is "
                + "left out of what is added up.",
            next: "Agree with the council who counts its staff, and take it out of the other "
                + "return."
        ),
        Reason(
            .wresColumnPay,
            "wres_column_pay",
            "The column of pay is not of whole-time years",
            why: "Bands are of yearly whole-time pay, and what an hour or a month comes to in a "
                + "year depends on hours that the column does not say.",
            next: "Add a column of full-time equivalent pay for a year to the extract and name it "
                + "in the map as `staff.pay`, or map a column of grades to the bands."
        ),
        Reason(
            .wresNoReason,
            "wres_no_reason",
            "The change has no reason that could be worded anew",
            why: "Corrections, agreements worded anew and releases that were taken back have a "
                + "reason; other changes of a return have none.",
            next: "Find its revision with `whub wres history`."
        ),
        Reason(
            .wresWordingsMax,
            "wres_wordings_max",
            "Too many reasons of the return were worded anew",
            why: "The words of today are kept in the return itself.",
            next: "Word one of those anew that were before."
        ),
    ]
}
