import HubDomain
import HubText
import Testing

/// Every mistake of every row, and the words that a map lacks; every person is invented.
struct MissingWordTests {
    private static let staff = """
        No,Ethnic origin,Directorate,Salary,Reg,Senior,CPD days,Start,Left,Objects
        1,Blak,ASC,Grade 7,Y,N,2,,,
        2,White,Moon,30000,Y,perhaps,0,01/01/2020,,N
        3,blak,ASC,Grade 7,Y,N,2,32/01/2020,,
        4,White,ASC,Grade 8,Y,N,2,,30/03/2023,

        """

    private func counting(
        _ staff: String = Self.staff,
        recruitment: String? = nil,
        map: String = CountingExtracts.map
    ) throws -> WresCounting {
        let cycle = try WresFixtures.cycle()
        let reading = CountingMapReading(file: Array(map.utf8), cycle: cycle)
        return WresCounting(
            staff: Array(staff.utf8),
            recruitment: recruitment.map { Array($0.utf8) },
            cases: nil,
            map: try #require(reading.map),
            cycle: cycle
        )
    }

    private func told(_ counting: WresCounting) -> [String] {
        counting.unplaced.map { item in
            let place = item.finding.place
            return "\(place.row ?? 0) \(place.columnName ?? "") \(item.finding.found ?? "")"
        }
    }

    @Test func `all mistakes of a row are told, each once, and what does not matter is not`() throws
    {
        let result = try counting()
        #expect(
            told(result) == [
                "2 Ethnic origin Blak", "2 Salary Grade 7", "3 Directorate Moon",
                "3 Senior perhaps", "4 Ethnic origin blak", "4 Start 32/01/2020",
                "4 Salary Grade 7",
            ]
        )
        // The fourth had left before the day of counting: nobody asks for the pay.
        #expect(result.tallies[.staff]?.unplaced == 3)
        #expect(result.tallies[.staff]?.rows == 4)
        let applicants = try counting(
            recruitment: """
                Ethnic origin,Directorate,Result,Date,Objects
                Blak,ASC,Perhaps,01/05/2023,
                Blak,ASC,Perhaps,01/05/2003,

                """
        )
        let recruitment = told(applicants).filter { !$0.contains("Salary") }.suffix(3)
        #expect(
            Array(recruitment) == [
                "2 Ethnic origin Blak", "2 Result Perhaps", "3 Ethnic origin Blak",
            ]
        )
    }

    @Test func `the map comes back with each word that it lacks once, at its end`() throws {
        let words = try counting().unplaced.compactMap(\.word)
        let map = try MissingWord.map(adding: words, to: Array(CountingExtracts.map.utf8))
        #expect(map.added == 4)
        let text = String(decoding: map.file, as: UTF8.self)
        let rows = text.split(whereSeparator: \.isNewline).suffix(4)
        #expect(
            Array(rows) == ["ethnicity,,Blak", "band,,Grade 7", "service,,Moon", "answer,,perhaps"]
        )
        // What a word means is for people to say: until then the map is refused, row by row.
        let cycle = try WresFixtures.cycle()
        let open = CountingMapReading(file: map.file, cycle: cycle)
        #expect(open.map == nil && open.findings.count == 4)
        let said =
            text.replacing("ethnicity,,", with: "ethnicity,minority,")
            .replacing("band,,", with: "band,lower,").replacing(
                "service,,",
                with: "service,neither,"
            )
            .replacing("answer,,", with: "answer,no,")
        let result = try counting(map: said)
        #expect(told(result) == ["4 Start 32/01/2020"])
    }

    @Test func `in the map that is given out a word comes with what it may mean`() throws {
        let cycle = try WresFixtures.cycle()
        let words = try counting().unplaced.compactMap(\.word)
        let map = try MissingWord.map(adding: words, to: CountingMap.starter(cycle))
        let text = String(decoding: map.file, as: UTF8.self)
        #expect(text.contains("ethnicity,,Blak,\"In the cell before: minority, white, unknown\""))
        #expect(text.contains("service,,Moon,\"In the cell before: adults, children, neither\""))
        let many = try counting(
            "No,Ethnic origin,Directorate,Salary,Reg,Senior,CPD days,Start,Left,Objects\n"
                + (1...1_200).map { "\($0),Word \($0),ASC,30000,Y,N,2,,,\n" }.joined()
        )
        let added = try MissingWord.map(
            adding: many.unplaced.compactMap(\.word),
            to: Array(CountingExtracts.map.utf8)
        ).added
        #expect(added == MissingWord.wordsMax)
    }
}
