package import HubText

/// What others would see of one employer's release, from the released counts alone.
package struct ReleasePreview: Equatable, Sendable {
    /// A row of printed cells.
    package struct Row: Equatable, Sendable {
        /// Whose staff.
        package let service: WresService
        /// What is counted.
        package let quantity: WresQuantity
        /// The cells of the groups, in their order, as they are printed.
        package let cells: [String]
    }

    /// The counts.
    package let rows: [Row]
    /// The ratios of each service that released any.
    package let charts: [(service: WresService, chart: IntervalChart)]

    /// Makes the preview of a release.
    ///
    /// - Parameters:
    ///   - released: The release; there is no other input, so that nothing else can show.
    ///   - cycle: Its cycle, for names and the order of the rows.
    package init(_ released: ReleasedReturn, _ cycle: WresCycle) {
        var rows: [Row] = []
        for service in WresService.allCases where released.gives(service) {
            for quantity in WresQuantity.asked(in: cycle) {
                let cells = EthnicGroup.allCases.map { released.printed(quantity, service, $0) }
                if cells.contains(where: { $0 != nil }) {
                    rows.append(
                        Row(service: service, quantity: quantity, cells: cells.map { $0 ?? "" })
                    )
                }
            }
        }
        self.rows = rows
        charts = WresService.allCases.filter(released.gives).map { ($0, released.chart($0)) }
    }

    /// Whether both show the same.
    package static func == (left: ReleasePreview, right: ReleasePreview) -> Bool {
        left.rows == right.rows
            && left.charts.elementsEqual(right.charts) {
                $0.service == $1.service && $0.chart == $1.chart
            }
    }

    /// The counts as a table for a terminal.
    package func table(_ cycle: WresCycle) -> Table {
        var table = Table(
            [.init("Service"), .init("What is counted")]
                + EthnicGroup.allCases.map { .init($0.words, .trailing) }
        )
        for row in rows {
            table.add(
                [.init(row.service.words), .init(row.quantity.words(in: cycle))]
                    + row.cells.map { .init($0) }
            )
        }
        return table
    }
}

extension ReleasedReturn {
    /// Whether anything of a service left.
    package func gives(_ service: WresService) -> Bool {
        atoms.contains { $0.key.service == service && $0.value.value != nil }
    }

    /// A cell as it is printed about one employer; nil for one that the release does not have.
    ///
    /// The test is on the released count, never on the true one.
    package func printed(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> String? {
        if quantity == .staff, !bands.isEmpty {
            if let total = total(.staff, service, group) { return shown(total.sum) }
            // Without a sum the reason of a band that has none stands in its place.
            let states = bands.map { atoms[WresCell(.staffInBand($0), service, group)] }
            return words(states.first { $0.map { $0.value == nil } ?? false } ?? nil)
        }
        return words(atoms[WresCell(quantity, service, group)])
    }

    private func words(_ state: AtomState?) -> String? {
        switch state {
        case .count(let value): return shown(value)
        case .tooFewPeople: return "too few people"
        case .notProvided: return "not provided"
        case .censored: return "hidden by the regulator"
        case nil: return nil
        }
    }

    private func shown(_ value: Int) -> String {
        value < policy.shownMin ? "<\(policy.shownMin)" : NumberText.grouped(value)
    }

    /// A ratio of one employer from its released counts; one with a count below what is printed is
    /// withheld, because the ratio would tell it.
    package func reading(
        of indicator: WresIndicator,
        _ service: WresService
    ) -> Computed<ReleasedReading> {
        guard let parts = parts(of: indicator, service) else { return .unknown(.noDirection) }
        guard let minorityEvents = total(parts.events, service, .minority),
            let minorityPeople = total(parts.people, service, .minority),
            let whiteEvents = total(parts.events, service, .white),
            let whitePeople = total(parts.people, service, .white)
        else { return .unknown(.notReleased) }
        let counts = PooledRatio(
            minorityEvents: minorityEvents,
            minorityPeople: minorityPeople,
            whiteEvents: whiteEvents,
            whitePeople: whitePeople,
            contributors: 1
        )
        let sums = [minorityEvents, minorityPeople, whiteEvents, whitePeople]
        guard sums.allSatisfy({ $0.sum >= policy.shownMin }), let table = counts.table else {
            return .unknown(.tooSmall)
        }
        let figure = WresPool.figure(counts, RatioReading(table, polarity: indicator.polarity))
        guard let reading = figure.reading else {
            if case .notComputable(let reason) = figure { return .unknown(reason) }
            return .unknown(.tooSmall)
        }
        let most = (
            minority: peopleMost(parts.people, minorityPeople, service, .minority),
            white: peopleMost(parts.people, whitePeople, service, .white)
        )
        return .known(ReleasedReading(reading, indicator, most: most))
    }

    /// How many people there may be at most behind a released count: what shows as all staff may
    /// have been lowered to them.
    private func peopleMost(
        _ quantity: WresQuantity,
        _ people: PooledCount,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> Int {
        let own = people.fits.upperBound
        guard [.regulated, .surveyed].contains(quantity),
            let staff = total(.staff, service, group), people.sum >= staff.sum
        else { return own }
        return max(own, staff.fits.upperBound)
    }

    /// The ratios of one employer as a chart.
    package func chart(_ service: WresService) -> IntervalChart {
        RatioChart.chart(
            WresIndicator.ratios.map { indicator in
                let label = indicator.label
                switch reading(of: indicator, service) {
                case .known(let reading): return reading.entry(label)
                case .unknown(let reason): return RatioChart.Entry(label, missing: reason)
                }
            }
        )
    }
}
