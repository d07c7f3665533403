import HubDomain
import HubText
import Testing

struct AssessmentRulesTests {
    private func reasons(_ assessment: Assessment) throws -> [String] {
        let check = AssessmentRules.check(assessment, against: try Fixtures.edition())
        return check.findings.compactMap { finding in
            finding.reason.map { "\($0) \(finding.place.path ?? "")" }
        }
    }

    @Test
    func `a right assessment has no findings and stays as it is`() throws {
        let assessment = try Fixtures.filled()
        let check = AssessmentRules.check(assessment, against: try Fixtures.edition())
        #expect(check.findings == [])
        #expect(check.isAcceptable)
        #expect(check.tidy == assessment)
        #expect(try reasons(Fixtures.empty()) == [])
    }

    @Test
    func `texts are normalised, notes put in order, evidence kept once`() throws {
        var assessment = Fixtures.empty()
        assessment.peerChallenge = "  "
        assessment.entries["SWP1"] = .init(notes: [
            try Fixtures.note("A1", " Sia\u{302}n\r\n "),
            try Fixtures.note("S2", "x", evidence: ["p. 1", "p. 1"]),
        ])
        let tidy = AssessmentRules.check(assessment, against: try Fixtures.edition()).tidy
        let notes = try #require(tidy.entries["SWP1"]?.notes)
        #expect(notes.map(\.reference.description) == ["S2", "A1"])
        #expect(Array(notes[1].text.utf8) == Array("Si\u{E2}n".utf8))
        #expect(notes[0].evidence == [.document("p. 1")])
        #expect(tidy.peerChallenge == nil)
    }

    @Test
    func `each rule is broken alone and found with its path`() throws {
        var assessment = try Fixtures.filled()
        assessment.entries["SWP9"] = .init(notes: [try Fixtures.note("S9", "x")])
        #expect(try reasons(assessment) == ["PRIO-0101 items[SWP9]"])

        assessment = try Fixtures.filled()
        assessment.entries["SWP1"]?.notes[0].text = " \n"
        #expect(try reasons(assessment) == ["PRIO-0102 items[SWP1].notes[S1].text"])
        assessment.entries["SWP1"]?.notes[0].text = String(repeating: "x", count: 4_001)
        #expect(try reasons(assessment) == ["PRIO-0103 items[SWP1].notes[S1].text"])
        assessment.entries["SWP1"]?.notes[0].text = "a\u{202E}b"
        #expect(try reasons(assessment) == ["PRIO-0103 items[SWP1].notes[S1].text"])

        assessment = try Fixtures.filled()
        assessment.entries["SWP1"]?.notes[1].evidence = [.link("http://x"), .document("a|b")]
        #expect(
            try reasons(assessment) == [
                "PRIO-0104 items[SWP1].notes[A1].evidence[1]",
                "PRIO-0105 items[SWP1].notes[A1].evidence[2]",
            ]
        )
        assessment = try Fixtures.filled()
        assessment.entries["SWP6"]?.notes[0].reference = try #require(NoteReference("A1"))
        #expect(try reasons(assessment) == ["PRIO-0107 items[SWP6].notes[A1]"])

        assessment = try Fixtures.filled()
        assessment.entries["SWP3"]?.rating = 4
        #expect(try reasons(assessment) == ["PRIO-0110 items[SWP3].rating"])
        assessment.entries["SWP3"]?.rating = 0
        #expect(try reasons(assessment) == ["PRIO-0110 items[SWP3].rating"])

        assessment = try Fixtures.filled()
        assessment.scale = nil
        #expect(
            try reasons(assessment)
                == ["PRIO-0109 items[SWP1].rating", "PRIO-0109 items[SWP3].rating"]
        )
        assessment = try Fixtures.filled()
        assessment.peerChallenge = "\u{7}"
        #expect(try reasons(assessment) == ["PRIO-0103 peer_challenge"])
    }

    @Test
    func `a finding names the thing in words and keeps the path for programs`() throws {
        let edition = try Fixtures.edition()
        var assessment = try Fixtures.filled()
        assessment.entries["SWP1"]?.notes[0].text = ""
        assessment.entries["SWP3"]?.rating = 9
        let found = AssessmentRules.check(assessment, against: edition).findings
        #expect(
            found.map(\.sentence) == [
                "SWP1 Strategic workforce planning, S1: the text is empty. Expected some words.",
                "SWP3 Enhancing the use of technology, rating: “9” is not a level of the scale "
                    + "“Example scale”. Expected a level from 1 to 3.",
            ]
        )
        let today = try Fixtures.day("2025-03-05")
        let silence = AssessmentRules.readiness(of: assessment, against: edition, today: today)
        #expect(
            silence[0].sentence == "SWP2 Growing and developing the workforce: nothing is said."
        )
        #expect((found + silence).allSatisfy { !$0.sentence.contains("items[") })
    }

    @Test(arguments: [
        (Assessment.notesPerKindMax, Assessment.evidenceMax, []),
        (Assessment.notesPerKindMax + 1, 0, ["PRIO-0106 items[SWP1].notes"]),
        (1, Assessment.evidenceMax + 1, ["PRIO-0106 items[SWP1].notes[S1].evidence"]),
    ])
    func `there are limits to notes and evidence`(
        notes: Int,
        evidence: Int,
        expected: [String]
    ) throws {
        var assessment = Fixtures.empty()
        var list = try (1...notes).map { try Fixtures.note("S\($0)", "x") }
        list[0].evidence = (0..<evidence).map { .document("p. \($0)") }
        list.append(try Fixtures.note("A1", "x"))
        assessment.entries["SWP1"] = .init(notes: list)
        #expect(try reasons(assessment) == expected)
    }

    @Test
    func `handing in asks for something said and remarks on silence`() throws {
        let edition = try Fixtures.edition()
        let today = try Fixtures.day("2025-03-05")
        var assessment = try Fixtures.filled()
        assessment.closing = today
        let found = AssessmentRules.readiness(of: assessment, against: edition, today: today)
        #expect(
            found.map { "\($0.reason ?? "") \($0.severity) \($0.place.path ?? "")" } == [
                "PRIO-0114 warning items[SWP2]", "PRIO-0114 warning items[SWP4]",
                "PRIO-0114 warning items[SWP5]", "PRIO-0115 note items[SWP6].rating",
            ]
        )
        assessment.closing = today.advanced(by: -1)
        let late = AssessmentRules.readiness(of: assessment, against: edition, today: today)
        #expect(late.last?.reason == "PRIO-0121")
        #expect(late.last?.severity == .warning)
        let empty = AssessmentRules.readiness(of: Fixtures.empty(), against: edition, today: today)
        #expect(empty.map(\.reason) == ["PRIO-0113"])
        #expect(empty.map(\.severity) == [.error])
    }

    @Test(arguments: [
        ("S1", "S1"), ("a12", "A12"), (" s007 ", "S7"), ("S9999", "S9999"), ("S0", nil),
        ("S10000", nil), ("B1", nil), ("S", nil), ("S-1", nil), ("S1.0", nil), ("1", nil),
        ("", nil),
    ])
    func `a reference is a letter and a number`(typed: String, expected: String?) {
        #expect(NoteReference(typed)?.description == expected)
    }
}
