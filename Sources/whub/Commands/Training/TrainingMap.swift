import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// Which column of a file is what: suggested, kept on the hub, or written in a file of its own.
enum TrainingMap {
    private static let titles = ["What", "Name", "Meaning", "Order", "May be"]
    /// The most that a map may hold.
    static let bytesMax = 4 * 1_024 * 1_024

    /// Topics, rules and the rest that the program brings.
    static func catalogue() throws(CommandError) -> TrainingCatalogue {
        do throws(DomainError) {
            return try TrainingCatalogue.shipped()
        } catch {
            throw .local(error.finding().sentence)
        }
    }

    /// A mapping for a file.
    struct Found {
        /// The mapping.
        let mapping: HubDomain.ColumnMapping
        /// What the user should know about it before anything is sent.
        let notes: [String]
        /// What columns that stay may be, by their places.
        let maybe: [Int: ImportField]
    }

    /// The mapping for a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - desk: Where mappings are kept; `nil` where only the file counts.
    ///   - invocation: Says which mapping is meant.
    /// - Returns: The mapping, and what the user should know about it.
    /// - Throws: When the mapping that is meant is not there, or is none.
    static func of(
        _ file: TrainingFile,
        _ desk: TrainingDesk?,
        _ invocation: Invocation
    ) throws(CommandError) -> Found {
        var kept: HubDomain.ColumnMapping?
        if let path = invocation.line.value("columns") {
            kept = try read(try invocation.contents(of: path, bytesMax: bytesMax), path)
        } else if let desk, let name = invocation.line.value("map") {
            kept = try stored(name, desk)
        }
        let matcher = TopicMatcher(try catalogue(), learned: kept?.topicNames ?? [])
        let kind = invocation.line.value("kind").flatMap { RecordKind.read($0) }
        var suggestion = MappingSuggestion(
            titles: file.titles,
            topics: matcher,
            kind: kind ?? .training
        )
        guard var kept else {
            let sample = try file.sample()
            suggestion.refuseAnswers(sample)
            suggestion.takeAbbreviated(sample)
            return Found(
                mapping: suggestion.mapping,
                notes: MapWords.above(file) + MapWords.notes(suggestion, file),
                maybe: MapWords.maybe(suggestion)
            )
        }
        // What the command line says goes before what was kept.
        kept.kind = kind ?? kept.kind
        let (mapping, unknown) = kept.applied(to: file.titles)
        let notes = MapWords.above(file) + MapWords.notes(mapping, unknown)
        return Found(mapping: mapping, notes: notes, maybe: [:])
    }

    private static func stored(
        _ name: String,
        _ desk: TrainingDesk
    ) throws(CommandError) -> HubDomain.ColumnMapping {
        let request = ListTrainingMappingsRequest()
        let all = try desk.ask(desk.hub.listTrainingMappings, request, desk.reading).mappings
        guard let found = all.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            let names = all.map(\.name).joined(separator: ", ")
            throw .missing(
                "your organisation has no mapping \(name)",
                next: all.isEmpty ? "save one with --save-map \(name)" : "use one of: \(names)"
            )
        }
        return domain(found)
    }

    /// A mapping as it travels, as the domain has it.
    static func domain(_ mapping: TrainingMapping) -> HubDomain.ColumnMapping {
        HubDomain.ColumnMapping(
            columns: mapping.columns.map {
                .init(
                    title: $0.title,
                    meaning: ColumnMeaning.read($0.meaning) ?? .left,
                    order: $0.monthFirst ? .monthFirst : .dayFirst,
                    isOrderStated: $0.monthFirst || $0.dayFirst
                )
            },
            topicNames: mapping.topicNames.map {
                let isLeftOut = ColumnMeaning.read($0.topic) == .left
                return .init(name: $0.name, topic: isLeftOut ? nil : TopicCode(text: $0.topic))
            },
            kind: RecordKind.read(mapping.kind) ?? .training,
            shortYearsFrom: mapping.twoDigitYearsFrom == 0 ? nil : Int(mapping.twoDigitYearsFrom)
        )
    }

    /// A mapping as a file to edit.
    ///
    /// - Parameters:
    ///   - mapping: The mapping.
    ///   - maybe: What columns without a meaning may be, by their places.
    ///   - unknown: Names in the file that are no topic, to be filled in.
    ///   - topics: Knows topics by name.
    ///   - fillsNear: Whether a name that is a slip away from one topic is filled in as that.
    /// - Returns: The file.
    static func file(
        _ mapping: HubDomain.ColumnMapping,
        maybe: [Int: ImportField],
        unknown: [UnknownTopics.Name] = [],
        _ topics: TopicMatcher,
        fillsNear: Bool = false
    ) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(titles)
        if mapping.kind != .training { writer.write(["kind", "", mapping.kind.word, "", ""]) }
        for (place, column) in mapping.columns.enumerated() where !column.title.isEmpty {
            let order = column.isOrderStated ? column.order.rawValue : ""
            // A spreadsheet takes a hyphen for a formula.
            let meaning = column.meaning.isSent ? column.meaning.text : ""
            let near = maybe[place]?.rawValue ?? ""
            writer.write(["column", column.title, meaning, order, near])
        }
        for learned in mapping.topicNames {
            writer.write(["topic", learned.name, learned.topic?.text ?? ignoreWord, "", ""])
        }
        for name in unknown {
            let near = fillsNear ? MapWords.near(name, topics)?.text : nil
            writer.write(["topic", name.name, near ?? "", "", MapWords.maybe(name, topics)])
        }
        let years = mapping.shortYearsFrom.map { "\($0)" } ?? ""
        let hint = years.isEmpty ? "such as 1950, if 50 is 1950 and 49 is 2049" : ""
        writer.write([yearsWord, "", years, "", hint])
        return writer.take()
    }

    /// What stands in the place of a topic whose rows are left out.
    private static let ignoreWord = "ignore"
    private static let yearsWord = "two-digit-years"

    private static func years(_ typed: String, _ place: String) throws(CommandError) -> Int? {
        if typed.isEmpty { return nil }
        let range = HubDomain.ColumnMapping.shortYearsFromRange
        guard let year = Int(typed), range.contains(year) else {
            throw .dataError(
                "\(place): “\(typed)” is not the first of the hundred years that two digits mean; "
                    + "a year from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return year
    }

    /// What somebody wrote under Order; `nil` for nothing.
    private static func order(_ typed: String, _ place: String) throws(CommandError) -> DateOrder? {
        if typed.isEmpty { return nil }
        let words = DateOrder.allCases.map(\.rawValue)
        guard let order = DateOrder(rawValue: typed.lowercased()) else {
            throw .dataError(
                "\(place): “\(typed)” is no order of day and month; use "
                    + words.joined(separator: ", ") + ", or nothing"
            )
        }
        return order
    }

    /// The names in a file that are no topic: none where the file cannot be read yet.
    static func unknownTopics(
        _ file: TrainingFile,
        _ mapping: HubDomain.ColumnMapping
    ) throws(CommandError) -> [UnknownTopics.Name] {
        guard mapping.lacking.isEmpty else { return [] }
        var reader = try LocalReading.reader(file, mapping)
        var records: [ImportedRecord] = []
        try file.pieces { (piece) throws(CommandError) in
            try TrainingFile.step { () throws(TextError) in
                try reader.read(piece, into: &records)
            }
            records.removeAll(keepingCapacity: true)
            return true
        }
        try TrainingFile.step { () throws(TextError) in try reader.finish(into: &records) }
        return reader.unknownTopics.sorted
    }

    /// What somebody wrote beside a name: a topic, or that its rows are left out.
    private static func learned(
        _ name: String,
        _ typed: String,
        _ topics: TopicMatcher,
        _ place: String
    ) throws(CommandError) -> HubDomain.ColumnMapping.LearnedName {
        if CSVColumn.folded(typed).utf8.elementsEqual(ignoreWord.utf8) {
            return .init(name: name, topic: nil)
        }
        switch topics.match(typed) {
        case .topic(let code): return .init(name: name, topic: code)
        case .several(let codes):
            let list = codes.map(\.text).joined(separator: ", ")
            throw .dataError("\(place): “\(typed)” could be several topics; write one of \(list)")
        case .none(let near):
            let question = near.map { "; did you mean “\($0)”?" } ?? "."
            throw .dataError(
                "\(place): “\(typed)” is no topic's code or name\(question) See `whub training "
                    + "topics`, or write “\(ignoreWord)” for rows that are not to be imported."
            )
        case .ignored: return .init(name: name, topic: nil)
        }
    }

    /// Reads a file that `file` wrote and somebody edited.
    private static func read(
        _ bytes: [UInt8],
        _ path: String
    ) throws(CommandError) -> HubDomain.ColumnMapping {
        let table: CSVFile
        do throws(TextError) {
            table = try CSVFile(file: bytes)
        } catch {
            throw .dataError("\(path) cannot be read as a table: \(error)")
        }
        var mapping = HubDomain.ColumnMapping(columns: [])
        let topics = TopicMatcher(try catalogue())
        for record in table.records.dropFirst() where !record.isBlank {
            let cells = (record.fields + ["", "", "", ""]).prefix(4).map {
                TextRule.trimmed(CellGuard.removed(from: $0))
            }
            let place = "\(path), row \(record.row)"
            switch CSVColumn.folded(cells[0]) {
            case "column":
                let text = cells[2].isEmpty ? ColumnMeaning.left.text : cells[2]
                guard let meaning = ColumnMeaning.read(text) else {
                    throw .dataError(
                        "\(place): “\(cells[2])” is no meaning; use one of \(MapWords.meanings), "
                            + "completed:TOPIC, expiry:TOPIC, or nothing"
                    )
                }
                let order = try order(cells[3], place)
                mapping.columns.append(
                    .init(
                        title: cells[1],
                        meaning: meaning,
                        order: order ?? .dayFirst,
                        isOrderStated: order != nil
                    )
                )
            case "kind":
                guard let kind = RecordKind.read(cells[2]) else {
                    throw .dataError(
                        "\(place): “\(cells[2])” is no kind; use one of \(RecordKind.words)"
                    )
                }
                mapping.kind = kind
            case "topic":
                // One that nobody has filled in says nothing.
                if cells[2].isEmpty { continue }
                mapping.topicNames.append(try learned(cells[1], cells[2], topics, place))
            case CSVColumn.folded(yearsWord):
                if cells[2].isEmpty, !(cells[1] + cells[3]).isEmpty {
                    throw .dataError("\(place): write the year under Meaning, the third column")
                }
                mapping.shortYearsFrom = try years(cells[2], place)
            default:
                throw .dataError(
                    "\(place): the first cell is “kind”, “column”, “topic” or “\(yearsWord)”"
                )
            }
        }
        return mapping
    }
}
