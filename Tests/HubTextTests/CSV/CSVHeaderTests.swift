import HubText
import Testing

struct CSVHeaderTests {
    private let columns = [
        CSVColumn("council", title: "Council", synonyms: ["Local authority"], isRequired: true),
        CSVColumn("rating", title: "Rating (1 to 5)"),
        CSVColumn("pay", title: "Pay"),
        CSVColumn("pay_percent", title: "Pay %"),
    ]

    private func header(_ titles: String...) -> CSVHeader {
        CSVHeader(CSVRecord(row: 1, line: 1, fields: titles), columns: columns)
    }

    @Test(arguments: [
        "Council", "council", " COUNCIL ", "local_authority", "Local  Authority:", "Cóuncil",
    ])
    func `case, spaces, punctuation, accents and synonyms do not count`(title: String) {
        #expect(header(title).positions == ["council": 0])
        #expect(header(title).findings == [])
    }

    @Test
    func `signs that are words keep columns apart`() {
        #expect(header("Council", "pay", "Pay (%)").positions["pay_percent"] == 2)
        #expect(header("Council", "Rating 1-to-5").positions["rating"] == 1)
    }

    @Test
    func `a missing column is an error and an unknown one a warning with a suggestion`() {
        let found = header("Counsel", "Rating 1 to 5", "", "Mood").findings
        #expect(found.map(\.rule) == [.columnUnknown, .columnUnknown, .columnMissing])
        #expect(found.map(\.severity) == [.warning, .warning, .error])
        #expect(found[0].suggestion == "Council")
        #expect(found[1].suggestion == nil)
        #expect(found[1].place.columnLetter == "D")
        #expect(found[2].sentence.contains("“Council”"))
    }

    @Test
    func `a column that is there twice is an error, and the first counts`() {
        let found = header("Council", "Local authority")
        #expect(found.findings.map(\.rule) == [.columnDuplicate])
        #expect(found.positions["council"] == 0)
        #expect(found.findings[0].sentence.contains("the same column as A"))
    }

    @Test
    func `a ragged row says so, and its cells can still be asked for`() {
        let header = header("Council", "Pay")
        let short = header.row(CSVRecord(row: 2, line: 2, fields: ["Kent"]))
        #expect(short.findings.map(\.rule) == [.rowShort])
        #expect(short["council"] == "Kent")
        #expect(short["pay"] == "")
        #expect(short["rating"] == nil)
        let long = header.row(CSVRecord(row: 3, line: 3, fields: ["Kent", "1", "", "x"]))
        #expect(long.findings.map(\.rule) == [.rowLong])
        let padded = header.row(CSVRecord(row: 4, line: 4, fields: [" Kent\u{A0}", "1", "", ""]))
        #expect(padded.findings == [])
        #expect(padded["council"] == "Kent")
        let blank = header.row(CSVRecord(row: 5, line: 5, fields: []))
        #expect(blank.findings == [])
        #expect(blank.record.isBlank)
    }

    @Test(arguments: CSVProblem.Kind.allCases)
    func `a badly written cell becomes a finding at its place`(kind: CSVProblem.Kind) {
        let record = CSVRecord(
            row: 2,
            line: 9,
            fields: ["Kent", "x\"y"],
            problems: [CSVProblem(kind, column: 1)]
        )
        let findings = header("Council", "Pay").row(record).findings
        #expect(findings.count == 1)
        #expect(findings[0].severity == (kind == .strayQuote ? .warning : .error))
        #expect(findings[0].sentence.hasPrefix("Row 2 (line 9), column B (Pay): “x\"y” "))
    }
}
