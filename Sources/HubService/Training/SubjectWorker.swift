import HubCrypto
import HubDomain
import HubStore
import HubWire

/// Whom a copy, or an erasure, is of: the worker as recorded now, and the same person as recorded
/// before an import was taken back together with the worker.
///
/// A worker who is imported again is a new one, with another number: the staff number, and so the
/// token, is what they have in common.
struct SubjectWorker {
    /// The person in one time of being recorded.
    struct Stay {
        let number: Int64
        /// What the journal knows it by.
        let id: OpaqueID
    }

    let token: WorkerToken
    /// As recorded now; nil where all of it was taken back.
    let now: KeptWorker?
    /// What was taken back with the worker, the earliest first.
    let takenBack: [Stay]

    /// All of it, the earliest first.
    var stays: [Stay] {
        takenBack + (now.map { [Stay(number: $0.number, id: $0.id)] } ?? [])
    }

    /// The worker alone, without what was taken back before.
    init(_ worker: KeptWorker) {
        (token, now, takenBack) = (worker.token, worker, [])
    }

    private init(_ token: WorkerToken, _ now: KeptWorker?, _ takenBack: [Stay]) {
        (self.token, self.now, self.takenBack) = (token, now, takenBack)
    }

    /// Finds whom somebody means.
    ///
    /// - Parameters:
    ///   - text: `w:` and digits, or a staff number, which is not kept.
    ///   - path: The field, from the request's root.
    ///   - store: The tenant's file.
    /// - Returns: The person.
    /// - Throws: As `WorkerReference.find`, where nothing was recorded at any time.
    /// - Complexity: Linear in the earlier versions of workers: copies and erasures are rare.
    static func find(
        _ text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> SubjectWorker {
        var now: KeptWorker?
        var unknown: Fault?
        do throws(Fault) {
            now = try WorkerReference.find(text, path, in: store)
        } catch {
            guard error.reason.code.utf8.elementsEqual(ReasonCode.workerUnknown.text.utf8) else {
                throw error
            }
            unknown = error
        }
        let past = try before(text, path, now, in: store)
        if let now { return SubjectWorker(now.token, now, past.map(\.stay)) }
        guard let first = past.first else { throw unknown ?? .internal("a worker without a row") }
        guard past.allSatisfy({ $0.token == first.token }) else {
            throw .training(.workerSeveral, "more than one worker begins so")
        }
        return SubjectWorker(first.token, nil, past.map(\.stay))
    }

    private typealias Past = (token: WorkerToken, stay: Stay)

    private static func before(
        _ text: String,
        _ path: String,
        _ now: KeptWorker?,
        in store: borrowing Database
    ) throws(Fault) -> [Past] {
        var range = now.map { (first: $0.token.bytes, last: $0.token.bytes) }
        if range == nil { range = try WorkerReference.tokens(text, path, in: store) }
        guard let range else { return [] }
        let values: [StoreValue] = [
            .bytes(range.first), .bytes(range.last), .integer(now?.number ?? 0),
        ]
        let found = try stored { () throws(StoreError) in
            try store.rows(.staysBefore, values) { row throws(StoreError) -> Past? in
                guard let token = WorkerToken(row.bytes(0)), let id = row.id(2) else {
                    throw StoreError(.corrupt, "a worker without an id")
                }
                return (token, Stay(number: row.integer(1), id: id))
            }
        }
        return found.compactMap(\.self)
    }
}

extension Query {
    fileprivate static let staysBefore = Query(
        """
        SELECT DISTINCT token, number, id FROM training_worker_past
        WHERE token BETWEEN ?1 AND ?2 AND number <> ?3 ORDER BY number
        """
    )
}
