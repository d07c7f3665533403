import Glibc
package import HubText

/// Where ratios lie in a funnel: around the ratio of all together, in limits that narrow with
/// precision.
///
/// The limits are those of the log ratio at 95 %, θ · exp(± z / √precision), where the precision
/// is one over the squared standard error of Katz; by chance one of twenty lies outside
/// (Spiegelhalter 2005, "Funnel plots for comparing institutional performance"). All together are
/// all that released counts, with a place of their own or not: who has too few cases for a ratio is
/// part of the region, and without them the ratio of all would lean to those with many.
package struct RatioFunnel: Equatable, Sendable {
    /// A ratio's place: both axes from 0 to 1.
    package struct Spot: Equatable, Sendable {
        /// Along the axis of precision.
        package let precision: Double
        /// Along the axis of ratios.
        package let value: Double
        /// Whether the ratio lies outside the limits.
        package let isOutside: Bool
    }

    private static let steps = 40
    /// The most steps between the marks of the axis of precision.
    private static let marksMax = 5

    /// The ratio of all together.
    package let centre: Double
    /// The axis of ratios.
    package let axis: RatioAxis
    private let precisionMax: Double

    /// A funnel of tables; nil where none has a ratio above zero.
    ///
    /// - Parameters:
    ///   - tables: Those that have a place in it.
    ///   - others: Those that have none, and are part of all together.
    ///   - whole: The ratio of all together where it is known with what is hidden of some; nil
    ///     where the tables and the others are all that is known.
    package init?(
        _ tables: [RatioTable],
        with others: [RatioTable] = [],
        around whole: Double? = nil
    ) {
        let all = whole ?? RatioTable.pooled(tables + others)?.ratio.value
        let precisions = tables.compactMap(Self.precision)
        guard let centre = all, centre > 0, let most = precisions.max() else {
            return nil
        }
        self.centre = centre
        precisionMax = most
        axis = RatioAxis(tables.compactMap(\.ratio.value) + [centre / 2, centre * 2])
    }

    /// Where the ratio of all together stands.
    package var centrePlace: Double { axis.place(centre) }

    /// The limits, from low precision to high.
    package var limits: [(precision: Double, low: Double, high: Double)] {
        (1...Self.steps).map { step in
            let share = Double(step) / Double(Self.steps)
            let off = exp(RatioInterval.quantile / (share * precisionMax).squareRoot())
            return (share, axis.place(centre / off), axis.place(centre * off))
        }
    }

    /// The marks of the axis of precision, from 0 in round steps.
    package var precisionTicks: [IntervalChart.Tick] {
        let rough = precisionMax / Double(Self.marksMax)
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        let places = max(0, -Int(log10(power).rounded()))
        return (0...Self.marksMax).map { Double($0) * step }.filter { $0 <= precisionMax }.map {
            let whole = places == 0 || $0 == 0 ? Int(exactly: $0.rounded()) : nil
            let words = whole.map(NumberText.grouped) ?? RatioWords.fixed($0, places: places)
            return IntervalChart.Tick($0 / precisionMax, words)
        }
    }

    /// Where a ratio stands; nil for one that is not above zero.
    package func spot(_ table: RatioTable) -> Spot? {
        guard let precision = Self.precision(table), let ratio = table.ratio.value else {
            return nil
        }
        let distance = log(ratio / centre).magnitude * precision.squareRoot()
        return Spot(
            precision: precision / precisionMax,
            value: axis.place(ratio),
            isOutside: distance > RatioInterval.quantile
        )
    }

    private static func precision(_ table: RatioTable) -> Double? {
        guard let katz = RatioInterval.katz(table).value, katz.upper > katz.lower else {
            return nil
        }
        let deviation = log(katz.upper / katz.lower) / (2 * RatioInterval.quantile)
        return 1 / (deviation * deviation)
    }
}
