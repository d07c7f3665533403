import HubDomain
import HubText
import Testing

/// Groups of councils in their editions, and what councils come from and lead to.
struct PlaceGroupTests {
    private let register: CouncilRegister

    init() throws { register = try CouncilRegister.shipped() }

    private func read(
        _ rows: [String],
        kind: PlaceGroup.Kind = .icb,
        from: String? = nil,
        to: String? = nil,
        id: PlaceGroupEditionID = "invented"
    ) throws -> (edition: PlaceGroupEdition?, findings: [Finding]) {
        let (edition, report) = PlaceGroupTable.read(
            Array((["Group code,Group,Council"] + rows).joined(separator: "\n").utf8),
            id: id,
            kind: kind,
            from: try from.map { try DayText.day($0) },
            to: try to.map { try DayText.day($0) },
            source: "Invented",
            register: register
        )
        return (edition, report.kept)
    }

    @Test
    func `a group is read by codes and names of any time, and councils stand in several`() throws {
        let (edition, findings) = try read([
            ",Example group one,Bedford Borough", ",Example group one,E08000016",
            ",Example group two,Bedford", ",Example group two,Bristol",
        ])
        #expect(findings.isEmpty)
        let groups = try #require(edition).groups
        #expect(groups.map(\.name) == ["Example group one", "Example group two"])
        #expect(groups[0].members == ["E06000055", "E08000038"])
        #expect(edition?.groups(of: "E06000055").count == 2)
        #expect(edition?.group("EXAMPLE Group  two")?.members.count == 2)
        #expect(edition?.group("three") == nil && edition?.group("") == nil)
    }

    @Test(
        arguments: [
            (",,Bedford", "GEOG-0105"), ("E5400003,G,Bedford", "GEOG-0105"),
            (",G,Nowhere", "GEOG-0101"), (",G,Cumbria", "GEOG-0102"),
            (",Group,Bedford", "GEOG-0105"), ("E54000030,Group,Bristol", "GEOG-0105"),
        ]
    )
    func `a row that cannot be is refused`(row: String, reason: String) throws {
        #expect(try read([",Group,Bedford"]).edition != nil)
        let (edition, findings) = try read([",Group,Bedford", row])
        #expect(edition == nil && findings.map(\.reason) == [reason])
        #expect(findings.allSatisfy { !$0.expected.isEmpty })
    }

    @Test
    func `every cell of every row that cannot be is told at once, with row and column`() throws {
        let (edition, findings) = try read([
            "E5400003,,Nowhere", ",Group,Bedford", "E54000030,Group,Bedford", ",Group,Cumbria",
        ])
        #expect(edition == nil)
        let told = findings.map { "\($0.place.row ?? 0) \($0.place.columnLetter ?? "")" }
        #expect(told == ["2 B", "2 A", "2 C", "4 A", "4 C", "5 C"])
        #expect(
            findings.map(\.reason) == [
                "GEOG-0105", "GEOG-0105", "GEOG-0101", "GEOG-0105", "GEOG-0105", "GEOG-0102",
            ]
        )
    }

    @Test
    func `a table of many mistakes tells the first of each kind and counts the others`() throws {
        let rows = ["Group,Council"] + (1...1_000).map { "Group \($0),Nowhere" }
        let (_, report) = PlaceGroupTable.read(
            Array(rows.joined(separator: "\n").utf8),
            id: "invented",
            kind: .icb,
            from: nil,
            to: nil,
            source: "Invented",
            register: register
        )
        #expect(report.errors == 1_000 && report.kept.count == FindingReport.perKindMax)
        #expect(report.notKept == 1_000 - FindingReport.perKindMax)
    }

    @Test
    func `no text of a table of groups tells who somebody is`() throws {
        let (_, findings) = try read([
            ",Ask on 07700 900123,Bedford", ",Group,ann@example.org", ",Area of 2024,Bedford",
        ])
        #expect(findings.map(\.reason) == ["GEOG-0107", "GEOG-0107"])
        #expect(findings.map(\.place.columnName) == ["Group", "Council"])
        let words = findings.map(\.sentence).joined()
        #expect(!words.contains("07700") && !words.contains("ann@"), "it is not repeated")
    }

    @Test
    func `the edition of a day is found, and two cannot hold at once`() throws {
        let rows = [",Group,Bedford"]
        let old = try #require(try read(rows, from: "01/07/2022", to: "31/03/2026").edition)
        let new = try #require(try read(rows, from: "01/04/2026").edition)
        let atlas = try PlaceAtlas.of(register, loaded: [new, old])
        #expect(atlas.edition(.icb, on: try DayText.day("31/03/2026")) == old)
        #expect(atlas.edition(.icb, on: try DayText.day("01/04/2026")) == new)
        #expect(atlas.edition(.icb, on: try DayText.day("30/06/2022")) == nil)
        let overlapping = try #require(try read(rows, from: "31/03/2026").edition)
        #expect(throws: DomainError(.groupEdition, path: "icb", problem: "")) {
            try PlaceAtlas([old, overlapping])
        }
        let endless = try #require(try read(rows, from: "01/07/2022").edition)
        #expect(throws: DomainError(.groupEdition, path: "icb", problem: "")) {
            try PlaceAtlas([endless, new])
        }
        _ = try PlaceAtlas([endless, try #require(try read(rows, kind: .locality).edition)])
    }

    @Test
    func `regions are groups of the register`() throws {
        let atlas = try PlaceAtlas.of(register)
        let regions = try #require(atlas.edition(.region, on: try DayText.day("01/04/2025")))
        #expect(regions.groups.count == 9)
        #expect(regions.groups.map(\.members.count).reduce(0, +) == 153)
        #expect(regions.groups(of: "E06000055").map(\.name) == ["East of England"])
    }

    @Test(
        arguments: [
            ("E08000038", ["E08000016"]), ("E08000039", ["E08000019"]),
            ("E06000058", ["E06000028", "E06000029", "E10000009"]), ("E06000063", ["E10000006"]),
            ("E06000001", []),
        ] as [(GSSCode, [GSSCode])]
    )
    func `a council's predecessors are known`(code: GSSCode, expected: [GSSCode]) {
        #expect(register.predecessors(of: code).map(\.oldCode).sorted() == expected)
    }

    @Test
    func `successors hold what is planned`() throws {
        let surrey = register.successors(of: "E10000030")
        #expect(surrey.map(\.effective.iso) == ["2027-04-01", "2027-04-01"])
        #expect(surrey.allSatisfy { $0.newCode == nil })
        #expect(register.successors(of: "E10000006").compactMap(\.newCode).count == 2)
        #expect(register.successors(of: "E06000001").isEmpty)
        // Surrey gives way to two councils, so there is one more.
        #expect(register.count(on: try DayText.day("31/03/2027")) == 153)
        #expect(register.count(on: try DayText.day("01/04/2027")) == 154)
    }

    @Test
    func `a table without groups, and a name that cannot be kept, are refused`() throws {
        let (edition, findings) = try read([])
        #expect(edition == nil && findings.map(\.reason) == ["GEOG-0104"])
        let long = String(repeating: "a", count: TextRule.name.charactersMax)
        #expect(try read([",\(long),Bedford"]).edition != nil)
        #expect(try read([",\(long)a,Bedford"]).findings.map(\.reason) == ["GEOG-0105"])
    }

    @Test(
        arguments: [
            ("icb", "icb"), (" Statistical Neighbours ", "statistical_neighbours"),
            ("adass-sub-region", "adass_sub_region"), ("", nil), ("a1", nil), ("_a", nil),
            ("a__b", nil), (String(repeating: "a", count: 41), nil),
        ] as [(String, String?)]
    )
    func `a kind is a word`(typed: String, expected: String?) {
        #expect(PlaceGroup.Kind.read(typed)?.text == expected)
    }

    @Test
    func `an edition is found by its name, and says which of two is in the other's time`() throws {
        let old = try #require(try read([",Group,Bedford"], to: "31/03/2026", id: "old").edition)
        let new = try #require(try read([",Group,Bedford"], from: "01/04/2026", id: "new").edition)
        let atlas = try PlaceAtlas.of(register, loaded: [new, old])
        #expect(atlas.edition("old") == old && atlas.edition("none") == nil)
        #expect(atlas.edition(.regions)?.groups.count == 9 && old.councils == ["E06000055"])
        let endless = try #require(try read([",Group,Bedford"], id: "endless").edition)
        do {
            _ = try PlaceAtlas([endless, new])
            Issue.record("editions that overlap were taken")
        } catch {
            #expect(error.finding().sentence.contains("new") && "\(error)".contains("endless"))
        }
    }
}
