import HubText
import Testing

struct AnnotatedTableTests {
    private func table(_ text: String) throws -> CSVFile {
        try CSVFile(file: Array(text.utf8))
    }

    private func finding(row: Int?, _ problem: String, suggestion: String? = nil) -> Finding {
        let error = TextError("test", problem: problem, suggestion: suggestion)
        return Finding(error, at: Place(row: row, line: row, column: 0, columnName: "a"))
    }

    @Test
    func `findings stand beside their rows and the rest stays as it was`() throws {
        let table = try table("a,b\n=1,007\n\n\"x\ny\",\n")
        let findings = [finding(row: 4, "is wrong", suggestion: "z"), finding(row: 4, "is odd")]
        let file = AnnotatedTable.file(table, findings: findings)
        let text = String(decoding: file, as: UTF8.self)
        #expect(
            text == "\u{FEFF}a,b,Problems,Suggested value\r\n'=1,'007,,\r\n\r\n"
                + "\"x\ny\",,\"Column A (a): is wrong.\nColumn A (a): is odd.\",z\r\n"
        )
    }

    @Test
    func `a second answer replaces the first one's columns`() throws {
        let first = AnnotatedTable.file(
            try table("a\nx\n"),
            findings: [finding(row: 2, "is wrong")]
        )
        let second = AnnotatedTable.file(try CSVFile(file: first), findings: [])
        #expect(
            try CSVReader.records(of: second).map(\.fields)
                == [["a", "Problems", "Suggested value"], ["x", "", ""]]
        )
    }

    @Test
    func `findings about the file and its titles stand in the first row, and no row moves`() throws
    {
        let file = AnnotatedTable.file(
            try table("a\nx\ny\n"),
            findings: [
                finding(row: nil, "is odd"), finding(row: 1, "is no title"),
                finding(row: 2, "is wrong"),
            ]
        )
        let read = try CSVReader.records(of: file)
        #expect(read.map(\.row) == [1, 2, 3])
        #expect(
            read[1].fields == [
                "x",
                "Column A (a): is odd.\nRow 1, column A (a): is no title.\nColumn A (a): is wrong.",
                "",
            ]
        )
        #expect(read[2].fields == ["y", "", ""])
        let bare = AnnotatedTable.file(try table("a\n"), findings: [finding(row: 1, "is odd")])
        #expect(try CSVReader.records(of: bare).map(\.fields.count) == [3, 3])
        #expect(AnnotatedTable.file(try table(""), findings: []) == [0xEF, 0xBB, 0xBF])
        let low = AnnotatedTable.file(
            try table("\n\na\nx\n"),
            findings: [finding(row: 4, "is odd")]
        )
        #expect(
            try CSVReader.records(of: low).map(\.fields)
                == [["a", "Problems", "Suggested value"], ["x", "Column A (a): is odd.", ""]]
        )
    }

    @Test
    func `an answer keeps the delimiter of the file and never grows by itself`() throws {
        var file = Array("a;b\nx;\n".utf8)
        for _ in 0..<3 {
            let table = try CSVFile(file: file)
            #expect(table.delimiter == .semicolon)
            #expect(table.records.count == 2)
            file = AnnotatedTable.file(table, findings: [finding(row: nil, "is odd")])
        }
        #expect(try CSVFile(file: file).records.count == 2)
    }

    @Test
    func `a finding has its code behind it, to be looked up`() throws {
        var coded = finding(row: 2, "is wrong")
        coded.reason = "PRIO-0101"
        let file = AnnotatedTable.file(try table("a\nx\n"), findings: [coded])
        let read = try CSVReader.records(of: file)
        #expect(read[1].fields[1] == "Column A (a): is wrong. (PRIO-0101)")
    }

    @Test
    func `what stands above the titles stays where it is`() throws {
        let table = try CSVFile(file: Array("Team Blue,,\n\nNo,Day\n1,x\n".utf8))
        let error = TextError("row", problem: "is no day")
        let findings = [Finding(error, at: Place(row: 4))]
        let file = AnnotatedTable.file(table, findings: findings, titlesRow: 3)
        let lines = String(decoding: file.dropFirst(3), as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasPrefix("Team Blue") == true)
        #expect(lines[2] == "No,Day,Problems,Suggested value")
        #expect(lines[3] == "1,x,Is no day.,")
        let plain = AnnotatedTable.file(table, findings: findings)
        #expect(String(decoding: plain.dropFirst(3), as: UTF8.self).hasPrefix("Team Blue,,,Prob"))
    }
}
