extension Command {
    /// Every command about training, in the order in which help lists them.
    static let training: [Command] = [
        .trainingTemplate, .trainingImport, .trainingStatus, .trainingExpiring, .trainingExpired,
        .trainingMissing, .trainingWorker, .trainingMatrix, .trainingRules, .trainingTopics,
        .trainingMap, .trainingImports, .undo, .namesLoad, .namesForget,
    ]
}
