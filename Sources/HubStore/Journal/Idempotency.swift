package import HubSystem

/// What makes a call that is sent twice one call.
package struct IdempotencyKey: Sendable {
    /// Whose key it is; keys of two principals never meet.
    package let principal: [UInt8]
    /// The key that the client chose.
    package let key: [UInt8]
    /// SHA-256, 32 bytes, over what makes it the same call: method, request, dry run, assertions.
    package let digest: [UInt8]

    /// A key.
    package init(principal: [UInt8], key: [UInt8], digest: [UInt8]) {
        self.principal = principal
        self.key = key
        self.digest = digest
    }
}

/// What a call answered when it was committed, kept for those who ask again.
package struct StoredOutcome: Equatable, Sendable {
    /// The revision that the call made, or found if it changed nothing.
    package let revision: Int64
    /// When it was committed.
    package let time: Instant
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
enum Outcomes {
    /// The largest answer that is kept.
    static let bodyBytesMax = 65_536
    /// How long an answer is kept: a day longer than a client may ask.
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
        let values: [StoreValue] = [.bytes(key.principal), .bytes(key.key)]
        let found = try database.first(.findOutcome, values) { row in
            guard row.bytes(0) == key.digest else { return OutcomeLookup.mismatch }
            let time = Instant(microseconds: row.integer(1))
            return .replay(
                StoredOutcome(revision: row.integer(2), time: time, body: row.bytes(3))
            )
        }
        return found ?? .miss
    }

    /// Keeps what a call answers; it is there if and only if the call is committed.
    static func keep(
        _ outcome: StoredOutcome,
        under key: IdempotencyKey,
        in database: borrowing Database
    ) throws(StoreError) {
        try database.run(
            .keepOutcome,
            [
                .bytes(key.principal), .bytes(key.key), .bytes(key.digest),
                .integer(outcome.time.microseconds), .integer(outcome.revision),
                .bytes(outcome.body),
            ]
        )
    }

    /// Removes some answers that are too old.
    static func purge(now: Instant, in database: borrowing Database) throws(StoreError) {
        let oldest = now.advanced(seconds: -keptSeconds)
        try database.run(
            .purgeOutcomes,
            [.integer(oldest.microseconds), .integer(purgedMax)]
        )
    }
}

extension Query {
    fileprivate static let findOutcome = Query(
        "SELECT digest, time, revision, body FROM outcome WHERE principal = ?1 AND key = ?2"
    )
    fileprivate static let keepOutcome = Query(
        """
        INSERT INTO outcome (principal, key, digest, time, revision, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
    )
    fileprivate static let purgeOutcomes = Query(
        """
        DELETE FROM outcome WHERE (principal, key) IN
            (SELECT principal, key FROM outcome WHERE time < ?1 ORDER BY time LIMIT ?2)
        """
    )
}
