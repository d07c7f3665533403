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
    /// - Returns: The edition, nil where something is wrong, and what is wrong.
    /// - Complexity: Linear in the file, and the members of a group for each of them.
    package static func read(
        _ file: [UInt8],
        id: PlaceGroupEditionID,
        kind: PlaceGroup.Kind,
        from: Day?,
        to: Day?,
        source: String,
        register: CouncilRegister
    ) -> (edition: PlaceGroupEdition?, findings: [Finding]) {
        var reading = GroupReading(register)
        do throws(TextError) {
            let records = try CSVFile(file: file, limits: limits).records.filter { !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let header = CSVHeader(first, columns: columns + AnnotatedTable.columns)
            reading.findings = header.findings.map { finding in
                var finding = finding
                finding.reason = ReasonCode.groupTable.text
                return finding
            }
            if reading.isAcceptable, records.count < 2 {
                throw TextError("table_empty", problem: "the table names no group")
            }
            if reading.isAcceptable {
                for record in records.dropFirst() { reading.take(header.row(record)) }
            }
        } catch {
            reading.findings = [DomainError(.groupTable, path: "", error).finding()]
        }
        guard reading.isAcceptable else { return (nil, reading.findings) }
        let edition = PlaceGroupEdition(
            id: id,
            kind: kind,
            from: from,
            to: to,
            source: source,
            groups: reading.groups
        )
        return (edition, reading.findings)
    }
}

/// Reads rows of groups.
private struct GroupReading {
    var findings: [Finding] = []
    private let register: CouncilRegister
    // Text keys: folded names of groups, which are compared as people read them.
    private var members: [String: (code: GSSCode?, name: String, councils: [GSSCode])] = [:]

    init(_ register: CouncilRegister) { self.register = register }

    var isAcceptable: Bool { findings.allSatisfy { $0.severity < .error } }

    var groups: [PlaceGroup] {
        members.values.map {
            PlaceGroup(code: $0.code, name: $0.name, members: $0.councils.sorted())
        }
        .sorted { $0.name < $1.name }
    }

    mutating func take(_ row: CSVRow) {
        findings += row.findings
        let name = TextRule.trimmed(row["group"] ?? "")
        let typedCode = TextRule.trimmed(row["group_code"] ?? "")
        let code = GSSCode.read(typedCode)
        guard !name.isEmpty else {
            return refuse(row, "group", "names no group", "the name of the group")
        }
        guard (try? TextRule.name.accept(name)) == name else {
            let most = TextRule.name.charactersMax
            return refuse(row, "group", "cannot be kept", "a line of \(most) characters at most")
        }
        guard typedCode.isEmpty || code != nil else {
            return refuse(row, "group_code", "is not a code", "a letter and eight digits")
        }
        let council: Council
        do throws(DomainError) {
            council = try register.council(named: row["council"] ?? "")
        } catch {
            findings.append(error.finding(at: row.place("council")))
            return
        }
        let key = CSVColumn.folded(name)
        var group = members[key] ?? (code, name, [])
        guard group.code == code else {
            return refuse(row, "group_code", "is not the code this group had above", "one code")
        }
        guard !group.councils.contains(council.code) else {
            return refuse(row, "council", "stands twice in this group", "each council once")
        }
        group.councils.append(council.code)
        members[key] = group
    }

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
        findings.append(error.finding(at: row.place(key)))
    }
}
