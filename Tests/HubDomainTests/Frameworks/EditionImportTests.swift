import HubDomain
import HubText
import Testing

struct EditionImportTests {
    private static let header = "Kind,Code,Name,Heading,Description,Prompts\n"
    private let priorities: Edition
    private let empty = Edition.local(id: "2025", label: "Our themes", validFrom: nil)

    init() throws {
        priorities = try Fixtures.edition()
    }

    private func importing(_ rows: String) -> EditionImport {
        EditionImport(file: Array((Self.header + rows).utf8), base: empty, mode: .items)
    }

    private func wording(_ rows: String) -> EditionImport {
        EditionImport(file: Array((Self.header + rows).utf8), base: priorities, mode: .words)
    }

    private func reasons(_ result: EditionImport) -> [String] {
        result.findings.map { finding in
            let place = finding.place
            return "\(finding.reason ?? "-") \(place.row ?? 0) \(place.columnLetter ?? "-")"
        }
    }

    @Test
    func `a region's own items come under its own headings, marked as its own`() throws {
        let result = importing(
            """
            item,R.1,Recruitment,A,What we mean,"Who?
            When?"
            Heading,A,People,,,
            item,R.2,Retention,,,
            theme,,Co-production,,,
            """
        )
        #expect(result.findings == [])
        let edition = try #require(result.edition)
        #expect(edition.origin == .local)
        #expect(edition.headings.map(\.code) == ["A"])
        #expect(edition.items.map(\.code) == ["R.1", "R.2"])
        #expect(edition.items[0].description == .supplied("What we mean", .local))
        #expect(edition.items[0].prompts == .supplied(["Who?", "When?"], .local))
        #expect(edition.items[1].prompts == .notPublished)
        #expect(edition.items[0].nameOrigin == .local)
        #expect(edition.themes == .supplied(["Co-production"], .local))
        let again = EditionImport(file: edition.file(), base: empty, mode: .items)
        #expect(again.edition == edition)
    }

    @Test
    func `the words of a region stand beside published names, which stay`() throws {
        let result = wording("item,SWP6,Another name,,Our words,Who leads?\ntheme,,Digital,,,\n")
        #expect(result.findings == [])
        let edition = try #require(result.edition)
        let leadership = try #require(edition.item("SWP6"))
        #expect(leadership.name == "Leadership")
        #expect(leadership.nameOrigin == .published)
        #expect(leadership.description == .supplied("Our words", .local))
        #expect(edition.items.count == 6)
        #expect(edition.item("SWP1") == priorities.item("SWP1"))
        #expect(edition.themes.value == ["Digital"])
    }

    @Test
    func `every shipped edition survives its own export`() throws {
        for framework in try FrameworkLibrary.shipped().frameworks {
            for edition in framework.editions {
                let result = EditionImport(file: edition.file(), base: edition, mode: .words)
                #expect(result.findings == [])
                #expect(result.edition == edition)
            }
        }
    }

    @Test(arguments: [
        ("topic,R1,x,,,", "FRAM-0102 2 A"), (",R1,x,,,", "FRAM-0102 2 A"),
        ("item,,x,,,", "FRAM-0103 2 B"), ("item,R 1,x,,,", "FRAM-0103 2 B"),
        ("item,R\u{E9},x,,,", "FRAM-0103 2 B"),
        ("item,123456789012345678901,x,,,", "FRAM-0103 2 B"),
        ("item,R1,x,,,\nitem,R1,y,,,", "FRAM-0104 3 B"),
        ("item,R1,x,,,\nitem,R2,X!,,,", "FRAM-0104 3 C"),
        ("item,R1,,,,", "FRAM-0105 2 C"), ("item,R1,x,,a\u{7},", "FRAM-0105 2 E"),
        ("item,R1,x,,,a\u{202E}b", "FRAM-0105 2 F"), ("item,R1,x,H,,", "FRAM-0106 2 D"),
        ("theme,,,,,", "FRAM-0105 2 C"), ("item,R1,x,,,,y", "FRAM-0101 2 -"),
    ])
    func `each mistake is found at its cell, and then there is no edition`(
        rows: String,
        expected: String
    ) {
        let result = importing(rows)
        #expect(reasons(result) == [expected])
        #expect(result.edition == nil)
    }

    @Test(arguments: [
        ("item,SWP7,x,,,", "PRIO-0101 2 B"), ("item,swp1,x,,,", "PRIO-0101 2 B"),
        ("item,SWP1,x,,,\nitem,SWP1,x,,,", "FRAM-0104 3 B"),
    ])
    func `words are for items that the edition has, once`(rows: String, expected: String) {
        #expect(reasons(wording(rows)) == [expected])
    }

    @Test(arguments: ["", "Kind,Name\n", "PK\u{3}\u{4}"])
    func `a file that is no such table is refused as a whole`(file: String) {
        let result = EditionImport(file: Array(file.utf8), base: empty, mode: .items)
        #expect(result.findings.map(\.reason) == ["FRAM-0101"])
        #expect(result.edition == nil)
    }

    @Test(arguments: [
        (EditionLimits.itemsMax, EditionLimits.promptsMax, EditionLimits.themesMax, []),
        (EditionLimits.itemsMax + 1, 1, 1, ["FRAM-0107"]),
        (1, EditionLimits.promptsMax + 1, 1, ["FRAM-0107"]),
        (1, 1, EditionLimits.themesMax + 1, ["FRAM-0107"]),
    ])
    func `a framework has limits`(items: Int, prompts: Int, themes: Int, expected: [String]) {
        let list = (1...prompts).map { "p\($0)" }.joined(separator: "\n")
        var rows = "item,R1,n1,,,\"\(list)\"\n"
        for number in 1..<items { rows += "item,R\(number + 1),n\(number + 1),,,\n" }
        for number in 1...themes { rows += "theme,,t\(number),,,\n" }
        #expect(importing(rows).findings.map(\.reason) == expected)
    }
}
