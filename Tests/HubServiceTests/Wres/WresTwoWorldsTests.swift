import HubClient
import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Two hubs whose councils have different counts and different secrets, and released the same:
/// whatever the region is told is the same, byte for byte.
struct WresTwoWorldsTests {
    private static let cases = 60
    private static let seed: UInt64 = 20_240_915

    @Test func `what the region sees is a function of what was released`() throws {
        let worlds = [try ServedWres(), try ServedWres()]
        let offsets = try worlds.map { try $0.offsets() }
        let cycle = worlds[0].cycle
        var chance = SeededGenerator(seed: Self.seed)
        var (answers, changed) = (0, 0)
        for number in 0..<Self.cases {
            let first = Self.entry(&chance, cycle)
            let second = Self.twin(first, offsets[0], offsets[1], cycle, &chance)
            let told = "case \(number), seed \(Self.seed)"
            changed += ReturnChange(from: first, to: second, cycle).counts.count
            for (world, entry) in zip(worlds, [first, second]) {
                var sending = ServedWres.Sending()
                if number > 0 { sending.why = "case \(number)" }
                if number == 0 {
                    try world.handIn(entry)
                } else {
                    let answer = try world.send(entry, sending)
                    #expect(answer.saved != nil, "\(told): \(answer.findings.map(\.message))")
                    try world.settle()
                }
            }
            let seen = try worlds.map { try Self.answers($0) }
            #expect(seen[0] == seen[1], "\(told)")
            answers += seen[0].count
        }
        print("two worlds: \(Self.cases) cases, \(answers) answers, \(changed) counts differ")
        #expect(changed > Self.cases * 10)
        // What the hubs wrote down for their operators is the same, too.
        for world in worlds {
            #expect(Set(Self.lines(world)) == ["region-told messages=1"])
        }
    }

    /// Everything that can be learned without seeing a council's counts, as bytes.
    private static func answers(_ world: ServedWres) throws -> [[UInt8]] {
        let viewer = world.author
        let preview = PreviewReleaseRequest(cycle: "2024")
        var answers = [
            try world.lead.listReleases(ListReleasesRequest(cycle: "2024")).encoded(),
            try world.lead.poolReleases(PoolReleasesRequest(cycle: "2024")).encoded(),
            try viewer.previewRelease(preview).encoded(),
        ]
        // What is refused says the same, and as much.
        let refused = [
            refusal { _ = try viewer.getReturn(GetReturnRequest(cycle: "2024")) },
            refusal { _ = try world.lead.listReleases(ListReleasesRequest(cycle: "1999")) },
            refusal { _ = try viewer.previewRelease(PreviewReleaseRequest(cycle: "2023")) },
        ]
        answers += refused.map { Array(($0 ?? "admitted").utf8) }
        return answers
    }

    /// A line for each case: that something was told, and nothing of what.
    private static func lines(_ world: ServedWres) -> [String] {
        var lines: [String] = []
        while lines.count < cases {
            lines = world.served.log.all.filter { $0.hasPrefix("region-told") }
        }
        return lines
    }

    /// A return that can be handed in, with counts from a seed.
    private static func entry(_ chance: inout SeededGenerator, _ cycle: WresCycle) -> WresReturn {
        var entry = ServedWres.filled(WresService.allCases)
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                var staff = 0
                for band in cycle.bands.value ?? [] {
                    let count = Int.random(in: 40...300, using: &chance)
                    entry[.staffInBand(band.code), service, group] = .count(count)
                    staff += count
                }
                entry[.staff, service, group] = .count(staff)
                let shortlisted = Int.random(in: 40...900, using: &chance)
                entry[.shortlisted, service, group] = .count(shortlisted)
                entry[.appointed, service, group] = .count(
                    Int.random(in: 0...shortlisted / 2, using: &chance)
                )
                let regulated = Int.random(in: 12...(staff / 2 - 20), using: &chance)
                entry[.regulated, service, group] = .count(regulated)
                entry[.fitnessEntered, service, group] = .count(
                    Int.random(in: 0...max(0, regulated - 20), using: &chance)
                )
                for quantity in [
                    WresQuantity.disciplinary, .development, .harassmentPublic,
                    .harassmentColleagues, .harassmentManagers, .leavers, .seniorManagers,
                ] {
                    let count = Int.random(in: 0...staff / 3, using: &chance)
                    entry[quantity, service, group] = .count(count)
                }
            }
        }
        return entry
    }

    /// A return that leaves under other offsets as this one does, with other counts wherever they
    /// can differ; headcounts that leave by band stay the sums of their bands.
    private static func twin(
        _ entry: WresReturn,
        _ own: ReleaseOffsets,
        _ other: ReleaseOffsets,
        _ cycle: WresCycle,
        _ chance: inout SeededGenerator
    ) -> WresReturn {
        let policy = ReleasePolicy.standard
        var twin = entry
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                for quantity in WresQuantity.asked(in: cycle) where quantity != .staff {
                    let cell = WresCell(quantity, service, group)
                    guard let count = entry.entries[cell]?.value else { continue }
                    let released = policy.released(
                        count,
                        offset: own.offset(of: cell, base: policy.base)
                    )
                    let offset = other.offset(of: cell, base: policy.base)
                    let lowest = max(0, released - offset)
                    let highest = released - offset + policy.base - 1
                    twin.entries[cell] = .count(Int.random(in: lowest...highest, using: &chance))
                }
                let bands = (cycle.bands.value ?? []).map {
                    twin[.staffInBand($0.code), service, group]?.value ?? 0
                }
                twin[.staff, service, group] = .count(bands.reduce(0, +))
            }
        }
        return twin
    }
}
