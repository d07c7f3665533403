import HubCrypto
import HubDomain
import HubStore
import HubWire

/// The journal's rows about one self-assessment, as people read them.
struct History {
    private let frame: AssessmentFrame
    private let tenant: UniqueID?
    private let registry: RegistryContents

    /// The history of a window's assessment.
    ///
    /// - Parameters:
    ///   - frame: The window.
    ///   - tenant: Whose principals are called by their names.
    ///   - registry: The registry as it is.
    init(_ frame: AssessmentFrame, of tenant: UniqueID?, _ registry: RegistryContents) {
        self.frame = frame
        self.tenant = tenant
        self.registry = registry
    }

    /// One entry per revision, oldest first.
    ///
    /// - Parameter rows: The journal's rows about the record, in order.
    /// - Returns: Who did what when, with counts of what changed.
    /// - Throws: `dataDamaged`.
    func entries(_ rows: [JournalRow]) throws(Fault) -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        var before: HubWire.Assessment?
        for row in rows {
            if row.operation == .noted {
                let note = try Fault.decoded(ChangeNote.self, row.body ?? [])
                guard let last = entries.indices.last else { continue }
                entries[last].fileName = note.fileName
                if !note.why.isEmpty { entries[last].summary.append("why: \(note.why)") }
                if !note.fileName.isEmpty { entries[last].summary.append("from \(note.fileName)") }
                continue
            }
            var entry = HistoryEntry()
            entry.revision = UInt64(clamping: row.position.revision)
            entry.time = Timestamp(row.time)
            entry.principalId = UniqueID(bytes: row.actor)?.description ?? ""
            entry.principalName = name(of: row.actor)
            entry.method = row.method
            entry.batch = row.batch.flatMap { UniqueID(bytes: $0.bytes) }?.description ?? ""
            guard let body = row.body else {
                entry.summary = ["erased"]
                entries.append(entry)
                continue
            }
            let after = try Fault.decoded(HubWire.Assessment.self, body)
            entry.state = after.state
            entry.summary = summary(before, after)
            entries.append(entry)
            before = after
        }
        return entries
    }

    /// Who somebody is, for people of the tenant.
    private func name(of actor: [UInt8]) -> String {
        guard let id = UniqueID(bytes: actor) else { return "the hub's operator" }
        guard let principal = registry.principals[id] else { return "somebody who has left" }
        guard let tenant, UniqueID(principal.tenantId) == tenant else {
            return "somebody of another organisation"
        }
        return principal.name
    }

    /// How many statements came, changed and went; in what they changed; how many others can see
    /// by it.
    private func counts(_ changes: [AssessmentComparison.NoteChange]) -> [String] {
        var lines: [String] = []
        for word in ["added", "changed", "removed"] {
            let ofWord = changes.filter { $0.word == word }
            guard !ofWord.isEmpty else { continue }
            var line = statements(ofWord.count) + " " + word
            if word == "changed" {
                let aspects = AssessmentComparison.Aspect.allCases.compactMap { aspect in
                    let count = ofWord.count { $0.aspects.contains(aspect) }
                    return count == 0 ? nil : "\(aspect.rawValue) \(count)"
                }
                line += " (\(aspects.joined(separator: ", ")))"
            }
            lines.append(line)
        }
        let shown = changes.count { $0.shows }
        if shown > 0 { lines.append("\(statements(shown)) shared outside the council") }
        return lines
    }

    private func statements(_ count: Int) -> String {
        "\(count) \(count == 1 ? "statement" : "statements")"
    }

    private func summary(
        _ before: HubWire.Assessment?,
        _ after: HubWire.Assessment
    ) -> [String] {
        var lines: [String] = []
        let old = before.map { frame.domain($0) } ?? frame.empty
        let edition = frame.domainEdition
        let comparison = AssessmentComparison(
            from: old,
            edition,
            to: frame.domain(after),
            edition
        )
        lines += counts(comparison.items.flatMap(\.notes))
        let rated = comparison.items.filter { $0.movement != nil && $0.movement != .same }.count
        if rated > 0 { lines.append("\(rated) \(rated == 1 ? "rating" : "ratings") changed") }
        if comparison.peerChallenge != nil { lines.append("peer challenge note changed") }
        if (before?.state ?? .draft) != after.state {
            switch after.state {
            case .handedIn: lines.append("handed in")
            case .agreed: lines.append("agreed by \(after.agreement?.role ?? "")")
            default: lines.append("made a draft again")
            }
        }
        return lines
    }
}

extension AssessmentComparison.NoteChange {
    fileprivate var word: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        }
    }
}
