import HubText

extension FigureMapping {
    /// Reads a download.
    ///
    /// - Parameters:
    ///   - file: The file as it was saved.
    ///   - catalogue: The measures there are.
    ///   - others: Places beside the register.
    /// - Returns: The figures, row by row, and what is wrong with the cells that are left out.
    /// - Complexity: Linear in the file.
    package func read(
        file: [UInt8],
        catalogue: MeasureCatalogue,
        others: [FigurePlace] = []
    ) -> FigureReading {
        var reading = FigureReading()
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: FigureTable.limits)
            guard let titles = table.records.first(where: { $0.row == titleRow }) else {
                throw TextError(
                    "title_row",
                    found: "\(titleRow)",
                    problem: "is the row of titles, and the file has no such row",
                    expected: "the row that names the columns"
                )
            }
            guard let positions = positions(titles, &reading.report) else { return reading }
            var places = KnownPlaces(others: others)
            for record in table.records where record.row > titleRow && !record.isBlank {
                take(record, positions, titles, &places, catalogue, into: &reading)
            }
        } catch {
            // What was found before cannot be relied on.
            reading.report = FindingReport()
            reading.report.add(DomainError(.figureFile, path: "", error).finding())
        }
        return reading
    }

    /// Where the columns stand.
    private struct Positions {
        var code: Int?
        var place: Int?
        var values: [(index: Int, column: ValueColumn)] = []
    }

    /// Where the columns stand; nil where the file lacks one, and each that it lacks is told.
    private func positions(_ titles: CSVRecord, _ report: inout FindingReport) -> Positions? {
        // Text keys: folded titles, which are compared as people read them.
        var byTitle: [String: Int] = [:]
        for (index, title) in titles.fields.enumerated() {
            let folded = CSVColumn.folded(title)
            if byTitle[folded] == nil { byTitle[folded] = index }
        }
        let wanted = [codeTitle, placeTitle].compactMap(\.self) + values.map(\.title)
        let lacking = wanted.filter { byTitle[CSVColumn.folded($0)] == nil }
        for title in lacking {
            let error = TextError(
                .columnMissing,
                found: title,
                problem: "is not a title in row \(titleRow)",
                expected: "a title of the file, as the mapping names it",
                suggestion: Suggestion.nearest(to: title, among: byTitle.keys.sorted())
            )
            report.add(DomainError(.figureFile, path: "", error).finding())
        }
        guard lacking.isEmpty else { return nil }
        var found = Positions()
        found.code = codeTitle.flatMap { byTitle[CSVColumn.folded($0)] }
        found.place = placeTitle.flatMap { byTitle[CSVColumn.folded($0)] }
        for column in values {
            guard let index = byTitle[CSVColumn.folded(column.title)] else { continue }
            found.values.append((index, column))
        }
        return found
    }

    private func take(
        _ record: CSVRecord,
        _ positions: Positions,
        _ titles: CSVRecord,
        _ places: inout KnownPlaces,
        _ catalogue: MeasureCatalogue,
        into reading: inout FigureReading
    ) {
        func cell(_ index: Int?) -> String {
            guard let index, index < record.fields.count else { return "" }
            return TextRule.trimmed(record.fields[index])
        }
        func at(_ index: Int?) -> Place {
            let name = index.flatMap { $0 < titles.fields.count ? titles.fields[$0] : nil }
            return Place(row: record.row, line: record.line, column: index, columnName: name)
        }
        func refuse(_ error: DomainError, _ index: Int?) {
            reading.report.add(error.reason, .error, column: index) {
                error.finding(at: at(index))
            }
        }
        var place: FigurePlace?
        if let personal = PersonalText.find(in: cell(positions.place)) {
            let error = personal.error(.figurePerson, expected: "the name of a place")
            refuse(error, positions.place)
        } else {
            do throws(DomainError) {
                place = try places.place(
                    code: cell(positions.code),
                    name: cell(positions.place),
                    kind: nil
                )
            } catch {
                refuse(error, positions.code ?? positions.place)
            }
        }
        for (index, column) in positions.values {
            do throws(FigureCells.CellError) {
                let unit = catalogue.measure(column.measure)?.unit ?? .posts
                let (value, absence) = try value(cell(index), column, unit)
                guard let place else { continue }
                let figure = Figure(
                    FigureSubject(column.measure, place, column.period ?? period, column.scope),
                    value: value,
                    unit: unit,
                    edition: edition,
                    status: status,
                    source: source
                )
                let stated = StatedFigure(figure, absence: absence)
                reading.entries.append(ReadFigure(stated, at: at(index)))
            } catch {
                refuse(error.error, index)
            }
        }
    }

    /// The value of a cell, or why there is none, as the mapping says.
    private func value(
        _ text: String,
        _ column: ValueColumn,
        _ unit: FigureUnit
    ) throws(FigureCells.CellError) -> (value: Decimal, absence: FigureAbsence?) {
        let none = Decimal(unscaled: 0, places: 0)
        if let absence = absences[FigureGroup(text: text)] { return (none, absence) }
        let range = Measure.range(of: column.measure, in: unit)
        return try FigureCells.value(text, range, unit, FigureTable.value)
    }
}
