import HubText

/// Something that is measured, as the catalogue describes it.
package struct Measure: Equatable, Sendable {
    /// Its name for machines.
    package let id: MeasureID
    /// Its name for people.
    package let name: String
    /// What is counted.
    package let unit: FigureUnit
    /// What it means; nil where the publisher's definition was not found.
    package let definition: String?
    /// What a reader must know; empty for nothing.
    package let note: String
    /// Where it was read.
    package let sources: [SourceMark]
}

/// The measures that figures belong to.
package struct MeasureCatalogue: Equatable, Sendable {
    /// The measures, in their order.
    package let measures: [Measure]
    // Text keys: folded names, which are compared as people read them.
    private let byName: [String: Measure]
    private let byID: [MeasureID: Measure]

    /// A catalogue of measures.
    package init(_ measures: [Measure]) {
        self.measures = measures
        // Text keys: folded names, which are compared as people read them.
        var names: [String: Measure] = [:]
        for measure in measures {
            for name in [measure.id.text, measure.name] { names[CSVColumn.folded(name)] = measure }
        }
        byName = names
        byID = Dictionary(measures.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// A measure by its name for machines.
    package func measure(_ id: MeasureID) -> Measure? {
        // As it is written first: folding looks at every character.
        byID[id] ?? byName[CSVColumn.folded(id.text)]
    }

    /// The measure that somebody names.
    ///
    /// - Parameters:
    ///   - typed: A name for machines or people.
    ///   - path: The path for the error.
    /// - Returns: The measure.
    /// - Throws: FIGR-0123 with the nearest.
    package func measure(
        typed: String,
        path: String = "measure"
    ) throws(DomainError) -> Measure {
        if let measure = byName[CSVColumn.folded(typed)] { return measure }
        throw DomainError(
            .figureMeasureUnknown,
            path: path,
            found: typed,
            problem: "is not a measure of the catalogue",
            expected: "a measure such as turnover_rate or filled_posts",
            suggestion: Suggestion.nearest(
                to: typed,
                among: measures.map(\.id.text) + measures.map(\.name)
            )
        )
    }
}
