import HubDomain
import HubText
import Testing

/// The rules by which rates are computed, at both sides of each of their limits.
struct RateTests {
    private func staff(_ employees: Int) -> StaffCount {
        StaffCount(employees: .number(employees))
    }

    @Test(arguments: [
        (1, 9, 900.0), (200, 1_990, 995.0), (1_000, 248, 24.8), (7, 0, 0.0),
    ])
    func `a turnover is leavers over permanent and temporary staff`(
        employees: Int,
        leavers: Int,
        percent: Double
    ) throws {
        let rate = try Rates.turnover(leavers: .number(leavers), staff: staff(employees))
        #expect(((rate.value ?? -1) * 100 - percent).magnitude < 1e-9)
    }

    @Test(arguments: [(1, 10), (200, 1_991), (1, 100_000_000)])
    func `a turnover above 995% is refused as wrong, and what is allowed is said`(
        employees: Int,
        leavers: Int
    ) {
        do throws(DomainError) {
            _ = try Rates.turnover(leavers: .number(leavers), staff: staff(employees))
            Issue.record("\(leavers) of \(employees) was taken")
        } catch {
            #expect(error.reason == .figureTurnover && error.path == "leavers")
            #expect(error.detail.expected.contains("995%"))
            #expect(error.detail.expected.contains("\(employees * 995 / 100) leavers"))
        }
    }

    @Test(arguments: [
        (6_900, 500, 6.76), (8_100, 900, 10.0), (22_400, 2_100, 8.57), (8_200, 700, 7.87),
        (35_000, 3_000, 7.89), (10, 0, 0.0),
    ])
    func `vacancies stand in the denominator of their rate`(
        employees: Int,
        vacancies: Int,
        percent: Double
    ) {
        let rate = Rates.vacancy(vacancies: .number(vacancies), staff: staff(employees))
        #expect(
            RatioWords.fixed((rate.value ?? -1) * 100, places: 2)
                == RatioWords.fixed(percent, places: 2)
        )
    }

    @Test
    func `without permanent or temporary staff there is no rate, and not 100%`() throws {
        #expect(
            Rates.vacancy(vacancies: .number(5), staff: staff(0)) == .absent(.noEmployees)
        )
        #expect(
            try Rates.turnover(leavers: .number(5), staff: staff(0)) == .absent(.noEmployees)
        )
    }

    @Test
    func `don't know is not none, and no answer is neither`() throws {
        let ten = staff(10)
        #expect(try Rates.turnover(leavers: .none, staff: ten) == .rate(0))
        #expect(try Rates.turnover(leavers: .notKnown, staff: ten) == .absent(.notKnown))
        #expect(try Rates.turnover(leavers: .notGiven, staff: ten) == .absent(.notGiven))
        #expect(Rates.vacancy(vacancies: .none, staff: ten) == .rate(0))
        #expect(Rates.vacancy(vacancies: .notKnown, staff: ten) == .absent(.notKnown))
        let unknown = StaffCount(employees: .notKnown)
        #expect(Rates.vacancy(vacancies: .number(1), staff: unknown) == .absent(.notKnown))
    }

    @Test
    func `a staff total that is not the number of records gives no rate`() {
        func rate(_ total: Int?, _ records: Int?) -> RateResult {
            Rates.vacancy(
                vacancies: .number(1),
                staff: StaffCount(employees: .number(9), total: total, records: records)
            )
        }
        #expect(rate(12, 12) == .rate(0.1))
        #expect(rate(12, 11) == .absent(.recordsDiffer))
        #expect(rate(0, 0) == .absent(.noStaff))
        #expect(rate(nil, nil) == .rate(0.1))
    }

    @Test(arguments: [(20_000, "1.00"), (667, "29.99"), (642, "31.15")])
    func `one post for so many people is so many for 20,000`(population: Int, expected: String) {
        let rate = Rates.perPopulation(posts: .number(1), population: population, per: 20_000)
        #expect(RatioWords.fixed(rate.value ?? -1, places: 2) == expected)
    }

    @Test
    func `nobody lives there, so there is no rate for a population`() {
        #expect(
            Rates.perPopulation(posts: .number(1), population: 0, per: 1) == .absent(.noPopulation)
        )
        #expect(
            Rates.perPopulation(posts: .notKnown, population: 9, per: 1) == .absent(.notKnown)
        )
    }

    @Test(arguments: [(18.5, 0.5), (37.0, 1.0), (40.0, 1.0), (0.0, 0.0), (-3.0, 0.0)])
    func `a whole-time equivalent is at most one`(hours: Double, expected: Double) {
        #expect(Rates.wte(contractedHours: hours) == expected)
    }

    @Test
    func `sickness is a mean of known days in whole days, a qualified share of known answers`() {
        #expect(Rates.sicknessDays([3, nil, 6]) == 5)
        #expect(Rates.sicknessDays([nil]) == nil && Rates.sicknessDays([]) == nil)
        #expect(Rates.qualified(with: 3, without: 1) == 0.75)
        #expect(Rates.qualified(with: 0, without: 0) == nil)
    }

    @Test(arguments: [
        ("12", CountAnswer.number(12)), ("1,234", .number(1_234)), ("0", .number(0)),
        ("none", .none), ("None", .none), ("dont-know", .notKnown), ("Don't know", .notKnown),
        ("", .notGiven), (" ", .notGiven), ("100000000", .number(100_000_000)),
    ])
    func `an answer is read as it is meant`(typed: String, expected: CountAnswer) throws {
        #expect(try CountAnswer.read(typed, path: "leavers") == expected)
    }

    @Test(arguments: ["-1", "1.5", "12%", "many", "100000001", "0x1", "1e3"])
    func `an answer that is no count is refused with what would be right`(typed: String) {
        do throws(DomainError) {
            _ = try CountAnswer.read(typed, path: "leavers", subject: "Leavers")
            Issue.record("\(typed) was taken")
        } catch {
            #expect(error.reason == .figureCount && error.path == "leavers")
            #expect(error.detail.expected.contains("whole number"))
        }
    }
}
