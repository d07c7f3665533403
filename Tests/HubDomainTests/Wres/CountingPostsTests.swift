import HubDomain
import HubTestKit
import HubText
import Testing

/// Several rows of one person; every person is invented.
struct CountingPostsTests {
    private static let titles = CountingExtracts.titles

    private func counting(
        _ rows: [String],
        cases: [String]? = nil,
        map: String = CountingExtracts.map,
        titles: String = Self.titles,
        caseTitles: String = "No,Case,Date"
    ) throws -> WresCounting {
        try CountingExtracts.count(
            rows,
            cases: cases,
            map: map,
            titles: titles,
            caseTitles: caseTitles
        )
    }

    private func count(
        _ counting: WresCounting,
        _ quantity: WresQuantity,
        _ service: WresService = .adults
    ) -> Int {
        CountingExtracts.sum(counting, quantity, service)
    }

    /// Both orders of two rows, which must come to the same.
    private func both(_ one: String, _ other: String) throws -> [WresCounting] {
        [try counting([one, other]), try counting([other, one])]
    }

    @Test func `who left years ago and is back is on the staff, in whichever order`() throws {
        let results = try both(
            "1,A,Black,ASC,25000,N,N,,01/01/2010,30/06/2019,",
            "1,A,Black,ASC,31000,Y,N,,01/01/2021,,"
        )
        for result in results {
            #expect(count(result, .staff) == 1 && count(result, .leavers) == 0)
            #expect(count(result, .staffInBand("middle")) == 1 && count(result, .regulated) == 1)
            let tally = try #require(result.tallies[.staff])
            #expect(tally.counted == 1 && tally.repeated == 1 && tally.outside == 0)
            #expect(result.remarks.map(\.finding.reason) == ["WRES-0156", "WRES-0156"])
            #expect(result.remarks.map(\.finding.place.row) == [2, 3])
            let told = try #require(result.remarks.first?.finding.sentence)
            #expect(
                told.contains("2 rows in adults' services that differ in “Start”, “Left”"),
                "\(told)"
            )
            #expect(told.contains("counts once: on the staff, not a leaver"), "\(told)")
        }
    }

    @Test func `who changed posts in the year did not leave, and who ended both posts did`() throws
    {
        let changed = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,ASC,25000,N,N,,01/07/2023,,"
        )
        for result in changed {
            #expect(count(result, .staff) == 1 && count(result, .leavers) == 0)
        }
        let gone = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,ASC,25000,N,N,,,31/08/2023,"
        )
        for result in gone { #expect(count(result, .staff) == 0 && count(result, .leavers) == 1) }
        // Who comes back after the day of counting had left; who came back before its end had not.
        let later = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,ASC,25000,N,N,,01/06/2024,,"
        )
        for result in later { #expect(count(result, .staff) == 0 && count(result, .leavers) == 1) }
        // A last day that is the day of counting is both, as of one row.
        let last = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,ASC,25000,N,N,,,31/03/2024,"
        )
        for result in last { #expect(count(result, .staff) == 1 && count(result, .leavers) == 1) }
    }

    @Test func `who moved to the other service left neither, and is told of`() throws {
        let moved = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,CSC,25000,N,N,,01/07/2023,,"
        )
        for result in moved {
            #expect(count(result, .staff) == 0 && count(result, .staff, .children) == 1)
            #expect(count(result, .leavers) + count(result, .leavers, .children) == 0)
            #expect(result.notes.contains { $0.hasPrefix("1 person’s post in one service ended") })
            let left = try #require(result.tallies[.staff]?.left)
            #expect(left.map(\.reason) == [.moved] && left.map(\.rows) == [1])
        }
        // Who moved and then left is a leaver of both services' posts, and moved nowhere.
        let gone = try both(
            "1,A,Black,ASC,25000,N,N,,,30/06/2023,",
            "1,A,Black,CSC,25000,N,N,,01/07/2023,31/12/2023,"
        )
        for result in gone {
            #expect(count(result, .leavers) + count(result, .leavers, .children) == 2)
            #expect(!result.notes.contains { $0.contains("went on in another") })
        }
    }

    @Test func `one post that is senior, regulated or developed makes its holder that`() throws {
        let results = try both(
            "1,A,Black,ASC,31000,N,Y,0,,,",
            "1,A,Black,ASC,32000,Y,N,2,,,"
        )
        for result in results {
            #expect(result.unplaced.isEmpty)
            for quantity in [WresQuantity.staff, .regulated, .seniorManagers, .development] {
                #expect(count(result, quantity) == 1, "\(quantity)")
            }
            #expect(result.remarks.count == 2)
            #expect(result.remarks.first?.finding.problem.contains("“Reg”, “Senior”") == true)
        }
        // Rows that say the same of all that counts are nothing to look at.
        let alike = try both("1,A,Black,ASC,31000,N,N,,,,", "1,A,Black,ASC,32000,N,N,,,,")
        for result in alike { #expect(result.remarks.isEmpty && count(result, .staff) == 1) }
    }

    @Test func `posts in two pay bands are for the council to decide, by a column or a row less`()
        throws
    {
        let rows = [
            "1,A,Black,ASC,25000,N,N,,,,", "1,A,Black,ASC,71000,N,N,,,,",
            "2,B,White,ASC,31000,N,N,,,,",
        ]
        for order in [rows, rows.reversed()] {
            let result = try counting(order)
            #expect(result.unplaced.map(\.finding.reason) == ["WRES-0155", "WRES-0155"])
            #expect(result.unplaced.allSatisfy { $0.finding.place.columnName == "Salary" })
            #expect(count(result, .staff) == 1 && result.tallies[.staff]?.unplaced == 2)
        }
        let map = CountingExtracts.map + "column,staff.main-post,Main\n"
        let marked = ["1,A,Black,ASC,25000,N,N,,,,,", "1,A,Black,ASC,71000,N,N,,,,,Y"]
        for order in [marked, marked.reversed()] {
            let result = try counting(order, map: map, titles: Self.titles + ",Main")
            #expect(result.unplaced.isEmpty && count(result, .staffInBand("higher")) == 1)
            #expect(count(result, .staff) == 1 && count(result, .staffInBand("lower")) == 0)
        }
        // Two that are marked decide nothing.
        let twice = marked.map { $0.hasSuffix("Y") ? $0 : $0 + "Y" }
        let result = try counting(twice, map: map, titles: Self.titles + ",Main")
        #expect(result.unplaced.count == 2)
        // A band of a post that is over is nobody's.
        let over = try counting(["1,A,Black,ASC,25000,N,N,,,30/06/2019,", rows[1]])
        #expect(over.unplaced.isEmpty && count(over, .staffInBand("higher")) == 1)
    }

    @Test func `who has a row that cannot be placed is counted by no other`() throws {
        let rows = ["1,A,Black,ASC,25000,N,N,,,30/06/2023,", "1,A,Black,ASC,lots,N,N,,,,"]
        for order in [rows, rows.reversed()] {
            let result = try counting(order, cases: ["1,Formal,01/05/2023"])
            // Else somebody who is still there would be a leaver with --leave-out.
            #expect(count(result, .leavers) == 0 && count(result, .staff) == 0)
            let tally = try #require(result.tallies[.staff])
            #expect(tally.unplaced == 1 && tally.withheld == 1 && tally.counted == 0)
            #expect(result.unplaced.map(\.finding.reason) == ["WRES-0146", "WRES-0149"])
        }
    }

    @Test func `a case of somebody in both services counts where it says, and else is told`() throws
    {
        let rows = ["1,A,Black,ASC,31000,N,N,,,,", "1,A,Black,CSC,31000,N,N,,,,"]
        let map = CountingExtracts.map + "column,cases.service,Unit\n"
        for order in [rows, rows.reversed()] {
            let result = try counting(
                order,
                cases: ["1,Formal,01/05/2023,CSC"],
                map: map,
                caseTitles: "No,Case,Date,Unit"
            )
            #expect(result.unplaced.isEmpty)
            #expect(count(result, .disciplinary, .children) == 1)
            #expect(count(result, .disciplinary) == 0)
            let open = try counting(order, cases: ["1,Formal,01/05/2023"])
            #expect(open.unplaced.map(\.finding.reason) == ["WRES-0158"])
            #expect(open.unplaced.first?.finding.expected.contains("cases.service") == true)
            #expect(count(open, .disciplinary) + count(open, .disciplinary, .children) == 0)
        }
        // Who left the other service before the year has one, whatever the case says.
        let gone = ["1,A,Black,ASC,31000,N,N,,,30/06/2019,", "1,A,Black,CSC,31000,N,N,,,,"]
        let result = try counting(gone, cases: ["1,Formal,01/05/2023"])
        #expect(result.unplaced.isEmpty && count(result, .disciplinary, .children) == 1)
    }

    @Test func `cases of somebody outside the extract with two ethnicities are placed nowhere`()
        throws
    {
        let map = CountingExtracts.map + "column,cases.ethnicity,Group\ncolumn,cases.service,Unit\n"
        let cases = ["9,Formal,01/05/2023,Black,ASC", "9,Formal,01/06/2023,White,ASC"]
        for order in [cases, cases.reversed()] {
            let result = try counting(
                ["1,A,Black,ASC,31000,N,N,,,,"],
                cases: order,
                map: map,
                caseTitles: "No,Case,Date,Group,Unit"
            )
            #expect(result.unplaced.map(\.finding.reason) == ["WRES-0149", "WRES-0149"])
            #expect(count(result, .disciplinary) == 0)
        }
    }

    @Test func `who started after the day of counting is told by that column`() throws {
        let result = try counting(["1,A,Black,ASC,0,N,N,,01/04/2024,,"])
        #expect(
            result.tallies[.staff]?.left.map(\.words) == [
                "1 started after the day of counting (“Start”)"
            ]
        )
    }

    @Test(arguments: 0..<40)
    func `any order of rows gives the same counts`(seed: Int) throws {
        var chance = SeededGenerator(seed: UInt64(seed))
        func one(_ words: [String]) -> String {
            words[Int.random(in: 0..<words.count, using: &chance)]
        }
        let days = [
            "", "", "30/06/2019", "31/03/2023", "01/04/2023", "30/09/2023", "31/03/2024",
            "01/04/2024",
        ]
        var rows: [String] = []
        for _ in 0..<60 {
            let person = Int.random(in: 1...20, using: &chance)
            rows.append(
                [
                    "\(person)", "A",
                    person % 3 == 0 ? "Black" : one(["White", "White", "White", "Blue"]),
                    one(["ASC", "ASC", "CSC", "Highways"]),
                    one(["25000", "31000", "31000", "lots"]),
                    one(["Y", "N", ""]), one(["Y", "N"]), one(["", "2"]),
                    one(["", "01/01/2010", "01/10/2023", "01/04/2024"]), one(days),
                    one(["", "", "", "", "", "", "", "Y"]), one(["", "Y"]),
                ].joined(separator: ",")
            )
        }
        var cases: [String] = []
        for _ in 0..<30 {
            cases.append(
                [
                    "\(Int.random(in: 1...24, using: &chance))",
                    one(["Formal", "SWE", "Grievance"]),
                    "01/05/2023", one(["Black", "White"]), one(["", "ASC", "CSC"]),
                ].joined(separator: ",")
            )
        }
        let map =
            CountingExtracts.map
            + "column,staff.main-post,Main\ncolumn,cases.ethnicity,Group\n"
            + "column,cases.service,Unit\n"
        func count(_ rows: [String], _ cases: [String]) throws -> WresCounting {
            try counting(
                rows,
                cases: cases,
                map: map,
                titles: Self.titles + ",Main",
                caseTitles: "No,Case,Date,Group,Unit"
            )
        }
        let first = try count(rows, cases)
        for _ in 0..<6 {
            let other = try count(rows.shuffled(using: &chance), cases.shuffled(using: &chance))
            #expect(other.entry == first.entry)
            #expect(other.tallies == first.tallies && other.notes == first.notes)
            #expect(other.remarks.count == first.remarks.count)
            #expect(
                other.unplaced.compactMap(\.finding.reason).sorted()
                    == first.unplaced.compactMap(\.finding.reason).sorted()
            )
        }
    }
}
