import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Units that are taken out and come back with time.
struct TokenBucketTests {
    private static func at(_ milliseconds: UInt64) -> Moment {
        Moment(nanoseconds: 5_000_000_000 + milliseconds * 1_000_000)
    }

    @Test
    func `a bucket gives what it holds and not one more, and says when the next is there`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 100, burst: 3))
        let now = TokenBucketTests.at(0)
        for _ in 0..<3 { #expect(bucket.take(1, now) == nil) }
        #expect(bucket.level(now) == 0)
        #expect(bucket.take(1, now) == 10)
        #expect(bucket.take(2, now) == 20)
        #expect(bucket.take(1, TokenBucketTests.at(9)) == 1)
        #expect(bucket.take(1, TokenBucketTests.at(10)) == nil)
        #expect(bucket.take(1, TokenBucketTests.at(10)) == 10)
    }

    @Test
    func `nothing is taken of what does not fit`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 10, burst: 5))
        let now = TokenBucketTests.at(0)
        #expect(bucket.take(3, now) == nil)
        #expect(bucket.take(3, now) == 100)
        #expect(bucket.take(2, now) == nil)
    }

    @Test
    func `a full bucket holds its burst, however long nobody came`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 1_000, burst: 7))
        let late = TokenBucketTests.at(86_400_000)
        #expect(bucket.isFull(late) && bucket.level(late) == 7)
        #expect(bucket.take(7, late) == nil)
        #expect(bucket.take(1, late) == 1)
        #expect(!bucket.isFull(late))
    }

    @Test
    func `what costs more than a bucket holds waits until it is full, and then takes it all`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 10, burst: 5))
        let now = TokenBucketTests.at(0)
        #expect(bucket.take(1, now) == nil)
        #expect(bucket.take(500, now) == 100)
        #expect(bucket.take(500, TokenBucketTests.at(100)) == nil)
        #expect(bucket.level(TokenBucketTests.at(100)) == 0)
    }

    @Test
    func `a charge goes below zero, and nothing is given until that has come back`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 100, burst: 10))
        let now = TokenBucketTests.at(0)
        bucket.charge(10, now)
        #expect(bucket.level(now) == 0 && bucket.millisecondsBelowZero(now) == 0)
        bucket.charge(5, now)
        #expect(bucket.level(now) == -5)
        #expect(bucket.millisecondsBelowZero(now) == 50)
        #expect(bucket.take(1, now) == 60)
        #expect(bucket.take(1, TokenBucketTests.at(60)) == nil)
    }

    @Test
    func `no charge keeps anybody out for longer than a minute`() {
        for units in [6_000, 6_001, UInt64.max / 2, UInt64.max] {
            var bucket = TokenBucket(QuotaRate(perSecond: 100, burst: 10))
            let now = TokenBucketTests.at(0)
            bucket.charge(10, now)
            bucket.charge(units, now)
            #expect(bucket.millisecondsBelowZero(now) == TokenBucket.debtMilliseconds)
            bucket.charge(1, now)
            #expect(bucket.millisecondsBelowZero(now) == TokenBucket.debtMilliseconds)
        }
    }

    @Test
    func `what is given back is there again, and no more than fits`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 100, burst: 10))
        let now = TokenBucketTests.at(0)
        #expect(bucket.take(8, now) == nil)
        bucket.giveBack(3)
        #expect(bucket.level(now) == 5)
        bucket.giveBack(UInt64.max)
        #expect(bucket.level(now) == 10)
        #expect(bucket.take(from: 1, upTo: 100, now) == .units(10))
    }

    @Test
    func `of a bucket that has less than is wanted the rest is taken`() {
        var bucket = TokenBucket(QuotaRate(perSecond: 1_000, burst: 10))
        let now = TokenBucketTests.at(0)
        #expect(bucket.take(from: 1, upTo: 6, now) == .units(6))
        #expect(bucket.take(from: 1, upTo: 6, now) == .units(4))
        #expect(bucket.take(from: 3, upTo: 6, now) == .wait(milliseconds: 3))
        #expect(bucket.take(from: 3, upTo: 6, TokenBucketTests.at(3)) == .units(3))
    }

    @Test
    func `no rate is below one unit or above a thousand million`() {
        let none = QuotaRate(perSecond: 0, burst: 0)
        #expect(none.perSecond == 1 && none.burst == 1)
        let much = QuotaRate(perSecond: .max)
        #expect(much.perSecond == QuotaRate.most && much.burst == QuotaRate.most)
        #expect(QuotaRate(perSecond: 50).burst == 100)
        var bucket = TokenBucket(much)
        #expect(bucket.take(.max, TokenBucketTests.at(0)) == nil)
    }

    /// A bucket as one would write it down: a level that time raises.
    private struct Model {
        let rate: QuotaRate
        var level: Double
        var at: Moment

        init(_ rate: QuotaRate, _ now: Moment) {
            self.rate = rate
            level = Double(rate.burst)
            at = now
        }

        mutating func pass(to now: Moment) {
            let gone = Double(now.nanoseconds - at.nanoseconds) / 1e9
            level = min(Double(rate.burst), level + gone * Double(rate.perSecond))
            at = now
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a bucket is a level that time raises`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        // Rates whose unit is a whole number of nanoseconds: the model rounds nothing.
        let rates: [UInt64] = [1, 4, 100, 1_000, 200_000]
        let rate = QuotaRate(
            perSecond: rates[Int(seed) % rates.count],
            burst: UInt64.random(in: 1...5_000, using: &generator)
        )
        var now = TokenBucketTests.at(0)
        var bucket = TokenBucket(rate)
        var model = Model(rate, now)
        for step in 0..<3_000 {
            let unit = 1_000_000_000 / rate.perSecond
            // Whole units of time, so that no comparison lies within a rounding.
            let gone = UInt64.random(in: 0...rate.burst / 2 + 1, using: &generator) * unit
            now = Moment(nanoseconds: now.nanoseconds + gone)
            model.pass(to: now)
            let units = UInt64.random(in: 1...rate.burst, using: &generator)
            switch UInt8.random(in: 0...9, using: &generator) {
            case 0...6:
                let fits = model.level > Double(units) - 0.5
                #expect((bucket.take(units, now) == nil) == fits, "seed \(seed), step \(step)")
                if fits { model.level -= Double(units) }
            case 7...8:
                bucket.charge(units, now)
                let least = -60 * Double(rate.perSecond)
                model.level = max(model.level - Double(units), least)
            default:
                bucket.giveBack(units)
                model.level = min(Double(rate.burst), model.level + Double(units))
            }
            let difference = model.level - Double(bucket.level(now))
            #expect(abs(difference) < 0.5, "seed \(seed), step \(step)")
        }
    }

    @Test
    func `the slowest rate of a caller is the first whose full bucket pays for every call`() {
        let costs: [Cost] = [.unspecified, .memory, .point, .page, .bulk]
        let dearest = costs.map { CallPrice.of($0) }.max() ?? 0
        #expect(QuotaRate.dearestCall == UInt64(dearest))
        #expect(QuotaRate(perSecond: QuotaRate.leastForEveryCall).burst >= UInt64(dearest))
        #expect(QuotaRate(perSecond: QuotaRate.leastForEveryCall - 1).burst < UInt64(dearest))
    }
}
