import HubCrypto
import HubDomain
import HubStore
import HubWire

/// The journal's rows about one self-assessment, as people read them: newest first.
struct History {
    /// Rows that are read at once: each may hold a whole self-assessment.
    private static let rowsPerReadMax = 16
    /// The bytes that are read at once, and the row that goes over it.
    private static let bytesPerReadMax = 2 * 1_024 * 1_024
    /// The bytes of states that one page reads: where they are large, it has fewer entries.
    static let bytesMax = 8 * 1_024 * 1_024

    private let frame: AssessmentFrame
    private let tenant: UniqueID?
    private let registry: RegistryContents
    private var entries: [HistoryEntry] = []
    /// The state of an entry while the one before it is not known, and which entry that is.
    private var waiting: HubWire.Assessment?
    private var waitingIndex = 0
    /// Notes that belong to the next older change, the oldest first.
    private var notes: [ChangeNote] = []
    private var bytes = 0
    /// The last entry's row.
    private var last: JournalPosition?

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

    /// One page: an entry for each change, with counts of what changed.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - page: Where the page begins, and the revision of all pages.
    ///   - store: The tenant's file.
    /// - Returns: The entries, and the row to go on after where there are older ones.
    /// - Throws: `pageMarkerNotValid`, `dataDamaged`, or a fault of the store.
    func page(
        of id: OpaqueID,
        _ page: Page,
        _ store: borrowing Database
    ) throws(Fault) -> (entries: [HistoryEntry], next: JournalPosition?) {
        var position = JournalPosition(revision: .max, ordinal: .max)
        if let after = page.after {
            guard let place = JournalPosition(cursorBytes: after) else {
                throw Fault(.pageMarkerNotValid)
            }
            position = place
        }
        var history = self
        while true {
            let before = position
            let rows = try stored { () throws(StoreError) in
                try TenantTables.assessments.table.history(
                    of: id,
                    before: before,
                    upTo: page.revision,
                    limit: History.rowsPerReadMax,
                    bytesMax: History.bytesPerReadMax,
                    in: store
                )
            }
            for row in rows {
                try stored { () throws(StoreError) in try store.interruption.check() }
                let isWhole = try history.take(row, page.size)
                if isWhole { return (history.entries, history.last) }
            }
            guard let oldest = rows.last else { break }
            position = oldest.position
        }
        history.settle(before: nil)
        return (history.entries, nil)
    }

    /// Takes the next older row.
    ///
    /// - Returns: Whether the page is full and complete, and this row belongs to the next one.
    private mutating func take(_ row: JournalRow, _ size: Int) throws(Fault) -> Bool {
        if row.operation == .noted {
            notes.insert(try Fault.decoded(ChangeNote.self, row.body ?? []), at: 0)
            return false
        }
        bytes += row.body?.count ?? 0
        let state = try row.body.map { (body) throws(Fault) in
            try Fault.decoded(HubWire.Assessment.self, body)
        }
        if let state { settle(before: state) }
        // An erased row says nothing of the state before; an older one may.
        let isFull = entries.count == size || bytes > History.bytesMax && !entries.isEmpty
        if isFull, waiting == nil { return true }
        if entries.count == size { return false }
        append(row, state)
        return false
    }

    private mutating func append(_ row: JournalRow, _ state: HubWire.Assessment?) {
        var entry = HistoryEntry()
        entry.revision = UInt64(clamping: row.position.revision)
        entry.time = Timestamp(row.time)
        entry.principalId = UniqueID(bytes: row.actor)?.description ?? ""
        entry.principalName = name(of: row.actor)
        entry.method = row.method
        entry.batch = row.batch.flatMap { UniqueID(bytes: $0.bytes) }?.description ?? ""
        entry.state = state?.state ?? .unspecified
        entry.summary = state == nil ? ["erased"] : []
        for note in notes {
            entry.fileName = note.fileName
            if !note.why.isEmpty { entry.summary.append("why: \(note.why)") }
            if !note.fileName.isEmpty { entry.summary.append("from \(note.fileName)") }
        }
        notes = []
        entries.append(entry)
        last = row.position
        if let state {
            waiting = state
            waitingIndex = entries.count - 1
        }
    }

    /// The state before the entry that waits for it is known: what changed can be said.
    private mutating func settle(before: HubWire.Assessment?) {
        guard let after = waiting.take() else { return }
        entries[waitingIndex].summary = summary(before, after) + entries[waitingIndex].summary
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
    /// What happened to the note.
    var word: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        }
    }
}
