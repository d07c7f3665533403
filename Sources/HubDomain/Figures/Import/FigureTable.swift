package import HubText

/// What a file of figures holds, and what is wrong with it.
package struct FigureReading: Equatable, Sendable {
    /// What the file states, in its order, and where.
    package var entries: [ReadFigure] = []
    /// What is wrong: every cell is told of, up to the report's bounds.
    package internal(set) var report = FindingReport()
    /// How many figures say nothing of their status, which is kept as published.
    package internal(set) var withoutStatus = 0

    /// What is wrong and kept, in the order of the file.
    package var findings: [Finding] { report.kept }

    /// The figures that have a value, in the order of the file.
    package var figures: [Figure] {
        entries.compactMap { $0.stated.absence == nil ? $0.stated.figure : nil }
    }

    /// Whether the file can be taken.
    package var isAcceptable: Bool { report.errors == 0 }
}

/// Figures as a table, one on each row: what is exported reads back as the same.
package enum FigureTable {
    /// How large a table may be: 153 councils, ten editions, forty measures, and room.
    package static let limits = CSVLimits(
        rowBytesMax: 16 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 1_000,
        rowsMax: 250_000
    )

    static let measure: ColumnKey = "measure"
    static let placeKind: ColumnKey = "place_kind"
    static let code: ColumnKey = "code"
    static let place: ColumnKey = "place"
    static let period: ColumnKey = "period"
    static let edition: ColumnKey = "edition"
    static let employers: ColumnKey = "employers"
    static let jobGroup: ColumnKey = "job_group"
    static let setting: ColumnKey = "setting"
    static let characteristic: ColumnKey = "characteristic"
    static let value: ColumnKey = "value"
    static let unit: ColumnKey = "unit"
    static let precision: ColumnKey = "precision"
    static let status: ColumnKey = "status"
    static let source: ColumnKey = "source"
    static let note: ColumnKey = "note"

    /// The columns in the order of the template.
    package static let columns = [
        CSVColumn(measure, title: "Measure", isRequired: true),
        CSVColumn(placeKind, title: "Kind of place"),
        CSVColumn(code, title: "Code", synonyms: ["GSS code", "Area code"]),
        CSVColumn(place, title: "Place", synonyms: ["Area", "Council"]),
        CSVColumn(period, title: "Period", synonyms: ["Year"]),
        CSVColumn(edition, title: "Edition"),
        CSVColumn(employers, title: "Employers", synonyms: ["Sector"]),
        CSVColumn(jobGroup, title: "Job group"),
        CSVColumn(setting, title: "Setting", synonyms: ["Service"]),
        CSVColumn(characteristic, title: "Characteristic"),
        CSVColumn(value, title: "Value", isRequired: true),
        CSVColumn(unit, title: "Unit"),
        CSVColumn(precision, title: "Precision"),
        CSVColumn(status, title: "Status"),
        CSVColumn(source, title: "Source", isRequired: true),
        CSVColumn(note, title: "Note"),
    ]

    /// Writes figures.
    ///
    /// - Parameter figures: The figures.
    /// - Returns: A file that `read` takes, and a spreadsheet opens.
    package static func write(_ figures: [Figure]) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.title))
        for figure in figures { writer.write(cells(StatedFigure(figure))) }
        return writer.take()
    }

    /// The cells of a statement, in the order of the columns.
    package static func cells(_ stated: StatedFigure) -> [String] {
        let figure = stated.figure
        let (subject, scope) = (figure.subject, figure.subject.scope)
        return [
            subject.measure.text, subject.place.kind.rawValue, subject.place.code?.text ?? "",
            subject.place.name, "\(subject.period)", figure.edition.text,
            scope.employers.text, scope.jobGroup?.text ?? "", scope.setting?.text ?? "",
            scope.characteristic?.text ?? "", stated.cell, figure.unit.rawValue,
            figure.precision.rawValue, figure.status.rawValue, figure.source.text, figure.note,
        ]
    }

    /// Reads a file of figures.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - catalogue: The measures there are.
    ///   - others: Places beside the register.
    /// - Returns: The figures of the rows with nothing wrong, and everything that is wrong with the
    ///   others.
    /// - Complexity: Linear in the file.
    ///
    /// An empty value says that there is no figure, a star that it is hidden, and "don't know" that
    /// nobody knows it: three statements, of which none is zero.
    package static func read(
        file: [UInt8],
        catalogue: MeasureCatalogue,
        others: [FigurePlace] = []
    ) -> FigureReading {
        var reading = FigureReading()
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: limits)
            let records = table.records.filter { !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let header = CSVHeader(first, columns: columns + AnnotatedTable.columns)
            for finding in header.findings {
                reading.report.add(FigureCells.asFile(finding), isOfFile: true)
            }
            guard reading.isAcceptable else { return reading }
            var cells = FigureCells(catalogue, others)
            for record in records.dropFirst() { cells.take(header.row(record), into: &reading) }
        } catch {
            // What was found before cannot be relied on.
            reading.report = FindingReport()
            reading.report.add(DomainError(.figureFile, path: "", error).finding())
        }
        return reading
    }
}
