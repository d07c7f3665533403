import HubText

/// Ratios in the words in which they are published.
package enum RatioWords {
    /// "37% more likely" for 1.37, "48% less likely" for 0.52; from 2 on "2.1 times as likely".
    package static func likelihood(_ ratio: Double) -> String {
        if ratio >= 1.995 { return "\(fixed(ratio, places: 1)) times as likely" }
        let percent = Int(((ratio - 1) * 100).rounded())
        if percent == 0 { return "about equally likely" }
        return "\(percent.magnitude)% \(percent > 0 ? "more" : "less") likely"
    }

    /// A number with a fixed count of places; halves go away from zero.
    package static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let text = Decimal(unscaled: Int64(scaled), places: places).description
        return value < 0 && scaled > 0 ? "-" + text : text
    }

    /// A number with as many places as it needs, at most two: 0.5, 1.25, 10.
    package static func short(_ value: Double) -> String {
        for places in 0...1 {
            let text = fixed(value, places: places)
            if fixed(value, places: 2) == text + (places == 0 ? ".00" : "0") { return text }
        }
        return fixed(value, places: 2)
    }

    /// "0.40 to 0.68"; an upper limit that does not exist is said.
    package static func range(_ interval: RatioInterval, places: Int = 2) -> String {
        let lower = limit(interval.lower, places)
        guard interval.upper.isFinite else { return "\(lower) or more" }
        return "\(lower) to \(limit(interval.upper, places))"
    }

    /// A limit; near 1 with so many places that it is seen on which side it lies, as far as three.
    private static func limit(_ value: Double, _ places: Int) -> String {
        let text = fixed(value, places: places)
        let one = fixed(1, places: places)
        return text.utf8.elementsEqual(one.utf8) && value != 1 ? fixed(value, places: 3) : text
    }

    /// "0.15", "0.007", "less than 0.001".
    package static func probability(_ value: Double) -> String {
        if value < 0.001 { return "less than 0.001" }
        return fixed(value, places: value < 0.0995 ? 3 : 2)
    }

    /// The gap in people, as in "at the white rate about 14 would have been appointed, 10 were".
    ///
    /// - Parameters:
    ///   - table: The counts.
    ///   - phrase: What the event is called.
    /// - Returns: The sentence; nil where the white group has no rate, or nobody had the event.
    package static func gap(_ table: RatioTable, _ phrase: EventPhrase) -> String? {
        guard let rate = table.white.share, table.minority.people > 0 else { return nil }
        if table.minority.events == 0, table.white.events == 0 { return nil }
        let expected = Double(table.minority.people) * rate
        let rounded = Int(expected.rounded())
        let words =
            if expected == 0 {
                "nobody"
            } else if rounded == 0 {
                "fewer than 1"
            } else { "about " + NumberText.grouped(rounded) }
        return "At the white rate \(words) would have \(phrase.wouldHave), "
            + "\(NumberText.grouped(table.minority.events)) \(phrase.did(table.minority.events)) "
            + "(not a target)."
    }
}

/// How an event is spoken of: "would have been appointed", "10 were".
package struct EventPhrase: Equatable, Sendable {
    /// What follows "would have".
    package let wouldHave: String
    private let one: String
    private let many: String

    /// A phrase, and what follows one person and several.
    package init(wouldHave: String, one: String, many: String) {
        self.wouldHave = wouldHave
        self.one = one
        self.many = many
    }

    /// What follows a number of people.
    package func did(_ number: Int) -> String { number == 1 ? one : many }
}
