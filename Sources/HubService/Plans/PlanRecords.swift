import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// A tenant's plans as they are stored: one record holds one whole plan.
enum PlanRecords {
    /// The largest plan, encoded: one message carries it with room for what is said about it.
    static let bytesMax = 768 * 1_024
    /// The most plans of a tenant.
    static let plansMax = 50
    /// The largest that all plans of a tenant may be together.
    static let bytesTogetherMax = 16 * 1_024 * 1_024

    /// The plan of a code.
    ///
    /// - Parameters:
    ///   - code: The plan's code.
    ///   - view: As it is, or as it was.
    ///   - store: The tenant's file.
    /// - Returns: The plan with its revision; `nil` where there is none.
    /// - Throws: A fault of the store.
    static func find(
        _ code: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> WorkforcePlan? {
        let found = try stored { () throws(StoreError) in
            try TenantTables.plans.find(code, view, in: store)
        }
        return try found.map { (record) throws(Fault) in try plan(record) }
    }

    /// The plan that a request is about: of a code, or where none is named the one that changed
    /// last.
    ///
    /// - Parameters:
    ///   - code: The code; may be empty.
    ///   - view: As they are, or as they were.
    ///   - store: The tenant's file.
    /// - Returns: The plan with its revision.
    /// - Throws: `notFound`, which names the plans that there are, or a fault of the store.
    /// - Complexity: Linear in the plans where no code is named.
    static func require(
        _ code: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> WorkforcePlan {
        if !code.isEmpty, let found = try find(code, view, in: store) { return found }
        let all = try all(view, in: store)
        if code.isEmpty, let last = try last(all) { return last }
        throw .noPlan(code, there: all.map(\.code))
    }

    /// The plan that changed last; of two that one step changed, the one that carries the other on.
    private static func last(_ all: [CodedRecords.Record]) throws(Fault) -> WorkforcePlan? {
        let newest = all.map(\.revision).max()
        var last: WorkforcePlan?
        for record in all where record.revision == newest {
            let next = try plan(record)
            guard let kept = last else {
                last = next
                continue
            }
            if next.carriesOn.utf8.elementsEqual(kept.code.utf8) { last = next }
        }
        return last
    }

    /// All records of plans, in the order of their codes.
    static func all(
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> [CodedRecords.Record] {
        try stored { () throws(StoreError) in
            try TenantTables.plans.all(view, in: store, recordsMax: plansMax)
        }
    }

    /// The plan of a record, with its revision.
    static func plan(_ record: CodedRecords.Record) throws(Fault) -> WorkforcePlan {
        var plan = try Fault.decoded(WorkforcePlan.self, record.body)
        plan.revision = record.revision
        return plan
    }

    /// Saves a plan.
    ///
    /// - Parameters:
    ///   - plan: The plan, complete.
    ///   - base: The revision that the change is based on; 0 for a new plan.
    ///   - call: Who saves.
    ///   - store: The tenant's file.
    /// - Returns: The plan's id and revision.
    /// - Throws: `changedSinceYouReadIt`, or another fault of the store.
    static func save(
        _ plan: WorkforcePlan,
        basedOn base: UInt64,
        by call: CallContext,
        in store: inout WriteContext
    ) throws(Fault) -> (saved: Saved, plan: WorkforcePlan) {
        var kept = plan
        kept.revision = 0
        kept.changed = Timestamp(store.now)
        kept.tenant = call.caller?.tenantCode ?? ""
        kept.lastNumbers = PlanReferences.numbers(kept)
        for index in kept.agreements.indices { kept.agreements[index].enteredBy = "" }
        if kept.id.isEmpty {
            let milliseconds = UInt64(clamping: store.now.microseconds / 1_000)
            kept.id = UniqueID(milliseconds: milliseconds).description
        }
        let (code, id, body) = (kept.code, UniqueID(kept.id), kept.encoded())
        let saved = try stored { () throws(StoreError) in
            try TenantTables.plans.save(code, body, basedOn: base, id: id, in: &store)
        }
        kept.revision = saved.revision
        return (Saved(id: kept.id, revision: saved.revision), kept)
    }

    /// What stands against keeping a plan for its size.
    ///
    /// - Parameters:
    ///   - plan: The plan, complete.
    ///   - isNew: Whether it would be one more.
    ///   - store: The tenant's file.
    /// - Returns: The finding; `nil` if there is room.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the tenant's plans.
    static func surplus(
        _ plan: WorkforcePlan,
        isNew: Bool,
        in store: borrowing Database
    ) throws(Fault) -> HubText.Finding? {
        let bytes = plan.byteCount()
        guard bytes <= bytesMax else {
            return refusal(
                "the plan would take \(bytes) bytes, \(bytes - bytesMax) too many",
                "at most \(bytesMax) bytes"
            )
        }
        let others = try stored { () throws(StoreError) in
            try TenantTables.plans.extent(in: store, besides: plan.code)
        }
        if isNew, others.count >= plansMax {
            return refusal("there are \(others.count) plans already", "at most \(plansMax) plans")
        }
        let together = others.bytes + bytes
        guard together > bytesTogetherMax else { return nil }
        return refusal(
            "all plans together would take \(together) bytes",
            "at most \(bytesTogetherMax) bytes"
        )
    }

    private static func refusal(_ problem: String, _ expected: String) -> HubText.Finding {
        DomainError(.planSize, path: "plan", problem: problem, expected: expected).finding()
    }
}

extension Fault {
    /// A plan that is not there.
    ///
    /// - Parameters:
    ///   - code: What was asked for; may be empty.
    ///   - there: The codes that there are.
    /// - Returns: The fault, which names the plans that there are.
    static func noPlan(_ code: String, there: [String]) -> Fault {
        guard !there.isEmpty else {
            return .notFound("plan, and no other yet", next: "`whub plans new` begins one")
        }
        let names = there.prefix(12).joined(separator: ", ")
        return .notFound("plan \(Excerpt.of(code))", next: "there are \(names)")
    }
}
