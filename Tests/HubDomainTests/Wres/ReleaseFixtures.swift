import HubDomain
import HubTestKit
import HubText
import Testing

/// Returns and keys for the tests of protection; nothing here is about a real council.
enum ReleaseFixtures {
    static let policy = ReleasePolicy.standard

    /// Offsets from a seed: a stand-in for the keyed digest, which lives behind a wall.
    static func offsets(_ key: UInt64) -> ReleaseOffsets {
        ReleaseOffsets { message in
            // FNV-1a from a keyed start, then the generator to mix it.
            var start = SeededGenerator(seed: key)
            let state = message.reduce(start.next()) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            var generator = SeededGenerator(seed: state)
            var mixed = SeededGenerator(seed: generator.next())
            let word = mixed.next() ^ generator.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }

    /// A random return with plausible counts, some of them not provided.
    static func entry(
        _ chance: inout SeededGenerator,
        sizes: ClosedRange<Int> = 0...400,
        isSparse: Bool = true
    ) throws -> WresReturn {
        var entry = WresReturn(
            cycle: "2024",
            unit: ReportingUnit(body: "Example Council A", councils: ["X00000001"])
        )
        entry.harassmentSource = Bool.random(using: &chance) ? .survey : .reports
        let cycle = try WresFixtures.cycle()
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                let isGiven = !isSparse || UInt8.random(in: 0..<8, using: &chance) > 0
                for group in EthnicGroup.allCases {
                    let most = Int.random(in: sizes, using: &chance)
                    entry[quantity, service, group] =
                        isGiven ? .count(Int.random(in: 0...most, using: &chance)) : .notProvided
                }
            }
        }
        return entry
    }

    static func release(_ entry: WresReturn, _ key: UInt64) throws -> ReleasedReturn {
        ReleasedReturn(entry, try WresFixtures.cycle(), offsets: offsets(key))
    }

    /// Another return that leaves exactly as this one does, with counts changed wherever they can.
    static func twin(
        _ entry: WresReturn,
        _ key: UInt64,
        _ chance: inout SeededGenerator
    ) -> (entry: WresReturn, changed: Int) {
        var twin = entry
        var changed = 0
        let secret = offsets(key)
        for (cell, value) in entry.entries {
            guard case .count(let count) = value else { continue }
            let offset = secret.offset(of: cell, base: policy.base)
            let released = policy.released(count, offset: offset)
            let low = max(0, released - offset)
            let other = Int.random(in: low...(released - offset + policy.base - 1), using: &chance)
            if other != count { changed += 1 }
            twin.entries[cell] = .count(other)
        }
        return (twin, changed)
    }

    /// Everything that is shown to anybody else about a release, alone and among others.
    static func shown(
        _ released: ReleasedReturn,
        among others: [ReleasedReturn]
    ) throws -> [String] {
        let cycle = try WresFixtures.cycle()
        let preview = ReleasePreview(released, cycle)
        let styles = [TerminalStyle(), .accessible(), TerminalStyle(signs: .ascii, theme: .colour)]
        var shown = styles.flatMap { preview.table(cycle).lines($0) }
        for (_, chart) in preview.charts { shown += styles.flatMap { chart.lines($0) } }
        let pool = WresPool(others + [released])
        for services in [[WresService.adults], [.children], WresService.allCases] {
            let chart = pool.chart(services)
            shown += chart.lines(TerminalStyle()) + chart.alternative
            for indicator in WresIndicator.ratios {
                let figure = pool.figure(indicator, services)
                shown.append("\(figure.words) \(figure.reading?.priceWords ?? "")")
                shown.append(figure.reading.map { "\($0.interval) \($0.reading)" } ?? "-")
            }
            shown.append("\(pool.bandShares(services, ["lower", "middle", "higher"]) ?? [])")
        }
        return shown
    }
}
