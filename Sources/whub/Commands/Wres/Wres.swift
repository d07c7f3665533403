extension Command {
    /// What belongs to the race equality standard.
    static let wres: [Command] = [.wresCalc, .wresCount, .wresMap, .wresChart]
}
