package import HubText

/// What the columns of a publisher's download are, as somebody says: nothing about it is guessed.
///
/// Downloads have rows above their titles, a place on each row and a figure in each column, under
/// titles of their own. The mapping is a small table: `column` rows say what a column is, `setting`
/// rows what the file as a whole is about.
package struct FigureMapping: Equatable, Sendable {
    /// A column with figures.
    package struct ValueColumn: Equatable, Sendable {
        /// Its title in the file.
        package var title: String
        /// What it measures.
        package var measure: MeasureID
        /// Of whom.
        package var scope: FigureScope
        /// When; nil for the period of the file.
        package var period: FigurePeriod?
    }

    /// The row of titles as a spreadsheet numbers it; downloads have rows above it.
    package var titleRow = 1
    /// The title of the column with codes; nil for none.
    package var codeTitle: String?
    /// The title of the column with names of places; nil for none.
    package var placeTitle: String?
    /// The columns with figures.
    package var values: [ValueColumn] = []
    /// The period of the file.
    package var period = FigurePeriod.notStated
    /// The edition of the file.
    package var edition = FigureEdition.notStated
    /// How final the figures are.
    package var status = FigureStatus.published
    /// Where the file is from.
    package var source: SourceMark = ""
    /// Cells that say why there is no figure, such as "..", beside those that every file has: an
    /// empty one, a star, "don't know".
    package var absences: [FigureGroup: FigureAbsence] = [:]

    /// The largest row of titles.
    package static let titleRowMax = 100
    /// The columns of a mapping.
    package static let columns = [
        CSVColumn("kind", title: "Kind", isRequired: true),
        CSVColumn("name", title: "Name", isRequired: true),
        CSVColumn("meaning", title: "Meaning", isRequired: true),
        CSVColumn("employers", title: "Employers"),
        CSVColumn("job_group", title: "Job group"),
        CSVColumn("setting", title: "Setting"),
        CSVColumn("characteristic", title: "Characteristic"),
        CSVColumn("period", title: "Period"),
    ]

    /// What a row of kind `setting` may name.
    package enum Setting: String, Sendable, CaseIterable {
        /// The row of titles.
        case titleRow = "title_row"
        /// The period of the file.
        case period
        /// The edition of the file.
        case edition
        /// How final the figures are.
        case status
        /// Where the file is from.
        case source
        /// A cell that says that there is no figure.
        case missing
        /// A cell that says that a figure is hidden.
        case hidden
        /// A cell that says that nobody knows.
        case unknown
    }

    /// A mapping of nothing.
    package init() {}

    /// The errors of one mapping that are told.
    package static let errorsMax = 20

    /// Reads a mapping.
    ///
    /// - Parameters:
    ///   - file: The mapping as CSV.
    ///   - catalogue: The measures there are.
    /// - Throws: FIGR-0122 naming the first row that has no meaning.
    package init(file: [UInt8], catalogue: MeasureCatalogue) throws(DomainError) {
        let (mapping, errors) = Self.read(file: file, catalogue: catalogue)
        if let first = errors.first { throw first }
        self = mapping
    }

    /// Reads a mapping, and tells every row that has no meaning.
    ///
    /// - Parameters:
    ///   - file: The mapping as CSV.
    ///   - catalogue: The measures there are.
    /// - Returns: What could be read, and the first `errorsMax` errors; the mapping is of no use
    ///   where there is one.
    package static func read(
        file: [UInt8],
        catalogue: MeasureCatalogue
    ) -> (mapping: FigureMapping, errors: [DomainError]) {
        var mapping = FigureMapping()
        let records: [CSVRecord]
        do throws(TextError) {
            records = try CSVFile(file: file, limits: FigureTable.limits).records
        } catch {
            return (mapping, [DomainError(.figureMapping, path: "", error)])
        }
        guard let first = records.first(where: { !$0.isBlank }) else {
            let error = wrong("", "", "the mapping is empty", "rows of columns and settings")
            return (mapping, [error])
        }
        let header = CSVHeader(first, columns: columns)
        var errors = header.findings.filter { $0.severity == .error }.map {
            wrong("", "", $0.sentence, "the columns Kind, Name and Meaning")
        }
        guard errors.isEmpty else { return (mapping, errors) }
        for record in records where record.row > first.row && !record.isBlank {
            guard errors.count < errorsMax else { break }
            do throws(DomainError) {
                try mapping.take(header.row(record), catalogue)
            } catch {
                errors.append(error)
            }
        }
        if errors.isEmpty, !mapping.isWhole {
            errors = [
                wrong(
                    "",
                    "",
                    "the mapping does not say what each figure is about",
                    "a column with meaning code or place, a column with a measure, and the source"
                )
            ]
        }
        return (mapping, errors)
    }

    /// Whether it says of what a figure is, where it stands and where it is from.
    private var isWhole: Bool {
        (codeTitle != nil || placeTitle != nil) && !values.isEmpty && !source.text.isEmpty
    }

    private mutating func take(
        _ row: CSVRow,
        _ catalogue: MeasureCatalogue
    ) throws(DomainError) {
        let (name, meaning) = (row["name"] ?? "", row["meaning"] ?? "")
        let path = "row \(row.record.row)"
        switch (row["kind"] ?? "").lowercased() {
        case "column" where meaning == "code": codeTitle = name
        case "column" where meaning == "place": placeTitle = name
        case "column":
            let measure = try catalogue.measure(typed: meaning, path: path)
            guard let employers = EmployerScope.read(row["employers"] ?? ""),
                let period = FigurePeriod.read(row["period"] ?? "")
            else {
                throw Self.wrong(
                    path,
                    name,
                    "has employers or a period that cannot be read",
                    "employers such as independent, and a period such as "
                        + FigurePeriod.expectedForm
                )
            }
            let scope = FigureScope(
                employers,
                jobGroup: try Self.group(row["job_group"], path),
                setting: try Self.setting(row["setting"], path),
                characteristic: try Self.group(row["characteristic"], path)
            )
            let own = period == .notStated ? nil : period
            values.append(
                ValueColumn(title: name, measure: measure.id, scope: scope, period: own)
            )
        case "setting": try takeSetting(name, meaning, path)
        default:
            throw Self.wrong(path, row["kind"] ?? "", "is not a kind of row", "column or setting")
        }
    }

    private mutating func takeSetting(
        _ name: String,
        _ meaning: String,
        _ path: String
    ) throws(DomainError) {
        let known = Setting.allCases.map(\.rawValue).joined(separator: ", ")
        guard let setting = Setting(rawValue: name.lowercased()) else {
            throw Self.wrong(path, name, "is not a setting", known)
        }
        switch setting {
        case .titleRow:
            let row = try? NumberText.whole(meaning, in: 1...Self.titleRowMax)
            guard let row else {
                throw Self.wrong(path, meaning, "is not a row", "a row from 1 to 100")
            }
            titleRow = row
        case .period:
            guard let read = FigurePeriod.read(meaning) else {
                throw Self.wrong(path, meaning, "is not a period", FigurePeriod.expectedForm)
            }
            period = read
        case .edition: edition = FigureEdition(text: try text(meaning, path))
        case .status:
            guard let read = FigureStatus(rawValue: meaning.lowercased()) else {
                let words = FigureStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.wrong(path, meaning, "is not a status", words)
            }
            status = read
        case .source: source = SourceMark(text: try text(meaning, path))
        case .missing: absences[FigureGroup(text: meaning)] = .missing
        case .hidden: absences[FigureGroup(text: meaning)] = .hidden
        case .unknown: absences[FigureGroup(text: meaning)] = .unknown
        }
    }

    private func text(_ typed: String, _ path: String) throws(DomainError) -> String {
        let kept: String
        do throws(TextError) {
            kept = try TextRule.name.accept(typed)
        } catch {
            throw DomainError(.figureMapping, path: path, error)
        }
        guard let personal = PersonalText.find(in: kept) else { return kept }
        throw personal.error(.figurePerson, path: path, expected: FigureCells.impersonal)
    }

    private static func setting(
        _ typed: String?,
        _ path: String
    ) throws(DomainError) -> FigureGroup? {
        do throws(TextError) {
            return try FigureSetting.read(typed ?? "")
        } catch {
            throw DomainError(.figureMapping, path: path, error)
        }
    }

    private static func group(
        _ typed: String?,
        _ path: String
    ) throws(DomainError) -> FigureGroup? {
        let text = typed ?? ""
        if FigureGroup.meansAll(text) { return nil }
        if let group = FigureGroup.read(text) { return group }
        throw wrong(path, text, "is not a group", FigureGroup.expectedForm)
    }

    private static func wrong(
        _ path: String,
        _ found: String,
        _ problem: String,
        _ expected: String
    ) -> DomainError {
        DomainError(
            .figureMapping,
            path: path,
            subject: path,
            found: found.isEmpty ? nil : found,
            problem: problem,
            expected: expected
        )
    }
}
