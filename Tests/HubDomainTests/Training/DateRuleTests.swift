import HubDomain
import HubText
import Testing

/// A day of a test; nonsense becomes the calendar's first day, which no test expects.
func day(_ iso: String) -> Day { (try? DayText.day(iso)) ?? .first }

struct DateRuleTests {
    @Test(arguments: [
        ("2025-06-14", Validity.expired), ("2025-06-15", .expiring), ("2025-09-12", .expiring),
        ("2025-09-13", .upToDate),
    ])
    func `the published boundaries of 15 June 2025 with 90 days hold`(
        lastDay: String,
        expected: Validity
    ) {
        let found = Validity(lastDay: day(lastDay), today: day("2025-06-15"), warning: .standard)
        #expect(found == expected)
    }

    @Test(arguments: [
        ("2022-06-15", 36, "2025-06-15"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"), ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"), ("2025-08-31", 1, "2025-09-30"),
        ("2025-11-30", 3, "2026-02-28"), ("2025-12-31", 12, "2026-12-31"),
        ("9999-06-01", 12, "9999-12-31"),
    ])
    func `an interval ends on the same day, or the month's last`(
        from: String,
        months: Int,
        lastDay: String
    ) throws {
        let interval = try #require(RefreshInterval(months: months))
        #expect(interval.lastDay(from: day(from)) == day(lastDay))
    }

    @Test
    func `intervals and warning periods have limits`() {
        #expect(RefreshInterval(months: 0) == nil)
        #expect(RefreshInterval(months: 1) != nil)
        #expect(RefreshInterval(months: RefreshInterval.monthsMax) != nil)
        #expect(RefreshInterval(months: RefreshInterval.monthsMax + 1) == nil)
        #expect(WarningPeriod(days: -1) == nil)
        #expect(WarningPeriod(days: 0)?.days == 0)
        #expect(WarningPeriod(days: WarningPeriod.daysMax) != nil)
        #expect(WarningPeriod(days: WarningPeriod.daysMax + 1) == nil)
    }

    @Test(arguments: [
        ("3 years", 36), ("36 months", 36), ("36", 36), ("Yearly", 12), ("annually", 12),
        ("1 yr", 12), ("18m", 18), ("0", nil), ("three years", nil), ("50 years", 600),
        ("51 years", nil), ("3 weeks", nil), ("", nil), ("-3 years", nil), ("1.5 years", nil),
    ])
    func `an interval is read as people write it`(typed: String, months: Int?) {
        #expect(RefreshInterval.read(typed)?.months == months)
    }

    @Test(arguments: [(12, "1 year"), (36, "3 years"), (18, "18 months"), (1, "1 month")])
    func `an interval is said in words`(months: Int, words: String) {
        #expect(RefreshInterval(months: months)?.description == words)
    }

    @Test
    func `the earlier of a record's and a rule's last day counts, and which it was is kept`() {
        let (early, late) = (day("2025-01-01"), day("2026-01-01"))
        #expect(Expiry(stated: .day(early), derived: late) == .given(early))
        #expect(Expiry(stated: .day(late), derived: early) == .derived(early))
        #expect(Expiry(stated: .day(early), derived: early) == .given(early))
        #expect(Expiry(stated: .day(early), derived: nil) == .given(early))
        #expect(Expiry(stated: .unstated, derived: late) == .derived(late))
        #expect(Expiry(stated: .never, derived: late) == .derived(late))
        #expect(Expiry(stated: .never, derived: nil) == .none)
        #expect(Expiry(stated: .unstated, derived: nil).day == nil)
    }

    @Test(arguments: [0, 1, 30, 90])
    func `validity changes on exactly the days it says`(warning: Int) throws {
        let warning = try #require(WarningPeriod(days: warning))
        let lastDay = day("2025-03-30")
        let changes = Validity.changes(lastDay: lastDay, warning: warning)
        var before = Validity(lastDay: lastDay, today: day("2024-10-31"), warning: warning)
        var seen: [Day] = []
        for number in 1...200 {
            let today = try #require(day("2024-10-31").advanced(by: number))
            let now = Validity(lastDay: lastDay, today: today, warning: warning)
            if now != before { seen.append(today) }
            before = now
        }
        #expect(seen == changes)
    }
}
