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

    /// All of a worker.
    static func all(
        of worker: KeptWorker,
        in store: borrowing Database
    ) throws(Fault) -> [KeptDelegation] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.delegations.all(of: worker.number, in: store)
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
        let all = try all(of: worker, in: store).filter {
            $0.message.activity.utf8.elementsEqual(activity.utf8)
        }
        let open = all.filter { !$0.hasEnded }
        let meant = open.isEmpty ? all : open
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

extension ActivityDelegation {
    /// The values of the columns that lists go by.
    var copies: [StoreValue] {
        let review = reviewDue.flatMap { ISODay.read($0) }
        return [
            .text(activity), .integer(review.map { Int64($0.number) }), .flag(ended != nil),
        ]
    }
}
