import HubDomain
import HubText
import Testing

/// The worked examples of the published and computed facts, to six decimals.
struct RatioTests {
    /// A table and what it gives: nil where there are no limits, infinity for no upper one.
    struct Example: Sendable, CustomTestStringConvertible {
        let id: String
        let counts: [Int]
        let ratio: Double?
        let katz: [Double]?
        let koopman: [Double]?
        let fisher: Double
        var testDescription: String { id }

        func table() throws -> RatioTable { try RatioTests.table(counts) }
    }

    static let examples = [
        Example(
            id: "S1",
            counts: [2, 10, 117, 389],
            ratio: 0.664957,
            katz: [0.190739, 2.318182],
            koopman: [0.187151, 1.727331],
            fisher: 0.729778
        ),
        Example(
            id: "S2",
            counts: [9, 725, 17, 2_505],
            ratio: 1.829209,
            katz: [0.818865, 4.086149],
            koopman: [0.834625, 3.998806],
            fisher: 0.155032
        ),
        Example(
            id: "S3",
            counts: [8, 508, 0, 500],
            ratio: nil,
            katz: nil,
            koopman: [2.060422, .infinity],
            fisher: 0.007610
        ),
        Example(
            id: "S4",
            counts: [0, 500, 8, 508],
            ratio: 0,
            katz: nil,
            koopman: [0, 0.485337],
            fisher: 0.007610
        ),
        Example(
            id: "S5",
            counts: [0, 40, 0, 400],
            ratio: nil,
            katz: nil,
            koopman: nil,
            fisher: 1
        ),
        Example(
            id: "S6",
            counts: [52, 400, 300, 1_200],
            ratio: 0.520000,
            katz: [0.396244, 0.682407],
            koopman: [0.395154, 0.678956],
            fisher: 0.00000022
        ),
        Example(
            id: "S7a",
            counts: [18, 20, 160, 200],
            ratio: 1.125000,
            katz: [0.957044, 1.322431],
            koopman: [0.868488, 1.265197],
            fisher: 0.379376
        ),
        Example(
            id: "S7b",
            counts: [20, 200, 2, 25],
            ratio: 1.250000,
            katz: [0.310469, 5.032715],
            koopman: [0.369152, 4.731074],
            fisher: 1
        ),
        Example(
            id: "S7",
            counts: [38, 220, 162, 225],
            ratio: 0.239899,
            katz: [0.177642, 0.323975],
            koopman: [0.176669, 0.321032],
            fisher: 0
        ),
        Example(
            id: "S8",
            counts: [12, 120, 50, 500],
            ratio: 1,
            katz: [0.550071, 1.817949],
            koopman: [0.549483, 1.779189],
            fisher: 1
        ),
        Example(
            id: "S9",
            counts: [5, 5, 40, 50],
            ratio: 1.25,
            katz: [1.088231, 1.435817],
            koopman: [0.699985, 1.493364],
            fisher: 0.571701
        ),
        Example(
            id: "S10",
            counts: [3, 40, 6, 400],
            ratio: 5,
            katz: [1.299768, 19.234209],
            koopman: [1.390964, 17.254658],
            fisher: 0.039820
        ),
    ]

    static func table(_ counts: [Int]) throws -> RatioTable {
        RatioTable(
            minority: try EventCount(events: counts[0], people: counts[1]),
            white: try EventCount(events: counts[2], people: counts[3])
        )
    }

    static func isNear(_ value: Double?, _ wanted: Double?, _ tolerance: Double = 5.0001e-7) -> Bool
    {
        guard let value, let wanted else { return value == nil && wanted == nil }
        if wanted.isInfinite { return value == wanted }
        return (value - wanted).magnitude <= tolerance
    }

    @Test(arguments: examples)
    func `each worked example comes out to six decimals`(_ example: Example) throws {
        let reading = RatioReading(try example.table(), polarity: .adverseAbove)
        #expect(Self.isNear(reading.ratio.value, example.ratio))
        #expect(Self.isNear(reading.katz.value?.lower, example.katz?[0]))
        #expect(Self.isNear(reading.katz.value?.upper, example.katz?[1]))
        #expect(Self.isNear(reading.koopman.value?.lower, example.koopman?[0]))
        #expect(Self.isNear(reading.koopman.value?.upper, example.koopman?[1]))
        #expect(Self.isNear(reading.fisherP.value, example.fisher))
    }

    @Test
    func `the p-value of a large difference keeps its size`() throws {
        let large = try #require(FisherTest.twoSided(try Self.table([38, 220, 162, 225])).value)
        #expect(large < 1e-31 && large > 1e-35)
        let published = try #require(
            FisherTest.twoSided(try Self.table([52, 400, 300, 1_200])).value
        )
        #expect(Self.isNear(published, 2.2e-7, 5e-9))
    }

    @Test
    func `groups pooled by counts can point the other way than each of them`() throws {
        let councils = try [[18, 20, 160, 200], [20, 200, 2, 25]].map(Self.table)
        #expect(councils.allSatisfy { ($0.ratio.value ?? 0) > 1 })
        let pooled = try #require(RatioTable.pooled(councils))
        #expect(pooled == (try Self.table([38, 220, 162, 225])))
        #expect(Self.isNear(pooled.ratio.value, 0.239899))
        #expect(RatioTable.pooled([]) == nil)
    }

    @Test
    func `unknown ethnicity belongs to neither group, and the difference shows`() throws {
        #expect(Self.isNear(try Self.table([2, 10, 117, 389]).ratio.value, 0.664957))
        #expect(Self.isNear(try Self.table([2, 10, 117, 393]).ratio.value, 0.671795))
    }

    @Test(arguments: [
        ([8, 10, 10, 10], FourFifths.inside), ([79, 100, 100, 100], .outside),
        ([10, 10, 8, 10], .inside), ([100, 100, 79, 100], .outside), ([1, 10, 1, 10], .inside),
        ([8_000_000, 10_000_000, 10_000_000, 10_000_000], .inside),
        ([7_999_999, 10_000_000, 10_000_000, 10_000_000], .outside),
    ])
    func `both ends of the four-fifths range are inside`(
        counts: [Int],
        range: FourFifths
    ) throws {
        let reading = RatioReading(try Self.table(counts), polarity: .adverseAbove)
        #expect(reading.fourFifths == .known(range))
    }

    @Test(arguments: Polarity.allCases)
    func `the reading follows the ratio and the direction alone`(_ polarity: Polarity) throws {
        func reading(_ counts: [Int]) throws -> Computed<Reading> {
            RatioReading(try Self.table(counts), polarity: polarity).reading
        }
        #expect(try reading([10, 100, 10, 100]) == .known(.neither))
        let above = try reading([2, 10, 1, 10])
        let below = try reading([1, 10, 2, 10])
        switch polarity {
        case .adverseAbove: #expect(above == .known(.adverse) && below == .known(.favourable))
        case .favourableAbove: #expect(above == .known(.favourable) && below == .known(.adverse))
        case .none: #expect(above == .unknown(.noDirection) && below == .unknown(.noDirection))
        }
    }

    @Test
    func `outside, clear and too few are three answers`() throws {
        let few = RatioReading(try Self.table([2, 10, 117, 389]), polarity: .favourableAbove)
        #expect(few.reading == .known(.adverse))
        #expect(few.isClear == .known(false) && few.isTooFew)
        let clear = RatioReading(try Self.table([52, 400, 300, 1_200]), polarity: .favourableAbove)
        #expect(clear.isClear == .known(true) && !clear.isTooFew)
        // Katz would exclude one here, and the score interval does not.
        let full = RatioReading(try Self.table([5, 5, 40, 50]), polarity: .favourableAbove)
        #expect(full.isClear == .known(false) && full.katz.value?.holdsOne == false)
    }

    @Test(arguments: [([5, 10, 5, 10], false), ([4, 10, 5, 10], true), ([6, 10, 5, 10], true)])
    func `fewer than five expected in any cell are too few`(counts: [Int], isTooFew: Bool) throws {
        let reading = RatioReading(try Self.table(counts), polarity: .adverseAbove)
        #expect(reading.isTooFew == isTooFew)
        let strict = RatioReading(
            try Self.table(counts),
            polarity: .adverseAbove,
            expectedMin: 10
        )
        #expect(strict.isTooFew)
    }

    @Test
    func `what cannot be computed says why`() throws {
        func reading(_ counts: [Int]) throws -> RatioReading {
            RatioReading(try Self.table(counts), polarity: .adverseAbove)
        }
        #expect(try reading([0, 0, 5, 10]).ratio == .unknown(.noMinorityPeople))
        #expect(try reading([5, 10, 0, 0]).koopman == .unknown(.noWhitePeople))
        #expect(try reading([0, 10, 0, 10]).reason == .noEvents)
        #expect(try reading([0, 10, 0, 10]).gapPeople == .known(0))
        let bound = try reading([8, 508, 0, 500])
        #expect(bound.ratio == .unknown(.noWhiteEvents) && bound.reading.reason == .noWhiteEvents)
        #expect(bound.isClear == .known(true) && bound.gapPeople == .known(8))
        #expect(try reading([0, 500, 8, 508]).katz == .unknown(.noMinorityEvents))
        let leavers = try reading([12, 10, 50, 100])
        #expect(Self.isNear(leavers.ratio.value, 2.4))
        #expect(leavers.koopman == .unknown(.moreEventsThanPeople))
        #expect(leavers.fisherP == .unknown(.moreEventsThanPeople))
        #expect(try reading([10, 100, 5, 100]).reason == nil)
        #expect(Set(NotComputable.allCases.map(\.words)).count == NotComputable.allCases.count)
    }

    @Test(arguments: [
        ("10/40", true), ("1,000/2,000", true), ("0/0", true), (" 3 / 40 ", true), ("10", false),
        ("10/40/2", false), ("-1/40", false), ("1.5/40", false), ("25%/40", false),
        ("10/10000001", false), ("99999999999999999999/1", false), ("/", false), ("a/b", false),
        ("0x10/40", false), ("+1/40", false),
    ])
    func `two counts are read strictly`(text: String, isRead: Bool) {
        if isRead {
            #expect(throws: Never.self) { try EventCount.read(text) }
        } else {
            #expect(throws: DomainError(.wresCountForm, path: "", problem: "")) {
                try EventCount.read(text)
            }
        }
    }

    @Test
    func `the largest counts are computed too`() throws {
        let most = EventCount.countMax
        let reading = RatioReading(
            try Self.table([most / 2, most, most / 2 - 1_000, most]),
            polarity: .adverseAbove
        )
        let interval = try #require(reading.koopman.value)
        #expect(interval.lower < 1.0002 && interval.upper > 1.0002 && !interval.holdsOne == false)
        #expect((try #require(reading.fisherP.value)) > 0.5)
        #expect(throws: DomainError.self) { try EventCount(events: 0, people: most + 1) }
        let sum = try EventCount(events: most, people: most) + EventCount(events: 1, people: 1)
        #expect(sum.people == most)
    }
}
