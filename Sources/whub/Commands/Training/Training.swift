extension Command {
    /// Every command about training, in the order in which help lists them.
    static let training: [Command] = [
        .trainingTemplate, .trainingImport, .trainingStatus, .trainingExpiring, .trainingExpired,
        .trainingMissing, .trainingBook, .trainingWorker, .trainingArrange,
        .trainingEndArrangement, .trainingArrangements, .trainingDelegations, .trainingDelegate,
        .trainingAccept, .trainingDecline, .trainingAssess, .trainingWithdraw,
        .trainingUndoDelegation, .trainingClaims, .trainingFund, .trainingClaim,
        .trainingSettleClaim, .trainingUndoFunding, .trainingRates, .trainingLoadRate,
        .trainingPlaces, .trainingSetPlaces, .trainingMatrix, .trainingRules,
        .trainingExportRules, .trainingApplyRules, .trainingTopics, .trainingMap, .trainingImports,
        .trainingDiscard, .trainingReadiness,
        .trainingRemoveRecord,
        .trainingSubject, .trainingAccesses, .trainingRestrict, .trainingErase, .trainingPurge,
        .trainingErasures,
        .trainingLiftErasure, .undo, .namesLoad, .namesForget,
    ]
}
