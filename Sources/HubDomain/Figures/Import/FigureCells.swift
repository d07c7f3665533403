import HubText

/// Reads the cells of a row of figures, each with what would be right.
struct FigureCells {
    /// The values that make sense, of whatever unit.
    static let values = -1_000_000_000.0...1_000_000_000

    private let catalogue: MeasureCatalogue
    private let register: CouncilRegister?

    init(_ catalogue: MeasureCatalogue) {
        self.catalogue = catalogue
        register = try? CouncilRegister.shipped()
    }

    /// A finding of the header, as one of this file.
    static func asFile(_ finding: Finding) -> Finding {
        var finding = finding
        finding.reason = ReasonCode.figureFile.text
        return finding
    }

    /// Adds the figure of a row, or what is wrong with it.
    func take(_ row: CSVRow, into reading: inout FigureReading) {
        reading.findings += row.findings.map(Self.asFile)
        do throws(CellError) {
            reading.figures.append(try figure(row))
        } catch {
            reading.findings.append(error.error.finding(at: row.place(error.column)))
        }
    }

    /// What is wrong, and in which column.
    struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    private func figure(_ row: CSVRow) throws(CellError) -> Figure {
        let measure = try at(FigureTable.measure) { () throws(DomainError) in
            try catalogue.measure(typed: row[FigureTable.measure] ?? "")
        }
        let unit: FigureUnit = try word(row, FigureTable.unit, missing: measure.unit)
        guard let period = FigurePeriod.read(row[FigureTable.period] ?? "") else {
            throw refuse(row, FigureTable.period, "is not a period", FigurePeriod.expectedForm)
        }
        let place = try place(row)
        let scope = try scope(row)
        let note = row[FigureTable.note] ?? ""
        guard note.count <= Figure.noteRule.charactersMax else {
            throw refuse(row, FigureTable.note, "is too long", "at most 500 characters")
        }
        return Figure(
            FigureSubject(measure.id, place, period, scope),
            value: try Self.value(row[FigureTable.value] ?? "", unit, FigureTable.value),
            unit: unit,
            edition: FigureEdition(text: row[FigureTable.edition] ?? ""),
            precision: try word(row, FigureTable.precision, missing: .exact),
            status: try word(row, FigureTable.status, missing: .published),
            source: SourceMark(text: try required(row, FigureTable.source)),
            note: note
        )
    }

    /// A value as it was printed; a rate cannot be below zero, and a share not above 100.
    static func value(
        _ typed: String,
        _ unit: FigureUnit,
        _ column: ColumnKey
    ) throws(CellError) -> Decimal {
        do throws(TextError) {
            let text = TextRule.trimmed(typed)
            let range = unit == .percent ? -100.0...Double(RateRule.turnoverPercentMax) : values
            if unit == .percent { return try NumberText.percent(text, in: range).percent }
            return try NumberText.decimal(text, in: range)
        } catch {
            throw CellError(error: DomainError(.figureCell, path: "", error), column: column)
        }
    }

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
            setting: try Self.group(row, FigureTable.setting),
            characteristic: try Self.group(row, FigureTable.characteristic)
        )
    }

    /// A group as one word: small letters, digits and underscores.
    private static func group(_ row: CSVRow, _ key: ColumnKey) throws(CellError) -> FigureGroup? {
        let typed = TextRule.trimmed(row[key] ?? "").lowercased()
        if typed.isEmpty || typed == "all" { return nil }
        let word = typed.split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: "_")
        let isPlain = word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
        guard isPlain, word.utf8.count <= 64 else {
            throw refuse(row, key, "is not a group", "up to 64 letters, digits and underscores")
        }
        return FigureGroup(text: word)
    }

    private func place(_ row: CSVRow) throws(CellError) -> FigurePlace {
        let (code, name) = (row[FigureTable.code] ?? "", row[FigureTable.place] ?? "")
        let kind: FigurePlace.Kind?
        if (row[FigureTable.placeKind] ?? "").isEmpty {
            kind = nil
        } else {
            kind = try word(row, FigureTable.placeKind, missing: .other)
        }
        return try at(code.isEmpty ? FigureTable.place : FigureTable.code) {
            () throws(DomainError) in
            try FigurePlace.read(code: code, name: name, kind: kind, register: register)
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
        let text = TextRule.trimmed(row[key] ?? "")
        guard !text.isEmpty, text.count <= 200 else {
            throw refuse(row, key, "names no source", "the mark or name of the source")
        }
        return text
    }

    private func at<Value>(
        _ column: ColumnKey,
        _ body: () throws(DomainError) -> Value
    ) throws(CellError) -> Value {
        do throws(DomainError) {
            return try body()
        } catch {
            throw CellError(error: error, column: column)
        }
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
