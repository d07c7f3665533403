import HubText

/// Where the titles of a table are that may have a heading above them.
enum HeadingRows {
    /// Finds the row that has all titles that are needed.
    ///
    /// - Parameters:
    ///   - records: The rows that are not blank.
    ///   - columns: The columns of the table.
    /// - Returns: The first of the first rows that lacks none of them; 0 where each lacks one, so
    ///   that what is missing is told of the first.
    static func titles(_ records: some Collection<CSVRecord>, _ columns: [CSVColumn]) -> Int {
        for (place, record) in records.prefix(TitleRow.rowsAboveMax + 1).enumerated() {
            let header = CSVHeader(record, columns: columns)
            if !header.findings.contains(where: { $0.rule == .columnMissing }) { return place }
        }
        return 0
    }
}
