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
                        knownShare: Self.knownShare(entry, indicator, services)
                    )
                )
            }
        }
        self.figures = figures
    }

    /// The services that are read by themselves, and together where there are several.
    private static func choices(_ entry: WresReturn) -> [[WresService]] {
        let given = WresService.allCases.filter(entry.gives)
        return given.map { [$0] } + (given.count > 1 ? [given] : [])
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
