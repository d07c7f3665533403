import HubText
import Testing

struct LondonTimeTests {
    private static func pairs(_ text: String) throws -> [(Int, Int)] {
        try text.split(whereSeparator: \.isWhitespace).map { word in
            let parts = word.split(separator: ":")
            return (try #require(Int(parts[0])), try #require(Int(parts[1])))
        }
    }

    @Test
    func `every change of the clock from 1996 to 2100 is that of zoneinfo`() throws {
        let transitions = try Self.pairs(LondonTransitions.text)
        #expect(transitions.count == 2 * 105)
        for (second, offset) in transitions {
            #expect(LondonTime.offsetSeconds(atSeconds: second) == offset)
            #expect(LondonTime.offsetSeconds(atSeconds: second - 1) == 3_600 - offset)
        }
    }

    @Test
    func `the day at random instants is that of zoneinfo`() throws {
        let sample = try Self.pairs(LondonSample.text)
        #expect(sample.count == 400)
        for (second, day) in sample {
            #expect(LondonTime.day(atSeconds: second)?.number == Int32(day))
            let last = Int64(second) * 1_000_000 + 999_999
            #expect(LondonTime.day(atMicroseconds: last)?.number == Int32(day))
        }
    }

    @Test
    func `a day begins at its first second and not one before`() throws {
        let first = try DayText.day("1996-01-02")
        let last = try DayText.day("2100-12-31")
        for number in Int(first.number)...Int(last.number) {
            let day = try #require(Day(number: number))
            let start = try #require(LondonTime.start(of: day))
            if LondonTime.day(atSeconds: start) != day { Issue.record("start of \(day)") }
            if LondonTime.day(atSeconds: start - 1) != day.advanced(by: -1) {
                Issue.record("before \(day)")
            }
        }
    }

    @Test(arguments: [
        (1_741_097_100, "4 March 2025 at 14:05"), (1_751_324_399, "30 June 2025 at 23:59"),
        (1_751_324_400, "1 July 2025 at 00:00"), (0, nil),
    ])
    func `an instant is shown as London's calendar and clocks show it`(
        second: Int,
        expected: String?
    ) {
        #expect(LondonTime.words(atSeconds: second) == expected)
    }

    @Test
    func `instants outside the rule have no day`() throws {
        let start = try #require(Day(year: 1996, month: 1, day: 1)).number
        #expect(LondonTime.day(atSeconds: Int(start) * 86_400)?.iso == "1996-01-01")
        #expect(LondonTime.day(atSeconds: Int(start) * 86_400 - 1) == nil)
        for extreme in [Int64.min, -1, .max] {
            #expect(LondonTime.day(atMicroseconds: extreme) == nil)
        }
        #expect(LondonTime.day(atSeconds: .max) == nil)
        #expect(LondonTime.day(atSeconds: .min) == nil)
        #expect(LondonTime.start(of: .first) == nil)
    }
}
