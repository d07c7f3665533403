package import HubText

/// The name of a profile: "guide-2024".
package struct ProfileID: BytewiseIdentifier {
    /// Lower-case letters, digits and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// The guide of 2024.
    package static let guide2024: ProfileID = "guide-2024"
    /// The intervals in use before it.
    package static let before2024: ProfileID = "pre-2024"
}

/// Rules that were published or set together, as one edition.
package struct RuleProfile: Equatable, Sendable {
    /// Its name.
    package let id: ProfileID
    /// Its title.
    package let title: String
    /// Who set it.
    package let setter: String
    /// Its edition.
    package let edition: String
    /// When it began, as the source says it; empty where none does.
    package let fromWords: String
    /// When it ended, as the source says it; empty where none does.
    package let untilWords: String
    /// Who wrote it.
    package let origin: Origin
    /// What a reader should know.
    package let note: String
    /// Its rules, in the table's order.
    package let rules: [TrainingRule]
    /// Where it was read.
    package let sources: [SourceMark]

    /// A rule by its name.
    package func rule(_ id: RuleID) -> TrainingRule? { rules.first { $0.id == id } }
}

extension TrainingRule {
    /// The rule as a council or region takes it over, saying what no source said.
    ///
    /// - Parameters:
    ///   - id: The name among the council's own rules.
    ///   - setter: Who takes it over.
    ///   - roles: Whom it binds now.
    ///   - basis: Why it binds them; nil to leave what the profile says.
    ///   - day: From when.
    /// - Returns: The rule; reference, edition and sources stay, so that it can be traced.
    package func adopted(
        as id: RuleID,
        by setter: String,
        for roles: RoleScope,
        basis: RequirementBasis? = nil,
        from day: Day
    ) -> TrainingRule {
        var rule = self
        rule.id = id
        rule.setter = setter
        rule.roles = roles
        rule.basis = basis ?? rule.basis
        rule.validFrom = rule.validFrom.map { max($0, day) } ?? day
        return rule
    }
}
