import HubText

extension SourceMark {
    /// The marks in a row's column `sources`, apart by spaces.
    static func list(of row: CSVRow) -> [SourceMark] {
        (row["sources"] ?? "").split(separator: " ").map { SourceMark(text: String($0)) }
    }
}

extension Source {
    /// Reads a built-in table of sources.
    ///
    /// - Parameters:
    ///   - name: The table's name, for the error.
    ///   - bytes: The table as CSV.
    /// - Returns: The sources in the table's order.
    /// - Throws: DATA-0001 naming what is wrong.
    static func list(_ name: String, bytes: [UInt8]) throws(DomainError) -> [Source] {
        let table = try EmbeddedTable(
            name,
            bytes: bytes,
            columns: ["mark", "publisher", "title", "read", "address"]
        )
        var sources: [Source] = []
        for row in table.rows {
            sources.append(
                Source(
                    mark: SourceMark(text: try table.required("mark", of: row)),
                    publisher: try table.required("publisher", of: row),
                    title: try table.required("title", of: row),
                    read: try table.choice("read", of: row),
                    address: table.optional("address", of: row)
                )
            )
        }
        return sources
    }
}
