import HubDomain
import HubText
import HubWire

extension RecordKind {
    /// The name of the one question that records of the kind answer.
    var answerName: String {
        switch self {
        case .qualification: "recognised"
        case .competency: "able"
        case .training, .registration, .check, .supervision: "accredited"
        }
    }
}

extension KeptRecord {
    /// The record as a status sees it; `nil` for a qualification, which no rule asks for.
    func evidence(_ subject: RecordSubject) -> TrainingEvidence? {
        guard let kind = subject.kind.evidence else { return nil }
        return TrainingEvidence(
            kind: kind,
            topic: subject.code,
            done: completedDay,
            expiry: statedExpiry,
            // Nobody is able because nobody answered.
            isAble: kind != .competency || PackedRecord.accredited(accredited) == .yes
        )
    }

    /// When a recognised qualification was gained; `nil` for any other record.
    ///
    /// The caller has seen that it is a qualification.
    var recognised: Achieved? {
        guard PackedRecord.accredited(accredited) == .yes else { return nil }
        return completedDay.map { .day($0) } ?? year.map { .year(Int($0)) }
    }
}

extension TrainingRecordEntry {
    /// A record as it travels.
    init(_ record: TrainingRecord, _ revision: Int64, _ rules: TrainingRules) {
        self.init()
        let subject = record.subject
        kind = subject.kind.word
        topic = record.topic.text
        topicTitle = subject.kind.isAboutTopics ? rules.title(subject.code) : record.title
        completed = record.completed?.iso
        if case .day(let day) = record.expiry { expiry = day.iso }
        doesNotExpire = record.expiry == .never
        title = record.title
        delivery = record.delivery?.rawValue ?? ""
        deliveredBy = record.deliveredBy?.rawValue ?? ""
        evidence = record.evidence
        year = record.year.map { UInt32(clamping: $0) }
        level = record.level.map { UInt32(clamping: $0) }
        if subject.kind == .competency {
            assessedBy = record.provider
        } else {
            provider = record.provider
        }
        let answer =
            switch record.accredited {
            case nil: ""
            case .no: "no"
            case .yes: "yes"
            case .doNotKnow: "don't know"
            }
        switch subject.kind {
        case .qualification: recognised = answer
        case .competency: able = answer
        case .training, .registration, .check, .supervision: accredited = answer
        }
        self.revision = UInt64(clamping: revision)
    }
}
