import HubTestKit
import HubText
import Testing

struct CSVWriterTests {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"),
        ("\rx", "'\rx"), ("\nx", "'\nx"), ("＝1", "'＝1"), ("007", "'007"), ("0", "0"),
        ("1234567890123456", "'1234567890123456"), ("123456789012345", "123456789012345"),
        ("12E3", "'12E3"), ("E06000001", "E06000001"), ("-5", "-5"), ("-5.25", "-5.25"),
        ("-5.", "'-5."), ("-", "'-"), ("--5", "'--5"), ("'=1", "''=1"), ("'a", "'a"), ("'", "'"),
        ("", ""), ("a=b", "a=b"), ("0.5", "0.5"), ("'007", "''007"), ("'-5", "''-5"),
        (" =1", " =1"),
    ])
    func `a hazard is guarded, once more if it looks guarded, and back again`(
        cell: String,
        written: String
    ) {
        #expect(CellGuard.added(to: cell) == written)
        #expect(CellGuard.removed(from: written) == cell)
    }

    @Test(arguments: [UInt64(4_180), 7, 99])
    func `what is written is read back, whatever the cells`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let atoms = [
            "\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "'", "=", "+", "-", "@", "0", "7", ".",
            "E", "sep=", " ", "Ŵ", "e\u{301}", "\u{FEFF}", "＝", "\u{0}", "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        ]
        for _ in 0..<1_500 {
            let delimiter = CSVDelimiter.allCases.randomElement(using: &generator) ?? .comma
            let hasMark = Bool.random(using: &generator)
            var writer = CSVWriter(delimiter: delimiter, hasMark: hasMark)
            var rows: [[String]] = []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let row = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    (0..<Int.random(in: 0...4, using: &generator))
                        .map { _ in atoms.randomElement(using: &generator) ?? "" }.joined()
                }
                rows.append(row)
                writer.write(row)
            }
            if !hasMark, rows.first?.first?.hasPrefix("\u{FEFF}") == true { continue }
            var reader = CSVReader(delimiter: delimiter)
            var records = try reader.feed(writer.bytes)
            records += try reader.finish()
            let same = zip(records, rows).allSatisfy { record, row in
                record.problems.isEmpty
                    && record.fields.map { Array($0.utf8) } == row.map { Array($0.utf8) }
            }
            #expect(same && records.count == rows.count, "seed \(seed): \(rows)")
        }
    }

    @Test
    func `a file for a spreadsheet has a mark, carriage returns and only the quotes it needs`() {
        var writer = CSVWriter()
        writer.write(["a", "b c", " d", "e;f", "g\"h"])
        writer.write([""])
        writer.write([])
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text == "\u{FEFF}a,b c,\" d\",\"e;f\",\"g\"\"h\"\r\n\"\"\r\n\r\n")
    }

    @Test
    func `a file that no spreadsheet opens can go without mark and guards`() {
        var writer = CSVWriter(hasMark: false, guardsCells: false)
        writer.write(["=1", "007"])
        #expect(writer.take() == Array("=1,007\r\n".utf8))
        #expect(writer.bytes.isEmpty)
    }
}
