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
            let found = assessment.disclosures(of: ["Bury", "Bury Council", ""])
            let expected = isNamed && sharing == .sharedUnnamed
            #expect(found.map(\.reason) == (expected ? ["PRIO-0122"] : []))
            #expect(found.allSatisfy { $0.severity == .warning })
        }
        #expect(Fixtures.empty().disclosures(of: ["Bury"]) == [])
    }
}
