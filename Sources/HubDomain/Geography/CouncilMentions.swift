import HubText

/// Finds councils in what somebody wrote, for texts that are to be shared without a name.
///
/// The rule, which errs towards a warning too many:
/// - The writer's own council is found by its name with or without "council", "borough" or "city
///   of", and by each place in it ("Redcar and Cleveland": "Redcar"), in capitals or not.
/// - Any other council is found by its name as a whole, written with a capital.
/// - A name that is an ordinary word, as Reading or Bury, is found in a text for the own council
///   only with a capital, and for another only beside a word for the kind of council.
/// - The code of a council is found wherever it stands by itself.
/// - In addresses the own name is found anywhere, another's only in its site under gov.uk.
///
/// Abbreviations and street names are not known here: silence is no promise.
package struct CouncilMentions: Sendable {
    /// What was found.
    package struct Mention: Equatable, Sendable {
        /// As it was written.
        package let words: String
        /// Whether it is the writer's own council.
        package let isOwn: Bool
    }

    /// A name as it is looked for.
    struct Name {
        /// Its words, in small letters.
        let words: [String]
        let isOwn: Bool

        /// The words in one, as in an address.
        var squashed: String { words.joined() }
        var isOrdinary: Bool {
            words.count == 1 && CouncilMentions.ordinaryWords.contains(words[0])
        }
    }

    // Text keys: the first words of names, in small letters, as people read them.
    private let names: [String: [Name]]
    private let own: [Name]
    private let ownCode: GSSCode
    // Text keys: whole names in one word, in small letters.
    private let squashed: Set<String>
    private let longestSquashed: Int

    /// Names that are also ordinary words, or mean something else as often.
    static let ordinaryWords: Set<String> = [
        "barking", "bath", "bury", "derby", "hackney", "harrow", "hove", "hull", "poole", "reading",
        "slough", "stoke", "westminster",
    ]
    private static let kindsAfter: Set<String> = [
        "council", "borough", "city", "county", "metropolitan", "district", "unitary",
        "corporation",
    ]
    private static let kindsBefore: Set<String> = ["council", "borough", "city", "county"]

    /// The names of all councils of the register, of today and of the past.
    private static let registered: [Name] = {
        guard let register = try? CouncilRegister.shipped() else { return [] }
        let all = register.councils.map(\.name) + register.changes.map(\.oldName)
        return all.flatMap { Self.spellings(of: $0) }.map { Name(words: $0, isOwn: false) }
    }()

    /// Looks for a council and for all others.
    ///
    /// - Parameters:
    ///   - code: The code of the writer's own council.
    ///   - ownNames: Its names, besides that of the register.
    ///   - otherNames: Names of councils that the register does not have.
    package init(code: GSSCode, ownNames: [String], otherNames: [String] = []) {
        let registeredName = (try? CouncilRegister.shipped())?.council(code)?.name
        let mine = ownNames + (registeredName.map { [$0] } ?? [])
        own = mine.flatMap { Self.spellings(of: $0) + Self.places(of: $0) }
            .map { Name(words: $0, isOwn: true) }
        ownCode = code
        let others = otherNames.flatMap(Self.spellings).map { Name(words: $0, isOwn: false) }
        // Text keys: the first words of names, in small letters, as people read them.
        var names: [String: [Name]] = [:]
        for name in own + others + Self.registered {
            if let first = name.words.first { names[first, default: []].append(name) }
        }
        self.names = names
        squashed = Set(names.values.joined().map(\.squashed))
        longestSquashed = squashed.map(\.count).max() ?? 0
    }

    /// The council that a text names; its writer's own before another.
    ///
    /// - Parameter text: The text.
    /// - Returns: What was found; nil if nothing was.
    /// - Complexity: Linear in the text.
    package func find(in text: String) -> Mention? {
        let words = Self.words(of: text)
        var other: Mention?
        for place in words.indices {
            let found = code(words[place]) ?? name(at: place, in: words)
            guard let found else { continue }
            if found.isOwn { return found }
            other = other ?? found
        }
        for piece in text.split(whereSeparator: { $0.isWhitespace || "<>()\"“”,;".contains($0) })
        where piece.contains(".") {
            guard let found = find(inAddress: String(piece)) else { continue }
            if found.isOwn { return found }
            other = other ?? found
        }
        return other
    }

    /// The council that an address names.
    ///
    /// - Parameter address: A link or a host.
    /// - Returns: What was found; nil if nothing was.
    package func find(inAddress address: String) -> Mention? {
        let lower = address.lowercased()
        let pieces = lower.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let squashed = pieces.joined()
        for name in own {
            let word = name.squashed
            let isLong = word.count > 4 && !name.isOrdinary
            let isThere =
                isLong
                ? squashed.contains(word)
                : pieces.contains { $0 == word || Self.isSite($0, of: word) }
            if isThere { return Mention(words: address, isOwn: true) }
        }
        if let found = pieces.lazy.compactMap({ code(Word($0[...])) }).first { return found }
        let rest = lower.split(separator: "//", maxSplits: 1).last ?? ""
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
        guard host.hasSuffix(".gov.uk") else { return nil }
        for label in host.dropLast(".gov.uk".count).split(separator: ".") {
            let word = label.filter { $0 != "-" }
            if isCouncil(word) { return Mention(words: address, isOwn: false) }
        }
        return nil
    }

    /// Whether a label of a host is a council's.
    ///
    /// - Complexity: The square of the longest name at most, whatever the label's length.
    private func isCouncil(_ label: String) -> Bool {
        if squashed.contains(label) { return true }
        var end = label.startIndex
        var length = 0
        while end < label.endIndex, length < longestSquashed {
            end = label.index(after: end)
            length += 1
            let name = String(label[..<end])
            if squashed.contains(name), Self.isSite(label, of: name) { return true }
        }
        return false
    }

    /// A word of a text.
    private struct Word {
        let written: Substring
        let lower: String
        let isCapital: Bool

        init(_ written: Substring) {
            self.written = written
            lower = written.lowercased()
            isCapital = written.first?.isUppercase ?? false
        }
    }

    private static func words(of text: String) -> [Word] {
        text.split { !$0.isLetter && !$0.isNumber }.map(Word.init)
    }

    private func code(_ word: Word) -> Mention? {
        let typed = String(word.written)
        if typed.uppercased() == ownCode.text { return Mention(words: typed, isOwn: true) }
        guard let code = GSSCode.read(typed), let register = try? CouncilRegister.shipped(),
            register.council(code) != nil
                || register.changes.contains(where: { $0.oldCode == code })
        else { return nil }
        return Mention(words: typed, isOwn: false)
    }

    private func name(at place: Int, in words: [Word]) -> Mention? {
        let candidates = names[words[place].lower] ?? []
        let found = candidates.filter { holds($0, at: place, in: words) }
        let longest = found.max { left, right in
            (left.isOwn ? 1 : 0, left.words.count) < (right.isOwn ? 1 : 0, right.words.count)
        }
        guard let longest else { return nil }
        let last = words[place + longest.words.count - 1]
        let written = words[place].written.base[
            words[place].written.startIndex..<last.written.endIndex
        ]
        return Mention(words: String(written), isOwn: longest.isOwn)
    }

    private func holds(_ name: Name, at place: Int, in words: [Word]) -> Bool {
        let end = place + name.words.count
        guard end <= words.count else { return false }
        for (offset, word) in name.words.enumerated() where words[place + offset].lower != word {
            return false
        }
        let isCapital = words[place].isCapital
        if name.isOwn {
            return !name.isOrdinary || isCapital || isBesideKind(place, end, words)
        }
        return isCapital && (!name.isOrdinary || isBesideKind(place, end, words))
    }

    /// Whether a word for a kind of council stands right behind a name, or before it with "of".
    private func isBesideKind(_ start: Int, _ end: Int, _ words: [Word]) -> Bool {
        if end < words.count, Self.kindsAfter.contains(words[end].lower) { return true }
        return start >= 2 && words[start - 1].lower == "of"
            && Self.kindsBefore.contains(words[start - 2].lower)
    }

    /// Whether a label of a host is a council's, as in "burycouncil".
    private static func isSite(_ label: String, of name: String) -> Bool {
        guard label.hasPrefix(name) else { return false }
        let rest = label.dropFirst(name.count)
        return kindsAfter.contains { rest.hasPrefix($0) } || ["bc", "cc", "mbc"].contains(rest)
    }

    /// The words of a name as it is, and without the kind of council; "London" alone is the region.
    private static func spellings(of name: String) -> [[String]] {
        CouncilName.spellings(of: name).map { words(of: $0).map(\.lower) }
            .filter { !$0.isEmpty && $0 != ["london"] }
    }

    /// Rivers and the sea name many places.
    private static let waters: Set<String> = ["thames", "tyne", "tees", "trent", "sea"]

    /// The places in a council's name: "Redcar" and "Cleveland", "Stoke".
    private static func places(of name: String) -> [[String]] {
        let joints: Set<String> = ["and", "with", "upon", "on"]
        return spellings(of: name).flatMap { spelling in
            spelling.split { joints.contains($0) }.map { Array($0) }
        }
        .filter { $0.count > 1 || ($0.first.map { $0.count > 3 && !waters.contains($0) } ?? false) }
    }
}
