import HubCrypto
import HubDomain
package import HubStore
package import HubWire

/// The journal's rows about one return, as people read them: newest first, and never a count.
struct ReturnHistory {
    /// Rows that are read at once.
    private static let rowsPerReadMax = 64
    /// The bytes that are read at once, and the row that goes over it.
    private static let bytesPerReadMax = 1_024 * 1_024

    private let cycle: WresCycle
    private let tenant: UniqueID?
    private let registry: RegistryContents
    /// The return as it is, with its words of today: what was worded anew may have been a name.
    private let today: CouncilReturn
    private var role: String { today.agreement?.role ?? "" }
    private var entries: [ReturnHistoryEntry] = []
    /// The state of an entry, while the one before it is not known, and which entry it is.
    private var waiting: CouncilReturn?
    private var waitingIndex = 0
    /// Notes that belong to the next older change.
    private var notes: [ChangeNote] = []
    private var last: JournalPosition?

    /// The history of a return.
    ///
    /// - Parameters:
    ///   - cycle: Its cycle.
    ///   - tenant: Whose principals are called by their names.
    ///   - registry: The registry as it is.
    ///   - today: The return as it is.
    init(
        _ cycle: WresCycle,
        of tenant: UniqueID?,
        _ registry: RegistryContents,
        today: CouncilReturn
    ) {
        self.cycle = cycle
        self.today = today
        self.tenant = tenant
        self.registry = registry
    }

    /// One page: an entry for each change.
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
    ) throws(Fault) -> (entries: [ReturnHistoryEntry], next: JournalPosition?) {
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
                try TenantTables.wresReturns.table.history(
                    of: id,
                    before: before,
                    upTo: page.revision,
                    limit: Self.rowsPerReadMax,
                    bytesMax: Self.bytesPerReadMax,
                    in: store
                )
            }
            for row in rows {
                try stored { () throws(StoreError) in try store.interruption.check() }
                if try history.take(row, page.size) { return (history.entries, history.last) }
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
        let state = try row.body.map { (body) throws(Fault) in
            try Fault.decoded(CouncilReturn.self, body)
        }
        if let state { settle(before: state) }
        // An erased row says nothing of the state before; an older one may.
        if entries.count == size { return waiting == nil }
        append(row, state)
        return false
    }

    private mutating func append(_ row: JournalRow, _ state: CouncilReturn?) {
        var entry = ReturnHistoryEntry()
        entry.revision = UInt64(clamping: row.position.revision)
        entry.time = Timestamp(row.time)
        entry.principalId = UniqueID(bytes: row.actor)?.description ?? ""
        entry.principalName = registry.name(of: row.actor, in: tenant)
        entry.method = row.method
        entry.batch = row.batch.flatMap { UniqueID(bytes: $0.bytes) }?.description ?? ""
        entry.state = state?.state ?? .unspecified
        entry.summary = state == nil ? ["erased"] : []
        for note in notes {
            entry.fileName = note.fileName
            if !note.why.isEmpty {
                entry.summary.append("why: \(today.reason(of: entry.revision, note.why))")
            }
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
    private mutating func settle(before: CouncilReturn?) {
        guard let after = waiting.take() else { return }
        entries[waitingIndex].summary = summary(before, after) + entries[waitingIndex].summary
    }

    private func summary(_ before: CouncilReturn?, _ after: CouncilReturn) -> [String] {
        let change = ReturnChange(
            from: before?.domain(cycle),
            to: after.domain(cycle),
            cycle
        )
        var lines: [String] = []
        if let before, before.stage.isPrivate,
            !before.authorId.utf8.elementsEqual(after.authorId.utf8)
        {
            // In how much it differs would say how much of it somebody guessed.
            lines.append("somebody else's draft was taken over")
        } else {
            let counts = change.counts.count
            if counts > 0 { lines.append("\(counts) \(counts == 1 ? "count" : "counts") changed") }
            let facts = change.facts.map(\.name)
            if !facts.isEmpty { lines.append("changed: \(facts.joined(separator: ", "))") }
        }
        if before?.state != after.state {
            lines.append(words(after))
        } else if after.state == .agreed, before?.agreement != after.agreement {
            lines.append("its agreement worded anew: \(words(after))")
        }
        let reworded = after.wordings.filter { !(before?.wordings ?? []).contains($0) }
        for one in reworded { lines.append("the reason of revision \(one.revision) worded anew") }
        if before?.sent != after.sent, let day = after.sent { lines.append("sent on \(day)") }
        if before?.withdrawn != after.withdrawn {
            lines.append(after.withdrawn == nil ? "released again" : "release taken back")
        }
        return lines
    }

    private func words(_ kept: CouncilReturn) -> String {
        switch kept.stage {
        case .draft: "a draft"
        case .checked: "checked: nothing stands against handing it in"
        case .handedIn: "handed in"
        case .agreed: agreed(kept.agreement?.role ?? "")
        case .corrected: "corrected"
        }
    }

    private func agreed(_ by: String) -> String {
        by.utf8.elementsEqual(role.utf8)
            ? "agreed by \(by)" : "agreed, by a role that is worded otherwise today"
    }
}

extension RegistryContents {
    /// Who somebody is, for people of a tenant.
    ///
    /// - Parameters:
    ///   - actor: The principal's id, as the journal has it.
    ///   - tenant: Whose principals are called by their names.
    /// - Returns: A name, or words for somebody who has none here.
    func name(of actor: [UInt8], in tenant: UniqueID?) -> String {
        guard let id = UniqueID(bytes: actor) else { return "the hub's operator" }
        guard let principal = principals[id] else { return "somebody who has left" }
        guard let tenant, UniqueID(principal.tenantId) == tenant else {
            return "somebody of another organisation"
        }
        return principal.name
    }
}

extension WresHandlers {
    /// Tells how a return became what it is, newest change first.
    package func getReturnHistory(
        _ request: GetReturnHistoryRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetReturnHistoryResponse {
        let place = try ReturnPlace.toRead(
            request.cycle,
            request.unit,
            of: library,
            in: store
        )
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.find(place.code, in: store)
        }
        guard let found else { throw .noReturn }
        // A cursor belongs to the return's history, however the return was named.
        var list = request
        (list.cycle, list.unit) = (place.cycle.id.text, place.unit)
        let page = try Page(list, scope, store, cursors)
        let kept = try Fault.decoded(CouncilReturn.self, found.body)
        let history = ReturnHistory(
            place.cycle,
            of: scope.call.caller?.tenant,
            registry(),
            today: kept
        )
        let (entries, last) = try history.page(of: found.id, page, store)
        var response = GetReturnHistoryResponse(entries: entries)
        if let last { response.nextCursor = try page.next(after: last.cursorBytes) }
        return response
    }
}
