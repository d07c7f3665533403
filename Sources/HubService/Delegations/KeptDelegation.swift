import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// A delegation that is recorded, and the worker it is recorded of.
struct KeptDelegation {
    let record: WorkerRecords.Record
    let worker: KeptWorker
    let message: ActivityDelegation

    /// Whether an end was put to it, on whatever day.
    var hasEnded: Bool { message.ended != nil }

    private init(_ record: WorkerRecords.Record, _ worker: KeptWorker) throws(Fault) {
        self.record = record
        self.worker = worker
        message = try Fault.decoded(ActivityDelegation.self, record.body)
    }

    /// The delegation of a record; `nil` without its worker.
    static func of(
        _ record: WorkerRecords.Record,
        in store: borrowing Database
    ) throws(Fault) -> KeptDelegation? {
        let worker = try stored { () throws(StoreError) in
            try KeptWorker.find(record.worker, in: store)
        }
        return try worker.map { (worker) throws(Fault) in try KeptDelegation(record, worker) }
    }

    /// The delegations of one worker that have not ended; those that have are not counted.
    static let openMax = WorkerRecords.perWorkerMax

    /// Those of a worker that have not ended.
    static func open(
        of worker: KeptWorker,
        in store: borrowing Database
    ) throws(Fault) -> [KeptDelegation] {
        try list(.openOfWorker, of: worker, [], limit: openMax, in: store)
    }

    private static func list(
        _ query: RecordQuery,
        of worker: KeptWorker,
        _ values: [StoreValue],
        limit: Int,
        in store: borrowing Database
    ) throws(Fault) -> [KeptDelegation] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.delegations.page(
                query,
                after: nil,
                [.integer(worker.number)] + values,
                limit: limit,
                in: store
            )
        }
        var found: [KeptDelegation] = []
        for record in records { found.append(try KeptDelegation(record, worker)) }
        return found
    }

    /// The delegation of an id.
    static func find(
        id text: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptDelegation {
        guard let id = UniqueID(text) else {
            throw .invalid("id", "not_an_id", "an id as a list of delegations has it")
        }
        let record = try stored { () throws(StoreError) in
            try TenantTables.delegations.find(OpaqueID(id), in: store)
        }
        guard let record, let kept = try of(record, in: store) else { throw unknown }
        return kept
    }

    /// The one delegation of a worker that is meant.
    ///
    /// - Parameters:
    ///   - worker: The worker.
    ///   - activity: The activity.
    ///   - id: The id; empty where the activity is enough.
    ///   - store: The tenant's file.
    /// - Returns: The delegation: of several the one that has not ended.
    /// - Throws: `delegationUnknown`, `delegationSeveral`.
    static func find(
        _ worker: KeptWorker,
        _ activity: String,
        id: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptDelegation {
        guard id.isEmpty else {
            let kept = try find(id: id, in: store)
            let isMeant =
                kept.worker.number == worker.number
                && (activity.isEmpty || kept.message.activity.utf8.elementsEqual(activity.utf8))
            guard isMeant else { throw unknown }
            return kept
        }
        let open = try open(of: worker, in: store).filter {
            $0.message.activity.utf8.elementsEqual(activity.utf8)
        }
        // Where all have ended, two are as many as it takes to know that one alone is not meant.
        let meant =
            open.isEmpty
            ? try list(.ofActivity, of: worker, [.text(activity)], limit: 2, in: store) : open
        guard let one = meant.first else { throw unknown }
        guard meant.count == 1 else {
            throw .training(
                .delegationSeveral,
                "\(meant.count) delegations of the activity are recorded of the worker"
            )
        }
        return one
    }

    private static var unknown: Fault {
        .training(.delegationUnknown, "no such delegation is recorded", status: .notFound)
    }

    /// Whether both are of one activity by one professional.
    func isOfTheSame(_ other: ActivityDelegation) -> Bool {
        message.activity.utf8.elementsEqual(other.activity.utf8)
            && message.registrationBody.utf8.elementsEqual(other.registrationBody.utf8)
            && message.registration.utf8.elementsEqual(other.registration.utf8)
    }
}

extension RecordQuery {
    fileprivate static let openOfWorker = RecordQuery(
        TenantTables.delegations.table,
        where: """
            (worker > ?3 OR worker = ?3 AND id > ?4) AND worker = ?5 AND ended = 0
            """,
        order: "worker, id"
    )
    fileprivate static let ofActivity = RecordQuery(
        TenantTables.delegations.table,
        where: """
            (worker > ?3 OR worker = ?3 AND id > ?4) AND worker = ?5 AND activity = ?6
            """,
        order: "worker, id"
    )
}

extension ActivityDelegation {
    /// The values of the columns that lists go by.
    var copies: [StoreValue] {
        let review = reviewDue.flatMap { ISODay.read($0) }
        return [
            .text(activity), .integer(review.map { Int64($0.number) }), .flag(ended != nil),
        ]
    }
}
