import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// What the region's people are told of releases, and the steps of reckoning that every attack on
/// them is made of.
struct AttackSight: Equatable {
    /// By cycle and the council's code.
    private(set) var views: [CycleID: [String: ReleaseView]] = [:]
    private(set) var pools: [CycleID: PoolReleasesResponse] = [:]
    /// The pool of both cycles.
    private(set) var together = PoolReleasesResponse()

    /// Asks a hub for everything there is about releases.
    init(asking client: WresServiceClient) throws {
        for cycle in AttackHub.cycles {
            var list = ListReleasesRequest(cycle: cycle.text)
            repeat {
                let answer = try client.listReleases(list)
                for view in answer.releases { views[cycle, default: [:]][view.councilCode] = view }
                list.cursor = answer.nextCursor
            } while !list.cursor.isEmpty
            pools[cycle] = try client.poolReleases(PoolReleasesRequest(cycle: cycle.text))
        }
        together = try client.poolReleases(PoolReleasesRequest(cycle: "2024", years: 2))
        #expect(together.cycles == AttackHub.cycles.map(\.text))
    }

    /// What the hub's own code makes of returns under a policy, with nothing in between.
    init(
        of returns: [CycleID: [WresReturn]],
        _ offsets: [ReleaseOffsets],
        under policy: ReleasePolicy,
        _ hub: AttackHub
    ) throws {
        var all: [(cycle: WresCycle, releases: [CouncilRelease])] = []
        for id in AttackHub.cycles {
            let entries = try #require(returns[id])
            let cycle = try hub.desk(0, id).cycle
            var releases: [CouncilRelease] = []
            for (place, entry) in entries.enumerated() {
                var kept = CouncilReturn()
                kept.take(entry, cycle)
                let released = ReleasedReturn(
                    entry,
                    cycle,
                    offsets: offsets[place],
                    policy: policy
                )
                let code = AttackHub.councils[place]
                let release = CouncilRelease(released, of: kept, cycle, tenant: code)
                releases.append(release)
                views[id, default: [:]][code] = ReleaseView(release, cycle, code: code, name: "")
            }
            pools[id] = WresHandlers.pooled(releases, cycle)
            all.append((cycle, releases))
        }
        together = WresHandlers.pooled(all)
    }

    /// The same figures and counts, apart from what names the council and the day.
    func tellsTheSame(as other: AttackSight) -> Bool {
        guard pools == other.pools, together == other.together, views.keys == other.views.keys
        else { return false }
        return views.allSatisfy { cycle, views in
            let others = other.views[cycle] ?? [:]
            return views.count == others.count
                && views.allSatisfy { code, view in
                    view.counts == others[code]?.counts && view.figures == others[code]?.figures
                }
        }
    }

    /// Whether each of its answers is that of one of two others: between two questions the region
    /// may have been told.
    func isEach(of first: AttackSight, _ second: AttackSight) -> Bool {
        let both = [first, second]
        return both.contains { $0.together == together }
            && AttackHub.cycles.allSatisfy { cycle in
                both.contains { $0.views[cycle] == views[cycle] }
                    && both.contains { $0.pools[cycle] == pools[cycle] }
            }
    }

    /// A count as it is printed; nil for one that is hidden.
    func printed(_ council: Int, _ cell: WresCell, _ cycle: CycleID = "2024") -> Int? {
        let view = views[cycle]?[AttackHub.councils[council]]
        let found = view?.counts.first {
            $0.service == cell.service.rawValue && $0.quantity == cell.quantity.code
                && $0.group == cell.group.rawValue
        }
        return found.flatMap { Int($0.printed.filter { $0 != "," }) }
    }

    /// The sum of what is printed of a cell.
    ///
    /// - Parameters:
    ///   - cell: The cell.
    ///   - council: Who is left out; nil for nobody.
    ///   - cycle: The cycle.
    /// - Returns: The sum.
    /// - Throws: Where one of them is not printed.
    func sum(
        _ cell: WresCell,
        besides council: Int? = nil,
        _ cycle: CycleID = "2024"
    ) throws -> Int {
        var sum = 0
        for place in AttackHub.councils.indices where place != council {
            sum += try #require(printed(place, cell, cycle), "\(place) \(cell.path)")
        }
        return sum
    }

    /// Attack 6: the minoritised events behind a pooled ratio, from the other three sums.
    ///
    /// - Parameters:
    ///   - indicator: Whose ratio.
    ///   - services: Whose staff.
    ///   - cycles: One cycle, or both together.
    /// - Returns: The sum, whether or not every part of it is printed.
    /// - Throws: Where there is no ratio, or a part of the other sums is hidden.
    func inverted(
        _ indicator: WresIndicator,
        _ services: [WresService],
        _ cycles: [CycleID] = ["2024"]
    ) throws -> Int {
        let name = services.count > 1 ? "both" : services[0].rawValue
        let pool = cycles.count > 1 ? together : pools[cycles[0]]
        let figure = try #require(
            pool?.figures.first { $0.service == name && $0.indicator == indicator.rawValue }
        )
        let ratio = try #require(figure.relativeLikelihood, "\(figure.reason)")
        let parts = try #require(indicator.attackedParts)
        var (people, white, whitePeople) = (0, 0, 0)
        for service in services {
            for cycle in cycles {
                people += try sum(WresCell(parts.people, service, .minority), cycle)
                white += try sum(WresCell(parts.events, service, .white), cycle)
                whitePeople += try sum(WresCell(parts.people, service, .white), cycle)
            }
        }
        let events = ratio * Double(people) * Double(white) / Double(whitePeople)
        #expect((events - events.rounded()).magnitude < 1e-6)
        return Int(events.rounded())
    }

    private func sum(_ cell: WresCell, _ cycle: CycleID) throws -> Int {
        try sum(cell, besides: nil, cycle)
    }

    /// Attack 7: the minoritised staff behind a pooled percentage of a band.
    func inverted(band: BandCode, _ service: WresService) throws -> Int {
        let found = pools["2024"]?.bands.first {
            $0.service == service.rawValue && $0.band == band.text
        }
        let percent = try #require(found?.minorityPercent)
        let white = try sum(WresCell(.staffInBand(band), service, .white))
        let staff = percent / (100 - percent) * Double(white)
        #expect((staff - staff.rounded()).magnitude < 1e-6)
        return Int(staff.rounded())
    }

    /// Attack 6 on one council: the minoritised events behind its own ratio.
    func inverted(_ indicator: WresIndicator, _ council: Int) throws -> Int {
        let view = views["2024"]?[AttackHub.councils[council]]
        let figure = view?.figures.first {
            $0.service == "adults" && $0.indicator == indicator.rawValue
        }
        let ratio = try #require(figure?.relativeLikelihood)
        let parts = try #require(indicator.attackedParts)
        func count(_ quantity: WresQuantity, _ group: EthnicGroup) throws -> Double {
            Double(try #require(printed(council, WresCell(quantity, .adults, group))))
        }
        let events =
            try ratio * count(parts.people, .minority) * count(parts.events, .white)
            / count(parts.people, .white)
        #expect((events - events.rounded()).magnitude < 1e-6)
        return Int(events.rounded())
    }
}

extension WresIndicator {
    /// What an attacker divides by what, of the indicators that have it of all staff.
    var attackedParts: (people: WresQuantity, events: WresQuantity)? {
        switch self {
        case .appointment: (.shortlisted, .appointed)
        case .disciplinary: (.staff, .disciplinary)
        case .development: (.staff, .development)
        case .leaving: (.staff, .leavers)
        case .seniorManagement: (.staff, .seniorManagers)
        default: nil
        }
    }
}
