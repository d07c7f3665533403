import HubText

/// Whether two names of roles or teams are one with a slip of the keyboard, word by word.
///
/// “Reablement East” and “Reablement West” are two teams, “Care wroker” is a slip: another word,
/// and a word that other names have too, is meant; a slip leaves the first letter and nearly all
/// of the others.
struct NearWords {
    /// Shorter words are never taken for each other: one letter makes another word of them.
    private static let lettersMin = 5
    /// Words of so many letters may have two slips.
    private static let twoSlipsFrom = 10

    // Text keys: words in small letters, with the names that have each.
    private let uses: [String: Int]

    /// Names that are compared with each other.
    init(_ names: [String]) {
        // Text keys: words in small letters.
        var uses: [String: Int] = [:]
        for name in names {
            for word in Set(NearWords.words(name)) { uses[word, default: 0] += 1 }
        }
        self.uses = uses
    }

    /// The first of the candidates of which a name is a slip; nil where it is of none.
    func nearest(to name: String, among candidates: [String]) -> String? {
        candidates.first { isSlip(name, of: $0) }
    }

    /// Whether a name is another one with a slip, or with other spaces and signs.
    func isSlip(_ name: String, of other: String) -> Bool {
        let (own, others) = (NearWords.words(name), NearWords.words(other))
        if own.isEmpty || others.isEmpty { return false }
        if own.joined().utf8.elementsEqual(others.joined().utf8) { return true }
        guard own.count == others.count else { return false }
        return zip(own, others).allSatisfy { left, right in
            left.utf8.elementsEqual(right.utf8) || isSlip(word: left, of: right)
        }
    }

    private func isSlip(word: String, of other: String) -> Bool {
        // A word that other names have too is no slip, and of words it is a slip away from anyway
        // the first letter is the same: North and South, Milton and Wilton are places.
        if uses[word] ?? 0 > 1 || word.first != other.first { return false }
        return NearWords.isNear(word, other)
    }

    /// Whether a word is another with a slip or, where both are long, two.
    ///
    /// - Complexity: Constant where their lengths are apart; else the product of both.
    static func isNear(_ word: String, _ other: String) -> Bool {
        let (own, others) = (word.count, other.count)
        let letters = min(own, others)
        let slipsMax = letters >= twoSlipsFrom ? 2 : 1
        guard letters >= lettersMin, abs(own - others) <= slipsMax,
            (word + other).allSatisfy(\.isLetter)
        else { return false }
        return Suggestion.slips(between: word, and: other) <= slipsMax
    }

    /// The words of a name in small letters; “&” is “and”, and an apostrophe parts nothing.
    static func words(_ name: String) -> [String] {
        let plain = name.lowercased().replacing("&", with: " and ").filter {
            $0 != "'" && $0 != "’"
        }
        return plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
