import HubSystem

/// What makes a call that is sent twice one call.
package struct IdempotencyKey: Sendable {
    /// Whose key it is; keys of two principals never meet.
    package let principal: [UInt8]
    /// The key that the client chose: led by the time of its making, as a UUID of version 7 is.
    package let key: OpaqueID
    /// SHA-256, 32 bytes, over what makes it the same call: method, request, dry run, assertions.
    package let digest: [UInt8]

    /// A key.
    package init(principal: [UInt8], key: OpaqueID, digest: [UInt8]) {
        self.principal = principal
        self.key = key
        self.digest = digest
    }
}

/// What a call answered when it was committed, kept for those who ask again.
@usableFromInline
package struct StoredOutcome: Equatable, Sendable {
    /// What the call left with its caller the first time.
    package let receipt: WriteReceipt
    /// The answer, in the caller's encoding.
    package let body: [UInt8]
}

/// What is known of a key.
enum OutcomeLookup {
    /// Nothing: the call is new, or nothing came of it.
    case miss
    /// The same call was committed.
    case replay(StoredOutcome)
    /// Another call was committed under the key.
    case mismatch
}

/// The outcomes of committed calls in a file.
///
/// They are stored by their keys, which begin with a time: new ones go to the end of the tree and
/// old ones are found at its start, without an index.
enum Outcomes {
    /// The largest answer that is kept.
    static let bodyBytesMax = 65_536
    /// How long an answer is kept, by the time in its key: a day longer than a client may ask.
    static let keptSeconds: Int64 = 7 * 24 * 60 * 60
    /// Old answers removed with one group, so that no group waits long for it.
    static let purgedMax: Int64 = 500

    /// Looks a key up.
    ///
    /// Called within the call's savepoint, so nobody can come in between.
    static func find(
        _ key: IdempotencyKey,
        in database: borrowing Database
    ) throws(StoreError) -> OutcomeLookup {
        try database.withStatement(.findOutcome) { statement throws(StoreError) in
            try statement.bind(1, key.key)
            try statement.bind(2, key.principal)
            guard try statement.step() else { return .miss }
            guard statement.bytes(0) == key.digest else { return .mismatch }
            let revision = statement.integer(1)
            // What the journal knows is not kept twice.
            guard let receipt = try database.readReceipt(of: revision) else {
                throw StoreError(.corrupt, "an outcome of a revision that is not there")
            }
            return .replay(StoredOutcome(receipt: receipt, body: statement.bytes(2)))
        }
    }

    /// Keeps what a call answers; it is there if and only if the call is committed.
    ///
    /// - Parameters:
    ///   - body: The answer.
    ///   - revision: The revision that the call made.
    ///   - key: The call's key.
    ///   - database: The file's writer, in the call's place in the group.
    /// - Throws: `StoreError`; the call must be rolled back.
    static func keep(
        _ body: [UInt8],
        of revision: Int64,
        under key: IdempotencyKey,
        in database: borrowing Database
    ) throws(StoreError) {
        try database.withStatement(.keepOutcome) { statement throws(StoreError) in
            try statement.bind(1, key.key)
            try statement.bind(2, key.principal)
            try statement.bind(3, key.digest)
            try statement.bind(4, revision)
            try statement.bind(5, body)
            try statement.execute()
        }
    }

    /// Removes some answers that are too old.
    static func purge(now: Instant, in database: borrowing Database) throws(StoreError) {
        let oldest = now.advanced(seconds: -keptSeconds).microseconds / 1_000
        let first = OpaqueID(high: UInt64(clamping: oldest) << 16, low: 0)
        try database.run(.purgeOutcomes, [.id(first), .integer(purgedMax)])
    }
}

extension Query {
    fileprivate static let findOutcome = Query(
        "SELECT digest, revision, body FROM outcome WHERE key = ?1 AND principal = ?2"
    )
    fileprivate static let keepOutcome = Query(
        """
        INSERT INTO outcome (key, principal, digest, revision, body)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """
    )
    fileprivate static let purgeOutcomes = Query(
        """
        DELETE FROM outcome WHERE (key, principal) IN
            (SELECT key, principal FROM outcome WHERE key < ?1 ORDER BY key LIMIT ?2)
        """
    )
}
