import HubClient
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Two hubs with the same councils, secrets and past: what differs in them is what a test makes
/// differ, such as one person.
final class AttackWorlds {
    let hubs: [AttackHub]
    let offsets: [ReleaseOffsets]
    /// The true returns of each hub, by cycle and council.
    private(set) var truth: [[CycleID: [WresReturn]]]
    var chance: SeededGenerator

    private static let policy = ReleasePolicy.standard

    /// Copies one hub twice.
    ///
    /// - Parameter seed: What the counts come from.
    /// - Throws: When a hub cannot be made.
    init(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let folder = try TemporaryDirectory()
        let callers = try AttackHub.found(in: folder)
        let past = try AttackHub(in: folder, callers)
        var entries: [CycleID: [WresReturn]] = [:]
        for id in AttackHub.cycles {
            for council in AttackHub.councils.indices {
                let desk = try past.desk(council, id)
                let entry = Self.entry(council, desk.cycle, &chance)
                try desk.handIn(entry)
                entries[id, default: []].append(entry)
            }
        }
        past.served.stop()
        hubs = try (0..<2).map { _ in
            let copy = try TemporaryDirectory()
            let words = ["cp", "-a", folder.file("data"), copy.file("data")]
            let (code, output) = try Tool.run(words, in: ScratchFolder())
            #expect(code == 0, "\(output)")
            return try AttackHub(in: copy, callers)
        }
        let both = try hubs.map { hub in
            try AttackHub.councils.indices.map { try hub.desk($0, "2024").offsets() }
        }
        offsets = both[0]
        let cell = WresCell(.appointed, .adults, .minority)
        for (own, other) in zip(both[0], both[1]) {
            #expect(own.offset(of: cell, base: 1_000) == other.offset(of: cell, base: 1_000))
        }
        truth = [entries, entries]
        self.chance = chance
    }

    /// A return of a council whose every count is large enough to be printed.
    private static func entry(
        _ council: Int,
        _ cycle: WresCycle,
        _ chance: inout SeededGenerator
    ) -> WresReturn {
        let code = AttackHub.councils[council]
        var entry = WresReturn(
            cycle: cycle.id,
            unit: ReportingUnit(
                body: "Example Council \(council + 1)",
                councils: [GSSCode(text: code)]
            )
        )
        let year = Int(cycle.id.text) ?? 2_024
        entry.periodFrom = Day(year: year - 1, month: 4, day: 1)
        entry.periodTo = Day(year: year, month: 3, day: 31)
        entry.snapshot = entry.periodTo
        entry.harassmentSource = .reports
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                let most = group == .white ? 400 : 90
                for quantity in WresQuantity.asked(in: cycle) {
                    let range: ClosedRange<Int>? =
                        switch quantity {
                        case .surveyed, .fitnessReferred: nil
                        case .staff: 240...3 * most
                        case .staffInBand: 60...most
                        case .shortlisted: 150...most + 300
                        case .appointed: 50...100
                        case .regulated: 70...100
                        default: 25...60
                        }
                    entry[quantity, service, group] =
                        range.map { .count(Int.random(in: $0, using: &chance)) }
                        ?? .notProvided
                }
                entry.addBands(service, group, cycle)
            }
        }
        return entry
    }

    /// A move of one person: a cell, about how many it has before, and by how many it changes.
    struct Move {
        let cell: WresCell
        let near: Int
        let by: Int

        init(
            _ quantity: WresQuantity,
            _ service: WresService,
            _ group: EthnicGroup,
            near: Int,
            by: Int
        ) {
            cell = WresCell(quantity, service, group)
            (self.near, self.by) = (near, by)
        }
    }

    /// Two returns of a council that leave alike and differ by a move of one person.
    ///
    /// - Parameters:
    ///   - council: Whose return; its other counts stay as they are.
    ///   - cycle: The cycle.
    ///   - moves: The cells that the person stands in.
    /// - Returns: The return before and after the move.
    /// - Throws: Where there is no such return.
    func pair(_ council: Int, _ cycle: CycleID, _ moves: [Move]) throws -> [WresReturn] {
        let base = Self.policy.base
        var first = try #require(truth[0][cycle]?[council])
        var second = first
        for move in moves {
            let offset = offsets[council].offset(of: move.cell, base: base)
            func leaves(_ count: Int) -> Int { Self.policy.released(count, offset: offset) }
            var count = move.near
            while leaves(count) != leaves(count + move.by) { count += 1 }
            first.entries[move.cell] = .count(count)
            second.entries[move.cell] = .count(count + move.by)
        }
        let whole = try hubs[0].desk(council, cycle).cycle
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                first.addBands(service, group, whole)
                second.addBands(service, group, whole)
            }
        }
        return [first, second]
    }

    /// Corrects a council's return, in each hub to its own.
    func correct(_ council: Int, _ entries: [WresReturn]) throws {
        for (place, (hub, entry)) in zip(hubs, entries).enumerated() {
            try hub.correct(council, entry)
            truth[place][entry.cycle]?[council] = entry
        }
    }

    /// The true count of a council in each hub.
    func counts(_ council: Int, _ cell: WresCell, _ cycle: CycleID = "2024") -> [Int] {
        truth.map { $0[cycle]?[council].entries[cell]?.value ?? -1 }
    }

    /// What each hub tells the region's lead, which its analyst is told too.
    func sights() throws -> [AttackSight] {
        try hubs.map { hub in
            let sight = try AttackSight(asking: hub.lead)
            #expect(try AttackSight(asking: hub.analyst) == sight)
            return sight
        }
    }

    /// What would be told of the same returns by the same code under another policy.
    func sights(under policy: ReleasePolicy) throws -> [AttackSight] {
        try truth.map { returns in
            try AttackSight(of: returns, offsets, under: policy, hubs[0])
        }
    }

    /// Compares everything that the two hubs tell anybody else, whatever is asked.
    ///
    /// - Returns: How many answers there were.
    func compareEverything() throws -> Int {
        let answers = try hubs.map { try $0.everything() }
        for (first, second) in zip(answers[0], answers[1]) {
            #expect(first.asked == second.asked)
            #expect(first.answer.text == second.answer.text, "\(first.asked)")
            let difference = abs(first.answer.size - second.answer.size)
            #expect(difference <= Self.timeBytesMax, "\(first.asked)")
        }
        #expect(answers[0].count == answers[1].count && answers[0].count > 100)
        #expect(try hubs[0].regionRevision() == hubs[1].regionRevision())
        #expect(Set(hubs.flatMap(\.regionLog)).isSubset(of: ["region-told messages=1"]))
        #expect(hubs[0].regionLog.count == hubs[1].regionLog.count)
        return answers[0].count
    }

    /// How many bytes the times in two answers may make between them.
    private static let timeBytesMax = 16
}

extension ReleasePolicy {
    /// What many do: hide counts below ten, and publish everything else as it is.
    static let hidingOnly = ReleasePolicy(base: 1)
    /// Publishes everything as it is.
    static let open = ReleasePolicy(base: 1, peopleMin: 0, shownMin: 0, contributorsMin: 1)
}

extension WresReturn {
    /// Makes the staff of a group the sum of its bands, where there are any.
    mutating func addBands(_ service: WresService, _ group: EthnicGroup, _ cycle: WresCycle) {
        guard let bands = cycle.bands.value else { return }
        let counts = bands.map { self[.staffInBand($0.code), service, group]?.value ?? 0 }
        self[.staff, service, group] = .count(counts.reduce(0, +))
    }
}
