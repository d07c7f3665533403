/// One step of a schema, forward only.
///
/// Its SQL is remembered in each file as a digest: a program whose released migration differs from
/// the one that made the file is refused, instead of working on tables it does not know.
package struct Migration: Sendable {
    /// 1 for the first step of a schema, and one more for each after it.
    package let number: Int
    /// What it does, for people.
    package let name: StaticString
    /// What it does, for SQLite.
    let script: String

    /// A step made of changes.
    ///
    /// - Parameters:
    ///   - number: 1 for the first step of a schema, and one more for each after it.
    ///   - name: What it does, for people.
    ///   - changes: Made in this order.
    package init(number: Int, name: StaticString, changes: [SchemaChange]) {
        self.number = number
        self.name = name
        script = changes.map(\.script).joined(separator: "\n")
    }
}

/// One change of a schema.
package struct SchemaChange: Sendable {
    let script: String

    private init(script: String) { self.script = script }

    /// Makes the tables and indexes of records with versions.
    package static func create(_ table: RecordTable) -> SchemaChange {
        SchemaChange(script: table.creation)
    }

    /// Adds a column to a table of records; old versions read as NULL or as its default.
    package static func add(_ column: RecordColumn, to table: StaticString) -> SchemaChange {
        SchemaChange(script: "ALTER TABLE \(table) ADD COLUMN \(column.declaration);")
    }

    /// Adds an index to a table of records.
    package static func add(_ index: RecordIndex, to table: StaticString) -> SchemaChange {
        SchemaChange(script: index.creation(on: "\(table)"))
    }

    /// Any other change; every statement ends with a semicolon, every table is `STRICT`.
    package static func sql(_ script: StaticString) -> SchemaChange {
        SchemaChange(script: "\(script)")
    }
}
