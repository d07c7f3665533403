package import HubText

/// A map as it was read.
package struct CountingMapReading: Equatable, Sendable {
    /// The map; nil where something is wrong with it.
    package private(set) var map: CountingMap?
    /// What is wrong.
    package private(set) var findings: [Finding] = []
    private var draft = CountingMap()

    /// Reads a map for a cycle.
    ///
    /// A row whose last cell is empty says that the council has no such column or word.
    ///
    /// - Complexity: Linear in the file.
    package init(file: [UInt8], cycle: WresCycle) {
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: CountingMap.limits)
            read(table.records.filter { !$0.isBlank }, cycle)
        } catch {
            findings = [DomainError(.wresMapShape, path: "", error).finding()]
        }
        draft.about.cycle = cycle.id
        if findings.allSatisfy({ $0.severity < .error }) { map = draft }
    }

    private mutating func read(_ records: [CSVRecord], _ cycle: WresCycle) {
        guard let first = records.first else {
            let empty = TextError(
                "table_empty",
                problem: "the file holds no table",
                expected: "the map that `whub wres map` writes, filled in"
            )
            findings = [DomainError(.wresMapShape, path: "", empty).finding()]
            return
        }
        let header = CSVHeader(first, columns: CountingMap.columns)
        findings = header.findings.map { finding in
            var finding = finding
            finding.reason = ReasonCode.wresMapShape.text
            return finding
        }
        guard findings.allSatisfy({ $0.severity < .error }) else { return }
        for row in records.dropFirst().map(header.row) {
            let yours = row[CountingMap.yours] ?? ""
            if yours.isEmpty { continue }
            let kind = (row[CountingMap.kind] ?? "").lowercased()
            guard let kind = CountingMap.Kind(rawValue: kind) else {
                refuse(row, CountingMap.kind, CountingMap.Kind.allCases.map(\.rawValue))
                continue
            }
            take(row, kind, (row[CountingMap.meaning] ?? "").lowercased(), yours, cycle)
        }
    }

    private mutating func take(
        _ row: CSVRow,
        _ kind: CountingMap.Kind,
        _ meaning: String,
        _ yours: String,
        _ cycle: WresCycle
    ) {
        let word = CSVColumn.folded(yours)
        switch kind {
        case .setting: takeSetting(row, meaning, yours)
        case .column:
            guard let column = ExtractColumn(rawValue: meaning) else {
                return refuse(row, CountingMap.meaning, ExtractColumn.allCases.map(\.rawValue))
            }
            draft.titles[column] = yours
        case .ethnicity:
            guard let group = EthnicGroup(rawValue: meaning) else {
                return refuse(row, CountingMap.meaning, EthnicGroup.allCases.map(\.rawValue))
            }
            place(row, word, group, in: \.groups)
        case .service:
            let service = WresService(rawValue: meaning).map { CountingMap.Placement.service($0) }
            let isNeither = meaning == CountingMap.neitherService
            guard let placement = service ?? (isNeither ? .neither : nil) else {
                let known = WresService.allCases.map(\.rawValue) + [CountingMap.neitherService]
                return refuse(row, CountingMap.meaning, known)
            }
            place(row, word, placement, in: \.services)
        case .answer:
            guard meaning == "yes" || meaning == "no" else {
                return refuse(row, CountingMap.meaning, ["yes", "no"])
            }
            place(row, word, meaning == "yes", in: \.answers)
        case .band:
            let bands = (cycle.bands.value ?? []).map(\.code)
            guard let band = bands.first(where: { $0.text == meaning }) else {
                return refuse(row, CountingMap.meaning, bands.map(\.text))
            }
            place(row, word, band, in: \.bands)
        case .outcome:
            guard let outcome = CountingMap.Outcome(rawValue: meaning) else {
                let known = CountingMap.Outcome.allCases.map(\.rawValue)
                return refuse(row, CountingMap.meaning, known)
            }
            place(row, word, outcome, in: \.outcomes)
        case .event: takeEvent(row, meaning, word)
        }
    }

    private mutating func takeEvent(_ row: CSVRow, _ meaning: String, _ word: String) {
        if meaning == CountingMap.otherEvent { return place(row, word, nil, in: \.events) }
        let quantities = CountingMap.eventQuantities
        guard let quantity = quantities.first(where: { $0.code == meaning }) else {
            let known = quantities.map(\.code) + [CountingMap.otherEvent]
            return refuse(row, CountingMap.meaning, known)
        }
        place(row, word, quantity, in: \.events)
    }

    // Text keys: folded words, as in the map itself.
    private typealias Words<Value> = WritableKeyPath<CountingMap, [String: Value]>

    /// Remembers what a word means; one word has one meaning.
    private mutating func place<Value: Equatable>(
        _ row: CSVRow,
        _ word: String,
        _ value: Value,
        in words: Words<Value>
    ) {
        if let earlier = draft[keyPath: words][word], earlier != value {
            let error = DomainError(
                .wresMapEntry,
                path: "",
                found: row[CountingMap.yours],
                problem: "has two meanings in this map",
                expected: "one row for each word: remove the other one"
            )
            return findings.append(error.finding(at: row.place(CountingMap.yours)))
        }
        draft[keyPath: words][word] = value
    }

    private mutating func takeSetting(_ row: CSVRow, _ meaning: String, _ yours: String) {
        guard let setting = CountingMap.Setting(rawValue: meaning) else {
            let known = CountingMap.Setting.allCases.map(\.rawValue)
            return refuse(row, CountingMap.meaning, known)
        }
        do throws(DomainError) {
            switch setting {
            case .service:
                guard let service = WresService.read(yours) else {
                    let known = WresService.allCases.map(\.rawValue)
                    return refuse(row, CountingMap.yours, known)
                }
                draft.onlyService = service
            case .body: try WresSheetReading.take(.body, yours, into: &draft.about)
            case .councils: try WresSheetReading.take(.councils, yours, into: &draft.about)
            case .jointPosts: try WresSheetReading.take(.jointPosts, yours, into: &draft.about)
            case .snapshot: try WresSheetReading.take(.snapshot, yours, into: &draft.about)
            case .periodFrom: try WresSheetReading.take(.periodFrom, yours, into: &draft.about)
            case .periodTo: try WresSheetReading.take(.periodTo, yours, into: &draft.about)
            case .harassmentSource:
                try WresSheetReading.take(.harassmentSource, yours, into: &draft.about)
            case .shortYears:
                let range = ColumnMapping.shortYearsFromRange
                guard let year = Int(yours), range.contains(year) else {
                    let known = "a year from \(range.lowerBound) to \(range.upperBound)"
                    return refuse(row, CountingMap.yours, [known])
                }
                draft.shortYearsFrom = year
            }
        } catch {
            findings.append(error.finding(at: row.place(CountingMap.yours)))
        }
    }

    private mutating func refuse(_ row: CSVRow, _ key: ColumnKey, _ known: [String]) {
        let typed = row[key] ?? ""
        let error = DomainError(
            .wresMapEntry,
            path: "",
            found: typed,
            problem: "has no meaning here",
            expected: known.joined(separator: ", "),
            suggestion: Suggestion.nearest(to: typed, among: known)
        )
        findings.append(error.finding(at: row.place(key)))
    }
}
