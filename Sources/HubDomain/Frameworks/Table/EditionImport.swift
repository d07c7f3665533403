package import HubText

/// A region's file of a framework: its own items, or its own words for the items of an edition.
///
/// All or nothing: with any error there is no edition.
package struct EditionImport: Equatable, Sendable {
    /// What the file may do.
    package enum Mode: Sendable {
        /// Make headings and items; for a framework of the region's own.
        case items
        /// Give descriptions, prompts and themes to the items of a published edition, whose codes
        /// and names stay. An empty cell leaves what is there.
        case words
    }

    /// The headings and items of one edition at most.
    package static let itemsMax = 500
    /// The prompts of one item at most.
    package static let promptsMax = 30
    /// The themes of one edition at most.
    package static let themesMax = 50
    /// The characters of a code at most.
    package static let codeCharactersMax = 20
    /// How large such a table may be.
    package static let limits = CSVLimits(
        rowBytesMax: 128 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 16_000,
        rowsMax: 1_000
    )

    /// The records of the file, for giving it back annotated.
    package let records: [CSVRecord]
    /// What is wrong, by row and column.
    package let findings: [Finding]
    /// The edition as it would be; nil if there is any error.
    package let edition: Edition?

    /// Reads a file against an edition.
    ///
    /// - Parameters:
    ///   - file: The file as it was sent, in any encoding that is read here.
    ///   - base: The published edition, or an empty one of `Edition.local`.
    ///   - mode: What the file may do.
    /// - Complexity: Linear in the file and the edition.
    package init(file: [UInt8], base: Edition, mode: Mode) {
        let read: (records: [CSVRecord], findings: [Finding])
        do throws(TextError) {
            let text = try DecodedText(file: file)
            read = (try CSVReader.records(of: text.bytes, limits: Self.limits), [])
        } catch {
            read = ([], [DomainError(.frameworkShape, path: "", error).finding()])
        }
        records = read.records
        var builder = EditionBuilder(base: base, mode: mode)
        var all = read.findings
        if all.isEmpty { all = Self.apply(read.records, to: &builder) }
        findings = all.map { finding in
            var finding = finding
            finding.reason = finding.reason ?? ReasonCode.frameworkShape.text
            return finding
        }
        edition = findings.allSatisfy { $0.severity < .error } ? builder.edition : nil
    }

    private static func apply(_ records: [CSVRecord], to builder: inout EditionBuilder) -> [Finding]
    {
        guard let first = records.first(where: { !$0.isBlank }) else {
            let error = TextError(
                "table-empty",
                problem: "the file holds no table",
                expected: "the titles of the template in the first row"
            )
            return [DomainError(.frameworkShape, path: "", error).finding()]
        }
        let header = CSVHeader(first, columns: EditionColumns.all + AnnotatedTable.columns)
        guard header.findings.allSatisfy({ $0.severity < .error }) else { return header.findings }
        let rows = records.filter { $0.row > first.row && !$0.isBlank }.map(header.row)
        // Headings first, so that an item may stand above its heading in the file.
        for row in rows { builder.takeHeading(row) }
        for row in rows { builder.take(row) }
        return header.findings + rows.flatMap(\.findings) + builder.findings
    }
}
