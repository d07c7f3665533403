import HubText

/// The councils with adult social services responsibilities, their regions, and how codes changed.
package struct CouncilRegister: Sendable {
    /// The regions in the order of their codes.
    package let regions: [Region]
    /// The councils in the order of their codes.
    package let councils: [Council]
    /// The changes, oldest first.
    package let changes: [CodeChange]

    let councilByCode: [GSSCode: Council]
    // Text keys: folded names, which are compared as people read them.
    let councilByName: [String: Council]
    // Text keys: folded names, which are compared as people read them.
    let oldCodeByName: [String: GSSCode]
    // Text keys: folded names, which are compared as people read them.
    let regionByName: [String: Region]

    private static let loaded: Result<CouncilRegister, DomainError> = {
        do throws(DomainError) {
            return .success(
                try CouncilRegister(
                    councils: PackageResources.councils_csv,
                    changes: PackageResources.council_code_changes_csv
                )
            )
        } catch {
            return .failure(error)
        }
    }()

    /// The register that is built into the program, read once.
    ///
    /// - Throws: DATA-0001 if the built-in tables are damaged; a test shows that they are not.
    package static func shipped() throws(DomainError) -> CouncilRegister {
        try loaded.get()
    }

    /// Reads a register from its two tables.
    ///
    /// - Parameters:
    ///   - councils: A table with `gss_code,name,region_code,region,type`.
    ///   - changes: A table with `old_code,old_name,new_code,new_name,effective_date,kind`.
    /// - Throws: DATA-0001 naming the first thing that is wrong.
    package init(councils: [UInt8], changes: [UInt8]) throws(DomainError) {
        let (list, regions) = try Self.readCouncils(councils)
        self.councils = list.sorted { $0.code < $1.code }
        self.regions = regions.sorted { $0.code < $1.code }
        self.changes = try Self.readChanges(changes)

        var byCode: [GSSCode: Council] = [:]
        // Text keys: folded names, which are compared as people read them.
        var byName: [String: Council] = [:]
        for council in list {
            guard byCode.updateValue(council, forKey: council.code) == nil else {
                throw Self.duplicate(council.code.text)
            }
            for name in Set(CouncilName.forms(of: council.name)) {
                guard byName.updateValue(council, forKey: name) == nil else {
                    throw Self.duplicate(council.name)
                }
            }
        }
        // Text keys: folded names, which are compared as people read them.
        var oldCodes: [String: GSSCode] = [:]
        for change in self.changes {
            for name in CouncilName.forms(of: change.oldName) { oldCodes[name] = change.oldCode }
        }
        oldCodeByName = oldCodes
        councilByCode = byCode
        councilByName = byName
        // Text keys: folded names, which are compared as people read them.
        var regionNames: [String: Region] = [:]
        for region in regions {
            for name in [region.name, region.slug.text, region.code.text] + region.otherNames {
                regionNames[CSVColumn.folded(name)] = region
            }
        }
        regionByName = regionNames
    }

    /// The council that has a code now.
    package func council(_ code: GSSCode) -> Council? {
        councilByCode[code]
    }

    /// A region by its slug, code or any of its names; case and punctuation do not count.
    package func region(_ typed: String) -> Region? {
        regionByName[CSVColumn.folded(typed)]
    }

    /// The councils of a region, in the order of their names.
    package func councils(in region: Region) -> [Council] {
        councils.filter { $0.region == region.code }.sorted { $0.name < $1.name }
    }

    private static func readCouncils(
        _ bytes: [UInt8]
    ) throws(DomainError) -> ([Council], [Region]) {
        let keys: [ColumnKey] = ["gss_code", "name", "region_code", "region", "type"]
        let table = try EmbeddedTable("councils.csv", bytes: bytes, columns: keys)
        var councils: [Council] = []
        var regions: [GSSCode: Region] = [:]
        for row in table.rows {
            guard let code = GSSCode.read(try table.required("gss_code", of: row)) else {
                throw table.wrong(row, "gss_code")
            }
            guard let region = GSSCode.read(try table.required("region_code", of: row)) else {
                throw table.wrong(row, "region_code")
            }
            let regionName = try table.required("region", of: row)
            let known = Region(code: region, name: regionName, slug: RegionSlug.of(regionName))
            guard regions[region] ?? known == known else { throw table.wrong(row, "region") }
            regions[region] = known
            councils.append(
                Council(
                    code: code,
                    name: try table.required("name", of: row),
                    region: region,
                    type: try table.choice("type", of: row)
                )
            )
        }
        return (councils, Array(regions.values))
    }

    private static func readChanges(_ bytes: [UInt8]) throws(DomainError) -> [CodeChange] {
        let keys: [ColumnKey] = [
            "old_code", "old_name", "new_code", "new_name", "effective_date", "kind",
        ]
        let table = try EmbeddedTable("council-code-changes.csv", bytes: bytes, columns: keys)
        var changes: [CodeChange] = []
        for row in table.rows {
            guard let oldCode = GSSCode.read(try table.required("old_code", of: row)) else {
                throw table.wrong(row, "old_code")
            }
            let newText = table.optional("new_code", of: row)
            let newCode = newText.flatMap(GSSCode.read)
            guard newText == nil || newCode != nil else { throw table.wrong(row, "new_code") }
            guard let effective = try? DayText.day(row["effective_date"] ?? "") else {
                throw table.wrong(row, "effective_date")
            }
            changes.append(
                CodeChange(
                    oldCode: oldCode,
                    oldName: try table.required("old_name", of: row),
                    newCode: newCode,
                    newName: try table.required("new_name", of: row),
                    effective: effective,
                    kind: CodeChange.Kind(text: try table.required("kind", of: row))
                )
            )
        }
        return changes.sorted { $0.effective < $1.effective }
    }

    private static func duplicate(_ name: String) -> DomainError {
        DomainError(
            .builtInTable,
            path: "councils.csv",
            found: name,
            problem: "stands twice in the council register"
        )
    }
}
