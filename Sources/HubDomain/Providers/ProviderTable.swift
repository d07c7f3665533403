package import HubText

/// What a directory holds, and what is wrong with it.
package struct ProviderReading: Equatable, Sendable {
    /// The entries of the rows with nothing wrong, in the order of the file, and their rows.
    package var entries: [(entry: ProviderEntry, place: Place)] = []
    /// What is wrong.
    package var findings: [Finding] = []

    /// Whether both read the same.
    package static func == (left: ProviderReading, right: ProviderReading) -> Bool {
        left.findings == right.findings && left.entries.map(\.entry) == right.entries.map(\.entry)
    }
}

/// Organisations as a table, one on each row.
package enum ProviderTable {
    /// How large a directory may be.
    package static let limits = CSVLimits(
        rowBytesMax: 32 * 1_024,
        fieldsMax: 200,
        fieldCharactersMax: 5_000,
        rowsMax: 20_000
    )
    /// The columns in the order of the template.
    package static let columns = [
        CSVColumn("code", title: "Code"),
        CSVColumn("name", title: "Name", isRequired: true),
        CSVColumn("kind", title: "Kind"),
        CSVColumn("cqc_provider", title: "CQC provider"),
        CSVColumn("cqc_location", title: "CQC location"),
        CSVColumn("setting", title: "Setting"),
        CSVColumn("size_band", title: "Size band"),
        CSVColumn("in_asc_wds", title: "In ASC-WDS"),
        CSVColumn("contact_role", title: "Contact role"),
        CSVColumn("area", title: "Area"),
        CSVColumn("note", title: "Note"),
        CSVColumn("academy_region", title: "Academy region"),
        CSVColumn("academy_locality", title: "Academy locality"),
        CSVColumn("academy_launched", title: "Academy launched"),
        CSVColumn("academy_type", title: "Academy type"),
        CSVColumn("academy_funding", title: "Academy funding"),
        CSVColumn("academy_features", title: "Academy features"),
    ]

    /// The cells of an entry, in the order of the columns.
    package static func cells(_ entry: ProviderEntry) -> [String] {
        let academy = entry.academy
        return [
            entry.code, entry.name, entry.kind?.rawValue ?? "", entry.cqcProvider,
            entry.cqcLocation, entry.setting, entry.sizeBand, entry.inAscWds.rawValue,
            entry.contactRole, entry.area, entry.note, academy.region, academy.locality,
            academy.launched.map { "\($0)" } ?? "", academy.type, academy.funding,
            academy.features,
        ]
    }

    /// Reads a directory.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - mapping: What its columns are; nil for those of the template.
    ///   - others: Places beside the register of councils.
    /// - Returns: The entries, and everything that is wrong with each row.
    /// - Complexity: Linear in the file.
    package static func read(
        file: [UInt8],
        mapping: ProviderMapping? = nil,
        others: [FigurePlace] = []
    ) -> ProviderReading {
        var reading = ProviderReading()
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: limits)
            let titleRow = mapping?.titleRow ?? 1
            let records = table.records.filter { $0.row >= titleRow && !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let titles = mapping?.renamed(first) ?? first
            let header = CSVHeader(titles, columns: columns + AnnotatedTable.columns)
            let isMapped = mapping != nil
            reading.findings = header.findings.filter { finding in
                // What a mapping does not name is left out on purpose.
                !isMapped || finding.severity == .error
            }.map { finding in
                var finding = finding
                finding.reason = ReasonCode.providerFile.text
                return finding
            }
            if let note = mapping.flatMap({ leftOut($0.leftOut(first), first.row) }) {
                reading.findings.append(note)
            }
            guard reading.findings.allSatisfy({ $0.severity < .error }) else { return reading }
            for record in records.dropFirst() {
                take(header.row(record), mapping, others, into: &reading)
            }
        } catch {
            reading.findings = [DomainError(.providerFile, path: "", error).finding()]
            return reading
        }
        reading.findings += twice(reading.entries)
        return reading
    }

    private static func take(
        _ row: CSVRow,
        _ mapping: ProviderMapping?,
        _ others: [FigurePlace],
        into reading: inout ProviderReading
    ) {
        func cell(_ key: ColumnKey) -> String {
            let text = TextRule.trimmed(row[key] ?? "")
            return mapping?.word(text, in: key) ?? text
        }
        var errors: [DomainError] = []
        func take<Value>(_ none: Value, _ read: () throws(DomainError) -> Value) -> Value {
            do throws(DomainError) {
                return try read()
            } catch {
                errors.append(error)
                return none
            }
        }
        var entry = ProviderEntry()
        (entry.code, entry.name) = (cell("code"), cell("name"))
        (entry.cqcProvider, entry.cqcLocation) = (cell("cqc_provider"), cell("cqc_location"))
        (entry.setting, entry.sizeBand) = (cell("setting"), cell("size_band"))
        (entry.contactRole, entry.area) = (cell("contact_role"), cell("area"))
        entry.note = cell("note")
        entry.kind = take(nil) { () throws(DomainError) in try kind(cell("kind")) }
        entry.inAscWds = take(.notGiven) { () throws(DomainError) in
            try answer(cell("in_asc_wds"))
        }
        entry.academy.region = cell("academy_region")
        entry.academy.locality = cell("academy_locality")
        entry.academy.launched = take(nil) { () throws(DomainError) in
            try year(cell("academy_launched"))
        }
        entry.academy.type = cell("academy_type")
        entry.academy.funding = cell("academy_funding")
        entry.academy.features = cell("academy_features")
        let (kept, others) = ProviderRules.checked(entry, others: others)
        errors += others
        guard !errors.isEmpty else {
            reading.entries.append((kept, row.place("name")))
            return
        }
        reading.findings += errors.map { error in
            let key = error.path.split(separator: ".").joined(separator: "_")
            return DomainError(error.reason, path: "", error.detail)
                .finding(at: row.place(ColumnKey(text: key)))
        }
    }

    /// The columns that nobody named, told once: a directory has many that nobody needs.
    private static func leftOut(_ titles: [String], _ row: Int) -> Finding? {
        guard !titles.isEmpty else { return nil }
        let named = titles.prefix(titlesNamed).map { Excerpt.of($0) }.joined(separator: ", ")
        let more = titles.count - titlesNamed
        let what = NumberText.count(titles.count, "column is", "columns are")
        return DomainError(
            .providerFile,
            path: "",
            problem: "\(what) not in the mapping and left out: \(named)"
                + (more > 0 ? " and \(more) more" : ""),
            expected: "a column row for each that is wanted"
        ).finding(at: Place(row: row), severity: .note)
    }

    private static let titlesNamed = 12

    private static func kind(_ typed: String) throws(DomainError) -> ProviderKind? {
        if typed.isEmpty { return nil }
        let word = FigureGroup.read(typed)?.text ?? typed
        if let kind = ProviderKind(rawValue: word) { return kind }
        // As it is shown to people, and as people write it of several.
        let folded = CSVColumn.folded(typed)
        let kind = ProviderKind.allCases.first { kind in
            let words = CSVColumn.folded(kind.words)
            return folded == words || folded == words + "s"
        }
        if let kind { return kind }
        throw DomainError(
            .providerCell,
            path: "kind",
            found: typed,
            problem: "is not a kind of organisation",
            expected: ProviderKind.allCases.map { kind in
                let isSame = kind.rawValue.utf8.elementsEqual(kind.words.utf8)
                return isSame ? kind.rawValue : "\(kind.rawValue) (\(kind.words))"
            }.joined(separator: ", ")
        )
    }

    private static func answer(_ typed: String) throws(DomainError) -> ProviderAnswer {
        if let answer = ProviderAnswer.read(typed) { return answer }
        throw DomainError(
            .providerCell,
            path: "in_asc_wds",
            found: typed,
            problem: "is not an answer",
            expected: "yes, no, dont-know or nothing"
        )
    }

    private static func year(_ typed: String) throws(DomainError) -> Int? {
        if typed.isEmpty { return nil }
        do throws(TextError) {
            return try NumberText.whole(typed, in: ProviderRules.years)
        } catch {
            throw DomainError(.providerCell, path: "academy.launched", error)
        }
    }

    /// Codes that stand twice.
    private static func twice(
        _ entries: [(entry: ProviderEntry, place: Place)]
    ) -> [Finding] {
        var rows: [FigureGroup: Int] = [:]
        var findings: [Finding] = []
        for (entry, place) in entries {
            let code = FigureGroup(text: entry.code)
            guard let first = rows[code] else {
                rows[code] = place.row ?? 0
                continue
            }
            findings.append(
                DomainError(
                    .providerTwice,
                    path: "",
                    found: entry.code,
                    problem: "stands in row \(first) as well",
                    expected: "each organisation once"
                ).finding(at: place)
            )
        }
        return findings
    }
}
