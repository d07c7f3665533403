extension Command {
    /// What belongs to the race equality standard, in the order in which help lists it.
    static let wres: [Command] = [
        .wresCalendar, .wresMap, .wresCount, .wresTemplate, .wresChart, .wresCheck,
        .wresPreviewRelease, .wresHandIn, .wresAgree, .wresReword, .wresMarkSent,
        .wresWithdrawRelease, .wresReleaseAgain, .wresReturns, .wresShow, .wresYears, .wresHistory,
        .wresDiff,
        .wresExport, .wresCorrect, .wresActions, .wresAddAction, .wresChangeAction,
        .wresFinishAction, .wresReleases, .wresPool, .wresBands, .wresSaveBands, .wresCalc,
    ]
}
