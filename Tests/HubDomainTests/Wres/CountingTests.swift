import HubDomain
import HubText
import Testing

/// Counting extracts; every person is invented.
struct CountingTests {
    private static let map = CountingExtracts.map
    private static let staff = CountingExtracts.staff
    private static let recruitment = CountingExtracts.recruitment
    private static let cases = CountingExtracts.cases

    private func map(_ text: String = Self.map, _ cycle: CycleID = "2024") throws -> CountingMap {
        let reading = CountingMapReading(
            file: Array(text.utf8),
            cycle: try WresFixtures.cycle(cycle)
        )
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.sentence))")
        return try #require(reading.map)
    }

    private func counting(
        _ staff: String = Self.staff,
        recruitment: String? = Self.recruitment,
        cases: String? = Self.cases,
        map text: String = Self.map,
        cycle: CycleID = "2024"
    ) throws -> WresCounting {
        WresCounting(
            staff: Array(staff.utf8),
            recruitment: recruitment.map { Array($0.utf8) },
            cases: cases.map { Array($0.utf8) },
            map: try map(text, cycle),
            cycle: try WresFixtures.cycle(cycle)
        )
    }

    private func counts(
        _ counting: WresCounting,
        _ quantity: WresQuantity,
        _ service: WresService = .adults
    ) -> [String] {
        EthnicGroup.allCases.map { counting.entry[quantity, service, $0]?.text ?? "-" }
    }

    @Test
    func `staff are counted by group, service, band and day`() throws {
        let result = try counting()
        #expect(result.unplaced.isEmpty, "\(result.unplaced.map(\.finding.sentence))")
        #expect(counts(result, .staff) == ["1", "3", "1"])
        #expect(counts(result, .staff, .children) == ["1", "0", "0"])
        #expect(counts(result, .staffInBand("lower")) == ["1", "1", "0"])
        #expect(counts(result, .staffInBand("middle")) == ["0", "1", "1"])
        #expect(counts(result, .staffInBand("higher")) == ["0", "1", "0"])
        #expect(counts(result, .regulated) == ["1", "1", "0"])
        #expect(counts(result, .seniorManagers) == ["0", "1", "0"])
        #expect(counts(result, .development) == ["1", "0", "0"])
        #expect(counts(result, .leavers) == ["1", "1", "0"])
        let tally = try #require(result.tallies[.staff])
        #expect(tally.rows == 12 && tally.counted == 7 && tally.objected == 1)
        #expect(tally.otherService == 1 && tally.outside == 2)
        #expect(tally.repeated == 1 && tally.unplaced == 0)
    }

    @Test
    func `applicants are counted in the twelve months, and who declined was not appointed`() throws
    {
        let result = try counting()
        #expect(counts(result, .shortlisted) == ["2", "2", "0"])
        #expect(counts(result, .appointed) == ["1", "1", "0"])
        let tally = try #require(result.tallies[.recruitment])
        #expect(tally.objected == 1 && tally.outside == 2 && tally.counted == 4)
    }

    @Test
    func `a person counts once in each kind of case, and whoever objected in none`() throws {
        let result = try counting()
        #expect(counts(result, .disciplinary) == ["1", "0", "0"])
        #expect(counts(result, .fitnessEntered) == ["0", "1", "0"])
        #expect(counts(result, .harassmentManagers) == ["1", "0", "0"])
        #expect(counts(result, .harassmentPublic) == Array(repeating: "not provided", count: 3))
        let tally = try #require(result.tallies[.cases])
        #expect(tally.objected == 1 && tally.repeated == 1)
        #expect(tally.otherService == 1 && tally.outside == 2 && tally.counted == 3)
    }

    @Test
    func `what no extract gives is not provided, and never zero`() throws {
        let result = try counting(recruitment: nil, cases: nil)
        for quantity in [WresQuantity.shortlisted, .appointed, .disciplinary, .surveyed] {
            #expect(counts(result, quantity) == Array(repeating: "not provided", count: 3))
        }
        let lines = Self.map.split(separator: "\n").filter { !$0.contains("staff.cpd") }
        let without = try counting(map: lines.joined(separator: "\n"))
        #expect(counts(without, .development) == Array(repeating: "not provided", count: 3))
    }

    @Test
    func `an empty cell that is counted as no is told, column by column`() throws {
        let told = try counting(cases: nil).notes
        #expect(told.filter { $0.contains("counted as no") }.count == 1, "\(told)")
        #expect(told[0].hasPrefix("“CPD days”: "), "\(told)")
        let row = "3,C Person,white,ASC,Director,N,"
        let empty = Self.staff.replacing(row + "Y", with: row)
        #expect(empty != Self.staff)
        let result = try counting(empty)
        #expect(counts(result, .seniorManagers) == ["0", "0", "0"])
        let note = try #require(result.notes.first { $0.hasPrefix("“Senior”: ") })
        #expect(note.contains("1 empty cell is counted as no"), "\(note)")
        // Of a column that the map does not name nothing is counted.
        let lines = Self.map.split(separator: "\n").filter { !$0.contains("staff.cpd") }
        let silent = try counting(cases: nil, map: lines.joined(separator: "\n")).notes
        #expect(!silent.contains { $0.contains("counted as no") })
    }

    @Test
    func `the sheet that comes out is taken`() throws {
        let result = try counting()
        let reading = WresSheetReading(
            file: WresSheet.file(result.entry, try WresFixtures.cycle()),
            cycle: try WresFixtures.cycle(),
            today: WresFixtures.today
        )
        let errors = reading.findings.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(\.sentence))")
        #expect(reading.entry == result.entry)
    }

    @Test
    func `nothing about a person is in what comes out`() throws {
        let text = String(
            decoding: WresSheet.file(try counting().entry, try WresFixtures.cycle()),
            as: UTF8.self
        )
        for word in ["A Person", "Person", "Asian", "Ethnic origin", "29999", "29,999"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test(arguments: [
        ("1,A,Klingon,ASC,25000,Y,N,,,,", "WRES-0144", "Ethnic origin"),
        ("1,A,Black,,25000,Y,N,,,,", "WRES-0145", "Directorate"),
        ("1,A,Black,Parks,25000,Y,N,,,,", "WRES-0145", "Directorate"),
        ("1,A,Black,ASC,lots,Y,N,,,,", "WRES-0146", "Salary"),
        ("1,A,Black,ASC,,Y,N,,,,", "WRES-0146", "Salary"),
        ("1,A,Black,ASC,-1,Y,N,,,,", "WRES-0146", "Salary"),
        ("1,A,Black,ASC,25000,maybe,N,,,,", "WRES-0148", "Reg"),
        ("1,A,Black,ASC,25000,Y,N,,,1/2/23,", "WRES-0147", "Left"),
        ("1,A,Black,ASC,25000,Y,N,,,,maybe", "WRES-0148", "Objects"),
    ])
    func `a row that cannot be placed is listed and counted nowhere`(
        row: String,
        reason: String,
        column: String
    ) throws {
        let titles = Self.staff.prefix { $0 != "\n" }
        let good = "2,B,White,ASC,30000,Y,N,0,,,N"
        let result = try counting(
            "\(titles)\n\(row)\n\(good)\n",
            recruitment: nil,
            cases: nil
        )
        let listed = try #require(result.unplaced.first)
        #expect(result.unplaced.count == 1 && listed.extract == .staff)
        #expect(listed.finding.reason == reason)
        #expect(listed.finding.place.row == 2 && listed.finding.place.columnName == column)
        #expect(counts(result, .staff) == ["0", "1", "0"])
        #expect(result.tallies[.staff]?.unplaced == 1)
    }

    @Test
    func `a case of nobody in the extract needs an ethnicity of its own`() throws {
        let cases = "No,Case,Date\n99,Formal,01/05/2023\n"
        let result = try counting(cases: cases)
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0149"])
        let own = Self.map + "column,cases.ethnicity,Group\ncolumn,cases.service,Unit\n"
        let placed = try counting(
            cases: "No,Case,Date,Group,Unit\n99,Formal,01/05/2023,White,CSC\n",
            map: own
        )
        #expect(placed.unplaced.isEmpty)
        #expect(counts(placed, .disciplinary, .children) == ["0", "1", "0"])
    }

    @Test
    func `who objected in one row is left out of all of them`() throws {
        let titles = Self.staff.prefix { $0 != "\n" }
        let rows =
            "1,A,Black,ASC,1,Y,N,,,,N\n1,A,Black,CSC,1,Y,N,,,,Y\n2,B,White,ASC,25000,N,N,,,,\n"
        let result = try counting("\(titles)\n\(rows)", recruitment: nil, cases: nil)
        #expect(result.tallies[.staff]?.objected == 2)
        #expect(counts(result, .staff) == ["0", "1", "0"])
    }

    @Test
    func `an extract of one service needs no column for it`() throws {
        let lines = Self.map.split(separator: "\n").filter { !$0.contains("staff.service") }
        let map = lines.joined(separator: "\n") + "\nsetting,service,children\n"
        let result = try counting(recruitment: nil, cases: nil, map: map)
        #expect(counts(result, .staff, .children) == ["2", "4", "1"])
        #expect(counts(result, .staff) == ["-", "-", "-"])
    }

    @Test
    func `a cycle without bands asks for none`() throws {
        let lines = Self.map.split(separator: "\n").filter {
            !$0.hasPrefix("band,") && !$0.contains("SWE")
        }
        let result = try counting(map: lines.joined(separator: "\n"), cycle: "2025")
        #expect(counts(result, .staff) == ["1", "3", "1"])
        #expect(!result.entry.entries.keys.contains { $0.quantity == .staffInBand("lower") })
        let bands = try #require(result.gaps.first { $0.found == "staff.pay" })
        #expect(bands.severity == .warning && bands.expected.contains("wres bands --cycle 2025"))
    }

    @Test
    func `a kind of case that the cycle does not count is told, and a snapshot of another year`()
        throws
    {
        let asked = WresQuantity.asked(in: try WresFixtures.cycle("2023"))
        let kinds: [WresQuantity] = [.fitnessEntered, .fitnessReferred]
        let idle = try #require(kinds.first { !asked.contains($0) })
        let lines = Self.map.replacing("case,fitness-entered,SWE", with: "case,\(idle.code),SWE")
            .split(separator: "\n").filter { !$0.hasPrefix("band,") }
        let old = try counting(map: lines.joined(separator: "\n"), cycle: "2023").gaps
        let told = try #require(old.first { $0.problem.contains("does not count") })
        #expect(told.severity == .warning && told.problem.contains(idle.code))
        #expect(!old.contains { $0.found == "snapshot" })
        let late = Self.map.replacing("snapshot,31/03/2024", with: "snapshot,31/03/2021")
        let far = try #require(try counting(map: late).gaps.first { $0.found == "snapshot" })
        #expect(far.problem == "is 31/03/2021, and the cycle is 2024")
        #expect(far.severity == .warning)
    }

    @Test(arguments: [
        "colour,yes,Y", "column,staff.shoes,Shoes", "ethnicity,green,Green", "service,old,Old",
        "answer,perhaps,P", "band,top,Top", "outcome,lost,Lost", "case,theft,Theft",
        "setting,snapshot,31/3/24", "setting,mood,good", "ethnicity,white,Black",
        "setting,service,Parks",
    ])
    func `a row of the map without a meaning is refused`(row: String) throws {
        let reading = CountingMapReading(
            file: Array((Self.map + row + "\n").utf8),
            cycle: try WresFixtures.cycle()
        )
        #expect(reading.map == nil && reading.findings.count == 1)
        #expect(reading.findings.first?.place.row == Self.map.split(separator: "\n").count + 1)
    }

    @Test
    func `an extract without a column that the map names is refused`() throws {
        let result = try counting("No,Ethnic origin\n1,Black\n", recruitment: nil, cases: nil)
        #expect(!result.unplaced.isEmpty)
        #expect(Set(result.unplaced.map(\.finding.reason)) == ["WRES-0143"])
        #expect(result.entry.entries.isEmpty)
        let empty = try counting("", recruitment: nil, cases: nil)
        #expect(empty.unplaced.map(\.finding.reason) == ["WRES-0143"])
    }

    @Test
    func `the starter map is a map, and its words are those that were published`() throws {
        for id in ["2023", "2024", "2025"] as [CycleID] {
            let cycle = try WresFixtures.cycle(id)
            let reading = CountingMapReading(file: CountingMap.starter(cycle), cycle: cycle)
            #expect(reading.findings.isEmpty, "\(reading.findings.map(\.sentence))")
            #expect(reading.map != nil)
        }
        let text = String(
            decoding: CountingMap.starter(try WresFixtures.cycle()),
            as: UTF8.self
        )
        for word in [
            "minority,Arab", "minority,White and Asian", "white,White Irish", "white,Roma",
            "white,\"English, Welsh, Scottish, Northern Irish or British\"",
            "white,White British", "white,English/Welsh/Scottish/Northern Irish/British",
            "white,Any other White background", "white,White - Any other White background",
            "minority,Mixed - White and Asian", "minority,Any other Black background",
            "minority,Asian/Asian British - Indian", "minority,Asian or Asian British",
            "unknown,Not stated", "unknown,Prefer not to say",
            "setting,joint-posts,,\"Jointly funded posts",
        ] {
            #expect(text.contains(word), "\(word)")
        }
        // No guidance places it: each council decides.
        #expect(!text.contains("ny other ethnic group") && !text.contains(",Other ethnic group,"))
        #expect(!CountingMapReading(file: [], cycle: try WresFixtures.cycle()).findings.isEmpty)
    }

    @Test(arguments: [
        ("setting,snapshot", "snapshot"), ("setting,period-from", "period-from"),
        ("setting,period-to", "period-to"),
    ])
    func `a map that leaves a day open counts nobody`(row: String, setting: String) throws {
        let lines = Self.map.split(separator: "\n").filter { !$0.hasPrefix(row) }
        let result = try counting(map: lines.joined(separator: "\n"))
        let errors = result.gaps.filter { $0.severity == .error }
        #expect(errors.map(\.found) == [setting] && errors.map(\.reason) == ["WRES-0150"])
        #expect(result.tallies.isEmpty && result.entry.entries.isEmpty)
        #expect(try counting().gaps.isEmpty)
    }

    @Test
    func `an extract without dates is counted whole, and that is said`() throws {
        let lines = Self.map.split(separator: "\n").filter {
            !$0.contains("recruitment.date") && !$0.hasPrefix("setting,period")
                && !$0.contains("staff.left")
        }
        let result = try counting(cases: nil, map: lines.joined(separator: "\n"))
        #expect(result.gaps.map(\.severity) == [.warning, .warning])
        #expect(result.gaps.map(\.found) == ["staff", "recruitment"])
        #expect(counts(result, .shortlisted) == ["2", "3", "0"])
    }

    @Test
    func `both meanings of indicator 4 are refused before a sheet is, and one is not`() throws {
        let both = Self.map + "case,fitness-referred,Referred\n"
        let errors = try counting(map: both).gaps.filter { $0.severity == .error }
        #expect(errors.map(\.reason) == ["WRES-0150"])
        #expect(errors.first?.sentence.contains("ask Skills for Care") == true)
        // Without cases nothing depends on it; where the cycle says which, it is not open.
        #expect(try counting(cases: nil, map: both).gaps.isEmpty)
        let lines = both.split(separator: "\n").filter { !$0.hasPrefix("band,") }
        // Where the cycle's meaning is known the other one is told, and nothing stops.
        let known = try counting(map: lines.joined(separator: "\n"), cycle: "2023").gaps
        #expect(known.allSatisfy { $0.severity == .warning }, "\(known.map(\.sentence))")
        #expect(known.count { $0.problem.contains("does not count") } == 1)
        let starter = String(
            decoding: CountingMap.starter(try WresFixtures.cycle()),
            as: UTF8.self
        )
        #expect(starter.contains("case,fitness-entered,,\"Your word in one of the two"))
    }

    @Test
    func `somebody with two ethnicities is not placed, in whichever order`() throws {
        let titles = Self.staff.prefix { $0 != "\n" }
        let rows = [
            "1,A,Black,ASC,25000,N,N,,,,", "1,A,White,ASC,25000,N,N,,,,",
            "2,B,White,ASC,25000,N,N,,,,",
            "2,B,white,ASC,25000,N,N,,,,", "3,C,,ASC,25000,N,N,,,,",
        ]
        for order in [rows, rows.reversed()] {
            let result = try counting(
                "\(titles)\n\(order.joined(separator: "\n"))\n",
                recruitment: nil,
                cases: nil
            )
            #expect(result.unplaced.map(\.finding.reason) == ["WRES-0149", "WRES-0149"])
            #expect(counts(result, .staff) == ["0", "1", "1"])
            #expect(result.tallies[.staff]?.repeated == 1)
        }
    }

    @Test
    func `a row of nobody may be of somebody counted already`() throws {
        let titles = Self.staff.prefix { $0 != "\n" }
        let rows =
            ",A,Black,ASC,25000,N,N,,,,\n,B,White,ASC,25000,N,N,,,,\n,C,White,Highways,1,N,N,,,,\n"
        let result = try counting("\(titles)\n\(rows)", recruitment: nil, cases: nil)
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0149", "WRES-0149"])
        let lines = Self.map.split(separator: "\n").filter { !$0.contains("staff.person") }
        let map = lines.joined(separator: "\n")
        let unnamed = try counting("\(titles)\n\(rows)", recruitment: nil, cases: nil, map: map)
        #expect(counts(unnamed, .staff) == ["1", "1", "0"])
    }

    @Test
    func `who left before starting is not placed, and who left on that day is`() throws {
        let titles = Self.staff.prefix { $0 != "\n" }
        func left(_ day: String) throws -> WresCounting {
            let row = "1,A,Black,ASC,25000,N,N,,01/06/2023,\(day),"
            return try counting("\(titles)\n\(row)\n", recruitment: nil, cases: nil)
        }
        let before = try left("31/05/2023").unplaced
        #expect(before.map(\.finding.reason) == ["WRES-0147"])
        #expect(before.first?.finding.place.columnName == "Left")
        #expect(counts(try left("01/06/2023"), .leavers) == ["1", "0", "0"])
    }

    @Test
    func `columns that are missing are told of together, with what to do`() throws {
        let result = try counting("No,Ethnic origin\n1,Black\n", recruitment: nil, cases: nil)
        #expect(result.unplaced.count == 1)
        let sentence = try #require(result.unplaced.first?.finding.sentence)
        #expect(sentence.contains("the columns “Directorate”, “Salary”, “Reg”"))
        #expect(sentence.contains("the titles of your file in the map"))
    }

    @Test
    func `fifty thousand rows are counted in one pass`() throws {
        var staff = String(Self.staff.prefix { $0 != "\n" }) + "\n"
        for number in 0..<50_000 {
            let word = number % 5 == 0 ? "Black" : "White"
            staff += "\(number),X,\(word),ASC,\(20_000 + number),N,N,,,,\n"
        }
        let result = try counting(staff, recruitment: nil, cases: nil)
        #expect(counts(result, .staff) == ["10000", "40000", "0"])
        #expect(result.unplaced.isEmpty)
    }
}
