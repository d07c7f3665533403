import HubDomain
import HubText
import Testing

/// Rows that meet an entry or another row, and what is said about slips.
struct AssessmentRowTests {
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
    func `the same file sent twice changes nothing the second time`() throws {
        let rows = """
            ,SWP2,strength,,We plan.,p. 1,shared named,,
            ,SWP2,area for improvement,,We plan.,,,,
            ,SWP3,strength,,We plan.,,,,
            """
        let first = try #require(try importing(rows, into: Fixtures.empty()).proposed)
        #expect(first.entries.values.flatMap(\.notes).count == 3)
        let second = try importing(rows.replacing("We plan.", with: "  We plan. "), into: first)
        #expect(second.findings == [])
        #expect(second.proposed == first)
        // Case counts, and what differs in it is another entry.
        let other = try importing(rows.replacing("We plan.", with: "we plan."), into: first)
        #expect(other.proposed?.entries["SWP2"]?.notes.count == 4)
    }

    @Test(arguments: ["Caf\u{E9} plan", "Cafe\u{301} plan"])
    func `a row without a reference that says what an entry says is that entry`(
        text: String
    ) throws {
        var current = Fixtures.empty()
        let note = try Fixtures.note("S4", "Caf\u{E9} plan", evidence: ["p. 1"])
        current.entries["SWP1"] = .init(notes: [note])
        let result = try importing(",SWP1,strength,,\(text),p. 2,shared named,,", into: current)
        let notes = result.proposed?.entries["SWP1"]?.notes ?? []
        #expect(notes.map(\.reference.description) == ["S4"])
        #expect(notes.map(\.sharing) == [.sharedNamed])
        #expect(notes.map { $0.evidence.map(\.text) } == [["p. 2"]])
    }

    @Test(
        arguments: [
            (",SWP1,strength,,x,,,,", Severity.warning),
            (",SWP1,strength,, x ,,private,,", .warning),
            (",SWP1,strength,,x,,shared named,,", .error), (",SWP1,strength,,x,p. 1,,,", .error),
        ]
    )
    func `rows that say the same are kept once, and both are named`(
        row: String,
        severity: Severity
    ) throws {
        let rows = ",SWP1,strength,,x,,,,\n" + row + "\n,SWP2,strength,,x,,,,\n"
        let result = try importing(rows, into: Fixtures.empty())
        #expect(reasons(result) == ["PRIO-0136 3 E"])
        #expect(result.findings.map(\.severity) == [severity])
        #expect(result.findings[0].sentence.contains("Row 3"))
        #expect(result.findings[0].sentence.contains("row 2"))
        #expect((result.proposed == nil) == (severity == .error))
        #expect(result.proposed?.entries["SWP1"]?.notes.count ?? 1 == 1)
    }

    @Test(arguments: [
        (",SWP1,strength,S7,x,,,,", "PRIO-0135 2 D", "S1, or an empty cell"),
        (",SWP1,afi,A3,x,,,,", "PRIO-0135 2 D", "A1, A2, or an empty cell"),
        (",SWP1,strength,S1,x,,,,add", "PRIO-0135 2 I", "an empty action"),
    ])
    func `a reference that is not there is an error that names what is`(
        row: String,
        expected: String,
        words: String
    ) throws {
        let result = try importing(row)
        #expect(reasons(result) == [expected])
        #expect(result.findings[0].sentence.contains(words), "\(result.findings[0].sentence)")
    }

    @Test(arguments: [
        (",SWP1,area for improvment,,x,,,,", "area for improvement"),
        (",Leadershp,strength,,x,,,,", "Leadership"), (",SPW1,strength,,x,,,,", "SWP1"),
        (",SWP9,strength,,x,,,,", nil), (",SWP1,rating,,,,,3,", nil),
        (",SWP1,strength,S1,,,,,remov", "remove"),
    ])
    func `what was probably meant is suggested, and a number never`(
        row: String,
        expected: String?
    ) throws {
        #expect(try importing(row).findings.map(\.suggestion) == [expected])
    }

    @Test(arguments: [
        (",SWP1,rating,,,,,Leading,\n,SWP1,rating,,,,,Starting,", "SWP1 is rated in this row and"),
        (",SWP1,afi,A1,x,,,,\n,SWP1,afi,A1,y,,,,", "A1 stands in this row and"),
        (",,peer challenge,,x,,,,\n,,peer challenge,,y,,,,", "note stands in this row and"),
    ])
    func `two rows about one thing are both named`(rows: String, words: String) throws {
        let sentence = try #require(try importing(rows).findings.first).sentence
        #expect(sentence.hasPrefix("Row 3"))
        #expect(sentence.contains(words + " in row 2"), "\(sentence)")
    }

    @Test(arguments: [
        ("SWP1", "Leadership", "is the name of SWP6, but the row is read as SWP1"),
        ("SWP1", "Mood", "is not its name, but the row is read as SWP1"),
        ("SWP1", "strategic workforce planning", nil), ("SWP1", "SWP1", nil), ("SWP1", "", nil),
    ])
    func `a code beside the name of another priority is a warning`(
        code: String,
        name: String,
        words: String?
    ) throws {
        let file = "Priority,Priority name,Kind,Text\n\(code),\(name),strength,x\n"
        let result = AssessmentImport(
            file: Array(file.utf8),
            current: Fixtures.empty(),
            edition: edition
        )
        #expect(reasons(result) == (words == nil ? [] : ["PRIO-0141 2 B"]))
        #expect(result.findings.allSatisfy { $0.problem == words && $0.severity == .warning })
        #expect(result.proposed?.entries["SWP1"]?.notes.count == 1)
    }

    @Test
    func `a file of another council names both councils`() throws {
        let result = try importing("E06000002,SWP1,strength,,x,,,,", council: "E06000001")
        let sentence = try #require(result.findings.first).sentence
        #expect(sentence.contains("is the code of Middlesbrough"))
        #expect(sentence.contains("Expected E06000001 (Hartlepool)"))
    }
}
