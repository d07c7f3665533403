/// Two columns, the first one as wide as its widest entry.
enum Columns {
    /// Lines of two columns each.
    static func text(_ rows: [[String]], indent: Int = 0) -> String {
        let width = rows.map { $0[0].count }.max() ?? 0
        let margin = String(repeating: " ", count: indent)
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row[0].count + 2)
            return "\(margin)\(row[0])\(row[1].isEmpty ? "" : gap + row[1])\n"
        }.joined()
    }
}
