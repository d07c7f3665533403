import HubDomain
import HubText
import Testing

/// Invented returns whose totals are the published ones.
struct SyntheticTests {
    private let library: WresLibrary
    private let cycle: WresCycle

    init() throws {
        library = try WresLibrary.shipped()
        cycle = try #require(library.cycle("2024"))
    }

    private func pooled(
        _ returns: [WresReturn],
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> RatioTable? {
        RatioTable.pooled(
            services.flatMap { service in
                returns.compactMap { $0.table(indicator, [service]).value }
            }
        )
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `the pooled ratios are the published ones to the last digit`(seed: UInt64) throws {
        let returns = try SyntheticReturns(library, seed: seed).returns
        for figure in library.published("2024") where figure.form == .ratio {
            for services in [[WresService.adults], [.children], WresService.allCases] {
                let table = try #require(pooled(returns, figure.indicator, services))
                let ratio = try #require(table.ratio.value)
                #expect(
                    RatioWords.fixed(ratio, places: figure.value.places)
                        == figure.value.description,
                    "\(figure.indicator) \(services)"
                )
            }
        }
    }

    @Test
    func `staff, councils and shares of pay bands are the published ones`() throws {
        let returns = try SyntheticReturns(library, seed: 7).returns
        #expect(returns.count == 73 && returns.count { $0.gives(.children) } == 43)
        for (service, staff) in cycle.coverage.staffByService {
            let counted = returns.reduce(0) { sum, entry in
                sum
                    + EthnicGroup.allCases.reduce(0) {
                        $0 + (entry[.staff, service, $1]?.value ?? 0)
                    }
            }
            #expect(counted == staff)
        }
        for figure in library.published("2024") where figure.form == .percent {
            let band = try #require(figure.band)
            let counts = [EthnicGroup.minority, .white].map { group in
                WresService.allCases.reduce(0) { sum, service in
                    sum
                        + returns.reduce(0) {
                            $0 + ($1[.staffInBand(band), service, group]?.value ?? 0)
                        }
                }
            }
            #expect(
                WholePercent.of(counts[0], in: counts[0] + counts[1]) == figure.value.double.whole
            )
        }
    }

    @Test
    func `each return keeps the rules, and its sheet reads back`() throws {
        let synthetic = try SyntheticReturns(library, seed: 7)
        for entry in synthetic.returns {
            let findings = WresRules.check(entry, cycle, today: WresFixtures.today)
            let errors = findings.filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(entry.unit.body): \(errors.map(\.error.description))")
        }
        let first = synthetic.returns[0]
        let reading = WresSheetReading(
            file: WresSheet.file(first, cycle),
            cycle: cycle,
            today: WresFixtures.today
        )
        #expect(reading.entry == first && reading.isAcceptable)
    }

    @Test
    func `no example council has a real name or code`() throws {
        let register = try CouncilRegister.shipped()
        let synthetic = try SyntheticReturns(library, seed: 7)
        let real = Set(register.councils.map(\.code))
        for entry in synthetic.returns {
            #expect(entry.unit.body.hasPrefix("Example Council "))
            #expect(entry.unit.councils.allSatisfy { !real.contains($0) && $0.text.hasPrefix("X") })
        }
        #expect(Set(synthetic.returns.map(\.unit.body)).count == 73)
        #expect(
            SyntheticReturns.name(0).hasSuffix(" A") && SyntheticReturns.name(26).hasSuffix(" AA")
        )
        #expect(SyntheticReturns.code(0) == "X00000001")
        #expect(SyntheticReturns.notice.contains("Synthetic"))
    }

    @Test
    func `the same seed makes the same returns, another one others`() throws {
        let first = try SyntheticReturns(library, seed: 7).returns
        #expect(first == (try SyntheticReturns(library, seed: 7).returns))
        #expect(first != (try SyntheticReturns(library, seed: 8).returns))
    }

    @Test
    func `protected, the published figures come out within what is said with them`() throws {
        let returns = try SyntheticReturns(library, seed: 7).returns
        let released = returns.enumerated().map { index, entry in
            ReleasedReturn(entry, cycle, offsets: ReleaseFixtures.offsets(UInt64(index)))
        }
        let pool = WresPool(released)
        for figure in library.published("2024") where figure.form == .ratio {
            let reading = try #require(pool.figure(figure.indicator, [.adults]).reading)
            let ratio = try #require(reading.reading.ratio.value)
            let spread = 4 * reading.protectionDeviation
            #expect((ratio / figure.value.double - 1).magnitude < spread + 0.01)
            #expect(reading.interval.lower <= figure.value.double)
            #expect(figure.value.double <= reading.interval.upper)
            print(
                "indicator \(figure.indicator.rawValue): published \(figure.value), protected "
                    + "\(RatioWords.fixed(ratio, places: 3)), sd from protection "
                    + "\(RatioWords.fixed(reading.protectionDeviation, places: 4)), sampling "
                    + RatioWords.fixed(reading.samplingDeviation, places: 4)
            )
        }
        let shares = try #require(pool.bandShares([.adults], ["lower", "middle", "higher"]))
        let lower = try #require(shares[0])
        #expect((lower.percent - 18).magnitude < 1)
    }
}

extension Double {
    /// The nearest whole number.
    fileprivate var whole: Int { Int(rounded()) }
}
