/// Indicator 9 in the form of the pilot: how far the minoritised share of senior managers is from
/// that of all staff and of the local population, in percentage points.
///
/// The pilot published these differences, later cycles a relative likelihood (Norfolk County
/// Council, WRES metrics; Skills for Care, SC-WRES 2024 report). Shares are of people whose
/// ethnicity is known, as the ratio is.
package struct SeniorGap: Equatable, Sendable {
    /// The minoritised share of senior managers, from 0 to 1.
    package let managers: Double
    /// The minoritised share of all staff, from 0 to 1.
    package let staff: Double

    /// Both shares; nil where there are no senior managers, or no staff, of known ethnicity.
    package init?(_ table: RatioTable) {
        let events = table.minority.events + table.white.events
        let people = table.minority.people + table.white.people
        guard events > 0, people > 0 else { return nil }
        managers = Double(table.minority.events) / Double(events)
        staff = Double(table.minority.people) / Double(people)
    }

    /// The difference from all staff, in percentage points; negative where managers are fewer.
    package var pointsFromStaff: Double { (managers - staff) * 100 }

    /// The difference from a population, in percentage points.
    package func points(fromPopulation percent: Double) -> Double { managers * 100 - percent }

    /// The difference from all staff, as a sentence.
    package var words: String {
        "Of senior managers whose ethnicity is known \(Self.percent(managers * 100)) are "
            + "minoritised, of all such staff \(Self.percent(staff * 100)): "
            + "\(Self.words(pointsFromStaff))."
    }

    /// The difference from a population, as a sentence.
    package func words(ofPopulation percent: Double) -> String {
        "Of the local population it is \(Self.percent(percent)): "
            + "\(Self.words(points(fromPopulation: percent)))."
    }

    private static func percent(_ value: Double) -> String {
        RatioWords.fixed(value, places: 1) + "%"
    }

    private static func words(_ points: Double) -> String {
        let text = RatioWords.fixed(points.magnitude, places: 1)
        let isNone = RatioWords.fixed(points.magnitude * 10, places: 0).utf8.elementsEqual("0".utf8)
        return isNone
            ? "no difference" : "\(text) percentage points \(points > 0 ? "more" : "fewer")"
    }
}
