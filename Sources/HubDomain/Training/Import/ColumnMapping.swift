import HubText

/// Whether day or month stands first in a column.
package enum DateOrder: String, Sendable, CaseIterable {
    /// As in England.
    case dayFirst = "day-first"
    /// As in America.
    case monthFirst = "month-first"
}

/// What one column of a file is.
package enum ColumnMeaning: Hashable, Sendable {
    /// A part of each record.
    case field(ImportField)
    /// The day on which a topic was completed, in a file with a column for each topic.
    case completed(TopicCode)
    /// The day on which a topic ends, in such a file.
    case expiry(TopicCode)
    /// Nothing that is sent.
    case left

    /// Whether its cells are days.
    package var isDay: Bool {
        switch self {
        case .field(let field): field.isDay
        case .completed, .expiry: true
        case .left: false
        }
    }

    /// Whether its cells are numbers of things.
    package var isReference: Bool {
        if case .field(let field) = self { return field.isReference }
        return false
    }

    /// Whether its cells are jobs.
    package var isRole: Bool { self == .field(.role) || self == .field(.otherRoles) }

    /// Whether its cells may leave the computer: notes never do, whatever a mapping says.
    package var isSent: Bool {
        switch self {
        case .left, .field(.notes): false
        case .field, .completed, .expiry: true
        }
    }

    /// The meaning as text, which reads back as the same.
    package var text: String {
        switch self {
        case .field(let field): field.rawValue
        case .completed(let topic): "completed:\(topic.text)"
        case .expiry(let topic): "expiry:\(topic.text)"
        case .left: "-"
        }
    }

    /// Reads what `text` says.
    package static func read(_ text: String) -> ColumnMeaning? {
        if text == "-" { return .left }
        if let field = ImportField(rawValue: text) { return .field(field) }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "completed": return .completed(TopicCode(text: parts[1]))
        case "expiry": return .expiry(TopicCode(text: parts[1]))
        default: return nil
        }
    }
}

/// Which column of a council's file is what: made once, kept, and used again.
package struct ColumnMapping: Equatable, Sendable {
    /// The mappings of one tenant.
    package static let countMax = 100
    /// The columns or learned names of one mapping.
    package static let entriesMax = 2_000

    /// What the mapping says about one title.
    package struct Column: Equatable, Sendable {
        /// The title as the file had it.
        package var title: String
        /// What it is.
        package var meaning: ColumnMeaning
        /// Which stands first in its days.
        package var order: DateOrder
        /// Whether somebody said so: then it decides, and is not looked for.
        package var isOrderStated: Bool

        /// A column.
        package init(
            title: String,
            meaning: ColumnMeaning,
            order: DateOrder = .dayFirst,
            isOrderStated: Bool = false
        ) {
            self.title = title
            self.meaning = meaning
            self.order = order
            self.isOrderStated = isOrderStated
        }
    }

    /// The columns, in the file's order.
    package var columns: [Column]
    /// What names of topics mean in this council's files, as somebody said; folded names.
    package var topicNames: [LearnedName]
    /// What every row is about where no column says so.
    package var kind: RecordKind
    /// The first of the hundred years that a year of two digits is one of; nil where such a year is
    /// an error.
    package var shortYearsFrom: Int?

    /// What `shortYearsFrom` may be: the hundred years have the present one among them.
    package static let shortYearsFromRange = 1_930...2_000

    /// A name that somebody explained.
    package struct LearnedName: Hashable, Sendable {
        /// The name as it was written.
        package var name: String
        /// The topic; nil where rows of that name are left out.
        package var topic: TopicCode?

        /// A name.
        package init(name: String, topic: TopicCode?) {
            self.name = name
            self.topic = topic
        }
    }

    /// A mapping.
    package init(
        columns: [Column],
        topicNames: [LearnedName] = [],
        kind: RecordKind = .training,
        shortYearsFrom: Int? = nil
    ) {
        self.kind = kind
        self.shortYearsFrom = shortYearsFrom
        self.columns = columns
        self.topicNames = topicNames
    }

    /// Whether each topic has a column, and each row is a worker.
    package var isWide: Bool {
        columns.contains {
            if case .completed = $0.meaning { return true }
            return false
        }
    }

    /// The titles that are not sent, to be listed.
    package var leftOut: [String] { columns.filter { !$0.meaning.isSent }.map(\.title) }

    /// What is missing before a file can be read: a staff number, and what was done.
    package var lacking: [ImportField] {
        let fields = columns.compactMap { column -> ImportField? in
            if case .field(let field) = column.meaning { return field }
            return nil
        }
        var lacking: [ImportField] = []
        if !fields.contains(.staffNumber) { lacking.append(.staffNumber) }
        let hasTopic = fields.contains(.topic) || fields.contains(.category)
        // A file about the workers alone has no records, and so no day of one.
        let hasDay = fields.contains(.completed) || fields.contains(.expiry)
        let isOfWorkers = !hasDay && fields.contains { $0.isFact }
        let hasName = hasTopic || fields.contains(.title) || kind.usualName != nil
        if !isWide, !hasName, !isOfWorkers { lacking.append(kind.isAboutTopics ? .topic : .title) }
        return lacking
    }

    /// This mapping for a file whose titles stand in another order.
    ///
    /// - Parameter titles: The file's titles.
    /// - Returns: The mapping for the file, and the titles it says nothing about; columns that the
    ///   file lacks are gone.
    package func applied(to titles: [String]) -> (mapping: ColumnMapping, unknown: [String]) {
        // Text keys: folded titles, which are compared as people read them.
        var known: [String: Column] = [:]
        for column in columns { known[CSVColumn.folded(column.title)] = column }
        var unknown: [String] = []
        let mapped = titles.map { title in
            if let column = known[CSVColumn.folded(title)] {
                return Column(
                    title: title,
                    meaning: column.meaning,
                    order: column.order,
                    isOrderStated: column.isOrderStated
                )
            }
            if !CSVColumn.folded(title).isEmpty { unknown.append(title) }
            return Column(title: title, meaning: .left)
        }
        var applied = self
        applied.columns = mapped
        return (applied, unknown)
    }
}
