package import HubText

/// A region's file of a framework: its own items, or its own words for the items of an edition.
///
/// All or nothing: with any error there is no edition.
package struct EditionImport: Equatable, Sendable {
    /// The file as a table; nil if it could not be read at all.
    package let source: CSVFile?
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
    package init(file: [UInt8], base: Edition, mode: EditionMode) {
        var builder = EditionBuilder(base: base, mode: mode)
        var all: [Finding]
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: EditionLimits.table)
            source = table
            all = Self.apply(table.records, to: &builder)
        } catch {
            source = nil
            all = [DomainError(.frameworkShape, path: "", error).finding()]
        }
        findings = all.map { finding in
            var finding = finding
            finding.reason = finding.reason ?? ReasonCode.frameworkShape.text
            return finding
        }
        edition = findings.allSatisfy { $0.severity < .error } ? builder.edition : nil
    }

    /// The file as it was sent, with its findings beside the rows; empty if it is no table.
    package var annotatedFile: [UInt8] {
        source.map { AnnotatedTable.file($0, findings: findings) } ?? []
    }

    private static func apply(_ records: [CSVRecord], to builder: inout EditionBuilder) -> [Finding]
    {
        guard let first = records.first(where: { !$0.isBlank }) else {
            let error = TextError(
                "table_empty",
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
