import HubText

/// Whether a role reads as somebody's name: a hint for whoever wrote it, and never a refusal, since
/// a name cannot be told from other words.
package enum RoleWords {
    /// Two or three words with capital letters, of which none is a word of roles.
    ///
    /// The letter of a name counts as a word, and small ones such as “da” inside it do not.
    ///
    /// Tried with 207 roles and 60 names: none of the roles is taken for a name; what reads as a
    /// role and is a name (Mark Lead), and names without a capital letter, are not seen.
    ///
    /// - Parameter text: A role.
    /// - Returns: Whether somebody should look.
    package static func looksLikeName(_ text: String) -> Bool {
        let words = TextRule.trimmed(text).split(separator: " ")
        if let first = words.first, words.count > 1, titles.contains(plain(first)) { return true }
        let inner = words.dropFirst().dropLast().filter { !particles.contains(plain($0)) }
        let parts = [words.first].compactMap(\.self) + inner + words.dropFirst().suffix(1)
        guard nameWords.contains(parts.count), parts.last.map(isName) ?? false else { return false }
        return parts.allSatisfy { isInitial($0) || (isName($0) && !isKnown(plain($0))) }
    }

    /// Whether a role reads as somebody's name, beside another role or in small letters too.
    ///
    /// A role and a name stand apart by a comma, a bracket, a colon, a slash or a dash. Tried with
    /// the same roles and names: none of the roles is taken for a name, alone, in small letters or
    /// beside another; each name is seen beside a role, and in small letters 59 of 60 (not Jane A
    /// Smith, whose letter is a word of roles then).
    ///
    /// - Parameter role: A role.
    /// - Returns: Whether somebody should look.
    package static func mentionsName(_ role: String) -> Bool {
        parts(role).contains { looksLikeName($0) || looksLikeName(capitalised($0)) }
    }

    /// Whether a text calls somebody by a title and a name, such as Cllr Ahmed.
    ///
    /// Names without a title cannot be told from other words in a text: Black History and West
    /// Yorkshire have capital letters, too.
    ///
    /// - Parameter text: A text.
    /// - Returns: Whether somebody should look.
    package static func titlesSomebody(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace || $0 == "(" || $0 == "," }
        return zip(words, words.dropFirst()).contains { title, next in
            let isCapital = title.first?.isUppercase ?? false
            let name = next.prefix { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }
            return isCapital && titles.contains(plain(title))
                && (isName(name) || isInitial(next)) && !isKnown(plain(name))
        }
    }

    /// What marks stand between.
    private static func parts(_ text: String) -> [String] {
        let marks: [Character] = ["(", ")", "[", "]", ",", ";", ":", "/", "–", "—"]
        return text.split(whereSeparator: marks.contains)
            .flatMap { $0.split(separator: " - ") }.map { TextRule.trimmed(String($0)) }
    }

    /// Words in small letters alone as a name would be written; other texts as they are.
    private static func capitalised(_ text: String) -> String {
        guard !text.contains(where: \.isUppercase) else { return text }
        let words = text.split(separator: " ")
        guard !words.contains(where: { joining.contains(String($0)) }) else { return text }
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    // Text keys: words in small ASCII letters.
    private static let joining: Set<String> = [
        "a", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
    ]

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
    private static let particles: Set<String> = [
        "al", "bin", "da", "de", "del", "der", "di", "du", "el", "la", "le", "van", "von",
    ]

    /// One of several is known by one, and no name ends as "integration" does.
    private static func isKnown(_ word: String) -> Bool {
        known.contains(word) || word.hasSuffix("tion")
            || (word.hasSuffix("s") && known.contains(String(word.dropLast())))
    }

    // Text keys: words in small ASCII letters.
    private static let known: Set<String> = [
        "academy", "account", "accountable", "administrator", "adult", "adviser", "advisor",
        "advocate", "ambassador", "analyst", "area", "assembly", "assessor", "assistant", "audit",
        "authority", "board", "body", "business", "cabinet", "care", "carer", "chair", "champion",
        "change", "charity", "chief", "children", "clerk", "clinical", "coach", "college",
        "commissioner", "commissioning", "committee", "communications", "communities", "community",
        "connector", "contracts", "convenor", "cooperative", "coordinator", "council", "councillor",
        "data", "delivery", "deputy", "development", "digital", "director", "domiciliary",
        "educator", "employer", "employment", "engagement", "equality", "executive", "families",
        "finance", "forum", "governance", "group", "guardian", "head", "health", "holder", "home",
        "hospital", "housing", "hr", "human", "inclusion", "independent", "individual",
        "integrated", "intelligence", "joint", "lead", "leader", "leadership", "learning", "legal",
        "local", "manager", "market", "mayor", "medical", "member", "mental", "mentor", "navigator",
        "network", "nurse", "nursing", "occupational", "office", "officer", "official",
        "operations", "organisational", "organiser", "owner", "panel", "partner", "partnership",
        "people", "performance", "planning", "policy", "portfolio", "practice", "practitioner",
        "president", "principal", "procurement", "professional", "programme", "project", "provider",
        "public", "quality", "recruitment", "region", "regional", "registered", "representative",
        "research", "residential", "resources", "responsible", "safeguarding", "scrutiny",
        "secretary", "senior", "service", "side", "sister", "skills", "social", "sponsor", "staff",
        "steering", "steward", "strategic", "strategy", "supervisor", "support", "supporter",
        "system", "talent", "team", "technology", "therapist", "trainer", "training", "treasurer",
        "trust", "trustee", "tutor", "union", "university", "user", "vice", "voluntary",
        "volunteer", "wellbeing", "worker", "workforce",
    ]

    /// A capital letter and small ones, with a hyphen or an apostrophe between.
    private static func isName(_ word: Substring) -> Bool {
        guard let first = word.first, first.isUppercase, word.count > 1 else { return false }
        let letters = word.filter(\.isLetter)
        let isPlain = word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }
        return isPlain && letters.contains(where: \.isLowercase)
    }

    /// The letter of a name, with or without a point.
    private static func isInitial(_ word: Substring) -> Bool {
        let letters = word.hasSuffix(".") ? word.dropLast() : word
        return letters.count == 1 && letters.allSatisfy(\.isUppercase)
    }

    private static func plain(_ word: Substring) -> String {
        word.lowercased().filter(\.isLetter)
    }
}
