import HubText

/// Reads the cells of a row of figures, each with what would be right.
struct FigureCells {
    private static let sourceRule = TextRule.name
    private static let editionRule = TextRule(charactersMax: 40, isMultiline: false)

    private let catalogue: MeasureCatalogue
    private var places: KnownPlaces

    init(_ catalogue: MeasureCatalogue, _ others: [FigurePlace]) {
        self.catalogue = catalogue
        places = KnownPlaces(others: others)
    }

    /// A finding of the header, as one of this file.
    static func asFile(_ finding: Finding) -> Finding {
        var finding = finding
        finding.reason = ReasonCode.figureFile.text
        return finding
    }

    /// Adds the figure of a row, or what is wrong with it.
    mutating func take(_ row: CSVRow, into reading: inout FigureReading) {
        reading.findings += row.findings.map(Self.asFile)
        do throws(CellError) {
            let place = row.place(FigureTable.value)
            reading.entries.append(ReadFigure(try stated(row), at: place))
        } catch {
            reading.findings.append(error.error.finding(at: row.place(error.column)))
        }
    }

    /// What is wrong, and in which column.
    struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    private mutating func stated(_ row: CSVRow) throws(CellError) -> StatedFigure {
        let measure: Measure
        do throws(DomainError) {
            measure = try catalogue.measure(typed: row[FigureTable.measure] ?? "")
        } catch {
            throw CellError(error: error, column: FigureTable.measure)
        }
        let unit: FigureUnit = try word(row, FigureTable.unit, missing: measure.unit)
        guard let period = FigurePeriod.read(row[FigureTable.period] ?? "") else {
            throw refuse(row, FigureTable.period, "is not a period", FigurePeriod.expectedForm)
        }
        let place = try place(row)
        let scope = try scope(row)
        let (value, absence) = try Self.value(
            row[FigureTable.value] ?? "",
            Measure.range(of: measure.id, in: unit),
            unit,
            FigureTable.value
        )
        let figure = Figure(
            FigureSubject(measure.id, place, period, scope),
            value: value,
            unit: unit,
            edition: FigureEdition(text: try text(row, FigureTable.edition, Self.editionRule)),
            precision: try word(row, FigureTable.precision, missing: .exact),
            status: try word(row, FigureTable.status, missing: .published),
            source: SourceMark(text: try required(row, FigureTable.source)),
            note: try text(row, FigureTable.note, Figure.noteRule)
        )
        return StatedFigure(figure, absence: absence)
    }

    /// A value as it was printed, in what its measure can be, or why there is none.
    static func value(
        _ typed: String,
        _ range: ClosedRange<Double>,
        _ unit: FigureUnit,
        _ column: ColumnKey
    ) throws(CellError) -> (value: Decimal, absence: FigureAbsence?) {
        if let absence = FigureAbsence(cell: typed) {
            return (Decimal(unscaled: 0, places: 0), absence)
        }
        do throws(TextError) {
            let text = TextRule.trimmed(typed)
            if unit == .percent { return (try NumberText.percent(text, in: range).percent, nil) }
            return (try NumberText.decimal(text, in: range), nil)
        } catch {
            throw CellError(error: DomainError(.figureCell, path: "", error), column: column)
        }
    }

    /// A text as it is kept.
    private func text(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ rule: TextRule
    ) throws(CellError) -> String {
        let kept: String
        do throws(TextError) {
            kept = try rule.accept(row[key] ?? "")
        } catch {
            throw CellError(error: DomainError(.figureCell, path: "", error), column: key)
        }
        if let personal = PersonalText.find(in: kept) {
            let error = personal.error(.figurePerson, expected: Self.impersonal)
            throw CellError(error: error, column: key)
        }
        return kept
    }

    /// What would be right in the texts of a figure.
    static let impersonal =
        "the publication or the team that it is from, and nothing about a person"

    private func scope(_ row: CSVRow) throws(CellError) -> FigureScope {
        guard let employers = EmployerScope.read(row[FigureTable.employers] ?? "") else {
            let known = EmployerSector.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse(
                row,
                FigureTable.employers,
                "is not a kind of employer",
                "all, or one or more of \(known) with + between them"
            )
        }
        return FigureScope(
            employers,
            jobGroup: try Self.group(row, FigureTable.jobGroup),
            setting: try Self.setting(row),
            characteristic: try Self.group(row, FigureTable.characteristic)
        )
    }

    private static func setting(_ row: CSVRow) throws(CellError) -> FigureGroup? {
        do throws(TextError) {
            return try FigureSetting.read(row[FigureTable.setting] ?? "")
        } catch {
            throw CellError(
                error: DomainError(.figureCell, path: "", error),
                column: FigureTable.setting
            )
        }
    }

    private static func group(_ row: CSVRow, _ key: ColumnKey) throws(CellError) -> FigureGroup? {
        let typed = row[key] ?? ""
        if FigureGroup.meansAll(typed) { return nil }
        if let group = FigureGroup.read(typed) { return group }
        throw refuse(row, key, "is not a group", FigureGroup.expectedForm)
    }

    private mutating func place(_ row: CSVRow) throws(CellError) -> FigurePlace {
        let (code, name) = (row[FigureTable.code] ?? "", row[FigureTable.place] ?? "")
        if let personal = PersonalText.find(in: name) {
            let error = personal.error(.figurePerson, expected: "the name of a place")
            throw CellError(error: error, column: FigureTable.place)
        }
        let kind: FigurePlace.Kind?
        if (row[FigureTable.placeKind] ?? "").isEmpty {
            kind = nil
        } else {
            kind = try word(row, FigureTable.placeKind, missing: .other)
        }
        do throws(DomainError) {
            return try places.place(code: code, name: name, kind: kind)
        } catch {
            let column = code.isEmpty ? FigureTable.place : FigureTable.code
            throw CellError(error: error, column: column)
        }
    }

    private func word<Choice: RawRepresentable<String> & CaseIterable>(
        _ row: CSVRow,
        _ key: ColumnKey,
        missing: Choice
    ) throws(CellError) -> Choice {
        let typed = TextRule.trimmed(row[key] ?? "").lowercased()
        if typed.isEmpty { return missing }
        if let choice = Choice(rawValue: typed) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        throw Self.refuse(row, key, "has no meaning here", known.joined(separator: ", "))
    }

    private func required(_ row: CSVRow, _ key: ColumnKey) throws(CellError) -> String {
        let text = try text(row, key, Self.sourceRule)
        guard !text.isEmpty else {
            throw refuse(row, key, "names no source", "the mark or name of the source")
        }
        return text
    }

    private func refuse(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String,
        _ expected: String
    ) -> CellError {
        Self.refuse(row, key, problem, expected)
    }

    private static func refuse(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String,
        _ expected: String
    ) -> CellError {
        CellError(
            error: DomainError(
                .figureCell,
                path: "",
                found: row[key] ?? "",
                problem: problem,
                expected: expected
            ),
            column: key
        )
    }
}
