import HubDomain
import HubText
import Testing

/// What is made of ratios: words, shares, years, unknown ethnicity.
struct RatioUseTests {
    private func decimal(_ text: String) throws -> Decimal {
        try NumberText.decimal(text, in: 0...100)
    }

    @Test(arguments: [
        (1.37, "37% more likely"), (0.52, "48% less likely"), (1.08, "8% more likely"),
        (1.21, "21% more likely"), (0.55, "45% less likely"), (1.1, "10% more likely"),
        (1.004, "about equally likely"), (2.1, "2.1 times as likely"), (0, "100% less likely"),
    ])
    func `a ratio is said as it was published`(ratio: Double, words: String) {
        #expect(RatioWords.likelihood(ratio) == words)
    }

    @Test
    func `the gap in people is said with both counts and is no target`() throws {
        let table = try RatioTests.table([10, 40, 117, 334])
        let phrase = try #require(WresIndicator.appointment.phrase)
        #expect(
            RatioWords.gap(table, phrase)
                == "At the white rate about 14 would have been appointed, 10 were (not a target)."
        )
        let one = try RatioTests.table([1, 40, 1, 4_000])
        let disciplinary = try #require(WresIndicator.disciplinary.phrase)
        #expect(
            RatioWords.gap(one, disciplinary)
                == "At the white rate fewer than 1 would have entered the formal disciplinary "
                + "process, 1 did (not a target)."
        )
        #expect(RatioWords.gap(try RatioTests.table([1, 4, 0, 0]), phrase) == nil)
        let reading = RatioReading(table, polarity: .favourableAbove)
        #expect(RatioTests.isNear(reading.gapPeople.value, 10 - 40 * 117.0 / 334))
    }

    @Test
    func `what indicator 4 counts is doubtful where cycles do not say the same`() throws {
        let library = try WresLibrary.shipped()
        let cycles = [
            try library.cycle(typed: "2023"), try library.cycle(typed: "2024"),
            try library.cycle(typed: "2025"),
        ]
        #expect(WresCycle.doubtful(cycles) == [.fitnessToPractise])
        #expect(WresCycle.doubtful(cycles.prefix(1)) == [])
        #expect(WresCycle.doubtful([cycles[0], cycles[0]]) == [])
        #expect(WresCycle.doubtful([cycles[1], cycles[1]]) == [.fitnessToPractise])
    }

    @Test
    func `shares alone give the ratio, and their rounding its range`() throws {
        let shares = PublishedShares(ofPeople: try decimal("44"), ofEvents: try decimal("35"))
        #expect(RatioTests.isNear(shares.ratio.value, 0.685315))
        let range = try #require(shares.roundingRange.value)
        #expect(RatioTests.isNear(range.lower, 0.6569, 5e-5))
        #expect(RatioTests.isNear(range.upper, 0.7149, 5e-5))
        #expect(shares.fourFifths == .known(.outside))
        #expect(shares.reading(.favourableAbove) == .known(.adverse))
        #expect(shares.reading(.adverseAbove) == .known(.favourable))
        #expect(shares.reading(.none) == .unknown(.noDirection))
        let even = PublishedShares(ofPeople: try decimal("44"), ofEvents: try decimal("44"))
        #expect(even.fourFifths == .known(.inside))
        #expect(even.reading(.none) == .known(.neither))
        let none = PublishedShares(ofPeople: try decimal("20"), ofEvents: try decimal("0"))
        #expect(none.ratio == .known(0))
        let all = PublishedShares(ofPeople: try decimal("20"), ofEvents: try decimal("100"))
        #expect(all.ratio == .unknown(.noWhiteEvents))
        let nobody = PublishedShares(ofPeople: try decimal("0"), ofEvents: try decimal("1"))
        #expect(nobody.ratio == .unknown(.noMinorityPeople))
    }

    @Test
    func `people of unknown ethnicity move a ratio between two ends`() throws {
        let table = try RatioTests.table([2, 10, 117, 389])
        let few = UnknownSensitivity(table, unknown: try EventCount(events: 0, people: 4))
        #expect(RatioTests.isNear(few.leftOut.value, 0.664957))
        #expect(RatioTests.isNear(few.allWhite.value, 0.671795))
        #expect(few.knownShare == 399.0 / 403 && !few.isFlagged)
        let lowest = try #require(few.lowest.value)
        let highest = try #require(few.highest.value)
        for share in [few.leftOut, few.allWhite, few.allMinority] {
            let value = try #require(share.value)
            #expect(lowest <= value && value <= highest)
        }
        // 69.52 % of one published workforce is of unknown ethnicity.
        let most = UnknownSensitivity(
            try RatioTests.table([5, 500, 30, 2_548]),
            unknown: try EventCount(events: 60, people: 6_952)
        )
        #expect(most.isFlagged)
        let nothing = UnknownSensitivity(table, unknown: try EventCount(events: 0, people: 0))
        #expect(nothing.lowest == nothing.highest && nothing.knownShare == 1)
    }

    @Test
    func `no division of the unknown leaves the two ends`() throws {
        let known = try RatioTests.table([3, 12, 9, 30])
        let ends = UnknownSensitivity(known, unknown: try EventCount(events: 3, people: 8))
        let (low, high) = (try #require(ends.lowest.value), try #require(ends.highest.value))
        var reached: Set<Bool> = []
        for events in 0...3 {
            for others in 0...5 {
                let divided = try RatioTests.table([
                    3 + events, 12 + events + others, 9 + 3 - events, 30 + 8 - events - others,
                ])
                let ratio = try #require(divided.ratio.value)
                #expect(ratio >= low - 1e-12 && ratio <= high + 1e-12)
                if RatioTests.isNear(ratio, low) { reached.insert(false) }
                if RatioTests.isNear(ratio, high) { reached.insert(true) }
            }
        }
        #expect(reached.count == 2)
    }

    @Test
    func `two or three years are pooled by their counts, and a missing one is no zero`() throws {
        let first = try RatioTests.table([2, 40, 10, 400])
        let second = try RatioTests.table([3, 40, 6, 400])
        let two = try #require(PooledYears([first, second]))
        #expect(two.table == (try RatioTests.table([5, 80, 16, 800])) && two.years == 2)
        let gap = try #require(PooledYears([first, nil, second]))
        #expect(gap.table == two.table && gap.years == 2)
        #expect(PooledYears([first, first, first, first]) == nil)
        #expect(PooledYears([nil, nil]) == nil)
    }

    @Test
    func `a change has an interval that holds no change for the same year`() throws {
        let table = try RatioTests.table([52, 400, 300, 1_200])
        let same = try #require(RatioChange.from(table, to: table).value)
        #expect(RatioTests.isNear(same.factor, 1) && !same.isClear)
        let later = try RatioTests.table([104, 400, 300, 1_200])
        let change = try #require(RatioChange.from(table, to: later).value)
        #expect(RatioTests.isNear(change.factor, 2) && change.isClear)
        #expect(change.interval.lower > 1.3 && change.interval.upper < 3)
        let none = try RatioTests.table([0, 400, 300, 1_200])
        #expect(RatioChange.from(table, to: none) == .unknown(.noMinorityEvents))
        let empty = try RatioTests.table([8, 508, 0, 500])
        #expect(RatioChange.from(empty, to: table) == .unknown(.noWhiteEvents))
    }

    @Test
    func `a change is close to the log interval of large counts`() throws {
        let earlier = try RatioTests.table([520, 4_000, 3_000, 12_000])
        let later = try RatioTests.table([650, 4_000, 3_000, 12_000])
        let change = try #require(RatioChange.from(earlier, to: later).value)
        // √(1/520 − 1/4000 + 1/3000 − 1/12000 + 1/650 − 1/4000 + 1/3000 − 1/12000) = 0.058800
        #expect(RatioTests.isNear(change.interval.lower, 1.25 * 0.891150, 0.005))
        #expect(RatioTests.isNear(change.interval.upper, 1.25 * 1.122146, 0.005))
    }

    @Test
    func `a pay band is read both ways, and nobody in it has no share`() {
        let shares = BandShares([
            .init(minority: 18, white: 80, unknown: 2), .init(minority: 22, white: 78, unknown: 0),
            .init(minority: 0, white: 0, unknown: 0),
        ])
        #expect(shares.minorityShare(ofBand: 0, countsUnknown: true) == 0.18)
        #expect(shares.minorityShare(ofBand: 0, countsUnknown: false) == 18.0 / 98)
        #expect(shares.minorityShare(ofBand: 2, countsUnknown: true) == nil)
        #expect(shares.shareOfGroup(\.minority, inBand: 1) == 22.0 / 40)
        #expect(shares.shareOfGroup(\.unknown, inBand: 1) == 0)
        #expect(BandShares([]).bands.isEmpty)
    }

    @Test
    func `whole percentages are rounded one by one as they were published`() {
        let votes = [510, 117, 90, 63, 37]
        #expect(votes.map { WholePercent.of($0, in: 817) } == [62, 14, 11, 8, 5])
        let staff = [990, 6_307, 125]
        #expect(staff.map { WholePercent.of($0, in: 7_422) } == [13, 85, 2])
        #expect(WholePercent.of(1, in: 0) == nil)
        #expect(WholePercent.of(1, in: 200) == 1)
    }

    @Test(arguments: [
        (0.155032, "0.16"), (0.007610, "0.008"), (0.00000022, "less than 0.001"), (1, "1.00"),
    ])
    func `a probability is said with the places that matter`(value: Double, words: String) {
        #expect(RatioWords.probability(value) == words)
    }

    @Test
    func `too few cases are said in place of a direction`() throws {
        let few = RatioReading(
            try RatioTests.table([0, 52, 1, 141]),
            polarity: .adverseAbove
        )
        #expect(few.isTooFew && few.reading == .known(.favourable))
        #expect(ReadingWords.ratio(few) == "0.00: too few cases to read anything into it")
        let words = ReadingWords.findings(few, .harassmentColleagues)
        #expect(words.first?.hasPrefix("There are too few cases") == true)
        #expect(!words.contains { $0.contains("favour") || $0.contains("less likely") })
        let enough = RatioReading(
            try RatioTests.table([52, 400, 300, 1_200]),
            polarity: .favourableAbove
        )
        #expect(ReadingWords.ratio(enough) == "0.52: minoritised staff were 48% less likely")
        #expect(
            ReadingWords.findings(enough, .appointment).first?.hasPrefix("It is adverse") == true
        )
    }

    @Test
    func `senior managers differ from all staff in percentage points, as the pilot had it`() throws
    {
        let gap = try #require(SeniorGap(try RatioTests.table([30, 200, 220, 800])))
        #expect(gap.managers == 0.12 && gap.staff == 0.2)
        #expect((gap.pointsFromStaff + 8).magnitude < 1e-9)
        #expect((gap.points(fromPopulation: 23.4) + 11.4).magnitude < 1e-9)
        let same = try #require(SeniorGap(try RatioTests.table([20, 200, 80, 800])))
        #expect(same.words.hasSuffix("20.0%: no difference."))
        #expect(same.words(ofPopulation: 15).hasSuffix("15.0%: 5.0 percentage points more."))
        #expect(SeniorGap(try RatioTests.table([0, 200, 0, 800])) == nil)
        // It is told of indicator 9, and not where the cases are too few.
        func told(_ counts: [Int], _ indicator: WresIndicator) throws -> Bool {
            let reading = RatioReading(try RatioTests.table(counts), polarity: indicator.polarity)
            return ReadingWords.findings(reading, indicator).contains { $0.contains("points") }
        }
        #expect(try told([30, 200, 220, 800], .seniorManagement))
        #expect(try !told([30, 200, 220, 800], .appointment))
        #expect(try !told([1, 200, 4, 800], .seniorManagement))
    }

    @Test
    func `without any event there is no gap, and nobody is not about 0`() throws {
        let phrase = try #require(WresIndicator.disciplinary.phrase)
        #expect(RatioWords.gap(try RatioTests.table([0, 40, 0, 400]), phrase) == nil)
        let some = RatioWords.gap(try RatioTests.table([2, 40, 0, 400]), phrase)
        #expect(some?.hasPrefix("At the white rate nobody would have") == true)
    }

    @Test
    func `limits are said, and one that does not exist too`() {
        #expect(RatioWords.range(RatioInterval(lower: 0.395154, upper: 0.678956)) == "0.40 to 0.68")
        #expect(RatioWords.range(RatioInterval(lower: 2.06, upper: .infinity)) == "2.06 or more")
        #expect(RatioWords.fixed(-0.5, places: 0) == "-1")
        #expect(RatioWords.fixed(-0.2, places: 0) == "0")
    }
}
