import HubText

/// Finds the topic's name that somebody meant who made a slip of the keyboard.
///
/// Names are compared word by word: “Food safety” is no slip of “Fire safety”, since “food” is a
/// word of other topics. A word that any topic has is therefore never taken for a slip. Words that
/// say nothing of the topic, such as “and” or “training”, may be there or not.
struct NearTopics: Sendable {
    /// What a name probably means.
    struct Found: Equatable, Sendable {
        /// The name, as the catalogue writes it.
        let name: String
        /// The topics that it stands for, in the catalogue's order.
        let topics: [TopicCode]
    }

    /// The letters of a name that are compared; a longer one has no near name.
    static let charactersMax = Suggestion.charactersMax
    /// Letters from which two names that are parted otherwise may have a slip.
    private static let joinedMin = 10
    /// Letters from which two neighbours that changed places are a slip.
    private static let swappedMin = 4
    /// Letters from which a short word may have a slip, where another word is as it should be.
    private static let shortMin = 3
    /// One slip in so many letters may be anywhere in a title.
    private static let lettersPerSlip = 6

    private struct Name: Sendable {
        let text: String
        let words: [String]
        let topics: [TopicCode]
        let isTitle: Bool
    }

    private let names: [Name]
    // Compared bytewise: words in small letters.
    private let words: Set<[UInt8]>

    /// Takes the names of a catalogue, each with the topics that it stands for.
    init(_ catalogue: TrainingCatalogue) {
        var names: [Name] = []
        for topic in catalogue.topics {
            for text in [topic.title] + topic.names {
                names.append(
                    Name(
                        text: text,
                        words: Self.content(text),
                        topics: [topic.code],
                        isTitle: text == topic.title
                    )
                )
            }
        }
        for name in catalogue.ambiguous {
            names.append(
                Name(
                    text: name.name,
                    words: Self.content(name.name),
                    topics: name.topics,
                    isTitle: false
                )
            )
        }
        self.names = names
        words = Set(names.flatMap { $0.words.map { Array($0.utf8) } })
    }

    /// The name that was meant; nil where none is near, or several that mean other topics.
    ///
    /// - Complexity: The names of the catalogue, of which nearly all differ in their first letter
    ///   or in their length.
    func nearest(to typed: String) -> Found? {
        guard typed.utf8.count <= Self.charactersMax * 2 else { return nil }
        let own = Self.content(typed)
        if own.isEmpty { return nil }
        let slips = names.filter { isSlip(own, of: $0.words) }
        if let first = slips.first {
            guard slips.allSatisfy({ $0.topics == first.topics }) else { return nil }
            // Of a topic's names the one with the fewest slips: “awareness” may be there or not.
            let near = Suggestion.nearest(to: typed, among: slips.map(\.text)) ?? first.text
            return Found(name: near, topics: first.topics)
        }
        return joined(own) ?? title(typed, own)
    }

    private static func content(_ text: String) -> [String] {
        NearWords.words(text).filter { !fillers.contains($0) }
    }

    // Text keys: words in small letters, compared with words in small letters.
    private static let fillers: Set<String> = [
        "a", "and", "awareness", "course", "for", "in", "of", "refresher", "the", "training",
    ]

    private func isKnown(_ word: String) -> Bool { words.contains(Array(word.utf8)) }

    private func isSlip(_ own: [String], of others: [String]) -> Bool {
        guard own.count == others.count else { return false }
        let pairs = zip(own, others)
        let hasEqual = pairs.contains { $0.utf8.elementsEqual($1.utf8) }
        return pairs.allSatisfy { left, right in
            if left.utf8.elementsEqual(right.utf8) { return true }
            guard left.utf8.first == right.utf8.first, !isKnown(left) else { return false }
            return NearWords.isNear(left, right) || Self.isPlural(left, right)
                || Self.isSwapped(left, right) || (hasEqual && Self.isShortNear(left, right))
        }
    }

    /// A name with its spaces elsewhere, and perhaps one slip: “Firesaftey”, “Food hy giene”.
    private func joined(_ own: [String]) -> Found? {
        let typed = own.joined()
        guard typed.count >= Self.joinedMin else { return nil }
        let near = names.filter { name in
            let other = name.words.joined()
            guard typed.utf8.first == other.utf8.first, other.count >= Self.joinedMin,
                name.words.count != own.count, abs(typed.count - other.count) <= 1
            else { return false }
            return typed.filter(\.isNumber) == other.filter(\.isNumber)
                && Suggestion.slips(between: typed, and: other) <= 1
        }
        guard let first = near.first, near.allSatisfy({ $0.topics == first.topics }) else {
            return nil
        }
        return Found(name: first.text, topics: first.topics)
    }

    /// The nearest title, however the slips are spread, unless it lacks a word that topics have.
    private func title(_ typed: String, _ own: [String]) -> Found? {
        let titles = names.filter { name in
            name.isTitle
                && own.allSatisfy { word in
                    !isKnown(word) || name.words.contains { $0.utf8.elementsEqual(word.utf8) }
                }
        }
        let near = Suggestion.nearest(to: typed, among: titles.map(\.text))
        guard let found = titles.first(where: { $0.text == near }),
            Suggestion.slips(between: typed, and: found.text) * Self.lettersPerSlip <= typed.count
        else { return nil }
        return Found(name: found.text, topics: found.topics)
    }

    /// Whether a short word is another with one slip: “fod” for “food”.
    private static func isShortNear(_ left: String, _ right: String) -> Bool {
        let (own, other) = (left.count, right.count)
        return min(own, other) >= shortMin && abs(own - other) <= 1
            && (left + right).allSatisfy(\.isLetter)
            && Suggestion.slips(between: left, and: right) <= 1
    }

    /// Whether one word is the other with an s behind it.
    private static func isPlural(_ left: String, _ right: String) -> Bool {
        let (short, long) = left.utf8.count < right.utf8.count ? (left, right) : (right, left)
        return short.utf8.count >= swappedMin && long.utf8.elementsEqual("\(short)s".utf8)
    }

    /// Whether two neighbours changed places, and nothing else: “fier” for “fire”.
    private static func isSwapped(_ left: String, _ right: String) -> Bool {
        let (own, other) = (Array(left.utf8), Array(right.utf8))
        guard own.count == other.count, own.count >= swappedMin,
            let place = own.indices.first(where: { own[$0] != other[$0] }), place + 1 < own.count
        else { return false }
        return own[place] == other[place + 1] && own[place + 1] == other[place]
            && own[(place + 2)...] == other[(place + 2)...]
    }
}
