import HubTestKit
import HubText
import Testing

struct CSVParserTests {
    private func parse(
        _ pieces: [[UInt8]],
        delimiter: CSVDelimiter = .comma,
        limits: CSVLimits = .standard
    ) throws(TextError) -> [CSVRecord] {
        var parser = CSVParser(delimiter: delimiter, limits: limits)
        var records: [CSVRecord] = []
        for piece in pieces { try parser.feed(piece, into: &records) }
        try parser.finish(into: &records)
        return records
    }

    private func parse(
        _ text: String,
        limits: CSVLimits = .standard
    ) throws(TextError) -> [CSVRecord] {
        try parse([Array(text.utf8)], limits: limits)
    }

    @Test
    func `what Python's csv module reads is read here, in every division`() throws {
        var cases = 0
        for word in CSVSample.text.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            let code = try #require(UInt8(parts[0], radix: 16))
            let delimiter = try #require(CSVDelimiter(rawValue: code))
            let bytes = try Hex.bytes(parts[1])
            for division in Divisions.all(of: bytes) {
                let answer = answer(division, delimiter)
                if answer != parts[2] { Issue.record("\(word) gave \(answer)") }
            }
            cases += 1
        }
        #expect(cases > 400)
    }

    private func answer(_ pieces: [[UInt8]], _ delimiter: CSVDelimiter) -> String {
        do throws(TextError) {
            return Hex.notation(try parse(pieces, delimiter: delimiter).map(\.fields))
        } catch {
            return error.rule == .csvQuoteOpen ? "!" : error.description
        }
    }

    @Test
    func `rows and lines are numbered as a spreadsheet and an editor number them`() throws {
        let records = try parse("a,b\r\n\r\n\"x\r\ny\",1\n\"p\nq\rr\",2\rlast")
        #expect(records.map(\.row) == [1, 2, 3, 4, 5])
        #expect(records.map(\.line) == [1, 2, 3, 5, 8])
        #expect(records.map(\.fields.count) == [2, 0, 2, 2, 1])
        #expect(records[3].fields[0] == "p\nq\rr")
    }

    @Test
    func `a misplaced quote is a problem of its cell`() throws {
        let records = try parse("a,b\"c\n\"a\"x,\"b\"\"\"\n")
        #expect(records[0].problems == [CSVProblem(.strayQuote, column: 1)])
        #expect(records[1].problems == [CSVProblem(.textAfterQuote, column: 0)])
        #expect(records[1].fields == ["ax", "b\""])
    }

    @Test
    func `bytes that are no UTF-8 are a problem of their cell`() throws {
        let records = try parse([[0x61, 0x2C, 0xFF, 0x0A, 0x62]])
        #expect(records[0].problems == [CSVProblem(.notUTF8, column: 1)])
        #expect(records[0].fields == ["a", "\u{FFFD}"])
        #expect(records[1].problems == [])
    }

    private let tight = CSVLimits(rowBytesMax: 8, fieldsMax: 3, fieldCharactersMax: 4, rowsMax: 2)

    @Test(
        arguments: [
            ("", nil), ("1234567\n", nil), ("12345678", nil), ("123456789", .csvRowTooLong),
            ("12345678\n", .csvRowTooLong), ("a,b,c", nil), ("a,b,c,", .csvTooManyFields),
            ("a\nb\n", nil), ("a\nb\nc", .csvTooManyRows), ("\n\n\n", .csvTooManyRows),
            ("\"abcdefgh", .csvQuoteOpen), ("\"", .csvQuoteOpen), ("\"\"", nil),
        ] as [(String, Rule?)]
    )
    func `each limit holds at its edge and not one beyond it`(text: String, rule: Rule?) throws {
        for division in Divisions.all(of: Array(text.utf8)) {
            if let rule {
                #expect(throws: TextError(rule, problem: "")) {
                    try parse(division, limits: tight)
                }
            } else {
                #expect(throws: Never.self) { try parse(division, limits: tight) }
            }
        }
    }

    @Test
    func `a cell is measured in characters, not in bytes`() throws {
        #expect(try parse("ŵŵŵ", limits: tight)[0].problems == [])
        #expect(try parse("abcd", limits: tight)[0].problems == [])
        let long = try parse("abcde", limits: tight)[0]
        #expect(long.problems == [CSVProblem(.fieldTooLong, column: 0)])
    }

    @Test
    func `a row without an end is stopped before the file is`() {
        var parser = CSVParser(delimiter: .comma, limits: tight)
        var records: [CSVRecord] = []
        #expect(throws: TextError(.csvRowTooLong, problem: "")) {
            for _ in 0..<9 { try parser.feed([0x61], into: &records) }
        }
        #expect(records.isEmpty)
    }

    @Test
    func `an open quote names the line and the cell where it was opened`() throws {
        do {
            _ = try parse("a,b\nc,\"d\ne,f\n")
            Issue.record("an open quote was accepted")
        } catch {
            #expect(error.description.contains("line 2, column B"))
        }
    }
}

/// Bytes and records as the vectors write them.
enum Hex {
    static func bytes(_ text: Substring) throws -> [UInt8] {
        let digits = Array(text)
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
        }
    }

    static func notation(_ records: [[String]]) -> String {
        guard !records.isEmpty else { return "." }
        return records.map { "(" + $0.map(field).joined(separator: "|") + ")" }.joined()
    }

    private static func field(_ text: String) -> String {
        if text.isEmpty { return "-" }
        return text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
