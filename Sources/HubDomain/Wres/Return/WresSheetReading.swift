package import HubText

/// A sheet of counts as it was read: what it says, and everything that is wrong with it.
package struct WresSheetReading: Equatable, Sendable {
    /// The file; nil if it could not be read at all.
    package let source: CSVFile?
    /// What the sheet says; nil where its shape or its cycle is wrong.
    package private(set) var entry: WresReturn?
    /// The revision that the sheet was made from; nil where it does not say.
    package private(set) var basedOn: UInt64?
    /// What is wrong with the file and its cells, then with what they say together.
    package private(set) var findings: [Finding] = []
    /// Where each count stands.
    private var places: [WresCell: Place] = [:]
    private var abouts: [WresSheet.About: Place] = [:]
    /// What stands in the sheet and could not be read.
    private var unread = WresUnread()
    /// The services in which a row's name was not understood.
    private var unclear: Set<WresService> = []
    /// Whether the name of a row about the return was not understood.
    private var isAboutUnclear = false
    /// The councils that the sheet names, even where something else is wrong with it.
    package private(set) var councils: [GSSCode] = []

    /// Reads a sheet and checks what it says.
    ///
    /// - Parameters:
    ///   - file: The file, in any encoding and with any delimiter that a spreadsheet writes.
    ///   - cycle: The cycle that the sheet must be for.
    ///   - today: The day in London.
    /// - Complexity: Linear in the file.
    package init(file: [UInt8], cycle: WresCycle, today: Day) {
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: WresSheet.limits)
            source = table
            read(table, cycle)
        } catch {
            source = nil
            findings = [DomainError(.wresSheetShape, path: "", error).finding()]
        }
        guard let entry else { return }
        councils = entry.unit.councils
        // Whoever mends the sheet is told everything at once, unless it is another cycle's.
        if !findings.contains(where: { $0.reason == ReasonCode.wresSheetCycle.text }) {
            noteRows(cycle)
            let more = WresRules.check(entry, cycle, today: today, unread: unread).map(placed)
            if findings.contains(where: { $0.severity == .error }) { self.entry = nil }
            findings += more
        } else {
            self.entry = nil
        }
    }

    /// What has no row beside one that was not understood may be that row.
    private mutating func noteRows(_ cycle: WresCycle) {
        if isAboutUnclear {
            for about in WresSheet.About.asked where abouts[about] == nil {
                unread.paths.formUnion(Self.paths(of: about))
            }
        }
        for service in unclear {
            for quantity in WresQuantity.asked(in: cycle) {
                let cells = EthnicGroup.allCases.map { WresCell(quantity, service, $0) }
                guard cells.allSatisfy({ places[$0] == nil }) else { continue }
                unread.rows.insert(WresUnread.WresRow(quantity: quantity, service: service))
            }
        }
    }

    /// Whether nothing stands against handing it in.
    package var isAcceptable: Bool {
        entry != nil && findings.allSatisfy { $0.severity < .error }
    }

    /// The file as it was sent, with its findings beside the rows; empty if it is no table.
    package var annotatedFile: [UInt8] {
        source.map { AnnotatedTable.file($0, findings: findings) } ?? []
    }

    /// A heading above the titles is told as one, and not as titles that are all wrong.
    private mutating func tellHeading(_ table: CSVFile, _ first: CSVRecord) {
        let records = table.records.filter { !$0.isBlank }
        let above = HeadingRows.titles(records, WresSheet.columns)
        guard above > 0 else { return }
        let titles = records[above].row
        let error = DomainError(
            .wresSheetShape,
            path: "",
            found: first.fields.first { !$0.isEmpty },
            problem: "reads as a heading: the titles are in row \(titles)",
            expected: "the titles in the first row, with what stands above them taken out"
        )
        findings = [error.finding(at: Place(row: first.row, line: first.line))]
    }

    private func placed(_ finding: WresFinding) -> Finding {
        let about = WresSheet.About.allCases.first { Self.path(of: $0) == finding.error.path }
        let place = finding.cell.flatMap { places[$0] } ?? about.flatMap { abouts[$0] } ?? Place()
        return finding.error.finding(at: place, severity: finding.severity)
    }

    /// The part of a return that a row is about, as the rules name it.
    private static func path(of about: WresSheet.About) -> String {
        switch about {
        case .cycle: "cycle"
        case .body: "unit"
        case .councils: "unit.councils"
        case .jointPosts: "unit.joint_posts"
        case .snapshot: "snapshot"
        case .periodFrom: "period"
        case .periodTo: "period.to"
        case .harassmentSource: "harassment_source"
        case .basedOn: "based_on"
        }
    }

    private mutating func read(_ table: CSVFile, _ cycle: WresCycle) {
        guard let first = table.records.first(where: { !$0.isBlank }) else {
            let empty = TextError(
                "table_empty",
                problem: "the file holds no table",
                expected: "the sheet that `whub wres count` or `whub wres template` writes"
            )
            findings = [DomainError(.wresSheetShape, path: "", empty).finding()]
            return
        }
        let header = CSVHeader(first, columns: WresSheet.columns + AnnotatedTable.columns)
        findings = header.findings.map(Self.shaped)
        guard findings.allSatisfy({ $0.severity < .error }) else {
            return tellHeading(table, first)
        }
        var entry = WresReturn(cycle: "")
        for record in table.records where record.row > first.row && !record.isBlank {
            let row = header.row(record)
            findings += row.findings.map(Self.shaped)
            let section = row[WresSheet.section] ?? ""
            if CSVColumn.folded(section) == CSVColumn.folded(WresSheet.aboutSection) {
                readAbout(row, &entry, cycle)
            } else if let service = WresService.read(section) {
                readCounts(row, service, &entry, cycle)
            } else {
                // It may be of any service.
                unclear.formUnion(WresService.allCases)
                isAboutUnclear = true
                let expected = [WresSheet.aboutSection] + WresService.allCases.map(\.words)
                report(
                    .wresSheetRow,
                    row.place(WresSheet.section),
                    found: section,
                    "is not a section of the sheet",
                    expected: expected.joined(separator: ", "),
                    suggestion: Suggestion.nearest(to: section, among: expected)
                )
            }
        }
        if entry.cycle.text.isEmpty {
            report(
                .wresSheetCycle,
                Place(),
                found: nil,
                "the sheet does not say which cycle it is for",
                expected: cycle.id.text
            )
        }
        self.entry = entry
    }

    private mutating func readCounts(
        _ row: CSVRow,
        _ service: WresService,
        _ entry: inout WresReturn,
        _ cycle: WresCycle
    ) {
        let typed = row[WresSheet.item] ?? ""
        guard let quantity = WresQuantity.read(typed, in: cycle) else {
            let known = WresQuantity.asked(in: cycle).map(\.code)
            unclear.insert(service)
            defer { readCells(row) }
            return report(
                .wresSheetRow,
                row.place(WresSheet.item),
                found: typed,
                "is not a count that the cycle asks for",
                expected: known.joined(separator: ", "),
                suggestion: Suggestion.nearest(to: typed, among: known)
            )
        }
        for (group, key) in WresSheet.groups {
            let cell = WresCell(quantity, service, group)
            if let earlier = places[cell] {
                return report(
                    .wresSheetTwice,
                    row.place(WresSheet.item),
                    found: typed,
                    "stands in this row and in row \(earlier.row ?? 0)",
                    expected: "one row for it: take the other one out"
                )
            }
            places[cell] = row.place(key)
            do throws(DomainError) {
                entry.entries[cell] = try CountEntry.read(
                    row[key] ?? "",
                    mayBeCensored: quantity.mayBeCensored
                )
            } catch {
                unread.cells.insert(cell)
                let located = DomainError(error.reason, path: cell.path, error.detail)
                findings.append(located.finding(at: row.place(key)))
            }
        }
    }

    /// What is wrong with the cells of a row whose name was not understood, so that it is told now.
    private mutating func readCells(_ row: CSVRow) {
        for (_, key) in WresSheet.groups {
            do throws(DomainError) {
                _ = try CountEntry.read(row[key] ?? "", mayBeCensored: true)
            } catch {
                findings.append(error.finding(at: row.place(key)))
            }
        }
    }

    private mutating func report(
        _ reason: ReasonCode,
        _ place: Place,
        found: String?,
        _ problem: String,
        expected: String = "",
        suggestion: String? = nil
    ) {
        let error = DomainError(
            reason,
            path: "",
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
        findings.append(error.finding(at: place))
    }

    /// Findings about the shape of the table belong to one registered reason.
    private static func shaped(_ finding: Finding) -> Finding {
        var finding = finding
        finding.reason = finding.reason ?? ReasonCode.wresSheetShape.text
        return finding
    }
}

extension WresSheetReading {
    private mutating func readAbout(
        _ row: CSVRow,
        _ entry: inout WresReturn,
        _ cycle: WresCycle
    ) {
        let typed = row[WresSheet.item] ?? ""
        guard let about = WresSheet.About.read(typed) else {
            let known = WresSheet.About.allCases.map(\.rawValue)
            isAboutUnclear = true
            return report(
                .wresSheetRow,
                row.place(WresSheet.item),
                found: typed,
                "is not something the sheet says about itself",
                expected: known.joined(separator: ", "),
                suggestion: Suggestion.nearest(to: typed, among: known)
            )
        }
        if let earlier = abouts[about] {
            return report(
                .wresSheetTwice,
                row.place(WresSheet.item),
                found: typed,
                "stands in this row and in row \(earlier.row ?? 0)",
                expected: "one row for it: take the other one out"
            )
        }
        let place = row.place(WresSheet.answer)
        abouts[about] = place
        do throws(DomainError) {
            let answer = row[WresSheet.answer] ?? ""
            guard about != .basedOn else {
                basedOn = try Self.revision(answer)
                return
            }
            try Self.take(about, answer, into: &entry)
            if about == .cycle, entry.cycle != cycle.id { throw Self.otherCycle(answer, cycle) }
        } catch {
            unread.paths.formUnion(Self.paths(of: about))
            findings.append(error.finding(at: place))
        }
    }

    /// The paths of what rules say where a fact is missing.
    private static func paths(of about: WresSheet.About) -> [String] {
        switch about {
        case .body, .councils: ["unit", "unit.councils"]
        case .periodFrom, .periodTo: ["period", "period.to"]
        default: [path(of: about)]
        }
    }

    /// Takes what a sheet or a map says about a return.
    static func take(
        _ about: WresSheet.About,
        _ answer: String,
        into entry: inout WresReturn
    ) throws(DomainError) {
        switch about {
        case .cycle: entry.cycle = CycleID(text: answer)
        case .body: entry.unit.body = try text(answer, .name, .wresReportingUnit, "unit")
        case .jointPosts:
            entry.unit.jointPosts = try text(answer, .line, .wresReportingUnit, "unit")
        case .councils: entry.unit.councils = try councils(answer)
        case .snapshot: entry.snapshot = try day(answer, .wresSnapshotDay, "snapshot")
        case .periodFrom: entry.periodFrom = try day(answer, .wresPeriod, "period")
        case .periodTo: entry.periodTo = try day(answer, .wresPeriod, "period")
        case .harassmentSource: entry.harassmentSource = try source(answer)
        // It is about the sheet, which `readAbout` takes for itself.
        case .basedOn: break
        }
    }
}
