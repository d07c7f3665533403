/// One line about work that takes long: how much, how fast, how much longer.
package struct ProgressLine: Equatable, Sendable {
    /// The highest rate that is shown.
    private static let rateMax = 1e12

    /// What is counted, in the plural: "rows".
    package var unit: String
    /// How many are done.
    package var done: Int
    /// How many there are; nil if nobody knows.
    package var total: Int?
    /// How long it has taken.
    package var elapsedMilliseconds: Int

    /// A state of the work.
    package init(unit: String, done: Int, total: Int?, elapsedMilliseconds: Int) {
        self.unit = unit
        self.done = done
        self.total = total
        self.elapsedMilliseconds = elapsedMilliseconds
    }

    /// The line: "12,345 of 180,000 rows (6 %), 2,400 a second, about 1 min 10 s left".
    ///
    /// Rate and time left come after the first second, when they begin to mean something.
    package var text: String {
        var parts = [amount]
        let seconds = Double(max(0, elapsedMilliseconds)) / 1_000
        if seconds >= 1, done > 0 {
            let rate = Double(done) / seconds
            let whole = Int(min(rate, Self.rateMax))
            let shown = rate >= 10 ? NumberText.grouped(whole) : ProgressLine.tenths(rate)
            parts.append("\(shown) a second")
            if let total, total > done {
                let left = Double(total - done) / rate
                parts.append("about \(ProgressLine.duration(seconds: left)) left")
            }
        }
        return parts.joined(separator: ", ")
    }

    private var amount: String {
        guard let total, total > 0, (0...total).contains(done) else {
            return "\(NumberText.grouped(done)) \(unit)"
        }
        let percent = Int(Double(done) / Double(total) * 100)
        return "\(NumberText.grouped(done)) of \(NumberText.grouped(total)) \(unit) (\(percent) %)"
    }

    private static func tenths(_ rate: Double) -> String {
        let tenths = Int((rate * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A duration in words of at most two units: "45 s", "1 min 10 s", "2 h 5 min".
    ///
    /// - Parameter seconds: The duration; more than 99 hours are said to be that.
    /// - Returns: The words.
    package static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds < 99 * 3_600 else { return "more than 99 h" }
        let whole = Int(max(1, seconds.rounded(.up)))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 {
            return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
        }
        let minutes = whole % 3_600 / 60
        return minutes == 0 ? "\(whole / 3_600) h" : "\(whole / 3_600) h \(minutes) min"
    }
}
