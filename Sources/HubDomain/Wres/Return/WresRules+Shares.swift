import HubText

// Counts that may be shares, and staff of whom too little is known.
extension WresRules {
    /// The share of known ethnicity below which a service is remarked on.
    private static let knownShareMin = UnknownSensitivity.knownShareMinDefault

    /// The whole of percentages, and what rounded ones may come to.
    private static let percentWhole = 100
    private static let percentSums = 99...101
    /// The rows that must come to it: one or two of counts may do so by chance.
    private static let percentRowsMin = 3

    /// Counts that look like shares in percent: staff of 100 in every group, or rows of a service
    /// that all come to 100.
    mutating func checkPercentages(_ entry: WresReturn, _ services: [WresService]) {
        let staff = services.flatMap { service in
            EthnicGroup.allCases.compactMap { entry[.staff, service, $0]?.value }
        }.filter { $0 > 0 }
        let isOfGroups = staff.count > 1 && staff.allSatisfy { $0 == Self.percentWhole }
        for service in services where isOfGroups || isOfPercentRows(entry, service) {
            let what = isOfGroups ? "the staff are 100 in every group" : "every row comes to 100"
            report(
                .wresCountPercentage,
                "\(what): these look like percentages; counts belong here",
                expected: "the numbers of people",
                severity: .warning,
                at: WresCell(.staff, service, .minority)
            )
        }
    }

    /// Whether the rows of a service that are not all zero come to 100 over the groups.
    private func isOfPercentRows(_ entry: WresReturn, _ service: WresService) -> Bool {
        let sums = WresQuantity.asked(in: cycle).compactMap { quantity -> Int? in
            let entries = EthnicGroup.allCases.map { entry[quantity, service, $0] }
            // What a hidden count would add is not known.
            guard !entries.contains(.underTen) else { return nil }
            let sum = entries.reduce(0) { $0 + ($1?.value ?? 0) }
            return sum > 0 ? sum : nil
        }
        return sums.count >= Self.percentRowsMin && sums.allSatisfy(Self.percentSums.contains)
    }

    /// Most of the staff have a known ethnicity.
    mutating func checkKnown(_ entry: WresReturn, _ service: WresService) {
        let staff = EthnicGroup.allCases.map { entry[.staff, service, $0]?.value }
        guard let minority = staff[0], let white = staff[1], let unknown = staff[2] else { return }
        let all = minority + white + unknown
        guard all > 0, Double(minority + white) / Double(all) < Self.knownShareMin else { return }
        report(
            .wresEthnicityUnknown,
            "of \(all) staff \(unknown) are of unknown ethnicity",
            expected: "what staff have declared, all of it; ratios stand on the "
                + "\(minority + white) whose ethnicity is known",
            severity: .warning,
            at: WresCell(.staff, service, .unknown)
        )
    }
}
