import HubText

/// Whether a role reads as somebody's name: a hint for whoever wrote it, and never a refusal, since
/// a name cannot be told from other words.
package enum RoleWords {
    /// Two or three words with capital letters, of which none is a word of roles and organisations.
    ///
    /// - Parameter text: A role.
    /// - Returns: Whether somebody should look.
    package static func looksLikeName(_ text: String) -> Bool {
        let words = TextRule.trimmed(text).split(separator: " ")
        if let first = words.first, words.count > 1, titles.contains(plain(first)) { return true }
        guard nameWords.contains(words.count) else { return false }
        return words.allSatisfy { isName($0) && !known.contains(plain($0)) }
    }

    /// What is said of it.
    ///
    /// - Parameters:
    ///   - reason: The reason of those whose role it is.
    ///   - path: The field.
    ///   - subject: The field in words.
    ///   - expected: What would be right there.
    /// - Returns: The hint.
    package static func hint(
        _ reason: ReasonCode,
        path: String,
        subject: String,
        expected: String = "a role, such as workforce lead"
    ) -> DomainError {
        DomainError(
            reason,
            path: path,
            subject: subject,
            problem: "reads as the name of a person",
            expected: "\(expected); where it is one, nothing is to be done"
        )
    }

    private static let nameWords = 2...3
    // Text keys: words in small ASCII letters.
    private static let titles: Set<String> = ["cllr", "dr", "miss", "mr", "mrs", "ms", "prof"]

    // Text keys: words in small ASCII letters.
    private static let known: Set<String> = [
        "academy", "account", "accountable", "administrator", "adult", "adults", "adviser",
        "advisor", "advocate", "analyst", "area", "assembly", "assistant", "assistants", "audit",
        "authority", "board", "body", "business", "cabinet", "care", "carers", "chair", "champion",
        "change", "charity", "chief", "children", "clerk", "clinical", "college", "commissioner",
        "commissioning", "committee", "communications", "communities", "community", "contracts",
        "cooperative", "coordinator", "council", "councillor", "data", "delivery", "deputy",
        "development", "digital", "director", "directors", "domiciliary", "education", "employer",
        "employers", "employment", "engagement", "equality", "executive", "families", "federation",
        "finance", "forum", "governance", "group", "head", "health", "holder", "home", "hospital",
        "housing", "hr", "human", "independent", "information", "inclusion", "intelligence",
        "integrated", "joint", "leader", "leaders", "leadership", "lead", "learning", "legal",
        "local", "manager", "managers", "market", "mayor", "medical", "member", "mental", "network",
        "nurse", "nursing", "occupational", "office", "officer", "official", "operations",
        "organisation", "organisational", "organiser", "owner", "panel", "partner", "partners",
        "partnership", "partnerships", "people", "performance", "planning", "policy", "portfolio",
        "practice", "practitioner", "president", "principal", "procurement", "professional",
        "programme", "project", "provider", "providers", "public", "quality", "recruitment",
        "region", "regional", "registered", "representative", "research", "residential",
        "resources", "responsible", "retention", "safeguarding", "scrutiny", "secretary", "section",
        "senior", "service", "services", "side", "skills", "social", "sponsor", "staff", "steering",
        "strategic", "strategy", "supervisor", "support", "system", "talent", "team", "technology",
        "therapist", "trainer", "training", "transformation", "treasurer", "trust", "trustee",
        "tutor", "union", "unions", "university", "user", "vice", "voluntary", "wellbeing",
        "worker", "workers", "workforce",
    ]

    /// A capital letter and small ones, with a hyphen or an apostrophe between.
    private static func isName(_ word: Substring) -> Bool {
        guard let first = word.first, first.isUppercase, word.count > 1 else { return false }
        let letters = word.filter(\.isLetter)
        let isPlain = word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }
        return isPlain && letters.contains(where: \.isLowercase)
    }

    private static func plain(_ word: Substring) -> String {
        word.lowercased().filter(\.isLetter)
    }
}
