import HubText

/// The ways in which one council's name is written.
enum CouncilName {
    /// Words about the kind of a council, longest first; the rest of the name is the place.
    private static let kinds = [
        "metropolitan borough council of", "metropolitan borough of",
        "metropolitan borough council",
        "royal borough council of", "royal borough of", "london borough council of",
        "london borough of", "metropolitan district council", "unitary authority",
        "district council", "borough council", "county council", "city council", "council of the",
        "county of", "city of", "borough of", "corporation", "council", "borough", "county",
    ]

    /// The folded forms under which a name is found: as it is, and without the kind of council
    /// before it, after it, or both.
    ///
    /// The City of London keeps its kind: "London" alone is the region.
    static func forms(of name: String) -> [String] {
        var forms = [CSVColumn.folded(name)]
        for candidate in spellings(of: name).map(CSVColumn.folded)
        where !candidate.isEmpty && candidate != "london" && !forms.contains(candidate) {
            forms.append(candidate)
        }
        return forms
    }

    /// The name in small letters, as it is and without the kind of council, each once.
    static func spellings(of name: String) -> [String] {
        let words = name.lowercased()
            .split { !$0.isLetter && $0 != "-" && $0 != "'" && $0 != "&" }.joined(separator: " ")
        let short = withoutSuffix(words)
        var spellings: [String] = []
        for spelling in [words, short, withoutPrefix(words), withoutPrefix(short)]
        where !spellings.contains(spelling) {
            spellings.append(spelling)
        }
        return spellings
    }

    private static func withoutPrefix(_ words: String) -> String {
        let kind = kinds.first { words.hasPrefix($0 + " ") }
        return kind.map { String(words.dropFirst($0.count + 1)) } ?? words
    }

    private static func withoutSuffix(_ words: String) -> String {
        let kind = kinds.first { words.hasSuffix(" " + $0) }
        return kind.map { String(words.dropLast($0.count + 1)) } ?? words
    }
}
