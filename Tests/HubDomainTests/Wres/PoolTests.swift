import HubDomain
import HubTestKit
import HubText
import Testing

/// Pools of released returns, and what protection costs them.
struct PoolTests {
    private func released(_ count: Int, _ change: (inout WresReturn) -> Void = { _ in }) throws
        -> [ReleasedReturn]
    {
        try (0..<count).map { index in
            var entry = try WresFixtures.filled([.adults, .children])
            change(&entry)
            return try ReleaseFixtures.release(entry, UInt64(index))
        }
    }

    @Test
    func `a pool of unnamed councils needs five, a named one does not`() throws {
        let four = WresPool(try released(4))
        #expect(four.figure(.appointment, [.adults]) == .tooFewCouncils)
        #expect(four.figure(.appointment, [.adults], isNamed: true).reading != nil)
        let five = WresPool(try released(5))
        #expect(five.figure(.appointment, [.adults]).reading?.counts.contributors == 5)
        #expect(WresPool([]).figure(.appointment, [.adults]) == .notComputable(.notProvided))
    }

    @Test
    func `a council that did not release every count is not among the contributors`() throws {
        var all = try released(5)
        all += try released(1) { entry in
            for group in EthnicGroup.allCases {
                entry[.shortlisted, .adults, group] = .notProvided
                entry[.appointed, .adults, group] = .notProvided
            }
        }
        let pool = WresPool(all)
        #expect(pool.figure(.appointment, [.adults]).reading?.counts.contributors == 5)
        #expect(pool.figure(.disciplinary, [.adults]).reading?.counts.contributors == 6)
    }

    @Test
    func `a figure is printed only where it is twice what protection may have moved`() throws {
        func pool(_ events: Int) throws -> PooledFigure {
            let returns = try released(9) { entry in
                entry[.disciplinary, .adults, .minority] = .count(events)
            }
            return WresPool(returns).figure(.disciplinary, [.adults])
        }
        // Nine atoms: 2 · 5 · √9 = 30, and nine councils with two or three have about 22.
        let hidden = try pool(1)
        #expect(hidden == .tooSmall)
        #expect(hidden.words == "too small beside what rounding may have moved")
        let shown = try #require(try pool(9).reading)
        #expect(Double(shown.counts.minorityEvents.sum) >= 2 * 5 * 3)
        #expect(shown.counts.minorityEvents.halfWidth == 15)
        #expect(shown.counts.minorityPeople.atoms == 27)
    }

    @Test
    func `the interval holds what protection may have moved`() throws {
        let figure = try #require(
            WresPool(try released(12)).figure(.appointment, [.adults]).reading
        )
        let sampling = try #require(figure.reading.koopman.value)
        #expect(figure.interval.lower < sampling.lower && figure.interval.upper > sampling.upper)
        let events = figure.counts.minorityEvents
        let moved = (Double(events.sum) + events.halfWidth) / Double(events.sum)
        let ratio = try #require(figure.reading.ratio.value)
        #expect(figure.interval.upper > ratio * moved && figure.interval.lower < ratio / moved)
        #expect(figure.price > 0 && figure.priceWords.contains("12 councils"))
    }

    @Test
    func `people are raised to their events where rounding put them below`() throws {
        let five = ReleasePolicy.standard
        let counts = PooledRatio(
            minorityEvents: PooledCount(sum: 25, atoms: 1, policy: five),
            minorityPeople: PooledCount(sum: 20, atoms: 1, policy: five),
            whiteEvents: PooledCount(sum: 10, atoms: 1, policy: five),
            whitePeople: PooledCount(sum: 40, atoms: 1, policy: five),
            contributors: 1
        )
        #expect(counts.table?.minority.people == 25 && counts.table?.white.people == 40)
    }

    @Test
    func `shares of pay bands are sums too`() throws {
        let pool = WresPool(try released(6))
        let shares = try #require(pool.bandShares([.adults], ["lower", "middle", "higher"]))
        let lower = try #require(shares[0])
        let truth = 100 * 120.0 / 520
        #expect(RatioTests.isNear(lower.percent, truth, 1.5))
        // What protection may have moved is told with it, and holds the truth.
        #expect(lower.lower < truth && truth < lower.upper && lower.upper - lower.lower < 20)
        // Six councils with five people each are less than twice what protection may have moved.
        #expect(shares[2] == nil || (shares[2]?.percent ?? 0) < 40)
        #expect(
            WresPool(try released(4)).bandShares([.adults], ["lower", "middle", "higher"]) == nil
        )
        #expect(pool.bandShares([.adults], ["other"]) == nil)
    }

    @Test
    func `services together are the sum of both`() throws {
        let returns = try released(8)
        let pool = WresPool(returns)
        let adults = try #require(pool.figure(.leaving, [.adults]).reading)
        let children = try #require(pool.figure(.leaving, [.children]).reading)
        let both = try #require(pool.figure(.leaving, WresService.allCases).reading)
        #expect(
            both.counts.whiteEvents.sum
                == adults.counts.whiteEvents.sum + children.counts.whiteEvents.sum
        )
        #expect(both.counts.whiteEvents.atoms == 16)
    }

    @Test(arguments: [12, 33, 73, 153])
    func `what protection costs is small beside sampling and is as predicted`(councils: Int) throws
    {
        // The same true counts under many sets of keys: the spread is that of protection alone.
        let cycle = try WresFixtures.cycle()
        var chance = SeededGenerator(seed: UInt64(councils))
        let entries = try (0..<councils).map { _ in
            try WresFixtures.filled().jittered(&chance)
        }
        var logs: [Double] = []
        var predicted = 0.0
        var sampling = 0.0
        let runs = 40
        for run in 0..<runs {
            let returns = entries.enumerated().map { index, entry in
                let key = UInt64(run * 1_000 + index)
                return ReleasedReturn(entry, cycle, offsets: ReleaseFixtures.offsets(key))
            }
            let figure = WresPool(returns).figure(.disciplinary, [.adults])
            let reading = try #require(figure.reading)
            logs.append(try #require(reading.reading.ratio.value))
            predicted = reading.protectionDeviation
            sampling = reading.samplingDeviation
        }
        let mean = logs.reduce(0, +) / Double(runs)
        let variance =
            logs.reduce(0.0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) } / Double(runs - 1)
        let found = variance.squareRoot()
        #expect(found > predicted * 0.6 && found < predicted * 1.6, "\(found) \(predicted)")
        #expect(predicted < sampling)
        let shown = [found, predicted, sampling].map { RatioWords.fixed($0, places: 4) }
        print(
            "\(councils) councils, indicator 3: sd of log RL from protection \(shown[0]) "
                + "(predicted \(shown[1])), sampling error \(shown[2])"
        )
    }
}

extension WresReturn {
    /// The return with its counts a little different, so that councils are not all alike.
    fileprivate func jittered(_ chance: inout SeededGenerator) -> WresReturn {
        var changed = self
        for (cell, value) in entries.sorted(by: { $0.key.path < $1.key.path }) {
            guard case .count(let count) = value else { continue }
            changed.entries[cell] = .count(count + Int.random(in: 0...9, using: &chance))
        }
        return changed
    }
}
