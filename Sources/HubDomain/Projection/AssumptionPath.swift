import HubText

/// An assumption year by year: the value, and how far low and high lie from it.
struct AssumptionPath: Sendable {
    /// The values of the base year and of all years after it.
    var values: [Double]
    /// What a run below the middle takes away for each unit of the normal distribution.
    var down: [Double]
    /// What a run above the middle adds.
    var up: [Double]
    /// The standard deviation from year to year.
    var yearly: [Double]

    /// Whether anything about it is uncertain.
    var isUncertain: Bool { (down + up + yearly).contains { $0 > 0 } }

    /// A path that has one value.
    init(constant value: Double, years: Int) {
        values = [Double](repeating: value, count: years)
        (down, up) = (values.map { _ in 0 }, values.map { _ in 0 })
        yearly = down
    }

    /// The path of a kind.
    ///
    /// - Parameters:
    ///   - rows: The assumptions of the kind, by day; at least one.
    ///   - shape: How they belong together.
    ///   - years: The base year and all years after it.
    init(_ rows: [Assumption], _ shape: AssumptionKind.Shape, years: ClosedRange<Int>) {
        let weights = years.map { year in
            shape == .line ? Self.between(rows, year) : Self.within(rows, year)
        }
        func path(_ part: (Assumption) -> Double) -> [Double] {
            weights.map { $0.reduce(0) { $0 + $1.share * part($1.row) } }
        }
        values = path(\.value)
        down = path { ($0.value - $0.low) / NormalQuantile.ninety }
        up = path { ($0.high - $0.value) / NormalQuantile.ninety }
        yearly = path(\.yearly)
    }

    private typealias Weight = (row: Assumption, share: Double)

    /// The two neighbours of a year, by how near they are; the first or last outside.
    private static func between(_ rows: [Assumption], _ year: Int) -> [Weight] {
        func yearOf(_ row: Assumption) -> Int { row.from?.parts.year ?? 0 }
        guard let after = rows.firstIndex(where: { yearOf($0) >= year }) else {
            return rows.last.map { [($0, 1)] } ?? []
        }
        let next = rows[after]
        guard after > 0, yearOf(next) > year else { return [(next, 1)] }
        let previous = rows[after - 1]
        let share =
            Double(year - yearOf(previous)) / Double(yearOf(next) - yearOf(previous))
        return [(previous, 1 - share), (next, share)]
    }

    /// The values that hold in a year, by their days.
    private static func within(_ rows: [Assumption], _ year: Int) -> [Weight] {
        let (start, end) = (Assumptions.newYear(year), Assumptions.newYear(year + 1))
        let all = Double(start.days(until: end))
        var weights: [Weight] = []
        for (index, row) in rows.enumerated() {
            let from = max(row.from ?? .first, start)
            let next = index + 1 < rows.count ? rows[index + 1].from ?? .last : .last
            let days = from.days(until: min(next, end))
            if days > 0 { weights.append((row, Double(days) / all)) }
        }
        return weights
    }
}
