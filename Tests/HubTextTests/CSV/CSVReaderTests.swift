import HubTestKit
import HubText
import Testing

struct CSVReaderTests {
    private func read(_ pieces: [[UInt8]]) throws(TextError) -> [[String]] {
        var reader = CSVReader()
        var records: [CSVRecord] = []
        for piece in pieces { records += try reader.feed(piece) }
        records += try reader.finish()
        return records.map(\.fields)
    }

    @Test(
        arguments: [
            ("a,b\n1,2\n", .comma), ("a;b\n1,5;2\n", .semicolon), ("a\tb\n1\t2\n", .tab),
            ("a\n1\n", .comma), ("", .comma), ("a,b;c\n1,2\n3,4\n", .comma),
            ("\"x,y\";b\n1;2\n", .semicolon), ("a;b,c\n1;2\n3;4\n", .semicolon),
            ("SEP=;\na,b\n", .semicolon), ("sep=,\r\na;b\r\n", .comma), ("sep=|\na|b", .pipe),
            ("sep=\t\na,b", .tab), ("\u{FEFF}sep=;\r\na", .semicolon),
            ("sep=;;;\na;b;c\n", .semicolon),
            ("\n\na;b\n1;2", .semicolon),
        ] as [(String, CSVDelimiter)]
    )
    func `the delimiter is found`(text: String, expected: CSVDelimiter) throws {
        var reader = CSVReader()
        _ = try reader.feed(Array(text.utf8))
        _ = try reader.finish()
        #expect(reader.delimiter == expected)
    }

    @Test
    func `a separator line is no row but a line`() throws {
        let records = try CSVReader.records(of: Array("sep=;\r\na;b\r\n1;2\r\n".utf8))
        #expect(records.map(\.row) == [1, 2])
        #expect(records.map(\.line) == [2, 3])
        #expect(records[0].fields == ["a", "b"])
    }

    @Test(arguments: ["sep=x\na", "sep=\u{7}\na", "sep=\"\na"])
    func `a separator that is not read here is refused`(text: String) {
        #expect(throws: TextError(.csvDelimiter, problem: "")) {
            try CSVReader.records(of: Array(text.utf8))
        }
    }

    @Test(arguments: ["sep", "sep=", "sep=ab\n", "separate,b\n", "\"sep=;\"\n"])
    func `what only begins like a separator line is a row`(text: String) throws {
        #expect(try CSVReader.records(of: Array(text.utf8)).count == 1)
    }

    @Test(arguments: ["a;b\r\n\"x;\r\n\";'=1\r\n", "\u{FEFF}sep=;\r\na;b\n\n1;2", "a,b\r1,2\r"])
    func `the division of the file makes no difference`(text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try read([bytes])
        #expect(whole.count >= 2)
        for division in Divisions.all(of: bytes) { #expect(try read(division) == whole) }
    }

    @Test(arguments: [UInt64(77)])
    func `a file longer than the sample reads the same in random pieces`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var writer = CSVWriter(delimiter: .semicolon)
        for row in 0..<2_000 { writer.write(["\(row)", "Siân, \"\(row)\"", "x\ny"]) }
        let bytes = writer.take()
        #expect(bytes.count > 2 * CSVSniffer.sampleBytesMax)
        let whole = try read([bytes])
        for pieceMax in [1, 7, 5_000, 20_000] {
            let pieces = Divisions.random(of: bytes, pieceMax: pieceMax, using: &generator)
            #expect(try read(pieces) == whole, "seed \(seed)")
        }
        #expect(whole.count == 2_000)
        #expect(whole[7] == ["7", "Siân, \"7\"", "x\ny"])
    }

    @Test
    func `a reader that failed fails for ever`() throws {
        var reader = CSVReader()
        #expect(try reader.feed(Array("sep=x\na,b\n".utf8)) == [])
        for _ in 0..<2 {
            #expect(throws: TextError(.csvDelimiter, problem: "")) { try reader.finish() }
            #expect(throws: TextError(.csvDelimiter, problem: "")) { try reader.feed([0x61]) }
        }
    }

    @Test
    func `a file in memory says how it was written`() throws {
        let file = try CSVFile(file: [0x53, 0x69, 0xE2, 0x6E, 0x3B, 0x62, 0x0D, 0x0A])
        #expect(file.encoding == .windows1252)
        #expect(file.delimiter == .semicolon)
        #expect(file.records == [CSVRecord(row: 1, line: 1, fields: ["Siân", "b"])])
    }
}
