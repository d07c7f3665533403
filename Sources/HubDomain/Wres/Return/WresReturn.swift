package import HubText

/// The counts that one employing body hands in for one cycle.
package struct WresReturn: Equatable, Sendable {
    /// The cycle.
    package var cycle: CycleID
    /// Who reports.
    package var unit: ReportingUnit
    /// The day on which staff were counted.
    package var snapshot: Day?
    /// The first day of the twelve months.
    package var periodFrom: Day?
    /// The last day of the twelve months.
    package var periodTo: Day?
    /// How harassment was collected.
    package var harassmentSource: HarassmentSource?
    /// What stands in the cells; a cell that is not here is missing.
    package var entries: [WresCell: CountEntry]

    /// An empty return.
    package init(cycle: CycleID, unit: ReportingUnit = ReportingUnit()) {
        self.cycle = cycle
        self.unit = unit
        entries = [:]
    }

    /// The entry of a cell; nil for one that is missing.
    package subscript(
        quantity: WresQuantity,
        service: WresService,
        group: EthnicGroup
    ) -> CountEntry? {
        get { entries[WresCell(quantity, service, group)] }
        set { entries[WresCell(quantity, service, group)] = newValue }
    }

    /// Whether a service gives any count.
    package func gives(_ service: WresService) -> Bool {
        entries.contains { $0.key.service == service && $0.value != .notProvided }
    }

    /// The quantities that make an indicator: who could have had the event, and who had it.
    ///
    /// Indicator 1 has none; its bands are asked for apart. Indicator 4 takes the meaning whose
    /// counts are given, indicators 6 and 7 those who answered where there was a survey.
    package func parts(
        of indicator: WresIndicator,
        in service: WresService
    ) -> (people: WresQuantity, events: WresQuantity)? {
        switch indicator {
        case .bands: nil
        case .appointment: (.shortlisted, .appointed)
        case .disciplinary: (.staff, .disciplinary)
        case .fitnessToPractise: (.regulated, fitness(in: service))
        case .development: (.staff, .development)
        case .harassmentPublic: (asked, .harassmentPublic)
        case .harassmentColleagues: (asked, .harassmentColleagues)
        case .harassmentManagers: (asked, .harassmentManagers)
        case .leaving: (.staff, .leavers)
        case .seniorManagement: (.staff, .seniorManagers)
        }
    }

    private var asked: WresQuantity { harassmentSource == .survey ? .surveyed : .staff }

    private func fitness(in service: WresService) -> WresQuantity {
        let isReferred = EthnicGroup.allCases.contains {
            self[.fitnessReferred, service, $0]?.value != nil
                || self[.fitnessReferred, service, $0] == .underTen
        }
        return isReferred ? .fitnessReferred : .fitnessEntered
    }

    /// The counts of one group, or why there are none.
    package func count(
        _ indicator: WresIndicator,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> Computed<EventCount> {
        guard let parts = parts(of: indicator, in: service) else { return .unknown(.noDirection) }
        let cells = [self[parts.people, service, group], self[parts.events, service, group]]
        if cells.contains(.underTen) { return .unknown(.censored) }
        guard let people = cells[0]?.value, let events = cells[1]?.value,
            let count = try? EventCount(events: events, people: people)
        else { return .unknown(.notProvided) }
        return .known(count)
    }

    /// The counts of both groups, of one service or of several together.
    ///
    /// Several are together only where each gives the indicator: a sum that silently leaves one
    /// out would be read as the whole.
    package func table(
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> Computed<RatioTable> {
        // An entry and a referral are two things, and no sum of them is either.
        guard Set(services.compactMap { parts(of: indicator, in: $0)?.events }).count <= 1 else {
            return .unknown(.differentMeaning)
        }
        var tables: [RatioTable] = []
        for service in services {
            switch (count(indicator, service, .minority), count(indicator, service, .white)) {
            case (.known(let minority), .known(let white)):
                tables.append(RatioTable(minority: minority, white: white))
            case (.unknown(let reason), _), (_, .unknown(let reason)): return .unknown(reason)
            }
        }
        guard let sum = RatioTable.pooled(tables) else { return .unknown(.notProvided) }
        return .known(sum)
    }

    /// All nine ratios of one service or of several together.
    package func readings(_ services: [WresService]) -> [(WresIndicator, Computed<RatioReading>)] {
        WresIndicator.ratios.map { indicator in
            (
                indicator,
                table(indicator, services).map { RatioReading($0, polarity: indicator.polarity) }
            )
        }
    }

    /// The ratios as a chart, each with its number.
    package func chart(_ services: [WresService]) -> IntervalChart {
        RatioChart.chart(
            readings(services).map { indicator, reading in
                let label = indicator.label
                switch reading {
                case .known(let reading): return RatioChart.Entry(label, reading)
                case .unknown(let reason): return RatioChart.Entry(label, missing: reason)
                }
            }
        )
    }

    /// The bands of one service, where all of them are given.
    package func bands(_ service: WresService, in cycle: WresCycle) -> BandShares? {
        var bands: [BandShares.Band] = []
        for band in cycle.bands.value ?? [] {
            let counts = EthnicGroup.allCases.map {
                self[.staffInBand(band.code), service, $0]?.value
            }
            guard let minority = counts[0], let white = counts[1], let unknown = counts[2] else {
                return nil
            }
            bands.append(.init(minority: minority, white: white, unknown: unknown))
        }
        return bands.isEmpty ? nil : BandShares(bands)
    }

    /// The bands of several services together, where each gives all of them.
    package func bands(_ services: [WresService], in cycle: WresCycle) -> BandShares? {
        var sum: BandShares?
        for service in services {
            guard let own = bands(service, in: cycle) else { return nil }
            sum = sum.map { $0 + own } ?? own
        }
        return sum
    }
}
