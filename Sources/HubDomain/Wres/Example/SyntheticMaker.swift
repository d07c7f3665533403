import HubText

/// Spreads published totals over example councils.
struct SyntheticMaker {
    /// How often an event happens to white staff, in thousandths: invented.
    private static let rates: [(events: WresQuantity, people: WresQuantity, thousandths: Int)] = [
        (.appointed, .shortlisted, 250), (.disciplinary, .staff, 20),
        (.fitnessEntered, .regulated, 15), (.development, .staff, 200),
        (.harassmentPublic, .staff, 60), (.harassmentColleagues, .staff, 30),
        (.harassmentManagers, .staff, 20), (.leavers, .staff, 130), (.seniorManagers, .staff, 25),
    ]
    private static let indicators: [WresIndicator] = [
        .appointment, .disciplinary, .fitnessToPractise, .development, .harassmentPublic,
        .harassmentColleagues, .harassmentManagers, .leaving, .seniorManagement,
    ]
    /// How staff are spread over the bands, in hundredths, lowest first: invented.
    private static let bandShares = [40, 55, 5]
    /// The share of staff of unknown ethnicity, in hundredths: invented.
    private static let unknownShare = 5
    private static let regulatedShare = 40

    private let cycle: WresCycle
    private let published: [PublishedFigure]
    private var chance: SplitMix
    private var councils: [WresReturn] = []
    private var sizes: [Double] = []

    init(_ cycle: WresCycle, _ published: [PublishedFigure], seed: UInt64) {
        self.cycle = cycle
        self.published = published
        chance = SplitMix(state: seed)
    }

    /// The returns, without findings of the rules but warnings.
    mutating func returns() -> [WresReturn] {
        let count = cycle.coverage.councilsByService[.adults] ?? 0
        councils = (0..<count).map { index in
            var entry = WresReturn(
                cycle: cycle.id,
                unit: ReportingUnit(
                    body: SyntheticReturns.name(index),
                    councils: [SyntheticReturns.code(index)]
                )
            )
            entry.snapshot = Day(year: 2024, month: 3, day: 31)
            entry.periodFrom = Day(year: 2023, month: 4, day: 1)
            entry.periodTo = Day(year: 2024, month: 3, day: 31)
            entry.harassmentSource = .reports
            return entry
        }
        sizes = councils.map { _ in 0.4 + 2 * chance.share() }
        for service in WresService.allCases {
            fill(
                service,
                staff: cycle.coverage.staffByService[service] ?? 0,
                councils: cycle.coverage.councilsByService[service] ?? 0
            )
        }
        return councils
    }

    private mutating func fill(_ service: WresService, staff: Int, councils count: Int) {
        let bands = cycle.bands.value ?? []
        let weights = sizes.enumerated().map { $0.offset < count ? $0.element : 0 }
        let room = [Int](repeating: staff, count: weights.count)
        for (band, share) in zip(bands, Self.bandShares) {
            let all = staff * share / 100
            let unknown = all * Self.unknownShare / 100
            let percent = published.first { $0.band == band.code }?.value.double ?? 0
            let minority = Int((Double(all - unknown) * percent / 100).rounded())
            let totals = [minority, all - unknown - minority, unknown]
            for (group, total) in zip(EthnicGroup.allCases, totals) {
                let counts = spread(total, weights.map { jittered($0) }, room)
                set(.staffInBand(band.code), service, group, counts, of: count)
            }
        }
        for group in EthnicGroup.allCases {
            let sums = (0..<count).map { index in
                bands.reduce(0) {
                    $0 + (councils[index][.staffInBand($1.code), service, group]?.value ?? 0)
                }
            }
            set(.staff, service, group, sums, of: count)
            let regulated = sums.reduce(0, +) * Self.regulatedShare / 100
            set(
                .regulated,
                service,
                group,
                spread(regulated, sums.map(Double.init), sums),
                of: count
            )
            // Ten people are shortlisted for every four on the staff: invented.
            let shortlisted = sums.reduce(0, +) * 10 / 4
            let most = sums.map { $0 * 10 }
            set(.shortlisted, service, group, spread(shortlisted, weights, most), of: count)
            let none: [WresQuantity] = [.surveyed, .fitnessReferred]
            for index in 0..<count {
                for quantity in none { councils[index][quantity, service, group] = .notProvided }
            }
        }
        for (indicator, rate) in zip(Self.indicators, Self.rates) {
            fillEvents(indicator, rate, service, of: count)
        }
    }

    private mutating func fillEvents(
        _ indicator: WresIndicator,
        _ rate: (events: WresQuantity, people: WresQuantity, thousandths: Int),
        _ service: WresService,
        of count: Int
    ) {
        let people = EthnicGroup.allCases.map { group in
            (0..<count).map { councils[$0][rate.people, service, group]?.value ?? 0 }
        }
        let sums = people.map { $0.reduce(0, +) }
        // Where no figure of 2024 is known both groups are alike.
        let wanted = published.first { $0.indicator == indicator && $0.form == .ratio }
        let events = Self.events(wanted?.value.double ?? 1, sums, thousandths: rate.thousandths)
        for (index, group) in EthnicGroup.allCases.enumerated() {
            let weights = people[index].map { jittered(Double($0)) }
            let counts = spread(events[index], weights, people[index])
            set(rate.events, service, group, counts, of: count)
        }
    }

    /// Events whose ratio is the wanted one as nearly as whole people allow.
    private static func events(_ ratio: Double, _ people: [Int], thousandths: Int) -> [Int] {
        let white = people[1] * thousandths / 1_000
        var best = (distance: Double.infinity, minority: 0, white: white)
        for candidate in white..<(white + 60) {
            let exact = ratio * Double(people[0]) * Double(candidate) / Double(max(1, people[1]))
            let distance = (exact - exact.rounded()).magnitude / max(1, exact)
            if distance < best.distance { best = (distance, Int(exact.rounded()), candidate) }
        }
        return [best.minority, best.white, people[2] * thousandths / 1_000]
    }

    private mutating func jittered(_ weight: Double) -> Double {
        weight * (0.5 + chance.share())
    }

    private mutating func set(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup,
        _ counts: [Int],
        of count: Int
    ) {
        for index in 0..<count { councils[index][quantity, service, group] = .count(counts[index]) }
    }

    /// Spreads a total over weights, none above its room; largest remainders first.
    private func spread(_ total: Int, _ weights: [Double], _ room: [Int]) -> [Int] {
        let all = weights.reduce(0, +)
        guard all > 0 else { return weights.map { _ in 0 } }
        let exact = weights.map { Double(total) * $0 / all }
        var counts = zip(exact, room).map { min(Int($0), $1) }
        let order = exact.indices.filter { weights[$0] > 0 }.sorted {
            let (left, right) = (
                exact[$0] - exact[$0].rounded(.down), exact[$1] - exact[$1].rounded(.down)
            )
            return left == right ? $0 < $1 : left > right
        }
        var rest = total - counts.reduce(0, +)
        while rest > 0 {
            let before = rest
            for index in order where rest > 0 && counts[index] < room[index] {
                counts[index] += 1
                rest -= 1
            }
            // Nobody has room left: the total was more than everybody together can hold.
            if rest == before { break }
        }
        return counts
    }
}
