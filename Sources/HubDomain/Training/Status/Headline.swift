import HubText

/// The figure that everybody quotes, with what it is a part of.
package struct Headline: Equatable, Sendable {
    /// The counts behind it.
    package let counts: StatusCounts

    /// The headline of counts.
    package init(_ counts: StatusCounts) { self.counts = counts }

    /// The share in tenths of a per cent, rounded half up; nil where nothing is required.
    ///
    /// Nothing required is not 0 per cent. It says 100 only if all, and 0 only if none.
    package var permille: Int? {
        guard counts.required > 0 else { return nil }
        let rounded = (counts.valid * 2_000 + counts.required) / (2 * counts.required)
        if counts.valid == 0 || counts.valid == counts.required { return rounded }
        return min(max(rounded, 1), 999)
    }

    /// The share as in "68.0%"; a dash where nothing is required.
    package var share: String { permille.map { "\($0 / 10).\($0 % 10)%" } ?? "–" }

    /// The headline as a sentence or two, its denominator in it.
    package var sentence: String {
        let left = Self.list([.notYetDue, .exempt, .paused], of: counts)
        let early = counts.early > 0 ? [Self.part(counts.early, "done before it is due")] : []
        let outside = left + early
        let tail = outside.isEmpty ? "" : " Not counted: \(outside.joined(separator: ", "))."
        guard counts.required > 0 else { return "Nothing is required today." + tail }
        let valid = Self.list([.upToDate, .expiring, .acceptedFromFormer], of: counts)
        let other = Self.list([.noExpiryRecorded, .expired, .missing, .booked], of: counts)
        let numbers =
            "\(NumberText.grouped(counts.valid)) of \(NumberText.grouped(counts.required))"
        var text = "\(numbers) required today are recorded as valid (\(share))"
        text += valid.isEmpty ? "." : ": \(valid.joined(separator: ", "))."
        if !other.isEmpty { text += " Not valid: \(other.joined(separator: ", "))." }
        return text + tail
    }

    private static func list(_ states: [TrainingState], of counts: StatusCounts) -> [String] {
        states.filter { counts[$0] > 0 }.map { part(counts[$0], $0.words) }
    }

    private static func part(_ count: Int, _ words: String) -> String {
        "\(NumberText.grouped(count)) \(words)"
    }
}
