extension Command {
    /// What belongs to workforce figures.
    static let figures: [Command] = [
        .figuresImport, .figuresList, .figuresSeries, .figuresGroup, .figuresEditions,
        .figuresImports, .figuresExport, .figuresUndo, .figuresTemplate, .figuresPublished,
        .figuresMeasures,
        .figuresCalc, .figuresProject,
    ]
}
