import HubDomain
import HubText
import Testing

/// Why rows count nowhere, and what is told of files that do not fit; every person is invented.
struct CountingReasonsTests {
    private func counting(
        _ staff: String = CountingExtracts.staff,
        recruitment: String? = CountingExtracts.recruitment,
        cases: String? = CountingExtracts.cases,
        map text: String = CountingExtracts.map
    ) throws -> WresCounting {
        let cycle = try WresFixtures.cycle()
        let reading = CountingMapReading(file: Array(text.utf8), cycle: cycle)
        return WresCounting(
            staff: Array(staff.utf8),
            recruitment: recruitment.map { Array($0.utf8) },
            cases: cases.map { Array($0.utf8) },
            map: try #require(reading.map, "\(reading.findings.map(\.sentence))"),
            cycle: cycle
        )
    }

    private func left(_ counting: WresCounting, _ extract: Extract) -> [String] {
        counting.tallies[extract]?.left.map(\.words) ?? []
    }

    @Test
    func `rows that count nowhere are told by their reason and column`() throws {
        let result = try counting()
        #expect(
            left(result, .staff) == [
                "1 neither on the staff on the day of counting nor left within the twelve months "
                    + "(“Left”)",
                "1 started after the day of counting (“Start”)",
            ]
        )
        #expect(
            left(result, .recruitment) == [
                "1 outside the twelve months (“Date”)", "1 not shortlisted (“Result”)",
            ]
        )
        #expect(
            left(result, .cases) == [
                "1 outside the twelve months (“Date”)",
                "1 of a kind that the map calls other (“Case”)",
            ]
        )
        // A kind that the cycle does not count is another thing than one that the map leaves out.
        let map = CountingExtracts.map
            .replacing("case,other,Grievance", with: "case,harassment-public,Grievance")
        #expect(left(try counting(map: map), .cases) == ["1 outside the twelve months (“Date”)"])
    }

    @Test
    func `a case names the staff row that could not be placed`() throws {
        let staff = CountingExtracts.staff.replacing("2,B Person,White", with: "2,B Person,Blue")
        let mistakes = try counting(staff).unplaced.filter { $0.extract == .cases }
        let told = mistakes.map(\.finding.problem)
        #expect(
            told == [
                "stands in row 3 of the staff extract, which could not be placed: mend that row "
                    + "first"
            ]
        )
        let nobody = try counting(cases: "No,Case,Date\n99,Formal,01/05/2023\n,Formal,01/05/2023\n")
        #expect(
            nobody.unplaced.map(\.finding.problem) == [
                "stands in no row of the staff extract", "names nobody",
            ]
        )
    }

    @Test
    func `fitness to practise counts regulated staff alone, and cases of whoever is gone are told`()
        throws
    {
        let cases = "No,Case,Date\n2,SWE,01/05/2023\n3,SWE,01/05/2023\n8,Formal,01/05/2023\n"
        let result = try counting(cases: cases)
        #expect(result.tallies[.cases]?.counted == 2)
        #expect(
            left(result, .cases) == [
                "1 of fitness to practise, of staff who are not regulated (“Case”)"
            ]
        )
        let fitness = WresCell(.fitnessEntered, .adults, .white)
        #expect(result.entry.entries[fitness] == .count(1))
        let absent = "1 counted case is of somebody who was not on the staff on the day"
        #expect(
            result.notes.contains { $0.hasPrefix(absent) && $0.contains("whether it was while") }
        )
        let two = try counting(cases: cases + "8,Bullying by manager,01/05/2023\n").notes
        #expect(two.contains { $0.hasPrefix("2 counted cases are of people who were not on") })
        // Where the staff extract does not say who is regulated, or the case stands by itself,
        // nobody can tell.
        let map = CountingExtracts.map.replacing("column,staff.regulated,Reg\n", with: "")
        #expect(try counting(cases: cases, map: map).tallies[.cases]?.counted == 3)
    }

    @Test
    func `an empty ethnicity that is counted as not known is told, extract by extract`() throws {
        let one = try counting(cases: nil).notes
        let staff = "staff: 1 empty cell of “Ethnic origin” is counted as ethnicity not known"
        #expect(one.count { $0.contains("ethnicity not known") } == 1, "\(one)")
        #expect(one.contains { $0.hasPrefix(staff) && $0.hasSuffix("fill it in") })
        let more = ",ASC,Hired,01/06/2023,\n,ASC,Hired,01/06/2023,\n"
        // What counts nowhere makes no count of those not known.
        let idle = ",ASC,Hired,01/06/2022,\n,ASC,Sifted,01/06/2023,\n"
        let all = try counting(recruitment: CountingExtracts.recruitment + more + idle).notes
        let shortlisted = "recruitment: 2 empty cells of “Ethnic origin” are counted as"
        #expect(all.contains { $0.hasPrefix(shortlisted) }, "\(all)")
        let full = CountingExtracts.staff.replacing("4,D Person,,", with: "4,D Person,White,")
        #expect(!(try counting(full).notes.contains { $0.contains("ethnicity not known") }))
    }

    @Test
    func `an empty ethnicity of a case is told where its person is not on the staff`() throws {
        let map =
            CountingExtracts.map
            + "column,cases.ethnicity,Origin\ncolumn,cases.service,Directorate\n"
        let titles = "No,Case,Date,Origin,Directorate\n"
        let cases = "1,Formal,01/05/2023,,ASC\n99,Formal,01/05/2023,,ASC\n"
        let notes = try counting(cases: titles + cases, map: map).notes
        let told = "cases: 1 empty cell of “Origin” is counted as ethnicity not known"
        #expect(notes.contains { $0.hasPrefix(told) }, "\(notes)")
    }

    @Test
    func `posts in two services and a last day on the day of counting are told`() throws {
        let before = try counting(cases: nil)
        #expect(before.notes.contains { $0.hasPrefix("1 leaver’s last day is the day") })
        #expect(!before.notes.contains { $0.contains("post in each service") })
        let again = "1,A Person,Black,CSC,25000,N,N,,,,\n"
        let both = try counting(CountingExtracts.staff + again, cases: nil)
        #expect(
            both.notes.contains {
                $0.hasPrefix("1 person has a post in each service and counts once in each")
            }
        )
        // Whoever left one service before the year has one post.
        let gone = "1,A Person,Black,CSC,25000,N,N,,,30/06/2021,\n"
        let left = try counting(CountingExtracts.staff + gone, cases: nil)
        #expect(!left.notes.contains { $0.contains("post in each service") })
    }

    @Test
    func `joint posts that the map names stand in the sheet`() throws {
        let map = CountingExtracts.map + "setting,joint-posts,2 with the hospital trust\n"
        #expect(try counting(map: map).entry.unit.jointPosts == "2 with the hospital trust")
    }

    @Test
    func `days with short years are read once the map says what they mean`() throws {
        let cases = "No,Case,Date\n1,Formal,19-May-23\n2,Formal,19/05/23\n3,Formal,19-May-22\n"
        let refused = try counting(cases: cases).unplaced.map(\.finding)
        #expect(refused.map(\.rule) == [.dateShortYear, .dateShortYear, .dateShortYear])
        #expect(refused[0].suggestion == "19/05/2023")
        #expect(refused[0].expected.contains("two-digit-years, such as 1950"))
        let map = CountingExtracts.map + "setting,two-digit-years,1950\n"
        let result = try counting(cases: cases, map: map)
        #expect(result.unplaced.isEmpty, "\(result.unplaced.map(\.finding.sentence))")
        #expect(result.tallies[.cases]?.counted == 2 && result.tallies[.cases]?.outside == 1)
        // The years of a map are the hundred that have today among them.
        for year in ["49", "1929", "2001", "soon"] {
            let text = CountingExtracts.map + "setting,two-digit-years,\(year)\n"
            let reading = CountingMapReading(
                file: Array(text.utf8),
                cycle: try WresFixtures.cycle()
            )
            #expect(reading.map == nil && reading.findings.first?.reason == "WRES-0142")
        }
    }

    @Test
    func `midnight behind a day is no part of it`() throws {
        let cases = "No,Case,Date\n1,Formal,01/05/2023 00:00:00\n"
        #expect(try counting(cases: cases).tallies[.cases]?.counted == 1)
        let noon = "No,Case,Date\n1,Formal,01/05/2023 12:00:00\n"
        #expect(try counting(cases: noon).unplaced.map(\.finding.reason) == ["WRES-0147"])
    }

    @Test
    func `files in each other's place are told by their titles, with the option they belong to`()
        throws
    {
        let swapped = try counting(
            recruitment: CountingExtracts.cases,
            cases: CountingExtracts.recruitment
        )
        let told = swapped.unplaced.map(\.finding.sentence)
        #expect(told.count == 2, "\(told)")
        #expect(told[0].contains("the file has “No”, “Case”, “Date”"), "\(told[0])")
        #expect(told[0].contains("this file with --cases, whose titles these are"))
        #expect(told[1].contains("this file with --recruitment, whose titles these are"))
        // Titles that are nobody's are shown, and no option is guessed.
        let other = try counting(cases: "Colour,Size\nred,1\n").unplaced.map(\.finding.sentence)
        #expect(other.count == 1 && other[0].contains("the file has “Colour”, “Size”"))
        #expect(!other[0].contains("this file with"))
    }

    @Test
    func `a title that is missing and a day that is open are told in one round`() throws {
        let map = CountingExtracts.map.replacing("snapshot,31/03/2024", with: "snapshot,")
            .replacing("column,staff.pay,Salary", with: "column,staff.pay,Wage")
        let result = try counting(map: map)
        #expect(result.gaps.filter { $0.severity == .error }.map(\.found) == ["snapshot"])
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0143"])
        // A file that is no table has no days to speak of.
        let none = try counting("\u{0}", recruitment: nil, cases: nil)
        #expect(!none.gaps.contains { $0.problem.contains("leaving days") })
    }

    @Test(arguments: [
        ("01/04/2022", "31/03/2024"), ("31/03/2024", "01/04/2023"), ("01/04/2023", "30/03/2024"),
    ])
    func `a period that is not twelve months is refused before a row is counted`(
        from: String,
        to: String
    ) throws {
        let map = CountingExtracts.map
            .replacing("period-from,01/04/2023", with: "period-from,\(from)")
            .replacing("period-to,31/03/2024", with: "period-to,\(to)")
        let result = try counting(map: map)
        let told = try #require(result.gaps.first { $0.reason == "WRES-0126" })
        #expect(told.severity == .error && told.problem.contains("is not twelve months"))
        #expect(told.sentence.contains("as the last day"), "\(told.sentence)")
        #expect(result.tallies.isEmpty && result.entry.entries.isEmpty)
        #expect(!(try counting().gaps.contains { $0.reason == "WRES-0126" }))
    }

    @Test
    func `the last day of a period of another year is told, as a snapshot is`() throws {
        let map = CountingExtracts.map
            .replacing("period-from,01/04/2023", with: "period-from,01/04/2003")
            .replacing("period-to,31/03/2024", with: "period-to,31/03/2004")
        let gaps = try counting(map: map).gaps
        let told = try #require(gaps.first { $0.found == "period-to" })
        #expect(told.severity == .warning)
        #expect(told.problem == "is 31/03/2004, and the cycle is 2024")
        #expect(!(try counting().gaps.contains { $0.found == "period-to" }))
    }

    @Test
    func `a heading above the titles is passed over, and that is said`() throws {
        let heading = "Staff list at 31 March 2024\n\n"
        let result = try counting(heading + CountingExtracts.staff, cases: nil)
        #expect(result.unplaced.isEmpty, "\(result.unplaced.map(\.finding.sentence))")
        #expect(result.entry == (try counting(cases: nil)).entry)
        #expect(
            result.notes.contains { $0.hasPrefix("staff: the titles are in row 3") },
            "\(result.notes)"
        )
        #expect(!(try counting().notes.contains { $0.contains("the titles are in row") }))
        // Rows are still told by where they are in the file.
        let wrong = heading + CountingExtracts.staff.replacing("2,B Person,White", with: "2,B,Blue")
        let mistakes = try counting(wrong, cases: nil).unplaced
        #expect(mistakes.first?.finding.place.row == 5)
        // Where no row has all titles, those of the first are told of.
        let none = try counting("Staff list\nNo,Ethnic origin\n1,Black\n", cases: nil)
        #expect(none.unplaced.first?.finding.reason == "WRES-0143")
    }
}
