package import HubText

/// Two sets of assumptions beside each other: in what they differ, and what comes of it.
package struct ScenarioComparison: Equatable, Sendable {
    /// An assumption in which they differ.
    package struct Difference: Equatable, Sendable {
        /// What is assumed.
        package let kind: AssumptionKind
        /// From when; nil from the beginning.
        package let from: Day?
        /// What the first assumes; nil where it says nothing from that day.
        package let first: Assumption?
        /// What the second assumes; nil where it says nothing from that day.
        package let second: Assumption?
    }

    /// What both come to in a year.
    package struct Year: Equatable, Sendable {
        /// The year.
        package let year: Int
        /// Each quantity of the first and of the second, in the order of the quantities.
        package let values: [(first: Double, second: Double)]

        /// A quantity of both.
        package func values(_ quantity: ProjectionQuantity) -> (first: Double, second: Double) {
            values[quantity.rawValue]
        }

        /// Whether both say the same of the same year.
        package static func == (left: Year, right: Year) -> Bool {
            left.year == right.year
                && zip(left.values, right.values).allSatisfy { $0 == $1 }
        }
    }

    /// In what they differ, in the order of the kinds and days.
    package let differences: [Difference]
    /// The years that both have.
    package let years: [Year]

    /// Compares two sets of assumptions.
    ///
    /// - Complexity: Linear in the assumptions and the years.
    package init(_ first: Assumptions, _ second: Assumptions) {
        var differences: [Difference] = []
        for kind in AssumptionKind.allCases {
            let (one, other) = (first.of(kind), second.of(kind))
            let days = Set((one + other).map { $0.from ?? .first }).sorted()
            for day in days {
                let left = one.first { ($0.from ?? .first) == day }
                let right = other.first { ($0.from ?? .first) == day }
                guard left != right else { continue }
                let from = (left ?? right)?.from
                differences.append(
                    Difference(kind: kind, from: from, first: left, second: right)
                )
            }
        }
        self.differences = differences
        let (left, right) = (Projection(first), Projection(second))
        let paths = ProjectionQuantity.allCases.map { (left.path($0), right.path($0)) }
        years = left.years.enumerated().compactMap { index, year in
            guard let other = right.years.firstIndex(of: year) else { return nil }
            return Year(year: year, values: paths.map { ($0.0[index], $0.1[other]) })
        }
    }
}

extension AssumptionTable {
    /// Writes assumptions.
    ///
    /// - Parameter assumptions: The assumptions.
    /// - Returns: A file that `AssumptionReading` reads as the same, where no number has more than
    ///   six places.
    package static func write(_ assumptions: Assumptions) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.title))
        for one in assumptions.list {
            let isCertain = one.low == one.value && one.high == one.value
            writer.write([
                one.kind.rawValue, one.from?.iso ?? "", plain(one.value),
                isCertain ? "" : plain(one.low), isCertain ? "" : plain(one.high),
                one.yearly == 0 ? "" : plain(one.yearly), one.name, one.source,
                one.figure?.description ?? "",
            ])
        }
        return writer.take()
    }

    /// A number in as few places as say it, at most six.
    private static func plain(_ value: Double) -> String {
        let scaled = (value.magnitude * 1_000_000).rounded()
        guard scaled < 9e17 else { return "" }
        var number = Int64(scaled)
        var places = 6
        while places > 0, number % 10 == 0 {
            number /= 10
            places -= 1
        }
        return Decimal(unscaled: value < 0 ? -number : number, places: places).description
    }
}
