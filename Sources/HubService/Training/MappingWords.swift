import HubDomain
import HubText
import HubWire

extension HubDomain.ColumnMapping {
    /// A mapping as it was sent.
    ///
    /// - Parameters:
    ///   - mapping: What was sent.
    ///   - path: The field, from the request's root.
    /// - Throws: `requestNotValid` naming the field.
    init(_ mapping: TrainingMapping, _ path: String = "mapping") throws(Fault) {
        guard (1...TrainingFileReader.limits.fieldsMax).contains(mapping.columns.count) else {
            throw .invalid(
                "\(path).columns",
                "too_many",
                "1 to \(TrainingFileReader.limits.fieldsMax) columns"
            )
        }
        guard mapping.topicNames.count <= HubDomain.ColumnMapping.entriesMax else {
            throw .invalid(
                "\(path).topic_names",
                "too_many",
                "at most \(HubDomain.ColumnMapping.entriesMax) names"
            )
        }
        var kind = RecordKind.training
        if !mapping.kind.isEmpty {
            guard let known = RecordKind.read(mapping.kind) else {
                throw .invalid("\(path).kind", "unknown", "one of \(RecordKind.words)")
            }
            kind = known
        }
        var columns: [Column] = []
        for (place, column) in mapping.columns.enumerated() {
            let title = try Fault.impersonal(
                column.title,
                "\(path).columns[\(place)].title",
                .line,
                .namePersonal
            )
            guard let meaning = ColumnMeaning.read(column.meaning) else {
                throw .invalid(
                    "\(path).columns[\(place)].meaning",
                    "unknown",
                    "a field such as staff_number, completed:TOPIC, expiry:TOPIC, or -"
                )
            }
            columns.append(
                Column(
                    title: title,
                    meaning: meaning,
                    order: column.monthFirst ? .monthFirst : .dayFirst,
                    isOrderStated: column.monthFirst || column.dayFirst
                )
            )
        }
        self.init(
            columns: columns,
            topicNames: try HubDomain.ColumnMapping.names(mapping, path),
            kind: kind,
            shortYearsFrom: try HubDomain.ColumnMapping.years(mapping, path)
        )
    }

    /// What names of topics mean, or that their rows are left out.
    private static func names(
        _ mapping: TrainingMapping,
        _ path: String
    ) throws(Fault) -> [LearnedName] {
        var names: [LearnedName] = []
        for (place, learned) in mapping.topicNames.enumerated() {
            let at = "\(path).topic_names[\(place)]"
            let name = try Fault.impersonal(
                learned.name,
                "\(at).name",
                .line,
                isRequired: true,
                .namePersonal
            )
            if ColumnMeaning.read(learned.topic) == .left {
                names.append(LearnedName(name: name, topic: nil))
                continue
            }
            let topic = try Fault.code(learned.topic, "\(at).topic")
            names.append(LearnedName(name: name, topic: TopicCode(text: topic)))
        }
        return names
    }

    private static func years(_ mapping: TrainingMapping, _ path: String) throws(Fault) -> Int? {
        guard mapping.twoDigitYearsFrom != 0 else { return nil }
        let years = HubDomain.ColumnMapping.shortYearsFromRange
        guard years.contains(Int(mapping.twoDigitYearsFrom)) else {
            throw .invalid(
                "\(path).two_digit_years_from",
                "out_of_range",
                "a year from \(years.lowerBound) to \(years.upperBound), or 0"
            )
        }
        return Int(mapping.twoDigitYearsFrom)
    }
}
