import HubDomain
import HubStore
import HubText
import HubWire

/// The rules of keeping that a council has set.
struct KeptRules {
    /// Each with the message that it was read from.
    let all: [(rule: KeepingRule, message: RetentionRule)]

    /// Reads them, in the order of the classes.
    init(in store: borrowing Database) throws(Fault) {
        let records = try stored { () throws(StoreError) in
            try TenantTables.retentionRules.all(in: store)
        }
        try self.init(records)
    }

    /// Those of records.
    init(_ records: [CodedRecords.Record]) throws(Fault) {
        var found: [(rule: KeepingRule, message: RetentionRule)] = []
        for record in records {
            var message = try Fault.decoded(RetentionRule.self, record.body)
            message.revision = record.revision
            guard let rule = KeepingRule(message) else {
                throw Fault(StoreError(.corrupt, "a rule of keeping"))
            }
            message.words = rule.words
            found.append((rule, message))
        }
        all = found.sorted { $0.rule.kept.rawValue < $1.rule.kept.rawValue }
    }

    /// The rules of some classes; of all of them where none is named.
    ///
    /// - Throws: `retentionNotSet` for a class without a rule.
    func rules(of classes: [RetentionClass]) throws(Fault) -> [KeepingRule] {
        guard !classes.isEmpty else { return all.map(\.rule) }
        var found: [KeepingRule] = []
        for (place, one) in classes.enumerated() {
            let path = "classes[\(place)]"
            guard let kept = KeptClass(one) else {
                throw .invalid(path, "unknown", KeptRules.words)
            }
            guard let rule = all.first(where: { $0.rule.kept == kept })?.rule else {
                throw Fault(
                    DomainError(
                        .retentionNotSet,
                        path: path,
                        problem: "no rule is set for \(kept.words)",
                        expected: "a class that has a rule"
                    ),
                    status: .failedPrecondition
                )
            }
            if !found.contains(rule) { found.append(rule) }
        }
        return found.sorted { $0.kept.rawValue < $1.kept.rawValue }
    }

    /// What the rules say, for people: of the classes alone that are asked for.
    func sentences(_ classes: [KeptClass] = KeptClass.allCases) -> [String] {
        classes.map { kept in
            all.first { $0.rule.kept == kept }.map { one in
                "\(one.rule.words) (\(one.message.decidedBy), \(KeptRules.day(one.message)))"
            } ?? "\(kept.words): no rule is set"
        }
    }

    private static func day(_ rule: RetentionRule) -> String {
        ISODay.read(rule.decided)?.words ?? rule.decided
    }

    /// The classes, for people.
    static var words: String { KeptClass.allCases.map(\.word).joined(separator: ", ") }
}

extension KeptClass {
    /// A class as it travels; nil for one that is not known.
    init?(_ wire: RetentionClass) { self.init(rawValue: Int(wire.rawValue)) }

    /// As it travels.
    var wire: RetentionClass { RetentionClass(rawValue: Int32(rawValue)) }
}

extension KeepingRule {
    /// A rule as it travels; nil where it is none.
    init?(_ message: RetentionRule) {
        guard let kept = KeptClass(message.recordClass),
            let event = KeepingEvent(rawValue: Int(message.event.rawValue))
        else { return nil }
        self.init(kept, months: Int(message.months), after: event)
    }
}
