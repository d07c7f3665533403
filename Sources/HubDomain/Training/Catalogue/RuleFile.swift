package import HubText

/// A council's own rules as a file that people edit: a row for each rule, and a row for each event
/// that cuts intervals.
///
/// ```
/// read(bytes) ─► rows ─► cells ─► rules and events, or findings by row and column
///                          └► the rules checked together: names, topics, roles, days
/// bytes(rules, cuts) ─► the same file, as `read` takes it
/// ```
package struct RuleFile: Equatable, Sendable {
    /// How large a file of rules may be.
    package static let bytesMax = 56 * 1_024
    /// The rows of one file.
    package static let limits = CSVLimits(
        rowBytesMax: 16 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 8_000,
        rowsMax: 3_000
    )

    /// The rules, in the file's order.
    package var rules: [TrainingRule]
    /// The events.
    package var cuts: [Event]

    /// An event with its name.
    package struct Event: Equatable, Sendable {
        /// Its name in the file.
        package var id: RuleID
        /// What it cuts.
        package var cut: IntervalCut
        /// What a reader should know.
        package var note: String
    }

    /// Rules and events.
    package init(rules: [TrainingRule], cuts: [Event] = []) {
        self.rules = rules
        self.cuts = cuts
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - topics: The topics of the catalogue.
    ///   - policy: The day.
    /// - Returns: The rules, with everything that is wrong; nothing wrong is an empty list.
    /// - Complexity: Linear in the file.
    package static func read(
        _ bytes: [UInt8],
        topics: Set<TopicCode>,
        policy: RecordPolicy
    ) -> (file: RuleFile, findings: [Finding]) {
        let records: [CSVRecord]
        do throws(TextError) {
            guard bytes.count <= bytesMax else {
                throw TextError(
                    .textTooLong,
                    problem: "the file has \(bytes.count) bytes",
                    expected: "at most \(bytesMax) bytes"
                )
            }
            records = try CSVFile(file: bytes, limits: limits).records
        } catch {
            let wrong = DomainError(.ruleCell, path: "", error)
            return (RuleFile(rules: []), [wrong.finding()])
        }
        guard let first = records.first else {
            let wrong = DomainError(
                .ruleCell,
                path: "",
                problem: "the file is empty",
                expected: "the titles in the first row, and a row for each rule"
            )
            return (RuleFile(rules: []), [wrong.finding()])
        }
        let header = CSVHeader(first, columns: columns)
        var reading = RuleReading(policy)
        reading.findings = header.findings
        if header.findings.contains(where: { $0.severity == .error }) {
            return (RuleFile(rules: []), reading.findings)
        }
        for record in records.dropFirst() where !record.isBlank { reading.take(header.row(record)) }
        reading.check(topics)
        return (RuleFile(rules: reading.rules, cuts: reading.events), reading.findings)
    }

    /// The file as `read` takes it.
    package var bytes: [UInt8] {
        var writer = CSVWriter()
        writer.write(RuleFile.columns.map(\.title))
        for rule in rules { writer.write(RuleFile.cells(rule)) }
        for event in cuts { writer.write(RuleFile.cells(event)) }
        return writer.take()
    }

    static let columns: [CSVColumn] = [
        CSVColumn("kind", title: "Kind"),
        CSVColumn("id", title: "Rule", isRequired: true),
        CSVColumn("topics", title: "Topics", isRequired: true),
        CSVColumn("who", title: "Who", isRequired: true),
        CSVColumn("evidence", title: "Evidence"),
        CSVColumn("basis", title: "Basis"),
        CSVColumn("reference", title: "Reference"),
        CSVColumn("edition", title: "Edition"),
        CSVColumn("setter", title: "Set by"),
        CSVColumn("organisations", title: "Organisations"),
        CSVColumn("valid_from", title: "From"),
        CSVColumn("valid_until", title: "Until"),
        CSVColumn("months", title: "Months", isRequired: true),
        CSVColumn("unless", title: "Unless"),
        CSVColumn("grace", title: "Grace days"),
        CSVColumn("warning", title: "Warning days"),
        CSVColumn("trigger", title: "Trigger"),
        CSVColumn("note", title: "Note"),
    ]

    private static func cells(_ rule: TrainingRule) -> [String] {
        let months = rule.refresh.interval.map { "\($0.months)" }
        var unless = ""
        if case .unlessQualified(_, let effect) = rule.refresh { unless = effect.rawValue }
        return [
            "rule", rule.id.text, rule.fulfilment.description, RuleWords.who(rule.roles),
            rule.evidence.rawValue, rule.basis?.rawValue ?? "", rule.reference, rule.edition,
            rule.setter, RuleWords.organisations(rule.organisations),
            rule.validFrom?.slashed ?? "", rule.validUntil?.slashed ?? "",
            months ?? (rule.refresh == .once ? "once" : ""), unless,
            "\(rule.graceDays)", "\(rule.warning.days)", "", rule.note,
        ]
    }

    private static func cells(_ event: Event) -> [String] {
        [
            "event", event.id.text, event.cut.topics.map(\.text).joined(separator: "|"), "", "", "",
            "", "", "", "", event.cut.day.slashed, event.cut.countsUntil.slashed, "", "", "", "",
            event.cut.trigger.rawValue, event.note,
        ]
    }
}

/// How a file of rules writes whom a rule binds.
enum RuleWords {
    static let everyone = "everyone"
    static let notStated = "not-stated"
    static let mainRoles = "main:"
    static let anyRoles = "any:"
    static let pathway = "pathway:"
    static let all = "all"
    static let registered = "cqc-registered"
    static let types = "types:"
    static let separator: Character = "|"

    static func who(_ scope: RoleScope) -> String {
        switch scope {
        case .everyone: everyone
        case .notStated: notStated
        case .mainRoles(let codes): mainRoles + codes.map(\.text).joined(separator: "|")
        case .anyRoles(let codes): anyRoles + codes.map(\.text).joined(separator: "|")
        case .pathway(let ids): pathway + ids.map { "\($0.rawValue)" }.joined(separator: "|")
        }
    }

    static func organisations(_ scope: OrganisationScope) -> String {
        switch scope {
        case .all: all
        case .registered: registered
        case .employerTypes(let kinds):
            types + kinds.map { "\($0.rawValue)" }.joined(separator: "|")
        }
    }
}
