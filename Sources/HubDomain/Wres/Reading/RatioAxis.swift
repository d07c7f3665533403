import Glibc
package import HubText

/// A logarithmic axis for ratios: half and double are equally far from one.
package struct RatioAxis: Equatable, Sendable {
    /// The ratios at which an axis may end, and that it may mark.
    static let marks = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]

    /// The lowest ratio on the axis.
    package let low: Double
    /// The highest ratio on the axis.
    package let high: Double

    /// An axis on which all these ratios have a place, as far as `marks` go; at least 0.5 to 2.
    package init(_ ratios: some Sequence<Double>) {
        var (lowest, highest) = (0.5, 2.0)
        for ratio in ratios where ratio.isFinite && ratio > 0 {
            (lowest, highest) = (min(lowest, ratio), max(highest, ratio))
        }
        low = Self.marks.last { $0 <= lowest } ?? Self.marks[0]
        high = Self.marks.first { $0 >= highest } ?? Self.marks[Self.marks.count - 1]
    }

    /// Where a ratio stands: 0 at the left end, 1 at the right, outside where it leaves the axis.
    package func place(_ ratio: Double) -> Double {
        guard ratio > 0 else { return -1 }
        guard ratio.isFinite else { return 2 }
        return log(ratio / low) / log(high / low)
    }

    /// The marks, with the ends of the four-fifths range.
    package var ticks: [IntervalChart.Tick] {
        let range = RatioReading.fairRange
        let all = Self.marks + [range.lowerBound, range.upperBound]
        return all.sorted().filter { (low...high).contains($0) }.map {
            IntervalChart.Tick(place($0), RatioWords.short($0), isMain: $0 == 1)
        }
    }
}

/// Ratios with their intervals as a chart.
package enum RatioChart {
    /// A named ratio for a chart, from counts or from what was released.
    package struct Entry: Equatable, Sendable {
        /// Its name.
        package let label: String
        /// The ratio, or why there is none.
        package let ratio: Computed<Double>
        /// Its interval.
        package let interval: RatioInterval?
        /// What it says.
        package let reading: Reading?
        /// Whether the interval excludes one.
        package let isClear: Bool
        /// Whether there are too few cases to read it.
        package let isTooFew: Bool
        /// Whether its counts are too rounded to tell what it says.
        package let isTooRounded: Bool

        /// A ratio with its interval.
        package init(
            _ label: String,
            ratio: Computed<Double>,
            interval: RatioInterval?,
            reading: Reading?,
            isClear: Bool,
            isTooFew: Bool,
            isTooRounded: Bool = false
        ) {
            self.label = label
            self.ratio = ratio
            self.interval = interval
            self.reading = reading
            self.isClear = isClear
            self.isTooFew = isTooFew
            self.isTooRounded = isTooRounded
        }

        /// Whether a direction can be told.
        var isTold: Bool { !isTooFew && !isTooRounded }

        /// What was read from counts.
        package init(_ label: String, _ reading: RatioReading) {
            self.init(
                label,
                ratio: reading.ratio,
                interval: reading.koopman.value,
                reading: reading.reading.value,
                isClear: reading.isClear.value ?? false,
                isTooFew: reading.isTooFew
            )
        }

        /// An indicator that is not shown, and why.
        package init(_ label: String, missing reason: NotComputable) {
            self.init(
                label,
                ratio: .unknown(reason),
                interval: nil,
                reading: nil,
                isClear: false,
                isTooFew: false
            )
        }
    }

    /// The chart of ratios on one axis.
    package static func chart(_ entries: [Entry]) -> IntervalChart {
        let ends = entries.flatMap { entry in
            [entry.ratio.value, entry.interval?.lower, entry.interval?.upper].compactMap(\.self)
        }
        let axis = RatioAxis(ends)
        let range = RatioReading.fairRange
        return IntervalChart(
            entries.map { row($0, axis) },
            ticks: axis.ticks,
            band: axis.place(range.lowerBound)...axis.place(range.upperBound),
            centre: axis.place(1),
            legend: "Shaded: the four-fifths range from 0.8 to 1.25. The line at 1 is equal "
                + "likelihood. The bar is the range in which the ratio lies with 95% confidence. "
                + adverseWords
                + (entries.contains { shown($0).hasSuffix(notClear) } ? notClearWords : "")
        )
    }

    /// Which side of 1 is adverse, which differs between indicators.
    package static var adverseWords: String {
        let below = WresIndicator.ratios.filter { $0.polarity == .favourableAbove }
        let names = below.map(\.rawValue)
        let list = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        return "Below 1 is adverse for the indicators \(list), above 1 for the others."
    }

    private static let notClear = ", not clear"
    private static let notClearWords =
        " “Not clear” is a ratio outside the range whose bar reaches over 1."

    private static func row(_ entry: Entry, _ axis: RatioAxis) -> IntervalChart.Row {
        let limits = entry.interval.map { axis.place($0.lower)...axis.place($0.upper) }
        return IntervalChart.Row(
            entry.label,
            value: entry.ratio.value.map(axis.place),
            limits: limits,
            shown: shown(entry),
            sentence: sentence(entry),
            role: role(entry),
            shortLabel: WresIndicator.allCases.first { $0.label == entry.label }?.shortLabel
        )
    }

    private static func shown(_ entry: Entry) -> String {
        guard let ratio = entry.ratio.value else {
            return entry.interval == nil ? "not computed" : "no finite ratio"
        }
        let mark =
            switch entry.reading {
            case _ where entry.isTooFew: ", too few"
            case _ where entry.isTooRounded: ", too rounded"
            // Where it is not clear the doubt stands in the place of the direction.
            case .adverse: entry.isClear ? ", adverse" : notClear
            case .favourable: entry.isClear ? ", in favour" : notClear
            case .neither, nil: ""
            }
        return RatioWords.fixed(ratio, places: 2) + mark
    }

    private static func sentence(_ entry: Entry) -> String {
        guard let ratio = entry.ratio.value else {
            let reason = entry.ratio.reason?.words ?? ""
            let bound = entry.interval.map { ". With 95% confidence \(RatioWords.range($0))" } ?? ""
            return "not computed: \(reason)\(bound)."
        }
        var words = RatioWords.fixed(ratio, places: 2)
        words += entry.isTold ? ", \(RatioWords.likelihood(ratio))" : ""
        if let interval = entry.interval {
            words += ", with 95% confidence \(RatioWords.range(interval))"
        }
        if entry.isTooFew { return words + "; \(ReadingWords.tooFew)." }
        if entry.isTooRounded { return words + "; \(ReadingWords.tooRounded)." }
        words += entry.reading.map { "; \(ReadingWords.range($0))" } ?? ""
        return words + (entry.isClear ? "; clear." : "; not clear.")
    }

    private static func role(_ entry: Entry) -> TextRole? {
        if !entry.isTold || entry.ratio.value == nil { return .quiet }
        switch entry.reading {
        case .adverse: return entry.isClear ? .bad : .warning
        case .favourable: return .good
        case .neither, nil: return nil
        }
    }
}
