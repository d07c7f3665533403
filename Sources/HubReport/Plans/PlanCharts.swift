import HubDomain
import HubText

/// Pictures of a plan.
enum PlanCharts {
    /// The most bars of a time line; the rest stands in the tables.
    static let barsMax = 40

    /// How many actions there are of each rating, of those that are not finished, and how many
    /// are.
    static func ratings(_ plan: Plan) -> SpanChart {
        let open = plan.actions.filter { !$0.progress.isFinished }
        func count(_ rating: PlanRating?) -> Int { open.count { $0.rating == rating } }
        let rows: [(name: String, count: Int, role: TextRole?)] = [
            ("Red: not as planned", count(.red), .bad),
            ("Amber: in danger", count(.amber), .warning),
            ("Green: as planned", count(.green), .good),
            ("Not rated", count(nil), nil),
            ("Done", plan.actions.count { $0.progress == .done }, .heading),
            ("Stopped", plan.actions.count { $0.progress == .stopped }, .quiet),
        ]
        let axis = LinearAxis(rows.map { Double($0.count) }, withZero: true)
        return SpanChart(
            rows.map { row in
                SpanChart.Row(
                    row.name,
                    span: row.count == 0
                        ? nil : axis.place(0)...max(axis.place(0), axis.place(Double(row.count))),
                    shown: NumberText.count(row.count, "action"),
                    role: row.role
                )
            },
            ticks: counts(upTo: rows.map(\.count).max() ?? 0).map {
                IntervalChart.Tick(axis.place(Double($0)), "\($0)")
            },
            line: axis.place(0),
            legend: "How many actions have which rating; what is finished has none any more."
        )
    }

    /// The most steps of an axis of counts.
    private static let stepsMax = 5

    /// Whole numbers for an axis of counts.
    private static func counts(upTo most: Int) -> [Int] {
        let step = max(1, (most + stepsMax - 1) / stepsMax)
        return Array(stride(from: 0, through: max(most, 1), by: step))
    }

    /// When actions are to be done: bars from their start to the day they are due.
    ///
    /// - Returns: The chart, and how many actions had no room in it; `nil` where none has a day.
    static func times(_ plan: Plan, today: Day) -> (chart: SpanChart, leftOut: Int)? {
        let dated = plan.actions.filter { $0.due != nil && !$0.progress.isFinished }
            .sorted { left, right in
                let (one, other) = (left.due ?? .last, right.due ?? .last)
                return one == other ? left.ref < right.ref : one < other
            }
        guard !dated.isEmpty, plan.from < plan.to else { return nil }
        let days = dated.flatMap { [$0.start, $0.due].compactMap(\.self) } + [today]
        let first = min(plan.from, days.min() ?? plan.from)
        let last = max(plan.to, days.max() ?? plan.to)
        let length = Double(max(1, first.days(until: last)))
        func place(_ day: Day) -> Double { Double(first.days(until: day)) / length }
        let rows = dated.prefix(barsMax).map { action in
            let due = action.due ?? last
            let start = min(action.start ?? plan.from, due)
            let isLate = action.isOverdue(on: today)
            let mark = isLate ? "overdue" : action.rating?.rawValue
            return SpanChart.Row(
                "\(action.ref) \(action.title)",
                span: place(start)...max(place(start), place(due)),
                shown: due.slashed + (mark.map { ", \($0)" } ?? ""),
                role: isLate ? .bad : action.rating.map(Self.role)
            )
        }
        let chart = SpanChart(
            rows,
            ticks: Self.years(first, last, place),
            line: place(today),
            legend: "From the start of an action to the day it is due; the line is "
                + "\(today.words). Green with a line along it goes as planned, amber with "
                + "stripes is in danger, red with close stripes is not as planned or overdue, "
                + "whatever its rating; plain blue is not rated."
        )
        return (chart, dated.count - rows.count)
    }

    private static func role(_ rating: PlanRating) -> TextRole {
        switch rating {
        case .green: .good
        case .amber: .warning
        case .red: .bad
        }
    }

    /// The first days of years, and of quarters where the time is short.
    private static func years(
        _ first: Day,
        _ last: Day,
        _ place: (Day) -> Double
    ) -> [IntervalChart.Tick] {
        let isShort = first.days(until: last) <= 800
        var ticks: [IntervalChart.Tick] = []
        for year in first.parts.year...max(first.parts.year, last.parts.year) {
            for month in isShort ? [1, 4, 7, 10] : [1] {
                guard let day = Day(year: year, month: month, day: 1), first <= day, day <= last
                else { continue }
                let name = isShort ? "\(Day.monthNames[month - 1].prefix(3)) \(year)" : "\(year)"
                ticks.append(IntervalChart.Tick(place(day), name))
            }
        }
        return ticks
    }
}
