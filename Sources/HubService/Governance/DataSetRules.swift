import HubText
import HubWire

/// What an entry of a data-set register has to say, and how much it may say.
enum DataSetRules {
    /// Entries that one call may save.
    static let entriesMax = 20
    /// Bytes of one entry in all, as it travels: some pages.
    static let entryBytesMax = 16 * 1_024
    /// Recipients of one entry.
    static let recipientsMax = 20
    /// Days before the review of a policy document from which on it is told that it is due.
    static let reviewDueDays = 30
    /// A few lines.
    static let purposeRule = TextRule(charactersMax: 1_000, isMultiline: true)

    /// The data sets that there are.
    static let dataSets: [DataSet] = [.trainingRecords, .wresReturns, .personLinks]
    /// Those that are off until somebody asks for them: none is missed, and none made for trial.
    static let optional: Set<DataSet> = [.personLinks]

    /// The class of what a data set holds.
    ///
    /// - Parameter dataSet: The data set.
    /// - Returns: Its class.
    static func dataClass(of dataSet: DataSet) -> DataClass {
        switch dataSet {
        case .trainingRecords: .personal
        case .wresReturns, .personLinks: .special
        default: .unspecified
        }
    }

    /// A data set in words.
    ///
    /// - Parameter dataSet: The data set.
    /// - Returns: As "training records".
    static func words(_ dataSet: DataSet) -> String {
        switch dataSet {
        case .trainingRecords: "training records"
        case .wresReturns: "SC-WRES returns"
        case .personLinks: "links to people who draw on care"
        default: "a data set of another version"
        }
    }

    /// One text of an entry.
    struct Field {
        let name: String
        let path: any WritableKeyPath<DataSetEntry, String> & Sendable
        let rule: TextRule
        /// Whether an entry for data of this class is complete only with it.
        let isRequired: @Sendable (DataClass) -> Bool
    }

    /// The texts of an entry.
    static let fields: [Field] = [
        Field(name: "controller", path: \.controller, rule: .name) { _ in true },
        Field(name: "purpose", path: \.purpose, rule: purposeRule) { _ in true },
        Field(name: "lawful_basis", path: \.lawfulBasis, rule: .line) { _ in true },
        Field(name: "special_condition", path: \.specialCondition, rule: .line) { $0 == .special },
        Field(name: "dpia_reference", path: \.dpiaReference, rule: .name) { _ in true },
        Field(name: "policy_document", path: \.policyDocument, rule: .name) { $0 == .special },
        Field(name: "policy_review", path: \.policyReview, rule: .name) { $0 == .special },
        Field(name: "retention", path: \.retention, rule: .line) { _ in true },
    ]

    /// The fields that an entry lacks.
    ///
    /// - Parameter entry: The entry.
    /// - Returns: Their names; none where it is complete.
    static func missing(in entry: DataSetEntry) -> [String] {
        let dataClass = dataClass(of: entry.dataSet)
        var names = fields.filter { field in
            field.isRequired(dataClass) && entry[keyPath: field.path].isEmpty
        }.map(\.name)
        if !entry.policyDocument.isEmpty, entry.policyReview.isEmpty,
            !names.contains("policy_review")
        {
            names.append("policy_review")
        }
        if dataSets.allSatisfy({ $0 != entry.dataSet }) { names.append("data_set") }
        if entry.capacity == .unspecified { names.append("capacity") }
        if entry.recipients.isEmpty { names.append("recipients") }
        return names
    }

    /// Whether data may be loaded under an entry; a review that is overdue is told and stops
    /// nothing.
    ///
    /// - Parameter entry: The entry.
    /// - Returns: Whether it says everything.
    static func isFilled(_ entry: DataSetEntry) -> Bool { missing(in: entry).isEmpty }

    /// Takes entries as they are kept.
    ///
    /// - Parameters:
    ///   - entries: What came.
    ///   - today: The day in London.
    /// - Returns: The entries, tidy and complete.
    /// - Throws: `requestNotValid` naming all fields that are wrong, or `textNotAllowed`.
    static func accept(
        _ entries: [DataSetEntry],
        today: Day
    ) throws(Fault) -> [DataSetEntry] {
        guard !entries.isEmpty else { throw .invalid("entries", "required", "one entry or more") }
        guard entries.count <= entriesMax else {
            throw .invalid("entries", "too_many", "at most \(entriesMax) entries at a time")
        }
        var violations = Violations()
        var accepted: [DataSetEntry] = []
        for (place, entry) in entries.enumerated() {
            let path = "entries[\(place)]"
            let isTwice = accepted.contains { other in
                other.dataSet == entry.dataSet && other.capacity == entry.capacity
            }
            if isTwice { violations.add(path, "twice", "each data set and capacity once") }
            accepted.append(try accept(entry, path, today, &violations))
        }
        try violations.check()
        return accepted
    }

    private static func accept(
        _ typed: DataSetEntry,
        _ path: String,
        _ today: Day,
        _ violations: inout Violations
    ) throws(Fault) -> DataSetEntry {
        var entry = typed
        for field in fields {
            entry[keyPath: field.path] = try violations.text(
                entry[keyPath: field.path],
                "\(path).\(field.name)",
                field.rule
            )
        }
        if entry.recipients.count > recipientsMax {
            violations.add("\(path).recipients", "too_many", "at most \(recipientsMax)")
            entry.recipients = Array(entry.recipients.prefix(recipientsMax))
        }
        var recipients: [String] = []
        for (place, name) in entry.recipients.enumerated() {
            let name = try violations.text(name, "\(path).recipients[\(place)]", .line)
            if !name.isEmpty { recipients.append(name) }
        }
        entry.recipients = recipients
        if entry.encoded().count > entryBytesMax {
            violations.add(path, "too_long", "at most \(entryBytesMax) bytes in all its texts")
        }
        for name in missing(in: entry) {
            violations.add("\(path).\(name)", "required", expected(name, entry))
        }
        if entry.isTrial {
            violations.add(
                "\(path).is_trial",
                "not_allowed",
                "an entry of your own; the hub alone makes trial entries"
            )
        }
        review(entry, "\(path).policy_review", today, &violations)
        return entry
    }

    private static func review(
        _ entry: DataSetEntry,
        _ path: String,
        _ today: Day,
        _ violations: inout Violations
    ) {
        guard !entry.policyReview.isEmpty else { return }
        guard let day = ISODay.read(entry.policyReview) else {
            return violations.add(path, "not_a_day", "a day such as 2025-03-04")
        }
        if day < today {
            violations.add(path, "in_the_past", "the day of the next review, today or later")
        }
    }

    private static func expected(_ name: String, _ entry: DataSetEntry) -> String {
        switch name {
        case "data_set": "the data set, such as DATA_SET_TRAINING_RECORDS"
        case "capacity": "the capacity, CAPACITY_EMPLOYER or CAPACITY_COMMISSIONER"
        case "controller": "who decides why and how the data is used"
        case "purpose": "what the data is used for, and what not"
        case "lawful_basis": "the letter of UK GDPR Article 6(1), and the law behind it"
        case "special_condition":
            "the condition of Article 9(2) and of the Data Protection Act 2018, since the data is "
                + "of a special category"
        case "dpia_reference": "where the impact assessment is kept, or why none is needed"
        case "policy_document": "where the appropriate policy document is kept"
        case "policy_review": "the day of its next review, such as 2025-03-04"
        case "retention": "how long, from which event on, and who deletes"
        default: "who is given the data, inside and outside; at least one"
        }
    }

    /// What is to be done about a register.
    ///
    /// - Parameters:
    ///   - entries: All of it.
    ///   - today: The day in London.
    /// - Returns: In the order of the data sets.
    static func findings(_ entries: [DataSetEntry], today: Day) -> [DataSetFinding] {
        var findings: [DataSetFinding] = []
        for dataSet in dataSets
        where !optional.contains(dataSet) && !entries.contains(where: { $0.dataSet == dataSet }) {
            findings.append(
                DataSetFinding(
                    dataSet: dataSet,
                    kind: "not_filled",
                    text: "There is no entry: \(words(dataSet)) cannot be loaded."
                )
            )
        }
        return findings + entries.flatMap { DataSetRules.findings(of: $0, today) }
    }

    private static func findings(of entry: DataSetEntry, _ today: Day) -> [DataSetFinding] {
        func finding(_ kind: String, _ text: String) -> DataSetFinding {
            DataSetFinding(
                dataSet: entry.dataSet,
                capacity: entry.capacity,
                kind: kind,
                text: text
            )
        }
        let missing = missing(in: entry)
        if !missing.isEmpty {
            let names = missing.map(PathWords.of).joined(separator: ", ")
            return [finding("not_filled", "The entry lacks: \(names).")]
        }
        if entry.isTrial {
            return [
                finding(
                    "trial",
                    "The entry stands in on a hub for trying things out: write your own before "
                        + "true data is loaded."
                )
            ]
        }
        guard let day = ISODay.read(entry.policyReview) else { return [] }
        let left = today.days(until: day)
        if left < 0 {
            return [finding("review_overdue", "The review was due on \(day.words).")]
        }
        return left <= reviewDueDays
            ? [finding("review_due", "The review is due on \(day.words).")] : []
    }
}

/// What is wrong with a request, gathered so that all of it is told at once.
private struct Violations {
    private static let countMax = 100
    private var all: [FieldViolation] = []

    mutating func add(_ path: String, _ rule: String, _ expected: String) {
        guard all.count < Violations.countMax else { return }
        var violation = FieldViolation()
        violation.path = path
        violation.rule = rule
        violation.expected = expected
        violation.message = "\(PathWords.of(path)): \(expected)"
        all.append(violation)
    }

    mutating func text(
        _ text: String,
        _ path: String,
        _ rule: TextRule
    ) throws(Fault) -> String {
        do throws(Fault) {
            return try Fault.text(text, path, rule)
        } catch {
            guard error.reason == .requestNotValid else { throw error }
            if all.count < Violations.countMax { all += error.violations }
            return text
        }
    }

    func check() throws(Fault) {
        if !all.isEmpty { throw .invalid(all) }
    }
}
