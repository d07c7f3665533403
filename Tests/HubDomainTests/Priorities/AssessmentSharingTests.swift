import HubDomain
import HubText
import Testing

struct AssessmentSharingTests {
    @Test
    func `notes leave by the way their council chose, note by note`() throws {
        let assessment = try Fixtures.filled()
        #expect(assessment.notes(.sharedNamed).map(\.note.reference.description) == ["S1"])
        #expect(assessment.notes(.sharedUnnamed).map(\.note.reference.description) == ["A1"])
        #expect(assessment.notes(.privateToCouncil).map(\.item) == ["SWP6"])
    }

    @Test(arguments: [
        ("We in Bury did it", [], true), ("BURY’S plan", [], true),
        ("Canterbury helped", [], false),
        ("A plan", ["https://www.bury.example/plan"], true), ("A plan", ["Bury plan 2025"], true),
        ("A plan", ["https://www.example.org"], false), ("Tameside and Bury", [], true),
        ("", [], false),
    ])
    func `an unnamed note that names its council is remarked on`(
        text: String,
        evidence: [String],
        isNamed: Bool
    ) throws {
        for sharing in AssessmentNote.Sharing.allCases {
            var assessment = Fixtures.empty()
            assessment.entries["SWP1"] = .init(notes: [
                try Fixtures.note("S1", text, evidence: evidence, sharing: sharing)
            ])
            let mentions = CouncilMentions(code: "E08000002", ownNames: ["Bury"])
            let found = assessment.disclosures(mentions, .free)
            let expected = isNamed && sharing == .sharedUnnamed
            #expect(found.map(\.error.reason.text) == (expected ? ["PRIO-0122"] : []))
            #expect(found.map(\.aspect) == (expected ? [evidence.isEmpty ? .text : .evidence] : []))
        }
        let mentions = CouncilMentions(code: "E08000002", ownNames: [])
        #expect(Fixtures.empty().disclosures(mentions, .free) == [])
    }

    @Test
    func `a file that would share a name unnamed is warned about at its cell`() throws {
        let file = """
            Priority,Kind,Text,Evidence,Sharing
            SWP1,strength,Bury runs this,,shared unnamed
            SWP2,strength,Fine,https://www.bury.gov.uk/x,shared unnamed
            SWP3,strength,Bury runs this,,private

            """
        let result = AssessmentImport(
            AssessmentTable(file: Array(file.utf8)),
            current: Fixtures.empty(),
            edition: try Fixtures.edition(),
            mentions: CouncilMentions(code: "E08000002", ownNames: ["Bury"])
        )
        #expect(result.findings.map(\.place.row) == [2, 3])
        #expect(result.findings.map(\.place.columnLetter) == ["C", "D"])
        #expect(result.findings.allSatisfy { $0.severity == .warning })
        #expect(result.proposed != nil)
    }
}
