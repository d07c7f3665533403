extension Command {
    /// What belongs to workforce plans, in the order in which help lists it.
    static let plans: [Command] = [
        .plansShow, .plansList, .plansNew, .plansTemplate, .plansExport, .plansApply, .plansActions,
        .plansActionsApply, .plansMarkdown, .plansPartners, .plansDue, .plansOverdue,
        .plansBlocked, .plansChanged, .plansDiff, .plansHistory, .plansReview, .plansAgree,
        .plansLive, .plansGiveBack, .plansClose, .plansRefresh, .thread,
    ]
}
