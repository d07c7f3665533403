extension Command {
    /// Every command about training, in the order in which help lists them.
    static let training: [Command] = [
        .trainingTemplate, .trainingImport, .trainingStatus, .trainingExpiring, .trainingExpired,
        .trainingMissing, .trainingBook, .trainingWorker, .trainingGap, .trainingSkills,
        .trainingArrange,
        .trainingEndArrangement, .trainingArrangements, .trainingDelegations, .trainingDelegate,
        .trainingAccept, .trainingDecline, .trainingAssess, .trainingWithdraw,
        .trainingUndoDelegation, .trainingLinkPerson, .trainingPeople, .trainingErasePerson,
        .trainingClaims, .trainingFund, .trainingClaim,
        .trainingSettleClaim, .trainingUndoFunding, .trainingRates, .trainingLoadRate,
        .trainingPlaces, .trainingSetPlaces, .trainingProgrammes, .trainingStartProgramme,
        .trainingRecordProgramme, .trainingImportProgrammes, .trainingUndoProgramme,
        .trainingProgrammeCoverage,
        .trainingMatrix, .trainingRules,
        .trainingExportRules, .trainingApplyRules, .trainingTopics, .trainingMap, .trainingImports,
        .trainingDiscard, .trainingReadiness,
        .trainingRemoveRecord,
        .trainingSubject, .trainingAccesses, .trainingRestrict, .trainingErase,
        .trainingErasures, .trainingLiftErasure, .trainingRetention, .trainingSetRetention,
        .trainingWithdrawRetention, .trainingPurge, .trainingPurges,
        .undo, .namesLoad, .namesForget,
    ]
}
