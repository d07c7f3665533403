import HubDomain
import HubStore
import HubText
import HubWire

/// What an arrangement may name, and how it comes.
struct ArrangementLimits {
    private let rules: Set<RuleID>
    private let topics: Set<TopicCode>
    private let policy: RecordPolicy

    /// What a council's rules and the catalogue have.
    init(_ rules: TrainingRules, _ catalogue: TrainingCatalogue, _ today: Day) {
        self.rules = Set(rules.rules.map(\.id))
        topics = Set(catalogue.topics.map(\.code))
        policy = RecordPolicy(today: today)
    }

    /// An arrangement that was sent, in its kept form.
    ///
    /// - Parameters:
    ///   - sent: What came.
    ///   - path: The field, from the request's root.
    /// - Returns: The arrangement.
    /// - Throws: `requestNotValid`, or the rule of the domain that it breaks.
    func read(_ sent: TrainingArrangement, _ path: String) throws(Fault) -> Arrangement {
        let kind = try ArrangementLimits.kind(sent.kind, "\(path).kind")
        let from = try Fault.day(sent.from, "\(path).from")
        var until: Day?
        if let text = sent.until { until = try Fault.day(text, "\(path).until") }
        if kind == .paused, !sent.subject.isEmpty {
            throw .invalid("\(path).subject", "not_empty", "nothing: a pause is of everything")
        }
        if kind == .booked, until != nil {
            throw .invalid("\(path).until", "not_empty", "nothing: a course has one day")
        }
        if kind != .exempt, !sent.reason.isEmpty {
            throw .invalid("\(path).reason", "not_empty", "nothing: no reason is held")
        }
        if kind != .accepted, !sent.acceptedBy.isEmpty {
            throw .invalid("\(path).accepted_by", "not_empty", "nothing: nobody accepted a record")
        }
        let acceptedBy = try Fault.text(sent.acceptedBy, "\(path).accepted_by")
        let asked = Arrangement(
            kind: kind,
            subject: sent.subject,
            from: from,
            until: until,
            reason: sent.reason,
            acceptedBy: acceptedBy
        )
        let checked = asked.checked(rules: rules, topics: topics, policy)
        guard let wrong = checked.errors.first else { return checked.value }
        var fault = Fault(wrong)
        fault.violations[0].path = "\(path).\(wrong.path)"
        throw fault
    }

    /// The kind that was sent.
    static func kind(_ kind: ArrangementKind, _ path: String) throws(Fault) -> Arrangement.Kind {
        guard let found = Arrangement.Kind(rawValue: Int(kind.rawValue)) else {
            throw .invalid(path, "unknown", "exempt, paused, booked or accepted")
        }
        return found
    }

    /// The arrangement of a worker that is meant.
    static func find(
        _ worker: KeptWorker,
        _ kind: Arrangement.Kind,
        _ subject: String,
        _ from: Day,
        in store: borrowing Database
    ) throws(StoreError) -> KeptArrangement? {
        guard let number = try TrainingTexts.number(subject, in: store) else { return nil }
        let key = KeptArrangement.Key(
            worker: worker.number,
            kind: Int64(kind.rawValue),
            subject: number,
            from: Int64(from.number)
        )
        return try KeptArrangement.find(key, in: store)
    }
}

extension KeptArrangement.Key: Comparable {
    /// Reads what a cursor has.
    init(packed bytes: [UInt8]) {
        var reader = PackedReader(bytes[...])
        self.init(
            worker: reader.int64(),
            kind: reader.int64(),
            subject: reader.int64(),
            from: reader.int64()
        )
    }

    /// For a cursor.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        for number in [worker, kind, subject, from] { bytes.append(packed: number) }
        return bytes
    }

    static func < (left: KeptArrangement.Key, right: KeptArrangement.Key) -> Bool {
        (left.worker, left.kind, left.subject, left.from)
            < (right.worker, right.kind, right.subject, right.from)
    }
}
