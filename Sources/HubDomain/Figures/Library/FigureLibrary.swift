import HubText

/// The measures and published figures that every hub begins with, and their sources.
package struct FigureLibrary: Sendable {
    /// What is measured.
    package let catalogue: MeasureCatalogue
    /// The figures.
    package let figures: FigureSet
    /// The sources.
    package let sources: [Source]

    private static let loaded: Result<FigureLibrary, DomainError> = {
        do throws(DomainError) {
            return .success(try read())
        } catch {
            return .failure(error)
        }
    }()

    /// The library that is built into the program, read once.
    ///
    /// - Throws: DATA-0001 if the built-in tables are damaged; a test shows that they are not.
    package static func shipped() throws(DomainError) -> FigureLibrary { try loaded.get() }

    /// A source by its mark.
    package func source(_ mark: SourceMark) -> Source? { sources.first { $0.mark == mark } }

    private static func read() throws(DomainError) -> FigureLibrary {
        let catalogue = try readMeasures()
        let reading = FigureTable.read(
            file: PackageResources.published_figures_csv,
            catalogue: catalogue
        )
        if let finding = reading.findings.first(where: { $0.severity == .error }) {
            throw DomainError(
                .builtInTable,
                path: "published-figures.csv",
                problem: "the built-in table is damaged: \(finding.sentence)"
            )
        }
        var figures = FigureSet()
        for figure in reading.figures { try figures.add(figure) }
        return FigureLibrary(
            catalogue: catalogue,
            figures: figures,
            sources: try Source.list(
                "figure-sources.csv",
                bytes: PackageResources.figure_sources_csv
            )
        )
    }

    private static func readMeasures() throws(DomainError) -> MeasureCatalogue {
        let table = try EmbeddedTable(
            "measures.csv",
            bytes: PackageResources.measures_csv,
            columns: ["id", "name", "unit", "definition", "note", "sources"]
        )
        var measures: [Measure] = []
        for row in table.rows {
            measures.append(
                Measure(
                    id: MeasureID(text: try table.required("id", of: row)),
                    name: try table.required("name", of: row),
                    unit: try table.choice("unit", of: row),
                    definition: table.optional("definition", of: row),
                    note: row["note"] ?? "",
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return MeasureCatalogue(measures)
    }
}
