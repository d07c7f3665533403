package import HubText

/// The words for services: figures of one service meet only under one word.
package enum FigureSetting {
    /// The words that national tables use, each with others that mean the same.
    ///
    /// Any other word is a service of its own: nobody published a closed list.
    private static let known: [(word: FigureGroup, others: Set<FigureGroup>)] = [
        (
            "domiciliary",
            [
                "home_care", "homecare", "dom_care", "domiciliary_care", "care_at_home",
                "domiciliary_services", "home_care_services",
            ]
        ),
        (
            "residential",
            [
                "residential_care", "residential_services", "care_home", "care_homes",
                "residential_home", "residential_homes",
            ]
        ),
        ("day", ["day_care", "day_services", "day_service", "day_centre", "day_centres"]),
        ("community", ["community_care", "community_services", "community_service"]),
    ]

    /// The word that somebody should have written; nil for a right one.
    package static func rightWord(for group: FigureGroup) -> FigureGroup? {
        known.first { $0.others.contains(group) }?.word
    }

    /// The words of national tables, for people.
    package static let words = known.map(\.word.text).joined(separator: ", ")

    /// Reads a service.
    ///
    /// - Parameter typed: A word; nothing, or "all", for all services.
    /// - Returns: The service; nil for all.
    /// - Throws: What is no word, or another word for a service, naming the right one.
    package static func read(_ typed: String) throws(TextError) -> FigureGroup? {
        if FigureGroup.meansAll(typed) { return nil }
        guard let group = FigureGroup.read(typed) else {
            throw TextError(
                "figure_group",
                found: typed,
                problem: "is not a group",
                expected: FigureGroup.expectedForm
            )
        }
        guard let right = rightWord(for: group) else { return group }
        throw TextError(
            "figure_setting",
            found: typed,
            problem: "is another word for \(right), under which its figures stand",
            expected: right.text,
            suggestion: right.text
        )
    }
}
