import HubDomain
import HubSystem
import HubText
import HubVectorKit
import Testing

/// The page about CSV files and its sample, held against what is read.
struct PublishedTableTests {
    private let page: String

    init() throws {
        let bytes = try LocalFile.read(Vectors.path("csv.md"), bytesMax: 65_536)
        page = String(decoding: bytes, as: UTF8.self)
    }

    @Test
    func `the sample imports into an empty draft`() throws {
        let result = AssessmentImport(
            file: try LocalFile.read(
                Vectors.path("samples/self-assessment.csv"),
                bytesMax: 65_536
            ),
            current: Fixtures.empty(),
            edition: try Fixtures.edition(),
            council: GSSCode(text: "X00000001")
        )
        #expect(result.findings == [])
        #expect(result.changingRows == 4)
        let proposed = try #require(result.proposed)
        let notes = try #require(proposed.entries["SWP1"]?.notes)
        #expect(notes.map(\.reference.description) == ["S1", "A1"])
        #expect(notes.map(\.sharing) == [.sharedNamed, .privateToCouncil])
        #expect(notes.last?.evidence.map(\.text).count == 2)
        #expect(proposed.entries["SWP3"]?.notes.map(\.sharing) == [.sharedUnnamed])
        #expect(proposed.peerChallenge == "An example: \"say more about what changed\".")
    }

    @Test
    func `the sample is refused as another council's`() throws {
        let result = AssessmentImport(
            file: try LocalFile.read(
                Vectors.path("samples/self-assessment.csv"),
                bytesMax: 65_536
            ),
            current: Fixtures.empty(),
            edition: try Fixtures.edition(),
            council: GSSCode(text: "X00000002")
        )
        #expect(result.proposed == nil)
        #expect(Set(result.findings.map(\.reason)) == ["PRIO-0132"])
    }

    @Test
    func `the page names every column with its synonyms, in order`() {
        let columns = AssessmentColumns.exported + AnnotatedTable.columns
        let rows = columns.map { column in
            let also = column.synonyms.joined(separator: ", ")
            let required = column.isRequired ? "yes" : "no"
            return "| \(column.title) | \(also.isEmpty ? "" : also + " ")| \(required) | "
        }
        let stated = page.split(separator: "\n").filter { line in
            line.hasSuffix(" |") && rows.contains { line.hasPrefix($0) }
        }
        #expect(stated.count == rows.count)
        for (line, row) in zip(stated, rows) { #expect(line.hasPrefix(row)) }
    }

    @Test
    func `the page names every word and every limit`() {
        var words = AssessmentColumns.RowKind.allCases.map(\.words)
        words += AssessmentNote.Sharing.allCases.map(\.words)
        for word in words { #expect(page.contains("`\(word)`"), "\(word)") }
        let limits = AssessmentTable.limits
        let stated = [
            "5,000 rows": limits.rowsMax == 5_000,
            "128 KiB a row": limits.rowBytesMax == 128 * 1_024,
            "64 cells a row": limits.fieldsMax == 64,
            "8,000\ncharacters a cell": limits.fieldCharactersMax == 8_000,
            "4,000 characters": Assessment.textRule.charactersMax == 4_000,
            "At most 50 strengths": Assessment.notesPerKindMax == 50,
            "At most 20 |": Assessment.evidenceMax == 20,
        ]
        for (sentence, holds) in stated { #expect(page.contains(sentence) && holds, "\(sentence)") }
    }
}
