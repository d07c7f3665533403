import HubDomain
import HubTestKit
import HubText
import Testing

@testable import whub

/// What is sent of a file is its mapped columns, cell for cell, however the file writes them.
struct SentFileTests {
    private static let titles = ["Staff No", "Topic", "Date Completed", "Provider", "Remarks"]

    /// A cell as somebody might write it, and what it says.
    private func cell(
        _ random: inout SeededGenerator,
        _ delimiter: String
    ) -> (written: String, said: String) {
        let words = ["", "E1", "Fire, safety", "a \"b\" c", "two\nlines", "x;y", "é", "01/02/2025"]
        let said = words[Int(random.next() % UInt64(words.count))]
        let mustQuote = said.contains(delimiter) || said.contains("\n") || said.contains("\"")
        // Quotes that nothing needs are common too.
        guard mustQuote || random.next() % 4 == 0 else { return (said, said) }
        let doubled = said.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"")
        return ("\"\(doubled)\"", said)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `each cell arrives as it was, and so many bytes as were counted`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let delimiter = seed.isMultiple(of: 2) ? ";" : ","
        var text = Self.titles.joined(separator: delimiter) + "\n"
        var rows = [Self.titles]
        for _ in 0..<200 {
            // Rows end early where the last cells are blank.
            let count = Int(random.next() % UInt64(Self.titles.count)) + 1
            let cells = (0..<count).map { _ in cell(&random, delimiter) }
            let line = cells.map(\.written).joined(separator: delimiter)
            text += line + "\n"
            // A blank line is no cells.
            rows.append(line.isEmpty ? [] : cells.map(\.said))
        }
        let file = try TrainingFile(FileSource(Array(text.utf8)))
        let meanings: [ColumnMeaning] = [
            .field(.staffNumber), .field(.topic), .field(.completed), .field(.provider),
            .field(.notes),
        ]
        for leftOut in [nil, 1, 2] as [Int?] {
            let columns = zip(Self.titles, meanings).enumerated().map { index, column in
                ColumnMapping.Column(
                    title: column.0,
                    meaning: index == leftOut ? .left : column.1
                )
            }
            let mapping = ColumnMapping(columns: columns)
            var sent: [UInt8] = []
            try SentFile(file, mapping).pieces(of: 100) { sent += $0 }
            #expect(try StaffNumbersHere(file, mapping).sentBytes == sent.count)
            // Notes are never sent.
            let kept = (0..<4).filter { $0 != leftOut }
            let expected = rows.map { row in
                row.isEmpty ? [] : kept.map { $0 < row.count ? row[$0] : "" }
            }
            #expect(try CSVReader.records(of: sent).map(\.fields) == expected)
        }
    }
}
