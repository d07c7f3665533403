import HubDomain
import HubTestKit
import HubText
import Testing

/// Releases of several years, added up for a region.
struct PoolYearsTests {
    private func council(_ number: Int) -> GSSCode { GSSCode(text: "X0000000\(number)") }

    /// What councils release in a year, each under its own key, which is the same in all years.
    private func year(
        _ councils: Range<Int>,
        _ change: (inout WresReturn) -> Void = { _ in }
    ) throws -> [WresPool.Entry] {
        try councils.map { number in
            var entry = try WresFixtures.filled([.adults, .children])
            change(&entry)
            let released = try ReleaseFixtures.release(entry, UInt64(number))
            return WresPool.Entry(released, of: [council(number)])
        }
    }

    private func moved(_ count: Int) -> (inout WresReturn) -> Void {
        { $0[.appointed, .adults, .minority] = .count(count) }
    }

    private func counts(_ pool: WresPool) throws -> PooledRatio {
        try #require(pool.figure(.appointment, [.adults]).reading).counts
    }

    @Test
    func `counts of years are added, and nothing else is made of them`() throws {
        let (first, second) = (try year(0..<7), try year(0..<7, moved(73)))
        let one = try counts(WresPool(cycles: [first]))
        let two = try counts(WresPool(cycles: [second]))
        let both = try counts(WresPool(cycles: [first, second]))
        #expect(both.minorityEvents.sum == one.minorityEvents.sum + two.minorityEvents.sum)
        #expect(both.whitePeople.sum == one.whitePeople.sum + two.whitePeople.sum)
        #expect(both.minorityEvents.atoms == 14 && both.years == 2 && both.contributors == 7)
        let three = WresPool(cycles: [first, second, first])
        #expect(
            try counts(three).minorityEvents.sum == 2 * one.minorityEvents.sum
                + two.minorityEvents.sum
        )
    }

    @Test
    func `one year in a pool of years is that year's pool`() throws {
        let entries = try year(0..<7)
        let released = try (0..<7).map { number in
            try ReleaseFixtures.release(
                WresFixtures.filled([.adults, .children]),
                UInt64(number)
            )
        }
        let (one, other) = (WresPool(cycles: [entries]), WresPool(released))
        for services in [[WresService.adults], [.children], WresService.allCases] {
            for indicator in WresIndicator.ratios {
                #expect(one.figure(indicator, services) == other.figure(indicator, services))
            }
            let bands: [BandCode] = ["lower", "middle", "higher"]
            #expect(one.bandShares(services, bands) == other.bandShares(services, bands))
        }
    }

    @Test
    func `five councils are five in however many years`() throws {
        let four = try year(0..<4)
        let twelve = WresPool(cycles: [four, four, four])
        #expect(twelve.figure(.appointment, [.adults]) == .tooFewCouncils)
        #expect(twelve.bandShares([.adults], ["lower", "middle", "higher"]) == nil)
        // Other councils in another year count, and the same ones once.
        let five = WresPool(cycles: [try year(0..<4), try year(3..<5)])
        #expect(try counts(five).contributors == 5 && five.employers == 5)
    }

    @Test
    func `employers that share a council are one, whatever else they count`() throws {
        let entry = try ReleaseFixtures.release(WresFixtures.filled(), 1)
        func of(_ numbers: Int...) -> WresPool.Entry {
            WresPool.Entry(entry, of: numbers.map(council))
        }
        // Two that merged, and a third that is joined to them in the third year.
        let joined = WresPool(cycles: [[of(1), of(2), of(3)], [of(1, 2), of(3)], [of(2, 3)]])
        #expect(joined.employers == 1)
        let apart = WresPool(cycles: [[of(1), of(2), of(3)], [of(1, 2), of(3)]])
        #expect(apart.employers == 2)
        #expect(WresPool(cycles: []).employers == 0)
        #expect(
            WresPool(cycles: [[], []]).figure(.leaving, [.adults]) == .notComputable(.notProvided)
        )
    }

    @Test
    func `the same offsets each year are taken to move a sum the same way`() throws {
        let entries = try year(0..<9)
        let one = try counts(WresPool(cycles: [entries])).minorityEvents
        for years in 1...3 {
            let cycles = [[WresPool.Entry]](repeating: entries, count: years)
            let sum = try counts(WresPool(cycles: cycles)).minorityEvents
            #expect((sum.halfWidth - Double(years) * one.halfWidth).magnitude < 1e-9)
            #expect((sum.variance - Double(years * years) * one.variance).magnitude < 1e-9)
        }
        // Adding cells of one year is another thing: their offsets have nothing to do with each
        // other.
        #expect(((one + one).halfWidth - 2.squareRoot() * one.halfWidth).magnitude < 1e-9)
    }

    @Test
    func `what protection moves in years of unchanged counts is as predicted, and no less`() throws
    {
        let cycle = try WresFixtures.cycle()
        let entry = try WresFixtures.filled()
        let runs = 120
        var ratios: [Double] = []
        var predicted = 0.0
        for run in 0..<runs {
            let entries = (0..<12).map { number in
                let offsets = ReleaseFixtures.offsets(UInt64(run * 100 + number))
                let released = ReleasedReturn(entry, cycle, offsets: offsets)
                return WresPool.Entry(released, of: [council(number)])
            }
            let pool = WresPool(cycles: [entries, entries, entries])
            let reading = try #require(pool.figure(.disciplinary, [.adults]).reading)
            ratios.append(try #require(reading.reading.ratio.value))
            predicted = reading.protectionDeviation
        }
        // The logarithm's series around the middle, exact to far more than is asked here.
        let middle = ratios.reduce(0, +) / Double(runs)
        let logs = ratios.map { ratio in
            let part = (ratio - middle) / (ratio + middle)
            return 2 * part * (1 + part * part / 3 + part * part * part * part / 5)
        }
        let mean = logs.reduce(0, +) / Double(runs)
        let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
        let found = variance.squareRoot()
        #expect(found > predicted * 0.75 && found < predicted * 1.3, "\(found) \(predicted)")
        // Taken for different cells, three years would promise √3 of the precision that there is.
        #expect(found > predicted / 3.squareRoot() * 1.2)
    }

    @Test
    func `a year that gives none is told apart from a year of none`() throws {
        let missing = try year(0..<7) { entry in
            for group in EthnicGroup.allCases {
                entry[.shortlisted, .adults, group] = .notProvided
                entry[.appointed, .adults, group] = .notProvided
            }
        }
        let known = try year(0..<7)
        let both = try counts(WresPool(cycles: [missing, known]))
        #expect(both.years == 1 && both.contributors == 7)
        #expect(both.minorityEvents == (try counts(WresPool(cycles: [known])).minorityEvents))
        #expect(
            PoolRemarks.sentences(isDoubtful: true, isMixed: false, years: 1, of: 2)
                == [PoolRemarks.doubtful, "Counts of 1 of the 2 years: the others give none."]
        )
        #expect(PoolRemarks.sentences(isDoubtful: false, isMixed: true, years: 2, of: 2).count == 1)
        #expect(PoolRemarks.sentences(isDoubtful: false, isMixed: false, years: 1, of: 1).isEmpty)
    }

    @Test
    func `harassment that was collected in both ways is said to be`() throws {
        let reported = try year(0..<6)
        let surveyed = try year(0..<6) { entry in
            entry.harassmentSource = .survey
            for group in EthnicGroup.allCases { entry[.surveyed, .adults, group] = .count(180) }
        }
        func isMixed(_ cycles: [[WresPool.Entry]], _ indicator: WresIndicator) throws -> Bool {
            let figure = WresPool(cycles: cycles).figure(indicator, [.adults], isNamed: true)
            return try #require(figure.reading).counts.isMixed
        }
        #expect(try isMixed([reported, surveyed], .harassmentPublic))
        #expect(try !isMixed([reported, reported], .harassmentPublic))
        #expect(try !isMixed([reported, surveyed], .appointment))
    }

    @Test
    func `two worlds that leave alike in each year look alike together`() throws {
        var chance = SeededGenerator(seed: 2_025)
        var (changed, shown) = (0, 0)
        for _ in 0..<25 {
            var worlds: [[[WresPool.Entry]]] = [[], []]
            for _ in 0..<3 {
                var years: [[WresPool.Entry]] = [[], []]
                for number in 0..<6 {
                    let entry = try ReleaseFixtures.entry(&chance, sizes: 60...400)
                    let key = UInt64(number)
                    let twin = ReleaseFixtures.twin(entry, key, &chance)
                    changed += twin.changed
                    for (place, one) in [entry, twin.entry].enumerated() {
                        years[place].append(
                            WresPool.Entry(
                                try ReleaseFixtures.release(one, key),
                                of: [council(number)]
                            )
                        )
                    }
                }
                for place in worlds.indices { worlds[place].append(years[place]) }
            }
            let pools = worlds.map { WresPool(cycles: $0) }
            for services in [[WresService.adults], [.children], WresService.allCases] {
                for indicator in WresIndicator.ratios {
                    let figures = pools.map { $0.figure(indicator, services) }
                    #expect(figures[0] == figures[1])
                    shown += figures[0].reading == nil ? 0 : 1
                }
                let bands: [BandCode] = ["lower", "middle", "higher"]
                #expect(
                    pools[0].bandShares(services, bands) == pools[1].bandShares(services, bands)
                )
            }
        }
        #expect(changed > 5_000 && shown > 100)
        print("two worlds over three years: \(changed) counts differ, \(shown) figures shown alike")
    }

    @Test
    func `totals by place are those of the cells`() throws {
        var chance = SeededGenerator(seed: 5)
        var cases = 0
        let cycle = try WresFixtures.cycle()
        for key in 0..<UInt64(60) {
            let entry = try ReleaseFixtures.entry(&chance, sizes: 0...200)
            let released = try ReleaseFixtures.release(entry, key)
            for quantity in WresQuantity.asked(in: cycle) {
                for service in WresService.allCases {
                    for group in EthnicGroup.allCases {
                        let parts: [WresQuantity] =
                            quantity == .staff && !released.bands.isEmpty
                            ? released.bands.map { .staffInBand($0) } : [quantity]
                        let values = parts.map {
                            released.atoms[WresCell($0, service, group)]?.value
                        }
                        let known = values.compactMap(\.self)
                        let expected = known.count == values.count ? known.reduce(0, +) : nil
                        let total = released.total(quantity, service, group)
                        #expect(total?.sum == expected, "\(quantity) \(service) \(group)")
                        #expect(total.map { $0.atoms == parts.count } ?? true)
                        cases += 1
                    }
                }
            }
        }
        #expect(cases > 5_000)
    }
}
