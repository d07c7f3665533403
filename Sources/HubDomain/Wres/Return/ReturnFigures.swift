/// What a return says: every ratio of each service, with its change since an earlier return.
package struct ReturnFigures: Equatable, Sendable {
    /// One indicator of one service, or of both together.
    package struct Figure: Equatable, Sendable {
        /// Whose staff.
        package let services: [WresService]
        /// Which indicator.
        package let indicator: WresIndicator
        /// What its counts say, or why they say nothing.
        package let reading: Computed<RatioReading>
        /// The change since the earlier return; nil where there is none.
        package let change: Computed<RatioChange>?
        /// The share of the people whose ethnicity is known; nil where that is not given.
        package let knownShare: Double?
        /// How far those who are not known could move the ratio; nil where nobody is unknown, or
        /// the counts of the unknown are not given.
        package let unknown: UnknownSensitivity?
    }

    /// The figures: adults, children's, then both together, each in the order of the indicators.
    package let figures: [Figure]

    /// Computes all figures of a return.
    ///
    /// - Parameters:
    ///   - entry: The return.
    ///   - earlier: The return before; nil for none.
    package init(_ entry: WresReturn, earlier: WresReturn? = nil) {
        var figures: [Figure] = []
        for services in Self.choices(entry) {
            for (indicator, reading) in entry.readings(services) {
                let change = earlier.map { earlier -> Computed<RatioChange> in
                    if indicator.dependsOnCollection,
                        earlier.harassmentSource != entry.harassmentSource
                    {
                        return .unknown(.differentCollection)
                    }
                    if Self.areUnlike(indicator, services, earlier, entry) {
                        return .unknown(.differentMeaning)
                    }
                    return switch (earlier.table(indicator, services), reading) {
                    case (.known(let before), .known(let after)):
                        RatioChange.from(before, to: after.table)
                    case (.unknown(let reason), _), (_, .unknown(let reason)): .unknown(reason)
                    }
                }
                figures.append(
                    Figure(
                        services: services,
                        indicator: indicator,
                        reading: reading,
                        change: change,
                        knownShare: Self.knownShare(entry, indicator, services),
                        unknown: Self.unknown(entry, indicator, services, reading.value?.table)
                    )
                )
            }
        }
        self.figures = figures
    }

    /// Whether two returns count different events under one indicator, as the fourth may.
    private static func areUnlike(
        _ indicator: WresIndicator,
        _ services: [WresService],
        _ earlier: WresReturn,
        _ entry: WresReturn
    ) -> Bool {
        services.contains { service in
            let given = [earlier, entry].filter {
                $0.count(indicator, service, .minority).reason != .notProvided
            }
            return Set(given.compactMap { $0.parts(of: indicator, in: service)?.events }).count > 1
        }
    }

    /// The services that are read by themselves, and together where there are several.
    private static func choices(_ entry: WresReturn) -> [[WresService]] {
        let given = WresService.allCases.filter(entry.gives)
        return given.map { [$0] } + (given.count > 1 ? [given] : [])
    }

    /// What the unknown could do to a ratio, over all the services.
    private static func unknown(
        _ entry: WresReturn,
        _ indicator: WresIndicator,
        _ services: [WresService],
        _ table: RatioTable?
    ) -> UnknownSensitivity? {
        guard let table else { return nil }
        var sum: EventCount?
        for service in services {
            guard let count = entry.count(indicator, service, .unknown).value else { return nil }
            sum = sum.map { $0 + count } ?? count
        }
        guard let sum, sum.people > 0 else { return nil }
        return UnknownSensitivity(table, unknown: sum)
    }

    private static func knownShare(
        _ entry: WresReturn,
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> Double? {
        var (known, all) = (0, 0)
        for service in services {
            guard let parts = entry.parts(of: indicator, in: service) else { return nil }
            for group in EthnicGroup.allCases {
                guard let people = entry[parts.people, service, group]?.value else { return nil }
                all += people
                if group != .unknown { known += people }
            }
        }
        return all == 0 ? nil : Double(known) / Double(all)
    }
}
