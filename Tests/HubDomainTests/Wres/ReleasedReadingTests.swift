import HubDomain
import HubTestKit
import HubText
import Testing

/// What is told of one council's rounded counts is never what the true ones deny.
struct ReleasedReadingTests {
    private func truth(_ entry: WresReturn, _ indicator: WresIndicator) -> Reading? {
        entry.table(indicator, [.adults]).value.flatMap {
            RatioReading($0, polarity: indicator.polarity).reading.value
        }
    }

    /// A return that holds to the rules: nobody has an event who is not among the people.
    private func entry(_ chance: inout SeededGenerator) throws -> WresReturn {
        var entry = try ReleaseFixtures.entry(&chance, sizes: 40...600, isSparse: false)
        let cycle = try WresFixtures.cycle()
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                var all = 0
                for band in cycle.bands.value ?? [] {
                    let staff = Int.random(in: 10...300, using: &chance)
                    entry[.staffInBand(band.code), service, group] = .count(staff)
                    all += staff
                }
                entry[.staff, service, group] = .count(all)
                for part in [WresQuantity.regulated, .surveyed] {
                    let most = min(all, entry[part, service, group]?.value ?? 0)
                    entry[part, service, group] = .count(most)
                }
                for indicator in WresIndicator.ratios {
                    guard let parts = entry.parts(of: indicator, in: service) else { continue }
                    let people = entry[parts.people, service, group]?.value ?? 0
                    let events = entry[parts.events, service, group]?.value ?? 0
                    if events > people, indicator != .leaving {
                        entry[parts.events, service, group] = .count(people)
                    }
                }
            }
        }
        return entry
    }

    @Test(arguments: 0..<60)
    func `the reading is told only where every true count that fits says it`(seed: Int) throws {
        var chance = SeededGenerator(seed: UInt64(seed) + 4_000)
        var told = 0
        for _ in 0..<20 {
            let entry = try entry(&chance)
            let released = try ReleaseFixtures.release(entry, chance.next())
            for indicator in WresIndicator.ratios {
                guard let reading = released.reading(of: indicator, .adults).value else { continue }
                if let said = reading.reading {
                    told += 1
                    #expect(said == truth(entry, indicator), "\(indicator)")
                }
                let ratio = try #require(entry.table(indicator, [.adults]).value?.ratio.value)
                let fits = try #require(reading.fits)
                #expect(ratio >= fits.lower - 1e-9 && ratio <= fits.upper + 1e-9, "\(indicator)")
                #expect(reading.isTooRounded == (reading.remark != nil))
            }
        }
        // A rule that told nothing would be right as well.
        #expect(told > 0)
    }

    @Test func `rounding widens the interval of one council as it does that of a pool`() throws {
        var chance = SeededGenerator(seed: 7)
        let released = try ReleaseFixtures.release(try entry(&chance), 3)
        let known = WresIndicator.ratios.compactMap { released.reading(of: $0, .adults).value }
        #expect(!known.isEmpty)
        for reading in known {
            let sampling = try #require(reading.figure.reading.koopman.value)
            #expect(reading.figure.interval.lower < sampling.lower)
            #expect(reading.figure.interval.upper > sampling.upper)
        }
    }

    @Test func `a ratio of few cases is too rounded, one of many is told`() throws {
        func reading(_ cases: (Int, Int)) throws -> ReleasedReading {
            var entry = WresReturn(cycle: "2024", unit: ReportingUnit(body: "A", councils: []))
            let counts: [(EthnicGroup, Int, Int)] = [
                (.minority, 4 * cases.0, cases.0), (.white, 4 * cases.1, 2 * cases.1),
            ]
            for (group, people, events) in counts {
                entry[.shortlisted, .adults, group] = .count(people)
                entry[.appointed, .adults, group] = .count(events)
            }
            let released = try ReleaseFixtures.release(entry, 1)
            return try #require(released.reading(of: .appointment, .adults).value)
        }
        let few = try reading((15, 15))
        #expect(few.isTooRounded && few.reading == nil)
        #expect(few.remark?.contains("too rounded to tell whether it is adverse") == true)
        #expect(few.entry("2").isTooRounded)
        let many = try reading((150, 300))
        #expect(many.reading == .adverse && many.remark == nil)
        let chart = RatioChart.chart([few.entry("2 Few"), many.entry("2 Many")])
        #expect(
            chart.alternative[0].contains("too rounded") && !chart.alternative[0].contains("likely")
        )
        #expect(chart.alternative[1].contains("adverse"))
        #expect(
            RatioSummary.lines([("2", few.entry("2")), ("3", many.entry("3"))]).contains(
                "Too rounded to tell: 2."
            )
        )
    }
}
