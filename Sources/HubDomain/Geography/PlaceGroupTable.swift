package import HubText

/// Groups of councils as a table: the group and one of its councils on each row.
package enum PlaceGroupTable {
    /// How large a table may be.
    package static let limits = CSVLimits(
        rowBytesMax: 4 * 1_024,
        fieldsMax: 16,
        fieldCharactersMax: 500,
        rowsMax: 20_000
    )
    /// The columns.
    package static let columns = [
        CSVColumn("group_code", title: "Group code"),
        CSVColumn("group", title: "Group", synonyms: ["Group name"], isRequired: true),
        CSVColumn("council", title: "Council", synonyms: ["Council code"], isRequired: true),
    ]

    /// Reads an edition.
    ///
    /// - Parameters:
    ///   - file: The table.
    ///   - id: What names the edition.
    ///   - kind: What the groups are.
    ///   - from: The first day; nil from the beginning.
    ///   - to: The last day; nil for no end.
    ///   - source: Where it is from.
    ///   - register: The councils, under every code and name they have or had.
    /// - Returns: The edition, nil where something is wrong, and everything that is wrong.
    /// - Complexity: Linear in the file, and the members of a group for each of them.
    package static func read(
        _ file: [UInt8],
        id: PlaceGroupEditionID,
        kind: PlaceGroup.Kind,
        from: Day?,
        to: Day?,
        source: String,
        register: CouncilRegister
    ) -> (edition: PlaceGroupEdition?, report: FindingReport) {
        var reading = GroupReading(register)
        do throws(TextError) {
            let records = try CSVFile(file: file, limits: limits).records.filter { !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let header = CSVHeader(first, columns: columns + AnnotatedTable.columns)
            for finding in header.findings {
                var finding = finding
                finding.reason = ReasonCode.groupTable.text
                reading.report.add(finding, isOfFile: true)
            }
            if reading.isAcceptable, records.count < 2 {
                throw TextError("table_empty", problem: "the table names no group")
            }
            if reading.isAcceptable {
                for record in records.dropFirst() { reading.take(header.row(record)) }
            }
        } catch {
            // What was found before cannot be relied on.
            reading.report = FindingReport()
            reading.report.add(DomainError(.groupTable, path: "", error).finding())
        }
        guard reading.isAcceptable else { return (nil, reading.report) }
        let edition = PlaceGroupEdition(
            id: id,
            kind: kind,
            from: from,
            to: to,
            source: source,
            groups: reading.groups
        )
        return (edition, reading.report)
    }
}

/// The code of a group, which need not have one.
private struct GroupCode {
    let code: GSSCode?
}

/// Reads rows of groups.
private struct GroupReading {
    var report = FindingReport()
    private let register: CouncilRegister
    // Text keys: folded names of groups, which are compared as people read them.
    private var members: [String: (code: GSSCode?, name: String, councils: [GSSCode])] = [:]

    init(_ register: CouncilRegister) { self.register = register }

    var isAcceptable: Bool { report.errors == 0 }

    var groups: [PlaceGroup] {
        members.values.map {
            PlaceGroup(code: $0.code, name: $0.name, members: $0.councils.sorted())
        }
        .sorted { $0.name < $1.name }
    }

    /// Takes a row in, or tells each of its cells that is wrong.
    mutating func take(_ row: CSVRow) {
        for finding in row.findings { report.add(finding) }
        let name = name(row)
        let code = code(row)
        guard let council = council(row), let name, let code else { return }
        let key = CSVColumn.folded(name)
        var group = members[key] ?? (code.code, name, [])
        if group.code != code.code {
            refuse(row, "group_code", "is not the code this group had above", "one code")
        }
        if group.councils.contains(council.code) {
            refuse(row, "council", "stands twice in this group", "each council once")
        } else {
            group.councils.append(council.code)
        }
        members[key] = group
    }

    private mutating func name(_ row: CSVRow) -> String? {
        let name = TextRule.trimmed(row["group"] ?? "")
        if name.isEmpty {
            refuse(row, "group", "names no group", "the name of the group")
        } else if (try? TextRule.name.accept(name)) != name {
            let most = TextRule.name.charactersMax
            refuse(row, "group", "cannot be kept", "a line of \(most) characters at most")
        } else if let personal = PersonalText.find(in: name) {
            tell(personal.error(.groupPerson, expected: Self.impersonal), row, "group")
        } else {
            return name
        }
        return nil
    }

    /// The code that a row has; nil for one that is none.
    private mutating func code(_ row: CSVRow) -> GroupCode? {
        let typed = TextRule.trimmed(row["group_code"] ?? "")
        let code = GSSCode.read(typed)
        guard typed.isEmpty || code != nil else {
            refuse(row, "group_code", "is not a code", "a letter and eight digits")
            return nil
        }
        return GroupCode(code: code)
    }

    private mutating func council(_ row: CSVRow) -> Council? {
        let typed = row["council"] ?? ""
        if let personal = PersonalText.find(in: typed) {
            tell(personal.error(.groupPerson, expected: "a council's code or name"), row, "council")
            return nil
        }
        do throws(DomainError) {
            return try register.council(named: typed)
        } catch {
            tell(error, row, "council")
            return nil
        }
    }

    private static let impersonal = "the name of a group of councils, and nothing about a person"

    private mutating func refuse(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String,
        _ expected: String
    ) {
        let error = DomainError(
            .groupRow,
            path: "",
            found: row[key] ?? "",
            problem: problem,
            expected: expected
        )
        tell(error, row, key)
    }

    private mutating func tell(_ error: DomainError, _ row: CSVRow, _ key: ColumnKey) {
        let place = row.place(key)
        report.add(error.reason, .error, column: place.column) { error.finding(at: place) }
    }
}
