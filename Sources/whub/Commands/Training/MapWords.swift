import HubDomain
import HubText

/// What is said of a file's columns before anything of it is sent.
enum MapWords {
    /// What is said of rows above the titles; nothing where there are none.
    static func above(_ file: TrainingFile) -> [String] {
        guard file.titlesRow > 1 else { return [] }
        return [
            "The titles are in row \(file.titlesRow): “\(titles(file))”. What stands above them is "
                + "left out and stays on your computer."
        ]
    }

    /// The first titles of a file, as they stand there.
    static func titles(_ file: TrainingFile) -> String {
        file.titles.filter { !$0.isEmpty }.prefix(titlesShown).joined(separator: ", ")
    }

    private static let titlesShown = 5

    /// The words that a meaning can be.
    static var meanings: String {
        ImportField.allCases.filter { $0 != .notes }.map(\.rawValue).joined(separator: ", ")
    }

    /// What a name that is no topic may be, by its code, and the rows that have it.
    static func maybe(_ name: UnknownTopics.Name, _ topics: TopicMatcher) -> String {
        let rows = Wording.count(name.rows, "row")
        if !name.candidates.isEmpty {
            return "\(name.candidates.map(\.text).joined(separator: " or ")) (\(rows))"
        }
        return near(name, topics).map { "\($0.text) (\(rows))" } ?? rows
    }

    /// The one topic that a name that is none is a slip away from.
    static func near(_ name: UnknownTopics.Name, _ topics: TopicMatcher) -> TopicCode? {
        guard let suggestion = name.suggestion,
            case .topic(let code) = topics.match(suggestion, looksAround: false)
        else { return nil }
        return code
    }

    /// What a mapping that was suggested takes each column for.
    static func notes(_ suggestion: MappingSuggestion, _ file: TrainingFile) -> [String] {
        let columns = suggestion.mapping.columns
        var (personal, names): ([String], [String]) = ([], [])
        var other: [String] = []
        var near: [String] = []
        for (index, ground) in suggestion.grounds.enumerated() {
            let title = file.titles[index]
            switch ground {
            case .personal(.name): names.append(title)
            case .personal: personal.append(title)
            case .none: if !title.isEmpty { other.append(title) }
            case .nearTitle(.started):
                near.append(
                    "“\(title)” may be the first day of employment or of a course, and stays on "
                        + "your computer until a mapping says so: \(mend), and write “started” or "
                        + "“completed” under Meaning."
                )
            case .nearTitle(.organisation) where MappingSuggestion.isDoubtful(title):
                near.append(
                    "“\(title)” may be a workplace, a team or a part of a qualification, and stays "
                        + "on your computer until a mapping says so: \(mend), and write "
                        + "“organisation”, “team” or “title” under Meaning."
                )
            case .nearTitle(let field):
                near.append(
                    "“\(title)” may be the \(field.title.lowercased()) and stays on your computer "
                        + "until a mapping says so: \(mend)."
                )
            case .taken:
                near.append(
                    "“\(title)” stays on your computer: another column is taken for the same. If "
                        + "this is the one that counts: \(mend)."
                )
            case .answers:
                near.append(
                    "“\(title)” says yes or no and holds no days, so it stays on your computer."
                )
            case .title, .topic: break
            }
        }
        var notes = sent(columns) + near
        notes += lacking(columns, suggestion.mapping)
        if !names.isEmpty {
            notes.append(
                "Names of people, stay on your computer: \(names.joined(separator: ", ")). For "
                    + "lists with names: whub names load."
            )
        }
        if !personal.isEmpty {
            let titles = personal.joined(separator: ", ")
            notes.append("About people, stays on your computer: \(titles).")
        }
        if !other.isEmpty {
            notes.append("Not known, stays on your computer: \(other.joined(separator: ", ")).")
        }
        return notes
    }

    /// What a mapping that somebody made takes each column for.
    ///
    /// - Parameters:
    ///   - mapping: The mapping, for the file.
    ///   - unknown: The titles that it says nothing about.
    /// - Returns: A line each.
    static func notes(
        _ mapping: HubDomain.ColumnMapping,
        _ unknown: [String]
    ) -> [String] {
        let noted = mapping.columns.filter { $0.meaning == .field(.notes) }.map {
            "“\($0.title)” is mapped as notes, which are never sent: it stays on your computer."
        }
        let told = unknown.map { "“\($0)” is not in the mapping and stays on your computer." }
        return sent(mapping.columns) + lacking(mapping.columns, mapping) + noted + told
    }

    /// What is said of a file of training that has no day of completion.
    private static func lacking(
        _ columns: [HubDomain.ColumnMapping.Column],
        _ mapping: HubDomain.ColumnMapping
    ) -> [String] {
        let isDated = columns.contains { $0.meaning == .field(.completed) }
        let hasTopic = columns.contains {
            [.field(.topic), .field(.category), .field(.title)].contains($0.meaning)
        }
        guard mapping.kind == .training, hasTopic, !mapping.isWide, !isDated else { return [] }
        return [
            "No column is taken for the day of completion. If one is: whub training map, and write "
                + "“completed” under Meaning."
        ]
    }

    /// What columns that stay may be, by their places.
    static func maybe(_ suggestion: MappingSuggestion) -> [Int: ImportField] {
        var found: [Int: ImportField] = [:]
        for (place, ground) in suggestion.grounds.enumerated() {
            if case .nearTitle(let field) = ground { found[place] = field }
        }
        return found
    }

    private static let mend = "whub training map"

    /// The columns that leave this computer, each with what it is taken for.
    private static func sent(_ columns: [HubDomain.ColumnMapping.Column]) -> [String] {
        let parts = columns.filter(\.meaning.isSent).map { column in
            "“\(column.title)” as \(words(column.meaning))"
        }
        return parts.isEmpty ? [] : ["Leaves your computer: \(parts.joined(separator: ", "))."]
    }

    private static func words(_ meaning: ColumnMeaning) -> String {
        switch meaning {
        case .field(let field): field.title.lowercased()
        case .completed(let topic): "the day \(topic.text) was completed"
        case .expiry(let topic): "the day \(topic.text) ends"
        case .left: "nothing"
        }
    }
}
