import HubText
import Testing

struct DayTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (2000, 2, 29, 11_016), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
        (1900, 3, 1, -25_508), (2025, 3, 4, 20_151), (1600, 2, 29, -135_081),
    ])
    func `a day has the number the calendar gives it`(
        year: Int,
        month: Int,
        day: Int,
        number: Int
    ) throws {
        let found = try #require(Day(year: year, month: month, day: day))
        #expect(Int(found.number) == number)
        #expect(found.parts == (year, month, day))
    }

    @Test(arguments: [
        (1900, 2, 29), (2023, 2, 29), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0),
        (0, 1, 1), (10_000, 1, 1), (2025, 1, 32), (-1, 1, 1), (.max, 1, 1), (2025, .min, .max),
    ])
    func `a day that the calendar does not have is none`(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [(1, 9), (1599, 2201), (9990, 9999)])
    func `every day follows the day before, whole eras long`(from: Int, to: Int) throws {
        let first = try #require(Day(year: from, month: 1, day: 1))
        let last = try #require(Day(year: to, month: 12, day: 31))
        var previous = first
        for number in Int(first.number) + 1...Int(last.number) {
            let day = try #require(Day(number: number))
            let (parts, before) = (day.parts, previous.parts)
            let isNext = (parts.year, parts.month, parts.day - 1) == before
            let isNewMonth =
                parts.day == 1 && before.day == Day.count(ofMonth: before.month, year: before.year)
                && parts.year * 12 + parts.month == before.year * 12 + before.month + 1
            let isRight =
                (isNext || isNewMonth) && day.weekday == previous.weekday % 7 + 1
                && Day(year: parts.year, month: parts.month, day: parts.day) == day
            if !isRight { Issue.record("day \(number)") }
            previous = day
        }
        #expect(previous.parts == (to, 12, 31))
        #expect(try DayText.day("2025-03-04").weekday == 2)
    }

    @Test
    func `the calendar has a first and a last day`() {
        #expect(Day(number: Int(Day.first.number) - 1) == nil)
        #expect(Day(number: Int(Day.last.number) + 1) == nil)
        #expect(Day(number: .max) == nil)
        #expect(Day.first.advanced(by: -1) == nil)
        #expect(Day.last.advanced(by: .max) == nil)
        #expect(Day.first.advanced(byMonths: -1) == nil)
        #expect(Day.last.advanced(byMonths: 1) == nil)
        #expect(Day.last.advanced(byMonths: .min) == nil)
    }

    @Test
    func `a day is shown in three ways`() throws {
        let day = try #require(Day(year: 2025, month: 3, day: 4))
        #expect(day.iso == "2025-03-04")
        #expect(day.words == "4 March 2025")
        #expect(day.slashed == "04/03/2025")
        #expect(Day.first.iso == "0001-01-01")
    }

    @Test(arguments: [
        ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2025-03-31", -1, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"), ("2025-01-15", -13, "2023-12-15"),
    ])
    func `a month later is the same day or the month's last`(
        from: String,
        months: Int,
        to: String
    ) throws {
        #expect(try DayText.day(from).advanced(byMonths: months)?.iso == to)
    }

    @Test
    func `days are counted between days`() throws {
        let start = try DayText.day("2024-02-28")
        let end = try DayText.day("2024-03-01")
        #expect(start.days(until: end) == 2)
        #expect(end.days(until: start) == -2)
        #expect(start < end)
    }
}

struct DayTextTests {
    @Test(arguments: [
        "04/03/2025", "4/3/2025", "04-03-2025", "4.3.2025", "2025-03-04", "4 March 2025",
        "04 mar 2025", "4-Mar-2025", "4 MARCH 2025", " 4/3/2025\u{A0}",
    ])
    func `a date is read in the forms people use`(text: String) throws {
        #expect(try DayText.day(text).iso == "2025-03-04")
    }

    @Test(
        arguments: [
            ("4/3/25", .dateShortYear, "04/03/2025"), ("4 Mar 25", .dateShortYear, "04/03/2025"),
            ("4/3/85", .dateShortYear, "04/03/1985"), ("31/2/25", .dateShortYear, nil),
            ("45720", .dateSerial, "04/03/2025"), ("03/25/2025", .dateAmerican, "25/03/2025"),
            ("31/02/2025", .dateCalendar, nil), ("29/02/2023", .dateCalendar, nil),
            ("2025-02-30", .dateCalendar, nil), ("0/1/2025", .dateCalendar, nil),
            ("30 February 2025", .dateCalendar, nil), ("13/13/2025", .dateCalendar, nil),
            ("", .dateForm, nil), ("soon", .dateForm, nil), ("2025/03/04", .dateForm, nil),
            ("2025-3-4", .dateForm, nil), ("4/3", .dateForm, nil), ("4/3/2025/1", .dateForm, nil),
            ("+4/3/2025", .dateForm, nil), ("4 Marzo 2025", .dateForm, nil),
            ("9999", .dateForm, nil),
            ("99999", .dateForm, nil), ("x March 2025", .dateForm, nil),
            ("4//2025", .dateForm, nil),
            ("4/3/20255", .dateForm, nil), ("٤/٣/٢٠٢٥", .dateForm, nil),
            ("4/3/2025 00:00", .dateForm, nil),
        ] as [(String, Rule, String?)]
    )
    func `a date in another form is refused with the likely one`(
        text: String,
        rule: Rule,
        suggestion: String?
    ) {
        do {
            _ = try DayText.day(text)
            Issue.record("accepted \(text)")
        } catch {
            #expect(error.rule == rule)
            #expect(error.suggestion == suggestion)
        }
    }

    @Test
    func `a date outside its range is refused`() throws {
        let first = try DayText.day("2025-01-01")
        let last = try DayText.day("2025-12-31")
        for inside in ["2025-01-01", "2025-12-31"] {
            #expect(throws: Never.self) { try DayText.day(inside, in: first...last) }
        }
        for outside in ["2024-12-31", "2026-01-01"] {
            #expect(throws: TextError(.dateRange, problem: "")) {
                try DayText.day(outside, in: first...last)
            }
        }
    }

    @Test
    func `every form a day is shown in can be read again`() throws {
        for number in stride(from: Int(Day.first.number), through: Int(Day.last.number), by: 9_973)
        {
            let day = try #require(Day(number: number))
            for text in [day.iso, day.slashed] { #expect(try DayText.day(text) == day) }
            if day.parts.year >= 1_000 { #expect(try DayText.day(day.words) == day) }
        }
    }
}
