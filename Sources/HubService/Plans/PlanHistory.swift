import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

/// The journal's rows about one plan, as people read them: newest first.
struct PlanHistory {
    /// Rows that are read at once: each may hold a whole plan.
    private static let rowsPerReadMax = 16
    /// The bytes that are read at once, and the row that goes over it.
    private static let bytesPerReadMax = 2 * 1_024 * 1_024
    /// The bytes of states that one page reads: where they are large, it has fewer entries.
    static let bytesMax = 8 * 1_024 * 1_024

    private let name: (String) -> String
    /// The agreements as the plan tells them today: one that was worded anew is told in its new
    /// words alone.
    private let agreements: [PlanAgreement]
    private var entries: [PlanHistoryEntry] = []
    /// The state of an entry, while the one before it is not known, and which entry it is.
    private var waiting: WorkforcePlan?
    private var waitingIndex = 0
    private var bytes = 0
    /// The last entry's row.
    private var last: JournalPosition?

    /// A history.
    ///
    /// - Parameters:
    ///   - agreements: The agreements as the plan tells them today.
    ///   - name: What a principal is called.
    init(_ agreements: [PlanAgreement], name: @escaping (String) -> String) {
        self.agreements = agreements
        self.name = name
    }

    /// One page: an entry for each change, with counts of what changed.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - page: Where the page begins, and the revision of all pages.
    ///   - store: The tenant's file.
    /// - Returns: The entries, and where to go on after where there are older ones.
    /// - Throws: `pageMarkerNotValid`, `dataDamaged`, or a fault of the store.
    func page(
        of id: OpaqueID,
        _ page: Page,
        _ store: borrowing Database
    ) throws(Fault) -> (entries: [PlanHistoryEntry], next: JournalPosition?) {
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
                try TenantTables.plans.table.history(
                    of: id,
                    before: before,
                    upTo: page.revision,
                    limit: PlanHistory.rowsPerReadMax,
                    bytesMax: PlanHistory.bytesPerReadMax,
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
        try history.settle(before: nil)
        return (history.entries, nil)
    }

    /// Takes the next older row.
    ///
    /// - Returns: Whether the page is full and complete, and this row belongs to the next one.
    private mutating func take(_ row: JournalRow, _ size: Int) throws(Fault) -> Bool {
        bytes += row.body?.count ?? 0
        let state = try row.body.map { (body) throws(Fault) in
            try Fault.decoded(WorkforcePlan.self, body)
        }
        if let state { try settle(before: state) }
        let isFull = entries.count == size || bytes > PlanHistory.bytesMax && !entries.isEmpty
        if isFull, waiting == nil { return true }
        if entries.count == size { return false }
        var entry = PlanHistoryEntry()
        entry.revision = UInt64(clamping: row.position.revision)
        entry.time = Timestamp(row.time)
        entry.principalId = UniqueID(bytes: row.actor)?.description ?? ""
        entry.principalName = entry.principalId.isEmpty ? "the hub" : name(entry.principalId)
        entry.method = row.method
        entry.stage = state?.stage ?? .unspecified
        entry.summary = state == nil ? ["erased"] : []
        entries.append(entry)
        last = row.position
        // An erased row says nothing of the state before; an older one may.
        if let state {
            waiting = state
            waitingIndex = entries.count - 1
        }
        return false
    }

    /// The state before the entry that waits for it is known: what changed can be said.
    private mutating func settle(before: WorkforcePlan?) throws(Fault) {
        guard let after = waiting.take() else { return }
        let plan = try after.domain()
        let earlier = try before?.domain() ?? Plan(plan.title, from: plan.from, to: plan.to)
        var lines = before == nil ? ["begun"] : []
        lines += PlanComparison(from: earlier, to: plan).summary
        let isNew = plan.agreements.count > earlier.agreements.count
        let isReworded = before != nil && plan.agreements != earlier.agreements
        if let agreement = plan.agreements.last, isNew || isReworded {
            let place = plan.agreements.count - 1
            let today = agreements.indices.contains(place) ? agreements[place] : nil
            let told = today.flatMap { $0.why.isEmpty ? nil : $0.domain } ?? agreement
            let words = "agreed on \(told.day.words), role: \(told.role)"
            let why = after.agreements.last?.why ?? ""
            lines.append(isNew ? words : "agreement worded anew: \(words); why: \(why)")
        } else if plan.returns.count > earlier.returns.count, let given = plan.returns.last {
            lines.append("made a draft again: \(given.reason)")
        } else if plan.state.stage != earlier.state.stage {
            lines.append("now \(plan.state.words)")
        }
        entries[waitingIndex].summary += lines
    }
}

extension PlanHandlers {
    /// Tells how a plan became what it is, newest change first.
    package func getPlanHistory(
        _ request: GetPlanHistoryRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetPlanHistoryResponse {
        let plan = try PlanRecords.require(request.code, in: store)
        let found = try stored { () throws(StoreError) in
            try TenantTables.plans.find(plan.code, in: store)
        }
        guard let found else { throw .noPlan(plan.code, there: []) }
        // A cursor belongs to the plan's history, however the plan was named.
        var list = request
        list.code = plan.code
        let page = try Page(list, scope, store, cursors)
        let history = PlanHistory(plan.agreements) { name(of: $0, scope.call) }
        let (entries, last) = try history.page(of: found.id, page, store)
        var response = GetPlanHistoryResponse(entries: entries)
        if let last { response.nextCursor = try page.next(after: last.cursorBytes) }
        return response
    }
}
