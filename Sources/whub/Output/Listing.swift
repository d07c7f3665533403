import HubClient
import HubText
import HubWire

/// Rows of data as `-o` wants them: a table for people, or CSV for a spreadsheet or a program.
struct Listing {
    /// One column.
    struct Column {
        /// Its name in CSV, which scripts rely on.
        let key: String
        /// Its title in a table.
        let title: String
        /// Where its cells stand in a table.
        let alignment: Table.Alignment
        /// Whether people can do without it: it is left out of tables.
        let isForPrograms: Bool

        /// A column.
        init(
            _ key: String,
            _ title: String,
            _ alignment: Table.Alignment = .leading,
            isForPrograms: Bool = false
        ) {
            self.key = key
            self.title = title
            self.alignment = alignment
            self.isForPrograms = isForPrograms
        }
    }

    /// One cell.
    enum Value: ExpressibleByStringLiteral {
        /// The same in every form.
        case text(String, TextRole? = nil)
        /// An ISO day, or none: "4 March 2025" in a table.
        case day(String?)
        /// A time, or none: "4 March 2025 at 14:05" in a table.
        case time(Timestamp?)

        /// A cell with this text.
        init(stringLiteral value: String) { self = .text(value) }
    }

    /// The columns.
    let columns: [Column]
    /// The rows, a value for each column.
    var rows: [[Value]] = []

    /// The table's lines.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends; none where there is no row.
    func lines(_ style: TerminalStyle) -> [String] {
        guard !rows.isEmpty else { return [] }
        let shown = columns.indices.filter { !columns[$0].isForPrograms }
        let table = Table(
            shown.map { Table.Column(columns[$0].title, columns[$0].alignment) },
            rows: rows.map { row in shown.filter { $0 < row.count }.map { Self.cell(row[$0]) } }
        )
        return table.lines(style)
    }

    /// The rows one below the other, each value behind its title: for rows with an id beside much
    /// else, which would stand so in every narrow terminal, since no table breaks an id.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends; none where there is no row.
    func entries(_ style: TerminalStyle) -> [String] {
        lines(
            TerminalStyle(
                columns: style.columns,
                signs: style.signs,
                layout: .linear,
                theme: style.theme
            )
        )
    }

    /// The rows as a CSV file, the keys first.
    var csv: [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.key))
        for row in rows { writer.write(row.map(Self.plain)) }
        return writer.take()
    }

    /// The rows as JSON: a list of objects of texts, for what has no message of its own.
    var json: String {
        let objects = rows.map { row in
            let members = zip(columns, row).map { column, value in
                "    \(Self.quoted(column.key)): \(Self.quoted(Self.plain(value)))"
            }
            return "  {\n\(members.joined(separator: ",\n"))\n  }"
        }
        return objects.isEmpty ? "[]" : "[\n\(objects.joined(separator: ",\n"))\n]"
    }

    /// A JSON string in which nothing can command a terminal.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                quoted += "\\\(scalar)"
            } else if scalar.value < 0x20 {
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return TerminalText.escaped(json: quoted + "\"")
    }

    private static func cell(_ value: Value) -> Table.Cell {
        switch value {
        case .text(let text, let role): Table.Cell(text, role: role)
        case .day(let day): Table.Cell(day.map(Wording.day) ?? "")
        case .time(let time): Table.Cell(time.map(Wording.time) ?? "")
        }
    }

    private static func plain(_ value: Value) -> String {
        switch value {
        case .text(let text, _): text
        case .day(let day): day ?? ""
        case .time(let time): time.map { TimeSpan.text($0) } ?? ""
        }
    }
}
