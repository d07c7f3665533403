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

    /// Adds the figure of a row, or everything that is wrong with it.
    mutating func take(_ row: CSVRow, into reading: inout FigureReading) {
        for finding in row.findings { reading.report.add(Self.asFile(finding)) }
        var wrong = Wrong()
        if let stated = stated(row, &wrong) {
            reading.entries.append(ReadFigure(stated, at: row.place(FigureTable.value)))
            let status = TextRule.trimmed(row[FigureTable.status] ?? "")
            if status.isEmpty { reading.withoutStatus += 1 }
        }
        for error in wrong.errors {
            let place = row.place(error.column)
            reading.report.add(error.error.reason, .error, column: place.column) {
                error.error.finding(at: place)
            }
        }
    }

    /// What is wrong, and in which column.
    struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    /// What is wrong with a row, cell by cell.
    private struct Wrong {
        private(set) var errors: [CellError] = []

        /// What a cell says; nil where it says nothing that can be, which is told.
        mutating func take<Value>(_ read: () throws(CellError) -> Value) -> Value? {
            do throws(CellError) {
                return try read()
            } catch {
                errors.append(error)
                return nil
            }
        }
    }

    /// The statement of a row; nil where anything is wrong with it.
    private mutating func stated(_ row: CSVRow, _ wrong: inout Wrong) -> StatedFigure? {
        let measure = wrong.take { () throws(CellError) in try knownMeasure(row) }
        let unit = wrong.take { () throws(CellError) in try self.unit(row, of: measure) }
        let period = wrong.take { () throws(CellError) in try Self.period(row) }
        let place = place(row, &wrong)
        let scope = scope(row, &wrong)
        // What a value can be is known of a known measure only.
        var value: (value: Decimal, absence: FigureAbsence?)?
        if let measure, let unit {
            value = wrong.take { () throws(CellError) in
                try Self.value(
                    row[FigureTable.value] ?? "",
                    Measure.range(of: measure.id, in: unit),
                    unit,
                    FigureTable.value
                )
            }
        }
        let edition = wrong.take { () throws(CellError) in
            try text(row, FigureTable.edition, Self.editionRule)
        }
        let precision: FigurePrecision? = wrong.take { () throws(CellError) in
            try word(row, FigureTable.precision, missing: .exact)
        }
        let status: FigureStatus? = wrong.take { () throws(CellError) in
            try word(row, FigureTable.status, missing: .published)
        }
        let source = wrong.take { () throws(CellError) in try required(row, FigureTable.source) }
        let note = wrong.take { () throws(CellError) in
            try text(row, FigureTable.note, Figure.noteRule)
        }
        guard let measure, let unit, let period, let place, let scope, let value, let edition,
            let precision, let status, let source, let note
        else { return nil }
        let figure = Figure(
            FigureSubject(measure.id, place, period, scope),
            value: value.value,
            unit: unit,
            edition: FigureEdition(text: edition),
            precision: precision,
            status: status,
            source: SourceMark(text: source),
            note: note
        )
        return StatedFigure(figure, absence: value.absence)
    }

    private func knownMeasure(_ row: CSVRow) throws(CellError) -> Measure {
        do throws(DomainError) {
            return try catalogue.measure(typed: row[FigureTable.measure] ?? "")
        } catch {
            throw CellError(error: error, column: FigureTable.measure)
        }
    }

    /// The unit of a row: that of the measure, or another that counts the same kind of thing.
    private func unit(_ row: CSVRow, of measure: Measure?) throws(CellError) -> FigureUnit {
        let unit: FigureUnit = try word(row, FigureTable.unit, missing: measure?.unit ?? .posts)
        guard let measure, !unit.isLike(measure.unit) else { return unit }
        let like = FigureUnit.allCases.filter { $0.isLike(measure.unit) }.map(\.rawValue)
        throw refuse(
            row,
            FigureTable.unit,
            "is no unit of \(measure.id)",
            like.joined(separator: ", ") + ", or nothing"
        )
    }

    private static func period(_ row: CSVRow) throws(CellError) -> FigurePeriod {
        if let period = FigurePeriod.read(row[FigureTable.period] ?? "") { return period }
        throw refuse(row, FigureTable.period, "is not a period", FigurePeriod.expectedForm)
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
            let number = try NumberText.decimal(text, in: range)
            guard !unit.isWhole || number.isWhole else {
                throw TextError(
                    .numberWhole,
                    found: text,
                    problem: "is not a whole number",
                    expected: "\(unit.rawValue) in whole numbers, or the unit wte"
                )
            }
            return (number, nil)
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

    private func scope(_ row: CSVRow, _ wrong: inout Wrong) -> FigureScope? {
        let employers = wrong.take { () throws(CellError) in try Self.employers(row) }
        let jobGroup = wrong.take { () throws(CellError) in
            try Self.group(row, FigureTable.jobGroup)
        }
        let setting = wrong.take { () throws(CellError) in try Self.setting(row) }
        let characteristic = wrong.take { () throws(CellError) in
            try Self.group(row, FigureTable.characteristic)
        }
        guard let employers, let jobGroup, let setting, let characteristic else { return nil }
        return FigureScope(
            employers,
            jobGroup: jobGroup,
            setting: setting,
            characteristic: characteristic
        )
    }

    private static func employers(_ row: CSVRow) throws(CellError) -> EmployerScope {
        if let employers = EmployerScope.read(row[FigureTable.employers] ?? "") {
            return employers
        }
        let known = EmployerSector.allCases.map(\.rawValue).joined(separator: ", ")
        throw refuse(
            row,
            FigureTable.employers,
            "is not a kind of employer",
            "all, or one or more of \(known) with + between them"
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

    private mutating func place(_ row: CSVRow, _ wrong: inout Wrong) -> FigurePlace? {
        let (code, name) = (row[FigureTable.code] ?? "", row[FigureTable.place] ?? "")
        let isImpersonal: Void? = wrong.take { () throws(CellError) in
            for (text, column) in [(name, FigureTable.place), (code, FigureTable.code)] {
                guard let personal = PersonalText.find(in: text) else { continue }
                let error = personal.error(.figurePerson, expected: "the name or code of a place")
                throw CellError(error: error, column: column)
            }
        }
        let kind = wrong.take { () throws(CellError) in try kindOfPlace(row) }
        guard isImpersonal != nil, let kind else { return nil }
        do throws(DomainError) {
            return try places.place(code: code, name: name, kind: kind)
        } catch {
            let column = code.isEmpty ? FigureTable.place : FigureTable.code
            return wrong.take { () throws(CellError) in
                throw CellError(error: error, column: column)
            }
        }
    }

    /// The kind of place that a row names; nil for none.
    private func kindOfPlace(_ row: CSVRow) throws(CellError) -> FigurePlace.Kind? {
        guard !(row[FigureTable.placeKind] ?? "").isEmpty else { return nil }
        let kind: FigurePlace.Kind = try word(row, FigureTable.placeKind, missing: .other)
        return kind
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
