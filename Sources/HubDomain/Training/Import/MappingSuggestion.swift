import HubText

/// What a file's columns probably are, and how sure that is.
package struct MappingSuggestion: Equatable, Sendable {
    /// How a meaning was found.
    package enum Ground: Hashable, Sendable {
        /// The title is known.
        case title
        /// The title is a slip away from one of this field: it is not sent before somebody says
        /// in the mapping that it is meant.
        case nearTitle(ImportField)
        /// The title is a topic's name.
        case topic
        /// What must not be sent.
        case personal(PersonalColumn)
        /// The column stands for something that another column already is.
        case taken
        /// The title is a day's, and the cells say yes or no.
        case answers
        /// Nothing is known.
        case none
    }

    /// The mapping to begin with.
    package private(set) var mapping: ColumnMapping
    /// How each column was found, in the file's order.
    package private(set) var grounds: [Ground]

    /// The columns that somebody has to look at.
    package var toConfirm: [Int] {
        grounds.indices.filter {
            if case .nearTitle = grounds[$0] { return true }
            return grounds[$0] == .taken
        }
    }

    /// Looks at a row of titles.
    ///
    /// Known titles first, then names of topics. A title that is only near a known one stays: a
    /// guess would send what somebody wrote about people. A personal column is never anything else.
    ///
    /// - Parameters:
    ///   - titles: The titles.
    ///   - topics: Knows topics by name.
    ///   - kind: What the file is about; a column that names kinds makes it about all of them.
    /// - Complexity: The titles times the known titles.
    package init(titles: [String], topics: TopicMatcher, kind: RecordKind = .training) {
        let known = KnownTitles(titles, kind)
        var meanings: [ColumnMeaning] = titles.map { _ in .left }
        var grounds: [Ground] = titles.map { _ in .none }
        var taken: Set<ColumnMeaning> = []
        func take(_ meaning: ColumnMeaning, _ ground: Ground, at index: Int) {
            if taken.insert(meaning).inserted {
                (meanings[index], grounds[index]) = (meaning, ground)
            } else {
                grounds[index] = .taken
            }
        }
        for (index, title) in titles.enumerated() {
            if let personal = PersonalColumn.of(title) {
                grounds[index] = .personal(personal)
            } else if let field = known.fields[Self.folded(title)] {
                take(.field(field), .title, at: index)
            } else if kind == .training, let meaning = Self.topic(title, topics) {
                take(meaning, .topic, at: index)
            } else if let field = known.field(ofParts: title) {
                take(.field(field), .title, at: index)
            } else if let field = Self.abbreviations[Self.folded(title)], kind.holds(field) {
                // Such a title may be short for another word; its cells have to show it.
                grounds[index] = .nearTitle(field)
            } else if let field = Self.doubtful[Self.folded(title)], kind.holds(field) {
                grounds[index] = .nearTitle(field)
            }
        }
        for (index, title) in titles.enumerated() where grounds[index] == .none {
            let near = Suggestion.nearest(to: title, among: known.titles)
            guard let near, let field = known.fields[CSVColumn.folded(near)] else { continue }
            if !taken.contains(.field(field)) { grounds[index] = .nearTitle(field) }
        }
        for index in titles.indices where Self.isDoubtfulStart(titles[index], meanings, titles) {
            guard meanings[index] == .field(.started) else { continue }
            (meanings[index], grounds[index]) = (.left, .nearTitle(.started))
        }
        self.grounds = grounds
        mapping = ColumnMapping(
            columns: zip(titles, meanings).map { .init(title: $0, meaning: $1) },
            kind: kind
        )
    }

    /// Whether “Start date” may be a course’s: beside a course, in a file that says nothing else of
    /// employment.
    private static func isDoubtfulStart(
        _ title: String,
        _ meanings: [ColumnMeaning],
        _ titles: [String]
    ) -> Bool {
        let known = [ImportField.started.title] + ImportField.startTitles
        guard known.contains(where: { folded($0).utf8.elementsEqual(folded(title).utf8) }) else {
            return false
        }
        let fields: [ImportField] = [.topic, .title, .category]
        let isOfCourses = meanings.contains { meaning in
            if case .field(let field) = meaning { return fields.contains(field) }
            return false
        }
        let facts: [ImportField] = [.left, .employerType, .pathway, .otherRoles]
        return isOfCourses
            && !meanings.contains { meaning in
                if case .field(let field) = meaning { return facts.contains(field) }
                return false
            }
    }

    /// Takes columns that hold answers for no days: “Attended?” with Y says whether, not when.
    ///
    /// A topic's own column keeps its meaning, since “yes” there says that it was done.
    ///
    /// - Parameter cells: The first cells of each column, blank ones left out.
    package mutating func refuseAnswers(_ cells: [[String]]) {
        for (index, column) in mapping.columns.enumerated() where cells.indices.contains(index) {
            guard case .field(let field) = column.meaning, field.isDay, !cells[index].isEmpty,
                cells[index].allSatisfy({ Self.answers.contains(CSVColumn.folded($0)) })
            else { continue }
            mapping.columns[index].meaning = .left
            grounds[index] = .answers
        }
    }

    /// Takes columns whose titles are short for a day’s and whose cells are days.
    ///
    /// - Parameter cells: The first cells of each column, blank ones left out.
    package mutating func takeAbbreviated(_ cells: [[String]]) {
        for (index, column) in mapping.columns.enumerated() where cells.indices.contains(index) {
            guard case .nearTitle(let field) = grounds[index],
                Self.abbreviations[Self.folded(column.title)] == field,
                !mapping.columns.contains(where: { $0.meaning == .field(field) }),
                !cells[index].isEmpty, cells[index].allSatisfy(Self.isDay)
            else { continue }
            mapping.columns[index].meaning = .field(field)
            grounds[index] = .title
        }
    }

    private static func isDay(_ cell: String) -> Bool {
        let short = ColumnMapping.shortYearsFromRange.upperBound
        for order in DateOrder.allCases {
            switch DateCell.read(cell, order: order, shortYearsFrom: short) {
            case .day, .never, .notApplicable, .sentinel: return true
            case .empty, .doneWithoutDay, .wrong: continue
            }
        }
        return false
    }

    // Text keys: folded titles, which are compared as people read them.
    private static let abbreviations: [String: ImportField] = [
        "comp": .completed, "compdate": .completed, "compl": .completed, "datecomp": .completed,
        "datecompl": .completed, "complete": .completed, "exp": .expiry, "expdate": .expiry,
        "dateexp": .expiry, "expiring": .expiry,
    ]

    /// Whether a title means one thing in one system and another in the next.
    package static func isDoubtful(_ title: String) -> Bool { doubtful[folded(title)] != nil }

    /// Titles that mean one thing in one system and another in the next, with the likeliest.
    ///
    /// A unit is a workplace, a team, or a part of a qualification.
    // Text keys: folded titles, which are compared as people read them.
    private static let doubtful: [String: ImportField] = [
        "unit": .organisation, "units": .organisation, "unitname": .organisation,
    ]

    private static let answers: Set<String> = [
        "y", "n", "yes", "no", "true", "false", "attended", "didnotattend", "absent", "present",
    ]

    /// A title as titles are compared, “Dt” read as “date”.
    private static func folded(_ title: String) -> String {
        let words = title.split(separator: " ").map { word in
            CSVColumn.folded(String(word)) == "dt" ? "date" : String(word)
        }
        return CSVColumn.folded(words.joined(separator: " "))
    }

    /// Words after a topic's name that say which of its days a column holds.
    private static let suffixes: [(words: String, isExpiry: Bool)] = [
        ("expdate", true), ("exp", true), ("expirydate", true), ("expiry", true), ("expires", true),
        ("renewaldate", true),
        ("renewal", true), ("duedate", true), ("due", true), ("validuntil", true),
        ("datecompleted", false), ("completiondate", false), ("completed", false), ("date", false),
    ]

    private static func topic(_ title: String, _ topics: TopicMatcher) -> ColumnMeaning? {
        let folded = CSVColumn.folded(title)
        if let topic = topics.exact(folded: folded) { return .completed(topic) }
        for suffix in suffixes where folded.hasSuffix(suffix.words) {
            guard let topic = topics.exact(folded: String(folded.dropLast(suffix.words.count)))
            else {
                continue
            }
            return suffix.isExpiry ? .expiry(topic) : .completed(topic)
        }
        return nil
    }
}

/// The titles that mean something in a file of some kinds of records.
private struct KnownTitles {
    /// The titles, for those that are nearly one of them.
    let titles: [String]
    // Text keys: folded titles, which are compared as people read them.
    let fields: [String: ImportField]

    init(_ found: [String], _ kind: RecordKind) {
        let names = ImportField.kind.titles(of: []).map(CSVColumn.folded)
        let isMixed = found.contains { names.contains(CSVColumn.folded($0)) }
        let kinds = isMixed ? RecordKind.allCases : [kind]
        var titles: [String] = []
        // Text keys: folded titles, which are compared as people read them.
        var fields: [String: ImportField] = [:]
        for field in ImportField.allCases where kinds.contains(where: { $0.holds(field) }) {
            if field == .notes || field == .kind && !isMixed { continue }
            for title in field.titles(of: kinds) {
                titles.append(title)
                fields[CSVColumn.folded(title)] = field
            }
        }
        self.titles = titles
        self.fields = fields
    }

    /// The field of a title of several words with strokes between, all of which mean the same:
    /// “Course/Module”.
    func field(ofParts title: String) -> ImportField? {
        let parts = title.split(separator: "/").map { CSVColumn.folded(String($0)) }
        guard (2...Self.partsMax).contains(parts.count), let first = fields[parts[0]] else {
            return nil
        }
        return parts.allSatisfy { fields[$0] == first } ? first : nil
    }

    private static let partsMax = 4
}
