import HubText

/// The four sums of a ratio.
struct RatioSums {
    var minorityEvents: PooledCount
    var minorityPeople: PooledCount
    var whiteEvents: PooledCount
    var whitePeople: PooledCount

    /// Other cells added.
    static func + (left: RatioSums, right: RatioSums) -> RatioSums {
        RatioSums(
            minorityEvents: left.minorityEvents + right.minorityEvents,
            minorityPeople: left.minorityPeople + right.minorityPeople,
            whiteEvents: left.whiteEvents + right.whiteEvents,
            whitePeople: left.whitePeople + right.whitePeople
        )
    }

    /// The same cells in another year added.
    func addingYear(_ year: RatioSums) -> RatioSums {
        RatioSums(
            minorityEvents: minorityEvents.addingYear(year.minorityEvents),
            minorityPeople: minorityPeople.addingYear(year.minorityPeople),
            whiteEvents: whiteEvents.addingYear(year.whiteEvents),
            whitePeople: whitePeople.addingYear(year.whitePeople)
        )
    }
}

/// The two sums of a share of a pay band.
struct BandSums {
    var minority: PooledCount
    var white: PooledCount

    /// Other cells added.
    static func + (left: BandSums, right: BandSums) -> BandSums {
        BandSums(minority: left.minority + right.minority, white: left.white + right.white)
    }

    /// The same cells in another year added.
    func addingYear(_ year: BandSums) -> BandSums {
        BandSums(
            minority: minority.addingYear(year.minority),
            white: white.addingYear(year.white)
        )
    }
}

/// A share of a pay band, with how far protection may have moved it.
package struct PooledShare: Equatable, Sendable {
    /// The share in percent.
    package let percent: Double
    /// The share where the minoritised sum is as much lower, and the other as much higher, as
    /// protection may have moved each.
    package let lower: Double
    /// The share the other way round.
    package let upper: Double

    /// The share of sums that are printed.
    init(_ sums: BandSums) {
        func share(_ minority: Double, _ white: Double) -> Double {
            100 * minority / (minority + white)
        }
        let (minority, white) = (Double(sums.minority.sum), Double(sums.white.sum))
        let (off, whiteOff) = (sums.minority.halfWidth, sums.white.halfWidth)
        percent = share(minority, white)
        lower = share(max(0, minority - off), white + whiteOff)
        upper = share(minority + off, max(0, white - whiteOff))
    }
}

extension ReleasedTotals {
    /// The four sums of a ratio; nil unless every count of every service left.
    func sums(
        _ indicator: WresIndicator,
        _ services: [WresService],
        _ source: HarassmentSource?
    ) -> RatioSums? {
        var sums: RatioSums?
        for service in services {
            guard let parts = parts(of: indicator, service, source),
                let minorityEvents = total(parts.events, service, .minority),
                let minorityPeople = total(parts.people, service, .minority),
                let whiteEvents = total(parts.events, service, .white),
                let whitePeople = total(parts.people, service, .white)
            else { return nil }
            let own = RatioSums(
                minorityEvents: minorityEvents,
                minorityPeople: minorityPeople,
                whiteEvents: whiteEvents,
                whitePeople: whitePeople
            )
            sums = sums.map { $0 + own } ?? own
        }
        return sums
    }

    /// The quantities of an indicator, as in the return; the meaning of the fourth is the one that
    /// left.
    func parts(
        of indicator: WresIndicator,
        _ service: WresService,
        _ source: HarassmentSource?
    ) -> (people: WresQuantity, events: WresQuantity)? {
        let people: WresQuantity = source == .survey ? .surveyed : .staff
        switch indicator {
        case .bands: return nil
        case .appointment: return (.shortlisted, .appointed)
        case .disciplinary: return (.staff, .disciplinary)
        case .fitnessToPractise:
            return (.regulated, isReferred(service) ? .fitnessReferred : .fitnessEntered)
        case .development: return (.staff, .development)
        case .harassmentPublic: return (people, .harassmentPublic)
        case .harassmentColleagues: return (people, .harassmentColleagues)
        case .harassmentManagers: return (people, .harassmentManagers)
        case .leaving: return (.staff, .leavers)
        case .seniorManagement: return (.staff, .seniorManagers)
        }
    }

    /// The minoritised and white staff of each band; nil unless both of each left for every
    /// service.
    func bands(_ count: Int, _ services: [WresService]) -> [BandSums]? {
        var all: [BandSums] = []
        for index in 0..<count {
            var sum: BandSums?
            for service in services {
                guard let minority = band(index, service, .minority),
                    let white = band(index, service, .white)
                else { return nil }
                let own = BandSums(minority: minority, white: white)
                sum = sum.map { $0 + own } ?? own
            }
            guard let sum else { return nil }
            all.append(sum)
        }
        return all
    }
}

/// Which returns are of one employer: those that share a council, and those that share one with
/// them.
struct EmployerGroups {
    private var places: [GSSCode: Int] = [:]
    /// For each return, the one whose group it joined; itself for the first of a group.
    private var leaders: [Int] = []

    /// Adds a return.
    ///
    /// - Parameter councils: The councils whose staff it counts.
    /// - Returns: Its place.
    mutating func add(_ councils: [GSSCode]) -> Int {
        let place = leaders.count
        leaders.append(place)
        for council in councils {
            if let other = places[council] {
                let (one, two) = (leader(of: other), leader(of: place))
                leaders[max(one, two)] = min(one, two)
            } else {
                places[council] = place
            }
        }
        return place
    }

    private func leader(of place: Int) -> Int {
        var place = place
        while leaders[place] != place { place = leaders[place] }
        return place
    }

    /// The number of each return's employer, from 0 without gaps.
    var numbers: [Int] {
        var known: [Int: Int] = [:]
        return leaders.indices.map { place in
            let leader = leader(of: place)
            let number = known[leader] ?? known.count
            known[leader] = number
            return number
        }
    }
}
