import HubText

// What is remarked on of rows that are kept, or left out because somebody said so.
extension TrainingFileReader {
    /// Whether the mapping leaves the present row out, by its topic: then none of its cells is
    /// looked at.
    mutating func isLeftOut() -> Bool {
        let named = [column(of: .topic), column(of: .category)].compactMap(\.self)
        let columns = named.isEmpty ? [column(of: .title)].compactMap(\.self) : named
        for index in columns where index < scanner.cells.count {
            let bytes = Array(scanner.content(scanner.cells[index]))
            let range = CellText.trimmed(bytes.span, 0..<bytes.count)
            let matcher = matcher
            let isLeftOut = caches.leftOut.value(bytes.span, range) {
                matcher.match(CellGuard.removed(from: $0), looksAround: false) == .ignored
            }
            guard isLeftOut else { continue }
            remark(
                .topicLeftOut,
                .note,
                column: index,
                "the row is left out, as the mapping says of its topic"
            )
            return true
        }
        return false
    }

    /// Remarks on training without its day: it is kept, and nobody can say until when it counts.
    mutating func tellDayLacking(_ row: RowCells) {
        guard let index = completedColumn, !row.hasCompletedCell else {
            if completedColumn == nil { daysLacking += 1 }
            return
        }
        remark(
            .dayLacking,
            .warning,
            column: index,
            "the day of completion is empty, and the record is kept without one"
        )
    }

    /// Remarks once on a file that has no column for the day.
    mutating func tellDaysLacking() {
        guard daysLacking > 0 else { return }
        let rows = NumberText.count(daysLacking, "row has none", "rows have none")
        remark(
            .dayLacking,
            .warning,
            column: nil,
            "no column is the day of completion, and \(rows)"
        )
    }
}
