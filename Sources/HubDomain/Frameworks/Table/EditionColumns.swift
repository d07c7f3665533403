import HubText

/// The columns of a framework's edition as a table: one row for each heading, item and theme.
enum EditionColumns {
    static let kind: ColumnKey = "kind"
    static let code: ColumnKey = "code"
    static let name: ColumnKey = "name"
    static let heading: ColumnKey = "heading"
    static let description: ColumnKey = "description"
    static let prompts: ColumnKey = "prompts"

    /// The columns in the order of an export.
    static let all = [
        CSVColumn(kind, title: "Kind", isRequired: true),
        CSVColumn(code, title: "Code", isRequired: true),
        CSVColumn(name, title: "Name", isRequired: true),
        CSVColumn(heading, title: "Heading", synonyms: ["Under"]),
        CSVColumn(description, title: "Description", synonyms: ["Text"]),
        CSVColumn(prompts, title: "Prompts", synonyms: ["Questions"]),
    ]

    /// What a row can be.
    enum RowKind: String, CaseIterable {
        case heading
        case item
        case theme
    }
}
