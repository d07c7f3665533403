import HubDomain
import HubText
import Testing

/// Pay that is not of a whole-time year; every person is invented.
struct CountingPayTests {
    private func counting(_ pay: [String], map: String = CountingExtracts.map) throws
        -> WresCounting
    {
        try CountingExtracts.count(
            pay.enumerated().map { "\($0),A,Black,ASC,\"\($1)\",N,N,,,," },
            map: map
        )
    }

    private func lower(_ counting: WresCounting) -> Int {
        CountingExtracts.sum(counting, .staffInBand("lower"))
    }

    @Test(arguments: ["42.50", "£2,500", "9999.99", "0", "£12.60 per hour", "30 an hour", "£40/hr"])
    func `single pay that is no year's is listed by its row, and never in the lowest band`(
        pay: String
    ) throws {
        let result = try counting(["24000", pay, "31000", "10000"])
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0157"])
        #expect(result.unplaced.map(\.finding.place.row) == [3])
        let told = try #require(result.unplaced.first?.finding)
        #expect(told.severity == .error && told.place.columnName == "Salary")
        #expect(told.expected.contains("such as 24000"), "\(told.sentence)")
        #expect(lower(result) == 2 && CountingExtracts.sum(result, .staff) == 3)
        #expect(!result.isRefused)
    }

    @Test(arguments: [
        "24000", "£24,000", "GBP 24000", "24000 GBP", "£24,000 per annum", "24,000 p.a.",
        "24000.50", "10000",
    ])
    func `pay for a year is taken as it is usually written`(pay: String) throws {
        let result = try counting([pay, "31000"])
        #expect(result.unplaced.isEmpty, "\(result.unplaced.map(\.finding.sentence))")
        #expect(lower(result) == 1)
    }

    @Test(arguments: [
        (["42.50", "12.60", "15"], "pay for an hour"),
        (["42.50", "12.60", "24000"], "pay for an hour"),
        (["2,100", "£1,950.00", "3000", "31000"], "pay for a month, or for the hours worked"),
        (["£2,100 per month", "£1,950 pcm"], "pay for a month"),
        (["450", "520", "600"], "pay for a day, a week or a month"),
        (["42.50"], "pay for an hour"),
    ])
    func `a whole column that is of no year is one mistake, which says how to mend it`(
        pay: [String],
        words: String
    ) throws {
        let result = try counting(pay)
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0188"])
        let told = try #require(result.unplaced.first?.finding)
        #expect(told.problem.hasSuffix("the column reads as \(words)"), "\(told.problem)")
        #expect(told.severity == .error && told.place.columnName == "Salary")
        #expect(told.place.row == nil)
        for word in ["full-time equivalent pay for a year", "staff.pay", "“band”"] {
            #expect(told.expected.contains(word), "\(word)")
        }
        #expect(result.isRefused)
    }

    @Test
    func `half of a column is told row by row, and other mistakes beside a whole one`() throws {
        let half = try counting(["42.50", "12.60", "24000", "31000"])
        #expect(half.unplaced.map(\.finding.reason) == ["WRES-0157", "WRES-0157"])
        let result = try CountingExtracts.count([
            "1,A,Black,ASC,42.50,N,N,,,,", "2,B,Blue,ASC,12.60,N,N,,,,",
        ])
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0188", "WRES-0144"])
    }

    @Test
    func `of whoever is not asked for pay it decides nothing`() throws {
        // Gone, of another service, or objected: only what is left is looked at.
        let result = try CountingExtracts.count([
            "1,A,Black,ASC,12.60,N,N,,,30/06/2019,", "2,B,Black,Highways,12.60,N,N,,,,",
            "3,C,Black,ASC,12.60,N,N,,,,Y", "4,D,Black,ASC,24000,N,N,,,,",
        ])
        #expect(result.unplaced.isEmpty && lower(result) == 1)
        // Grades that the map names are no amounts, also where they are numbers.
        let map = CountingExtracts.map + "band,middle,7\nband,lower,3\n"
        let graded = try counting(["7", "3", "3"], map: map)
        #expect(graded.unplaced.isEmpty && lower(graded) == 2)
    }

    @Test(arguments: [("£25k", "25000"), ("29.5K", "29500")])
    func `thousands are no pay in full`(pay: String, suggestion: String) throws {
        let result = try counting([pay, "31000"])
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0146"])
        let told = try #require(result.unplaced.first?.finding)
        #expect(told.suggestion == suggestion && told.expected == "the pounds in full")
        // Hours in thousands are hours.
        #expect(try counting(["2k", "31000"]).unplaced.map(\.finding.reason) == ["WRES-0157"])
    }

    @Test
    func `missing pay is not the lowest band`() throws {
        let result = try counting(["", "31000"])
        #expect(result.unplaced.map(\.finding.reason) == ["WRES-0146"])
        let told = try #require(result.unplaced.first?.finding)
        #expect(told.problem == "the pay is missing, and missing is not the lowest band")
        #expect(!told.expected.isEmpty && lower(result) == 0)
    }
}
