import HubText

/// What a record of a file would do to what is kept.
///
/// A record is the same record if worker, topic and day of completion are the same. A cell that is
/// empty, and a column that the file lacks, leave what is there; a record that the file lacks
/// stays.
package enum RecordDifference: Equatable, Sendable {
    /// There is none yet.
    case new
    /// Nothing is different.
    case unchanged
    /// So much is.
    case changed(TrainingRecord, [Change])

    /// A part that is different.
    package enum Change: String, Sendable, CaseIterable {
        /// The title.
        case title
        /// The end.
        case expiry
        /// Whether it was accredited.
        case accredited
        /// The provider.
        case provider
        /// Who delivered it.
        case deliveredBy = "delivered_by"
        /// How.
        case delivery
        /// Where the certificate is.
        case evidence
        /// The level of a qualification.
        case level
        /// Whether a qualification is a recognised one.
        case recognised
        /// Whether somebody was found able.
        case able
        /// The role of who assessed.
        case assessedBy = "assessed_by"

        /// What a record says of the part; empty where it says nothing.
        ///
        /// Days are ISO dates.
        package func words(of record: TrainingRecord) -> String {
            switch self {
            case .title: return record.title
            case .expiry:
                switch record.expiry {
                case .unstated: return ""
                case .never: return "never"
                case .day(let day): return day.iso
                }
            case .accredited, .recognised, .able:
                switch record.accredited {
                case nil: return ""
                case .yes: return "yes"
                case .no: return "no"
                case .doNotKnow: return "don’t know"
                }
            case .provider, .assessedBy: return record.provider
            case .deliveredBy:
                return record.deliveredBy.map { $0 == .inHouse ? "in house" : "external" } ?? ""
            case .delivery:
                return record.delivery.map { $0 == .eLearning ? "online" : "face to face" } ?? ""
            case .evidence: return record.evidence
            case .level: return record.level.map { "\($0)" } ?? ""
            }
        }
    }

    /// Compares a record of a file with the one that is kept.
    ///
    /// - Parameters:
    ///   - sent: The record as the file has it.
    ///   - kept: The record of the same worker, topic and day; nil if there is none.
    package init(_ sent: TrainingRecord, kept: TrainingRecord?) {
        guard let kept else {
            self = .new
            return
        }
        var merged = kept
        var changes: [Change] = []
        func text(_ part: WritableKeyPath<TrainingRecord, String>, _ change: Change) {
            if sent[keyPath: part].isEmpty { return }
            if Self.differ(sent[keyPath: part], kept[keyPath: part]) { changes.append(change) }
            merged[keyPath: part] = sent[keyPath: part]
        }
        text(\.title, .title)
        let kind = kept.subject.kind
        text(\.provider, kind == .competency ? .assessedBy : .provider)
        text(\.evidence, .evidence)
        if sent.expiry != .unstated, sent.expiry != kept.expiry {
            merged.expiry = sent.expiry
            changes.append(.expiry)
        }
        if let accredited = sent.accredited, accredited != kept.accredited {
            merged.accredited = accredited
            changes.append(Self.answer(kind))
        }
        if let by = sent.deliveredBy, by != kept.deliveredBy {
            merged.deliveredBy = by
            changes.append(.deliveredBy)
        }
        if let delivery = sent.delivery, delivery != kept.delivery {
            merged.delivery = delivery
            changes.append(.delivery)
        }
        if let level = sent.level, level != kept.level {
            merged.level = level
            changes.append(.level)
        }
        self = changes.isEmpty ? .unchanged : .changed(merged, changes)
    }

    /// What the one question of a kind is.
    private static func answer(_ kind: RecordKind) -> Change {
        switch kind {
        case .qualification: .recognised
        case .competency: .able
        case .training, .registration, .check, .supervision: .accredited
        }
    }

    private static func differ(_ left: String, _ right: String) -> Bool {
        !left.utf8.elementsEqual(right.utf8)
    }
}
