import HubDomain

/// Ratings in words: nothing said, not rated, a level, and a level that is not on the scale are
/// four things.
enum RatingWords {
    /// A rating as it stands beside a bar.
    ///
    /// - Parameters:
    ///   - entry: What is said about a priority; `nil` for nothing.
    ///   - scale: The scale of the window.
    /// - Returns: The words.
    static func short(_ entry: Assessment.Entry?, _ scale: RatingScale) -> String {
        guard let entry, !entry.isEmpty else { return "nothing said" }
        guard let rating = entry.rating else { return "no rating given" }
        guard scale.name(of: rating) != nil else { return "level \(rating), not on it" }
        return "\(rating) of \(scale.levels.count)"
    }

    /// A rating with the name of its level.
    ///
    /// - Parameters:
    ///   - entry: What is said about a priority; `nil` for nothing.
    ///   - scale: The scale of the window; `nil` where nothing is rated.
    /// - Returns: The words.
    static func long(_ entry: Assessment.Entry?, _ scale: RatingScale?) -> String {
        guard let scale else { return "no scale" }
        let name = entry?.rating.flatMap { scale.name(of: $0) }
        return short(entry, scale) + (name.map { ": \($0)" } ?? "")
    }

    /// Which end of a scale is the good one, as a sentence.
    static func goodEnd(_ scale: RatingScale) -> String {
        let isHigher = scale.direction == .higherIsBetter
        let best = (isHigher ? scale.levels.last : scale.levels.first)?.name ?? ""
        return "\(isHigher ? "Higher" : "Lower") is better: “\(best)” is the good end."
    }
}
