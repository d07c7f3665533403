/// An axis on which equal differences are equally far, with marks at round numbers.
package struct LinearAxis: Equatable, Sendable {
    /// The marks that an axis has at most.
    package static let ticksMax = 7

    /// The value at the left or lower end.
    package let low: Double
    /// The value at the right or upper end.
    package let high: Double
    private let step: Double
    private let places: Int

    /// An axis on which all values have a place; it ends at marks.
    ///
    /// - Parameters:
    ///   - values: The values; those that are no number do not count.
    ///   - zero: Whether zero has a place too.
    package init(_ values: some Sequence<Double>, withZero zero: Bool = false) {
        let finite = values.filter { $0.isFinite && $0.magnitude < 1e15 }
        var (least, most) = (finite.min() ?? 0, finite.max() ?? 1)
        if zero { (least, most) = (min(least, 0), max(most, 0)) }
        if least == most { (least, most) = (least - 1, most + 1) }
        var (step, places) = (1.0, 0)
        while (most - least) / step > Double(Self.ticksMax - 2) { step *= 10 }
        while (most - least) / step <= Double(Self.ticksMax - 2) / 10, places < 6 {
            step /= 10
            places += 1
        }
        // The largest of 1, 1/2 and 1/5 of a power of ten that leaves few enough marks.
        for part in [5.0, 2.0] where (most - least) / (step / part) <= Double(Self.ticksMax - 2) {
            step /= part
            places += step < 1 ? 1 : 0
            break
        }
        self.step = step
        self.places = min(places, 6)
        low = (least / step).rounded(.down) * step
        high = (most / step).rounded(.up) * step
    }

    /// Where a value stands: 0 at the low end, 1 at the high, outside where it leaves the axis.
    package func place(_ value: Double) -> Double { (value - low) / (high - low) }

    /// The marks.
    package var ticks: [IntervalChart.Tick] {
        let count = Int(((high - low) / step).rounded())
        return (0...max(0, count)).map { index in
            let value = low + Double(index) * step
            return IntervalChart.Tick(place(value), label(value))
        }
    }

    private func label(_ value: Double) -> String {
        if places == 0 { return NumberText.grouped(Int(value.rounded())) }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return Decimal(unscaled: Int64((value * scale).rounded()), places: places).description
    }
}

/// The marks of an axis as a line of text.
enum AxisText {
    /// The labels below their places; one that would touch the one before it is left out.
    static func line(_ ticks: [IntervalChart.Tick], columns: Int) -> String {
        func start(_ tick: IntervalChart.Tick) -> Int {
            let width = DisplayWidth.of(tick.label)
            let middle = Int((tick.place * Double(columns - 1)).rounded())
            return min(max(0, middle - width / 2), columns - width)
        }
        let chosen = IntervalChart.Tick.withRoom(ticks.filter { start($0) >= 0 }, gap: 1) { tick in
            let first = start(tick)
            return Double(first)...Double(first + DisplayWidth.of(tick.label))
        }
        var line = ""
        var used = 0
        for tick in chosen {
            line += String(repeating: " ", count: start(tick) - used) + tick.label
            used = start(tick) + DisplayWidth.of(tick.label)
        }
        return line
    }

    /// Every mark, or every second, third and so on, of marks that are evenly spaced: as many as
    /// have room for their labels, counted from the last.
    static func evenly(_ ticks: [IntervalChart.Tick], columns: Int) -> [IntervalChart.Tick] {
        let inside = ticks.filter { (0...1).contains($0.place) }
        guard inside.count > 1 else { return inside }
        let widest = inside.map { DisplayWidth.of($0.label) }.max() ?? 0
        let room = Double(columns - 1) * (inside[inside.count - 1].place - inside[0].place)
        // The labels at both ends are pushed inside, so half a width more is needed there.
        let needed = Double(widest) * 1.5 + 1
        var stride = 1
        while stride < inside.count, room / Double(inside.count - 1) * Double(stride) < needed {
            stride += 1
        }
        return inside.enumerated().filter { (inside.count - 1 - $0.offset) % stride == 0 }
            .map(\.element)
    }

    /// The column of a place; the nearest where it leaves the axis.
    static func column(_ place: Double, of columns: Int) -> Int {
        let inside = min(max(place.isFinite ? place : (place < 0 ? 0 : 1), 0), 1)
        return Int((inside * Double(columns - 1)).rounded())
    }
}
