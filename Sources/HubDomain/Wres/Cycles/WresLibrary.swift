import HubText

/// The cycles of the standard that every hub begins with, and what was published.
package struct WresLibrary: Equatable, Sendable {
    /// The cycles, oldest first.
    package let cycles: [WresCycle]
    /// What each indicator measures, in their order.
    package let definitions: [IndicatorDefinition]
    /// National figures.
    package let published: [PublishedFigure]
    /// The sources.
    package let sources: [Source]

    private static let loaded: Result<WresLibrary, DomainError> = {
        do throws(DomainError) {
            return .success(try WresReader.library())
        } catch {
            return .failure(error)
        }
    }()

    /// The library that is built into the program, read once.
    ///
    /// - Throws: DATA-0001 if the built-in tables are damaged; a test shows that they are not.
    package static func shipped() throws(DomainError) -> WresLibrary { try loaded.get() }

    /// A cycle by its name.
    package func cycle(_ id: CycleID) -> WresCycle? { cycles.first { $0.id == id } }

    /// The cycle that somebody names.
    ///
    /// - Throws: WRES-0151 with the cycles there are.
    package func cycle(typed: String) throws(DomainError) -> WresCycle {
        let wanted = CSVColumn.folded(typed)
        let found = cycles.first {
            CSVColumn.folded($0.id.text) == wanted || CSVColumn.folded($0.label) == wanted
        }
        guard let found else {
            throw DomainError(
                .wresCycleUnknown,
                path: "cycle",
                found: typed,
                problem: "is not a cycle that is known here",
                expected: cycles.map(\.id.text).joined(separator: ", ")
            )
        }
        return found
    }

    /// The library with pay bands that a region loaded, for cycles whose own were not published.
    ///
    /// - Throws: WRES-0152 if bands leave a gap or overlap.
    package func with(bands: [CycleID: [PayBand]]) throws(DomainError) -> WresLibrary {
        var known: [WresCycle] = []
        for cycle in cycles {
            guard let loaded = bands[cycle.id], cycle.bands.value == nil else {
                known.append(cycle)
                continue
            }
            known.append(try cycle.with(bands: loaded))
        }
        return WresLibrary(
            cycles: known,
            definitions: definitions,
            published: published,
            sources: sources
        )
    }

    /// National figures of a cycle.
    package func published(_ cycle: CycleID) -> [PublishedFigure] {
        published.filter { $0.cycle == cycle }
    }
}

/// Puts the built-in tables of the standard together.
private enum WresReader {
    static func library() throws(DomainError) -> WresLibrary {
        let bands = try readBands()
        let phases = try readPhases()
        let table = try EmbeddedTable(
            "wres-cycles.csv",
            bytes: PackageResources.wres_cycles_csv,
            columns: [
                "id", "label", "minority_label", "fitness_meaning", "senior_form", "children",
                "councils", "councils_adults", "councils_children", "staff_adults",
                "staff_children", "note", "sources",
            ]
        )
        var cycles: [WresCycle] = []
        for row in table.rows {
            let id = CycleID(text: try table.required("id", of: row))
            let own = bands.filter { $0.cycle == id }.map(\.band)
            cycles.append(
                WresCycle(
                    id: id,
                    label: try table.required("label", of: row),
                    minorityLabel: try table.required("minority_label", of: row),
                    bands: own.isEmpty
                        ? .notPublished : .supplied(try PayBand.complete(own), .published),
                    fitnessMeaning: try choice("fitness_meaning", of: row, table),
                    seniorForm: try choice("senior_form", of: row, table),
                    isChildrenOptional: row["children"] == "optional" ? true : nil,
                    phases: phases.filter { $0.cycle == id }.map(\.phase),
                    coverage: try coverage(row, table),
                    note: row["note"] ?? "",
                    sources: marks(row)
                )
            )
        }
        return WresLibrary(
            cycles: cycles,
            definitions: try readDefinitions(),
            published: try readPublished(),
            sources: try readSources()
        )
    }

    private static func coverage(
        _ row: CSVRow,
        _ table: EmbeddedTable
    ) throws(DomainError) -> WresCycle.Coverage {
        var councils: [WresService: Int] = [:]
        var staff: [WresService: Int] = [:]
        councils[.adults] = try number("councils_adults", of: row, table)
        councils[.children] = try number("councils_children", of: row, table)
        staff[.adults] = try number("staff_adults", of: row, table)
        staff[.children] = try number("staff_children", of: row, table)
        return WresCycle.Coverage(
            councils: try number("councils", of: row, table),
            councilsByService: councils,
            staffByService: staff
        )
    }

    private static func readBands() throws(DomainError) -> [(cycle: CycleID, band: PayBand)] {
        let table = try EmbeddedTable(
            "wres-bands.csv",
            bytes: PackageResources.wres_bands_csv,
            columns: ["cycle", "code", "label", "from_pounds", "below_pounds", "note", "sources"]
        )
        var bands: [(cycle: CycleID, band: PayBand)] = []
        for row in table.rows {
            let band = PayBand(
                code: BandCode(text: try table.required("code", of: row)),
                label: try table.required("label", of: row),
                fromPounds: try number("from_pounds", of: row, table),
                belowPounds: try number("below_pounds", of: row, table)
            )
            bands.append((CycleID(text: try table.required("cycle", of: row)), band))
        }
        return bands
    }

    private static func readPhases() throws(DomainError) -> [(
        cycle: CycleID, phase: WresCycle.Phase
    )] {
        let table = try EmbeddedTable(
            "wres-calendar.csv",
            bytes: PackageResources.wres_calendar_csv,
            columns: ["cycle", "phase", "words", "from", "to", "origin", "sources"]
        )
        var phases: [(cycle: CycleID, phase: WresCycle.Phase)] = []
        for row in table.rows {
            let phase = WresCycle.Phase(
                name: try table.required("phase", of: row),
                words: try table.required("words", of: row),
                from: try day("from", of: row, table),
                to: try day("to", of: row, table),
                origin: try table.choice("origin", of: row),
                sources: marks(row)
            )
            phases.append((CycleID(text: try table.required("cycle", of: row)), phase))
        }
        return phases
    }

    private static func readDefinitions() throws(DomainError) -> [IndicatorDefinition] {
        let table = try EmbeddedTable(
            "wres-indicators.csv",
            bytes: PackageResources.wres_indicators_csv,
            columns: ["indicator", "measured", "events", "people", "published_form", "sources"]
        )
        var definitions: [IndicatorDefinition] = []
        for row in table.rows {
            definitions.append(
                IndicatorDefinition(
                    indicator: try table.choice("indicator", of: row),
                    measured: try table.required("measured", of: row),
                    events: try table.required("events", of: row),
                    people: try table.required("people", of: row),
                    publishedForm: try table.required("published_form", of: row),
                    sources: marks(row)
                )
            )
        }
        return definitions
    }

    private static func readPublished() throws(DomainError) -> [PublishedFigure] {
        let table = try EmbeddedTable(
            "wres-published.csv",
            bytes: PackageResources.wres_published_csv,
            columns: ["cycle", "indicator", "band", "form", "value", "words", "sources"]
        )
        var figures: [PublishedFigure] = []
        for row in table.rows {
            guard let value = try? NumberText.decimal(row["value"] ?? "", in: 0...1_000) else {
                throw table.wrong(row, "value")
            }
            figures.append(
                PublishedFigure(
                    cycle: CycleID(text: try table.required("cycle", of: row)),
                    indicator: try table.choice("indicator", of: row),
                    band: table.optional("band", of: row).map(BandCode.init(text:)),
                    form: try table.choice("form", of: row),
                    value: value,
                    words: row["words"] ?? "",
                    sources: marks(row)
                )
            )
        }
        return figures
    }

    private static func readSources() throws(DomainError) -> [Source] {
        let table = try EmbeddedTable(
            "wres-sources.csv",
            bytes: PackageResources.wres_sources_csv,
            columns: ["mark", "publisher", "title", "read", "address"]
        )
        var sources: [Source] = []
        for row in table.rows {
            sources.append(
                Source(
                    mark: SourceMark(text: try table.required("mark", of: row)),
                    publisher: try table.required("publisher", of: row),
                    title: try table.required("title", of: row),
                    read: try table.choice("read", of: row),
                    address: table.optional("address", of: row)
                )
            )
        }
        return sources
    }

    private static func choice<Choice: RawRepresentable<String> & Sendable & Equatable>(
        _ key: ColumnKey,
        of row: CSVRow,
        _ table: EmbeddedTable
    ) throws(DomainError) -> Supplied<Choice> {
        if row[key] == "not_known" { return .notPublished }
        return .supplied(try table.choice(key, of: row), .published)
    }

    private static func number(
        _ key: ColumnKey,
        of row: CSVRow,
        _ table: EmbeddedTable
    ) throws(DomainError) -> Int? {
        guard let cell = table.optional(key, of: row) else { return nil }
        guard let number = try? NumberText.whole(cell, in: 0...CycleLimits.poundsMax) else {
            throw table.wrong(row, key)
        }
        return number
    }

    private static func day(
        _ key: ColumnKey,
        of row: CSVRow,
        _ table: EmbeddedTable
    ) throws(DomainError) -> Day? {
        guard let cell = table.optional(key, of: row) else { return nil }
        guard let day = try? DayText.day(cell) else { throw table.wrong(row, key) }
        return day
    }

    private static func marks(_ row: CSVRow) -> [SourceMark] {
        (row["sources"] ?? "").split(separator: " ").map { SourceMark(text: String($0)) }
    }
}
