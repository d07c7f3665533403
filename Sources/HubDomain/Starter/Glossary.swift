import HubText

/// A word of the trade and what it means here.
package struct GlossaryEntry: Equatable, Sendable {
    /// The word.
    package let term: String
    /// What it means, in one or two sentences.
    package let meaning: String
    /// Whether the meaning is a publisher's or this program's.
    package let origin: Origin
    /// Where the fact was read; empty for words of this program.
    package let sources: [SourceMark]
}

/// The words a newcomer meets, from published facts only.
package enum Glossary {
    /// The entries in their order.
    ///
    /// - Throws: DATA-0001 if the built-in table is damaged; a test shows that it is not.
    package static func shipped() throws(DomainError) -> [GlossaryEntry] {
        let table = try EmbeddedTable(
            "glossary.csv",
            bytes: PackageResources.glossary_csv,
            columns: ["term", "meaning", "origin", "sources"]
        )
        var entries: [GlossaryEntry] = []
        for row in table.rows {
            entries.append(
                GlossaryEntry(
                    term: try table.required("term", of: row),
                    meaning: try table.required("meaning", of: row),
                    origin: try table.choice("origin", of: row),
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return entries
    }
}
