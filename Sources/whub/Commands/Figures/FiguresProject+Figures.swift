import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

// Values of assumptions that are taken from figures of the hub.
extension ProjectionPage {
    /// The rows of a table, with the values that nobody typed beside a figure.
    ///
    /// Only such a row asks the hub: a table of typed numbers is projected anywhere. With
    /// `--compare` numbers that stand beside a figure are looked up, too.
    ///
    /// - Returns: The rows, and what the numbers are called that were not compared.
    static func filled(
        _ records: [CSVRecord],
        _ invocation: Invocation
    ) throws(CommandError) -> ([CSVRecord], uncompared: [String]) {
        guard let header = records.first else { return (records, []) }
        func place(_ title: String) -> Int? {
            header.fields.firstIndex { CSVColumn.folded($0) == CSVColumn.folded(title) }
        }
        guard let value = place("Value"), let figure = place("Figure") else {
            return (records, [])
        }
        var desk: FiguresDesk?
        var (filled, uncompared) = (records, [String]())
        for index in records.indices.dropFirst() {
            let fields = records[index].fields
            guard value < fields.count, figure < fields.count else { continue }
            let kind = place("Assumption").flatMap { $0 < fields.count ? fields[$0] : nil } ?? ""
            let words = AssumptionKind(rawValue: TextRule.trimmed(kind))?.words ?? kind
            let row = "Row \(records[index].row), \(words)"
            guard let reference = try reference(fields[figure], row) else { continue }
            let text = TextRule.trimmed(fields[value])
            guard text.isEmpty || invocation.line.has("compare") else {
                uncompared.append(words)
                continue
            }
            // What is no number is told of with the other cells.
            let typed = try? NumberText.decimal(text, in: -1e12...1e12).double
            guard text.isEmpty || typed != nil else { continue }
            if desk == nil { desk = try FiguresDesk(invocation) }
            guard let open = desk else { continue }
            var known = fields
            let found = try open.value(of: reference, beside: typed, row)
            if text.isEmpty { known[value] = found }
            filled[index] = CSVRecord(
                row: records[index].row,
                line: records[index].line,
                fields: known
            )
        }
        return (filled, uncompared)
    }

    private static func reference(
        _ text: String,
        _ row: String
    ) throws(CommandError) -> FigureReference? {
        do throws(DomainError) {
            return try FigureReference.read(text)
        } catch {
            throw .dataError("\(row): \(error.finding().sentence) [\(error.reason)]")
        }
    }
}

extension FiguresDesk {
    /// The value of the figure that a reference names, as a cell.
    fileprivate func value(
        of reference: FigureReference,
        beside typed: Double?,
        _ row: String
    ) throws(CommandError) -> String {
        let request = GetFigureSeriesRequest(
            measure: reference.measure.text,
            area: reference.area,
            edition: reference.edition.text
        )
        let answer = try ask(hub.getFigureSeries, request)
        let known = answer.lines.flatMap { $0.points.flatMap(\.figures) }.compactMap(\.stated)
        do throws(DomainError) {
            let unit = try FigureLibrary.shipped().catalogue.measure(reference.measure)?.unit
            let found = FigureFound(reference, among: known, unit: unit ?? .posts)
            return "\(try found.value(of: reference, beside: typed))"
        } catch {
            throw .dataError("\(row): \(error.finding().sentence) [\(error.reason)]")
        }
    }
}

extension FigureEntry {
    /// The statement; `nil` for one with words that this program does not know.
    fileprivate var stated: StatedFigure? {
        guard let period = FigurePeriod.read(period), let unit = FigureUnit(rawValue: unit),
            let employers = EmployerScope.read(employers),
            let kind = FigurePlace.Kind(rawValue: placeKind),
            let status = FigureStatus(rawValue: FigureRows.status(status))
        else { return nil }
        let absence = FigureRows.absence(self)
        let number = try? NumberText.decimal(value, in: -1e12...1e12)
        guard number != nil || absence != nil else { return nil }
        func group(_ text: String) -> FigureGroup? { text.isEmpty ? nil : FigureGroup(text: text) }
        let subject = FigureSubject(
            MeasureID(text: measure),
            FigurePlace(kind, code: GSSCode.read(code), name: place),
            period,
            FigureScope(
                employers,
                jobGroup: group(jobGroup),
                setting: group(setting),
                characteristic: group(characteristic)
            )
        )
        let figure = Figure(
            subject,
            value: number ?? Decimal(unscaled: 0, places: 0),
            unit: unit,
            edition: FigureEdition(text: edition),
            status: status,
            source: SourceMark(text: source)
        )
        return StatedFigure(figure, absence: absence)
    }
}
