import HubDomain
import HubText

/// Pictures of a self-assessment.
enum PriorityCharts {
    /// The most bars of a picture; the rest stands in the tables.
    static let barsMax = 40

    /// The rating of each priority on the scale of its window.
    ///
    /// - Parameters:
    ///   - assessment: The self-assessment.
    ///   - edition: What it is about.
    /// - Returns: The chart, and how many priorities had no room in it; `nil` where nothing is
    ///   rated, because the window has no scale.
    static func ratings(
        _ assessment: Assessment,
        _ edition: Edition
    ) -> (chart: SpanChart, leftOut: Int)? {
        guard let scale = assessment.scale, !edition.items.isEmpty else { return nil }
        let count = Double(scale.levels.count)
        let items = edition.items.prefix(barsMax)
        let rows = items.map { item in
            let entry = assessment.entries[item.code]
            let level = entry?.rating.flatMap { (1...scale.levels.count).contains($0) ? $0 : nil }
            return SpanChart.Row(
                "\(item.code) \(item.name)",
                span: level.map { 0...(Double($0) / count) },
                shown: RatingWords.short(entry, scale),
                role: level == nil ? .quiet : nil
            )
        }
        let ticks = (1...scale.levels.count).map { level in
            IntervalChart.Tick(Double(level) / count, "\(level)")
        }
        let chart = SpanChart(
            rows,
            ticks: ticks,
            line: 0,
            legend: "Levels of the scale “\(scale.name)”: they have an order, and no distances. "
                + RatingWords.goodEnd(scale)
        )
        return (chart, edition.items.count - items.count)
    }

    /// How many strengths and areas for improvement were written under each priority.
    ///
    /// - Parameters:
    ///   - assessment: The self-assessment.
    ///   - edition: What it is about.
    /// - Returns: The chart, and how many priorities had no room in it; `nil` where nothing was
    ///   written.
    static func notes(
        _ assessment: Assessment,
        _ edition: Edition
    ) -> (chart: SpanChart, leftOut: Int)? {
        let items = edition.items.prefix(barsMax / AssessmentNote.Kind.allCases.count)
        let entries = items.map { ($0, assessment.entries[$0.code]) }
        guard assessment.entries.values.contains(where: { !$0.notes.isEmpty }) else { return nil }
        let rows: [(label: String, value: Double?, shown: String)] = entries.flatMap {
            item,
            entry in
            AssessmentNote.Kind.allCases.map { kind in
                let name = kind == .strength ? "strengths" : "areas for improvement"
                let count = entry?.notes(kind).count
                return (
                    "\(item.code): \(name)", count.map { Double($0) },
                    count.map { "\($0)" } ?? "nothing said"
                )
            }
        }
        let chart = SpanChart.comparison(
            rows,
            legend: "How many were written; many strengths are not a better rating."
        )
        return (chart, edition.items.count - items.count)
    }
}
