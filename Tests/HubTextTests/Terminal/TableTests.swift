import HubTestKit
import HubText
import Testing

struct TableTests {
    private let table = Table(
        [.init("Council"), .init("Posts", .trailing), .init("Note")],
        rows: [
            ["Example Council A", "1,234", "Llŷn and 日本"],
            ["B", "7", ""],
        ]
    )

    @Test
    func `numbers stand to the right and widths are those of the display`() {
        #expect(
            table.lines(TerminalStyle(signs: .ascii)) == [
                "Council            Posts  Note",
                "-----------------  -----  -------------",
                "Example Council A  1,234  Llŷn and 日本",
                "B                      7",
            ]
        )
    }

    @Test
    func `a table in a narrow terminal wraps its text and keeps its numbers whole`() {
        let long = Table(
            [.init("Priority"), .init("n", .trailing)],
            rows: [["Building and enhancing social justice in the workforce", "1,234,567"]]
        )
        #expect(
            long.lines(TerminalStyle(columns: 40)) == [
                "Priority                               n",
                "─────────────────────────────  ─────────",
                "Building and enhancing social  1,234,567",
                "justice in the workforce",
            ]
        )
    }

    @Test
    func `a table that cannot be narrow enough is printed cell by cell`() {
        let columns = (1...9).map { Table.Column("Column \($0)") }
        let wide = Table(columns, rows: [columns.map { Table.Cell($0.title + " text") }])
        let lines = wide.lines(TerminalStyle(columns: 40))
        #expect(lines.count == 9)
        #expect(lines[0] == "Column 1: Column 1 text")
    }

    @Test
    func `the further lines of a cell stand in beneath its title`() {
        let table = Table([.init("Keys"), .init("Id")], rows: [["first\nsecond", "1"]])
        #expect(table.lines(.accessible()) == ["Keys: first", "  second", "Id: 1"])
    }

    @Test
    func `an id is never broken, and the table gives way`() {
        let id = "0198c000-0000-7000-8000-000000000001"
        let row: [Table.Cell] = [Table.Cell(id), "Workforce lead of A", "steward (priorities)"]
        let table = Table([.init("Id"), .init("Name"), .init("Roles")], rows: [row])
        #expect(
            table.lines(TerminalStyle(columns: 72)).last == String(repeating: " ", count: 38)
                + "of A              (priorities)"
        )
        // 36, 9 and 12 columns, with two gaps of two, are the least.
        #expect(table.lines(TerminalStyle(columns: 61))[2].hasPrefix(id))
        #expect(table.lines(TerminalStyle(columns: 60)).first == "Id: \(id)")
        let link = Table([.init("Link"), .init("n")], rows: [[Table.Cell(id + id), "1"]])
        #expect(link.lines(TerminalStyle(columns: 60)).first?.hasPrefix("Link ") == true)
    }

    @Test(arguments: [UInt64(50), 51, 52])
    func `no word that fits into a line is ever broken`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 1...6, using: &generator)
            var number = 0
            let rows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<count).map { _ in
                    let words = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                        number += 1
                        let length = Int.random(in: 1...40, using: &generator)
                        return "\(number)" + String(repeating: "x", count: length)
                    }
                    return Table.Cell(words.joined(separator: " "))
                }
            }
            let table = Table((0..<count).map { Table.Column("T\($0)") }, rows: rows)
            let width = Int.random(in: 48...120, using: &generator)
            let shown = table.lines(TerminalStyle(columns: width)).joined(separator: " ")
            let seen = Set(shown.split(separator: " "))
            for word in rows.joined().flatMap({ $0.text.split(separator: " ") }) {
                #expect(seen.contains(word), "seed \(seed), \(width) columns: \(word)")
            }
        }
    }

    @Test
    func `the accessible table names each cell and leaves out empty ones`() {
        #expect(
            table.lines(.accessible()) == [
                "Council: Example Council A", "Posts: 1,234", "Note: Llŷn and 日本", "",
                "Council: B", "Posts: 7",
            ]
        )
    }

    @Test
    func `colour changes nothing but colour`() {
        var painted = Table([.init("A")], rows: [[Table.Cell("late", role: .bad)]])
        painted.add([])
        let colour = painted.lines(TerminalStyle(theme: .colour))
        #expect(colour[2] == "\u{1B}[31mlate\u{1B}[0m")
        let plain = painted.lines(TerminalStyle())
        #expect(plain == ["A", "────", "late", ""])
        #expect(Table([]).lines(TerminalStyle()).isEmpty)
    }

    @Test(arguments: [UInt64(40), 41, 42])
    func `no line is wider than the terminal and nothing in it is alive`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let atoms = ["a", "日", " ", "\n", "\u{1B}[2J", "ŵ", "👩‍👩‍👧", "long-word", "\t", "\u{202E}"]
        for _ in 0..<200 {
            let count = Int.random(in: 1...6, using: &generator)
            let rows = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                (0..<count).map { _ in
                    let text = (0..<Int.random(in: 0...20, using: &generator))
                        .map { _ in atoms.randomElement(using: &generator) ?? "" }.joined()
                    return Table.Cell(text)
                }
            }
            let columns = (0..<count).map { Table.Column("Title \($0)") }
            let width = Int.random(in: 40...100, using: &generator)
            for line in Table(columns, rows: rows).lines(TerminalStyle(columns: width)) {
                let isTame = line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }
                #expect(isTame && DisplayWidth.of(line) <= width, "seed \(seed): \(line)")
            }
        }
    }
}

struct TextWrapTests {
    @Test(arguments: [
        ("", 5, [""]), ("a b c", 3, ["a b", "c"]), ("abcdef", 4, ["abcd", "ef"]),
        ("a\n\nb", 5, ["a", "", "b"]), ("日本語", 3, ["日", "本", "語"]), ("日", 1, ["日"]),
        ("ab  cd", 9, ["ab cd"]), ("abc de", 3, ["abc", "de"]),
        ("x abcdef", 3, ["x", "abc", "def"]),
        ("a b", 0, ["a", "b"]),
    ])
    func `text is broken at spaces, and in words only where it must`(
        text: String,
        columns: Int,
        expected: [String]
    ) {
        #expect(TextWrap.lines(text, columns: columns) == expected)
    }

    @Test
    func `a long text stands beneath its row over the whole width`() {
        let table = Table(
            [.init("Who"), .init("What", .below), .init("Day")],
            rows: [["E1", "nine words that a narrow column would break apart", "Monday"]]
        )
        let wide = table.lines(TerminalStyle(columns: 60))
        #expect(wide.count == 4 && wide[0].contains("Day") && !wide[0].contains("What"))
        #expect(wide[2].hasPrefix("E1") && wide[2].hasSuffix("Monday"))
        #expect(wide[3] == "  nine words that a narrow column would break apart")
        #expect(table.lines(TerminalStyle(columns: 40)).allSatisfy { $0.count <= 40 })
        let empty = Table([.init("Who"), .init("What", .below)], rows: [["E1", ""]])
        #expect(empty.lines(TerminalStyle(columns: 60)).count == 3)
        let linear = TerminalStyle(columns: 60, layout: .linear)
        let words = "What: nine words that a narrow column would break apart"
        #expect(table.lines(linear).contains(words))
    }
}
