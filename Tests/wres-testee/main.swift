import HubDomain

// Reads a table on each line, "a n1 c n0", and writes what is computed from it, for a comparison
// with other programs: Koopman's limits, Katz' limits, Fisher's p; "-" where there is none.
//
// With the word "pool" it measures instead how long the releases of 153 councils in ten cycles take
// to be added up: every figure and band of every cycle. A build for release is what counts.

private func shown(_ value: Double?) -> String {
    value.map { $0.isFinite ? "\($0)" : "inf" } ?? "-"
}

/// A release whose every count left, with the same offset everywhere.
private func release(_ council: Int, _ cycle: WresCycle) -> ReleasedReturn {
    var entry = WresReturn(cycle: cycle.id)
    entry.harassmentSource = .reports
    for service in WresService.allCases {
        for group in EthnicGroup.allCases {
            for (place, quantity) in WresQuantity.asked(in: cycle).enumerated() {
                entry[quantity, service, group] = .count(40 + (council * 7 + place * 13) % 200)
            }
        }
    }
    return ReleasedReturn(
        entry,
        cycle,
        offsets: ReleaseOffsets { message in
            [UInt8](repeating: UInt8(truncatingIfNeeded: message.count + council), count: 8)
        }
    )
}

/// Adds up what 153 councils released in each of ten cycles.
///
/// - Returns: How many figures there were, so that nothing is left out.
private func pool(_ years: [[ReleasedReturn]], _ bands: [BandCode]) -> Int {
    var figures = 0
    for year in years {
        let pool = WresPool(year)
        for services in [[WresService.adults], [.children], WresService.allCases] {
            for indicator in WresIndicator.ratios
            where pool.figure(indicator, services).reading != nil { figures += 1 }
            figures += pool.bandShares(services, bands)?.count ?? 0
        }
    }
    return figures
}

private func measure() throws {
    let (councils, cycles, runs) = (153, 10, 21)
    let library = try WresLibrary.shipped()
    let cycle = try library.cycle(typed: "2024")
    let year = (0..<councils).map { release($0, cycle) }
    let years = [[ReleasedReturn]](repeating: year, count: cycles)
    var times: [Double] = []
    var figures = 0
    for _ in 0..<runs {
        let start = ContinuousClock.now
        figures = pool(years, (cycle.bands.value ?? []).map(\.code))
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        times.append(Double(seconds) * 1_000 + Double(attoseconds) / 1e15)
    }
    times.sort()
    print("\(councils) councils, \(cycles) cycles, \(figures) figures:")
    print("median \(times[runs / 2]) ms, slowest \(times[runs - 1]) ms of \(runs) runs")
}

let isMeasured = CommandLine.arguments.dropFirst().first == "pool"
if isMeasured { try measure() }

while !isMeasured, let line = readLine() {
    let numbers = line.split(separator: " ").compactMap { Int($0) }
    do {
        guard numbers.count == 4 else { throw DomainError(.wresCountForm, path: "", problem: line) }
        let table = RatioTable(
            minority: try EventCount(events: numbers[0], people: numbers[1]),
            white: try EventCount(events: numbers[2], people: numbers[3])
        )
        let reading = RatioReading(table, polarity: .adverseAbove)
        let koopman = reading.koopman.value
        let katz = reading.katz.value
        print(
            shown(reading.ratio.value),
            shown(koopman?.lower),
            shown(koopman?.upper),
            shown(katz?.lower),
            shown(katz?.upper),
            shown(reading.fisherP.value)
        )
    } catch {
        print("refused")
    }
}
