/// A column of a table of records.
package struct RecordColumn: Sendable {
    /// The type of a strict column.
    package enum Kind: String, Sendable {
        /// Whole numbers, flags, days, instants.
        case integer = "INTEGER"
        /// Numbers.
        case real = "REAL"
        /// Text, compared byte by byte.
        case text = "TEXT"
        /// Bytes and identifiers.
        case bytes = "BLOB"
    }

    /// Its name.
    package let name: StaticString
    /// Its type.
    package let kind: Kind
    let isOptional: Bool
    let rule: StaticString?

    /// A column that always has a value.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - kind: Its type.
    ///   - rule: An expression that is true of every value, such as `length(code) <= 32`.
    /// - Returns: The column.
    package static func required(
        _ name: StaticString,
        _ kind: Kind,
        rule: StaticString? = nil
    ) -> RecordColumn {
        RecordColumn(name: name, kind: kind, isOptional: false, rule: rule)
    }

    /// A column that may have no value.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - kind: Its type.
    ///   - rule: An expression that is true of every value.
    /// - Returns: The column.
    package static func optional(
        _ name: StaticString,
        _ kind: Kind,
        rule: StaticString? = nil
    ) -> RecordColumn {
        RecordColumn(name: name, kind: kind, isOptional: true, rule: rule)
    }

    /// As it is declared in the table of current versions.
    var declaration: String { pastDeclaration + (rule.map { " CHECK (\($0))" } ?? "") }

    /// As it is declared in the table of past versions, which were current once: their rule was
    /// looked at then.
    var pastDeclaration: String { "\(name) \(kind.rawValue)\(isOptional ? "" : " NOT NULL")" }
}

/// An index on a table of records, over the current ones: past versions have none.
package struct RecordIndex: Sendable {
    let columns: [StaticString]
    private let isUnique: Bool

    /// An index for finding current records.
    package static func current(_ columns: StaticString...) -> RecordIndex {
        RecordIndex(columns: columns, isUnique: false)
    }

    /// A key that no two current records share.
    package static func unique(_ columns: StaticString...) -> RecordIndex {
        RecordIndex(columns: columns, isUnique: true)
    }

    func name(on table: String) -> String {
        ([table] + columns.map { "\($0)" }).joined(separator: "_")
    }

    /// The statement that makes the index as it is declared.
    package func creation(on table: String) -> String {
        let names = columns.map { "\($0)" }.joined(separator: ", ")
        return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name(on: table)) ON \(table) (\(names));"
    }
}
