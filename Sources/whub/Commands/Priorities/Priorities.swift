extension Command {
    /// Every command about priorities, in the order in which help lists them.
    static let priorities: [Command] = [
        .prioritiesShow, .prioritiesFrameworks, .prioritiesGlossary, .prioritiesWindows,
        .prioritiesScales, .prioritiesSpotlights, .prioritiesTemplate, .prioritiesImport,
        .prioritiesGet, .prioritiesList, .prioritiesExport, .prioritiesSave, .prioritiesHandIn,
        .prioritiesAgree, .prioritiesReopen, .prioritiesHistory, .prioritiesCompare,
        .prioritiesThemes, .prioritiesSaveTheme, .prioritiesStatus, .prioritiesSetWindow,
        .prioritiesSaveScale, .prioritiesLoadFramework, .prioritiesAddSpotlight,
        .prioritiesWithdrawWindow, .prioritiesWithdrawSpotlight,
    ]
}
