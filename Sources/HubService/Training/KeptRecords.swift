import HubDomain
import HubStore
import HubText

/// A worker's row.
struct KeptWorker {
    let number: Int64
    let id: OpaqueID
    let token: WorkerToken
    let revision: Int64
    let organisation: Int64
    let team: Int64
    let role: Int64
    let nextChange: Int64?
    let facts: WorkerFacts
    /// Whether anything is arranged with the worker.
    let hasArrangements: Bool
    /// Whether nothing may be done with the records but keep them.
    let isRestricted: Bool

    /// The columns that `init` reads, in its order.
    fileprivate init(_ row: borrowing HubStore.Statement) throws(StoreError) {
        number = row.integer(0)
        guard let id = row.id(1), let token = WorkerToken(row.bytes(2)) else {
            throw StoreError(.corrupt, "a worker without an id")
        }
        self.id = id
        self.token = token
        revision = row.integer(3)
        organisation = row.integer(4)
        team = row.integer(5)
        role = row.integer(6)
        nextChange = row.optionalInteger(7)
        facts = WorkerFacts(row, from: 8)
        hasArrangements = row.integer(14) & 1 != 0
        isRestricted = row.integer(14) & 2 != 0
    }

    /// Refuses to add anything to what is only to be kept, or to work with it.
    func requireOpen() throws(Fault) {
        guard !isRestricted else {
            throw .training(.workerRestricted, "the worker's records are restricted")
        }
    }

    /// The worker of a token.
    static func find(
        _ token: WorkerToken,
        in store: borrowing Database
    ) throws(StoreError) -> KeptWorker? {
        try store.first(.workerOfToken, [.bytes(token.bytes)]) { row throws(StoreError) in
            try KeptWorker(row)
        }
    }

    /// The worker of a number.
    static func find(
        _ number: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> KeptWorker? {
        try store.first(.workerOfNumber, [.integer(number)]) { row throws(StoreError) in
            try KeptWorker(row)
        }
    }

    /// The workers whose tokens lie in a range, two at most.
    static func find(
        from first: [UInt8],
        through last: [UInt8],
        in store: borrowing Database
    ) throws(StoreError) -> [KeptWorker] {
        try store.rows(.workersOfRange, [.bytes(first), .bytes(last)]) { row throws(StoreError) in
            try KeptWorker(row)
        }
    }

    /// The workers after a number.
    static func page(
        after number: Int64,
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [KeptWorker] {
        let values: [StoreValue] = [.integer(number), .integer(Int64(limit))]
        return try store.rows(.workersAfter, values) { row throws(StoreError) in
            try KeptWorker(row)
        }
    }

    /// The workers who have to be looked at again until a day, that day included.
    static func due(
        through day: Day,
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [KeptWorker] {
        let values: [StoreValue] = [.integer(Int64(day.number)), .integer(Int64(limit))]
        return try store.rows(.workersDue, values) { row throws(StoreError) in
            try KeptWorker(row)
        }
    }
}

/// A record's row.
struct KeptRecord {
    let topic: Int64
    let day: Int64
    let revision: Int64
    let completed: Int64?
    let expiryKind: Int64
    let expiry: Int64?
    let accredited: Int64
    let delivery: Int64
    let deliveredBy: Int64
    let title: Int64
    let provider: Int64
    let evidence: Int64
    let year: Int64?
    let level: Int64?

    fileprivate init(_ row: borrowing HubStore.Statement) {
        year = row.optionalInteger(12)
        level = row.optionalInteger(13)
        topic = row.integer(0)
        day = row.integer(1)
        revision = row.integer(2)
        completed = row.optionalInteger(3)
        expiryKind = row.integer(4)
        expiry = row.optionalInteger(5)
        accredited = row.integer(6)
        delivery = row.integer(7)
        deliveredBy = row.integer(8)
        title = row.integer(9)
        provider = row.integer(10)
        evidence = row.integer(11)
    }

    /// All records of a worker.
    static func all(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [KeptRecord] {
        try store.withStatement(.recordsOfWorker) { statement throws(StoreError) in
            try statement.bind(1, worker)
            var records: [KeptRecord] = []
            while try statement.step() { records.append(KeptRecord(statement)) }
            return records
        }
    }

    /// What it says about its end.
    var statedExpiry: StatedExpiry {
        switch expiryKind {
        case 1: expiry.flatMap { Day(number: Int($0)) }.map { .day($0) } ?? .unstated
        case 2: .never
        default: .unstated
        }
    }

    /// The day of completion.
    var completedDay: Day? { completed.flatMap { Day(number: Int($0)) } }

    /// The record with its texts.
    func record(
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingRecord {
        TrainingRecord(
            topic: TopicCode(text: try texts.text(topic, in: store)),
            title: try texts.text(title, in: store),
            completed: completedDay,
            expiry: statedExpiry,
            accredited: PackedRecord.accredited(accredited),
            provider: try texts.text(provider, in: store),
            deliveredBy: PackedRecord.deliveredBy(deliveredBy),
            delivery: PackedRecord.delivery(delivery),
            evidence: try texts.text(evidence, in: store),
            year: year.map { Int($0) },
            level: level.map { Int($0) }
        )
    }
}

extension Query {
    fileprivate static let workerOfToken = Query(
        """
        SELECT number, id, token, from_revision, organisation, team, role, next_change,
        started, left_day, employer, pathway, pathway_day, other_roles, flags
        FROM training_worker WHERE token = ?1
        """
    )
    fileprivate static let workerOfNumber = Query(
        """
        SELECT number, id, token, from_revision, organisation, team, role, next_change,
        started, left_day, employer, pathway, pathway_day, other_roles, flags
        FROM training_worker WHERE number = ?1
        """
    )
    fileprivate static let workersOfRange = Query(
        """
        SELECT number, id, token, from_revision, organisation, team, role, next_change,
        started, left_day, employer, pathway, pathway_day, other_roles, flags
        FROM training_worker WHERE token BETWEEN ?1 AND ?2 LIMIT 2
        """
    )
    fileprivate static let workersAfter = Query(
        """
        SELECT number, id, token, from_revision, organisation, team, role, next_change,
        started, left_day, employer, pathway, pathway_day, other_roles, flags
        FROM training_worker WHERE number > ?1 ORDER BY number LIMIT ?2
        """
    )
    fileprivate static let workersDue = Query(
        """
        SELECT number, id, token, from_revision, organisation, team, role, next_change,
        started, left_day, employer, pathway, pathway_day, other_roles, flags
        FROM training_worker WHERE next_change <= ?1 ORDER BY next_change, number LIMIT ?2
        """
    )
    fileprivate static let recordsOfWorker = Query(
        """
        SELECT topic, day, from_revision, completed, expiry_kind, expiry, accredited, delivery,
        delivered_by, title, provider, evidence, year, level FROM training WHERE worker = ?1
        """
    )
}
