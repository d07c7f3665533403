import HubDomain
import HubTestKit
import HubText
import Testing

struct AssessmentImportTests {
    private let edition: Edition

    init() throws {
        edition = try Fixtures.edition()
    }

    private func importing(
        _ rows: String,
        into current: Assessment? = nil,
        council: GSSCode? = nil
    ) throws -> AssessmentImport {
        try Fixtures.importing(rows, into: current, council: council)
    }

    private func reasons(_ result: AssessmentImport) -> [String] { Fixtures.reasons(result) }

    @Test
    func `a rating beside a note is told where ratings stand`() throws {
        let rating = try importing(",SWP1,strength,,x,,,Leading,", council: "E06000001")
        #expect(rating.findings.first?.expected.contains("“rating”") == true)
        let text = try importing(",SWP1,rating,,why,,,Leading,", council: "E06000001")
        #expect(text.findings.first?.expected == "an empty cell")
    }

    @Test
    func `an export read back changes nothing`() throws {
        let assessment = try Fixtures.filled()
        let export = AssessmentExport(edition: edition, council: "E06000001")
        let result = AssessmentImport(
            file: export.file(export.rows(of: assessment)),
            current: assessment,
            edition: edition,
            council: "E06000001"
        )
        #expect(result.findings == [])
        #expect(result.source?.encoding == .utf8WithMark)
        #expect(result.proposed == assessment)
        #expect(result.comparison?.isEmpty == true)
        #expect(result.changingRows == 6)
    }

    @Test
    func `an export read into an empty draft is the assessment again`() throws {
        let assessment = try Fixtures.filled()
        let export = AssessmentExport(edition: edition)
        let empty = Fixtures.empty(scale: assessment.scale)
        let result = AssessmentImport(
            file: export.file(Self.adding(export.rows(of: assessment))),
            current: empty,
            edition: edition
        )
        #expect(result.findings == [])
        #expect(result.proposed == assessment)
        // Without the word, the references are those of entries that are not there.
        let refused = AssessmentImport(
            file: export.file(export.rows(of: assessment)),
            current: empty,
            edition: edition
        )
        #expect(reasons(refused) == ["PRIO-0135 2 E", "PRIO-0135 3 E", "PRIO-0135 6 E"])
    }

    /// The rows of an export, asking for their references to be added.
    private static func adding(_ rows: [[String]]) -> [[String]] {
        rows.map { $0.dropLast() + [$0[4].isEmpty ? "" : "add"] }
    }

    @Test(arguments: [true, false])
    func `an untouched template says nothing`(hasScale: Bool) throws {
        let scale = hasScale ? try Fixtures.scale() : nil
        let export = AssessmentExport(edition: edition, council: "E06000001")
        let rows = export.templateRows(scale: scale)
        #expect(rows.count == 6 * (hasScale ? 3 : 2) + 1)
        let current = Fixtures.empty(scale: scale)
        let result = AssessmentImport(
            file: export.file(rows),
            current: current,
            edition: edition,
            council: "E06000001"
        )
        #expect(result.findings == [])
        #expect(result.proposed == current)
        #expect(result.changingRows == 0)
    }

    @Test
    func `new notes get the next references in the order of the file`() throws {
        let result = try importing(
            """
            ,SWP2,Strength,,First new,,,,
            ,SWP2,Area for improvement,,Second,p. 1 | https://a.example/x,Shared named,,
            ,leadership,strengths,S7,Explicit,,shared unnamed,,add
            ,SWP3,Strength,,Third,,,,
            """
        )
        #expect(result.findings == [])
        let proposed = try #require(result.proposed)
        #expect(proposed.entries["SWP2"]?.notes.map(\.reference.description) == ["S8", "A3"])
        #expect(proposed.entries["SWP3"]?.notes.map(\.reference.description) == ["S9"])
        #expect(proposed.entries["SWP6"]?.notes.map(\.reference.description) == ["S7", "A2"])
        let note = try #require(proposed.entries["SWP2"]?.notes[1])
        #expect(note.evidence.map(\.text) == ["p. 1", "https://a.example/x"])
        #expect(note.sharing == .sharedNamed)
        #expect(proposed.entries["SWP3"]?.rating == 3)
    }

    @Test
    func `a row that is left out removes nothing, and removing is said`() throws {
        let current = try Fixtures.filled()
        let nothing = try importing("")
        #expect(nothing.proposed == current)
        let removed = try importing(
            """
            ,SWP6,area for improvement,A2,,,,,Remove
            ,SWP3,rating,,,,,,remove
            ,,peer challenge,,,,,,remove
            """
        )
        #expect(removed.findings == [])
        let proposed = try #require(removed.proposed)
        #expect(proposed.entries["SWP6"] == nil)
        #expect(proposed.entries["SWP3"] == nil)
        #expect(proposed.peerChallenge == nil)
        #expect(proposed.entries["SWP1"] == current.entries["SWP1"])
    }

    @Test
    func `a column the file does not have leaves its values as they are`() throws {
        let file = "Priority;Kind;Reference;Text\r\nSWP1;AFI;A1;Shorter\r\n"
        let current = try Fixtures.filled()
        let result = AssessmentImport(file: Array(file.utf8), current: current, edition: edition)
        #expect(result.findings == [])
        let note = try #require(result.proposed?.entries["SWP1"]?.notes[1])
        #expect(note.text == "Shorter")
        #expect(note.evidence == current.entries["SWP1"]?.notes[1].evidence)
        #expect(note.sharing == .sharedUnnamed)
    }

    @Test
    func `an empty sharing cell makes a note private, and the preview says so`() throws {
        let result = try importing(
            ",SWP1,strength,S1,\"A plan for all employers, “one workforce”\",,,,"
        )
        let lines = result.comparison?.lines(edition: edition, oldScale: nil, newScale: nil)
        #expect(lines == ["Strategic workforce planning, S1: sharing “shared named” → “private”"])
    }

    @Test(arguments: [
        (",SWP9,strength,,x,,,,", "PRIO-0101 2 B"), (",,strength,,x,,,,", "PRIO-0101 2 B"),
        (",SWP1,strength,S1,,p. 1,,,", "PRIO-0102 2 E"),
        (",SWP1,strength,,a\u{7}b,,,,", "PRIO-0103 2 E"),
        (",SWP1,strength,,x,http://x,,,", "PRIO-0104 2 F"),
        (",SWP1,strength,,x,p\u{7},,,", "PRIO-0105 2 F"),
        (",SWP1,strength,A1,x,,,,", "PRIO-0107 2 D"), (",SWP1,strength,7,x,,,,", "PRIO-0107 2 D"),
        (",SWP1,strength,,,,,,remove", "PRIO-0107 2 D"),
        (",SWP1,strength,,x,,everybody,,", "PRIO-0108 2 G"),
        (",SWP1,rating,,,,,Perfect,", "PRIO-0110 2 H"),
        ("E06000002,SWP1,strength,,x,,,,", "PRIO-0132 2 A"),
        ("Hartlepool,SWP1,strength,,x,,,,", "PRIO-0132 2 A"),
        (",SWP1,opinion,,x,,,,", "PRIO-0133 2 C"), (",SWP1,,,x,,,,", "PRIO-0133 2 C"),
        (",SWP1,strength,S1,x,,,,delete", "PRIO-0134 2 I"),
        (",SWP1,strength,S5,,,,,remove", "PRIO-0135 2 D"),
        (",SWP2,strength,S1,x,,,,", "PRIO-0135 2 D"),
        (",SWP2,strength,S1,,,,,remove", "PRIO-0135 2 D"),
        (",SWP1,strength,S1,x,,,,\n,SWP1,strength,s1,y,,,,", "PRIO-0136 3 D"),
        (",SWP1,rating,,,,,Leading,\n,SWP1,rating,,,,,Starting,", "PRIO-0136 3 B"),
        (",SWP1,rating,,,,,1,", "PRIO-0110 2 H"),
        (",,peer challenge,,x,,,,\n,,peer challenge,,y,,,,", "PRIO-0136 3 C"),
        (",SWP1,strength,,x,,,Leading,", "PRIO-0137 2 H"),
        (",SWP1,rating,,why,,,Leading,", "PRIO-0137 2 E"),
        (",SWP1,peer challenge,,x,,,,", "PRIO-0137 2 B"),
        (",SWP1,strength,,x,,,,,surplus", "PRIO-0131 2 -"),
        (",SWP1,strength,,\"x\"y,,,,", "PRIO-0131 2 E"),
    ])
    func `each mistake is found at its cell, and then nothing is changed`(
        row: String,
        expected: String
    ) throws {
        let good = ",SWP4,strength,,Fine,,,,\n"
        let result = try importing(row + "\n" + good, council: "E06000001")
        #expect(reasons(result) == [expected])
        #expect(result.proposed == nil)
        #expect(result.comparison == nil)
        #expect(try importing(good, council: "E06000001").proposed != nil)
    }

    @Test
    func `a file with many mistakes names them all`() throws {
        let result = try importing(",SWP9,strength,,,http://x,all,Leading,\n,SWP1,mood,,x,,,,\n")
        #expect(
            reasons(result) == [
                "PRIO-0101 2 B", "PRIO-0137 2 H", "PRIO-0102 2 E", "PRIO-0104 2 F", "PRIO-0108 2 G",
                "PRIO-0133 3 C",
            ]
        )
    }

    @Test
    func `a rating without a scale is refused`() throws {
        let result = try importing(",SWP1,rating,,,,,Leading,", into: Fixtures.empty())
        #expect(reasons(result) == ["PRIO-0109 2 H"])
    }

    @Test
    func `only a draft takes a file, and an empty file asks for nothing`() throws {
        var current = try Fixtures.filled()
        current.state = .handedIn(try Fixtures.day("2025-03-03"))
        let refused = try importing(",SWP1,strength,,x,,,,", into: current)
        #expect(reasons(refused) == ["PRIO-0138 2 -"])
        #expect(refused.proposed == nil)
        #expect(try importing("", into: current).proposed == current)
    }

    @Test(arguments: [
        ("", "PRIO-0131 0 -"), ("\n\n", "PRIO-0131 0 -"), ("Priority,Text\n", "PRIO-0131 1 -"),
        ("Priority,Kind,Text,text\n", "PRIO-0131 1 D"), ("PK\u{3}\u{4}", "PRIO-0131 0 -"),
        ("Priority,Kind,\"Text\n", "PRIO-0131 0 -"),
    ])
    func `a file that is no such table is refused as a whole`(file: String, expected: String) throws
    {
        let result = AssessmentImport(
            file: Array(file.utf8),
            current: try Fixtures.filled(),
            edition: edition
        )
        #expect(reasons(result) == [expected])
        #expect(result.proposed == nil)
    }

    @Test
    func `an unknown column is a warning and stops nothing`() throws {
        let file = "Priority,Kind,Text,Mood\nSWP1,strength,x,good\n"
        let result = AssessmentImport(
            file: Array(file.utf8),
            current: Fixtures.empty(),
            edition: edition
        )
        #expect(reasons(result) == ["PRIO-0131 1 D"])
        #expect(result.proposed != nil)
    }

    @Test
    func `the answer is the same file with its mistakes, and can be corrected and sent again`()
        throws
    {
        let result = try importing(
            ",SWP1,strength,,x,,shared named!,,\n,SWP1,rating,,,,,Leeding,\n"
        )
        let answer = try CSVReader.records(of: result.annotatedFile)
        #expect(answer[0].fields.suffix(2) == ["Problems", "Suggested value"])
        #expect(answer[1].fields.suffix(2) == ["", ""])
        #expect(answer[2].fields.last == "Leading")
        #expect(answer[2].fields[9].contains("Column H (Rating): “Leeding” is not a level"))
        let again = AssessmentImport(
            file: result.annotatedFile,
            current: try Fixtures.filled(),
            edition: edition
        )
        #expect(again.findings == result.findings)
    }

    @Test(arguments: [UInt64(2_025), 35, 6])
    func `any assessment survives its export, whatever its texts`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let atoms = [
            "\"", ",", ";", "\n", "'", "=", "+", "-", "@", "007", "Siân", "e\u{301}", "日本", "\t",
            "x",
            " ", "|", "remove", "sep=",
        ]
        func text() -> String {
            "x"
                + (0..<Int.random(in: 0...12, using: &generator))
                .map { _ in atoms.randomElement(using: &generator) ?? "" }.joined() + "."
        }
        let export = AssessmentExport(edition: edition)
        for _ in 0..<150 {
            var assessment = Fixtures.empty(scale: try Fixtures.scale())
            var number = 0
            for item in edition.items where Bool.random(using: &generator) {
                var entry = Assessment.Entry()
                for kind in AssessmentNote.Kind.allCases where Bool.random(using: &generator) {
                    number += 1
                    let reference = try #require(NoteReference(kind, number))
                    var note = AssessmentNote(reference, text: String(text().dropFirst(1)))
                    note.sharing =
                        AssessmentNote.Sharing.allCases.randomElement(using: &generator)
                        ?? .privateToCouncil
                    if Bool.random(using: &generator) {
                        note.evidence = [.document("p. \(number)")]
                    }
                    entry.notes.append(note)
                }
                if Bool.random(using: &generator) {
                    entry.rating = Int.random(in: 1...3, using: &generator)
                }
                if !entry.isEmpty { assessment.entries[item.code] = entry }
            }
            if Bool.random(using: &generator) { assessment.peerChallenge = text() }
            let tidy = AssessmentRules.check(assessment, against: edition).tidy
            let result = AssessmentImport(
                file: export.file(Self.adding(export.rows(of: tidy))),
                current: Fixtures.empty(scale: tidy.scale),
                edition: edition
            )
            #expect(result.proposed == tidy, "seed \(seed): \(result.findings.map(\.sentence))")
        }
    }
}
