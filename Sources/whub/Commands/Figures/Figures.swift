extension Command {
    /// What belongs to workforce figures.
    static let figures: [Command] = [.figuresCalc, .figuresProject]
}
