package import HubSystem

/// A message from one file to another, written with the change that it tells of.
///
/// A commit of a tenant and what the region or the registry must know of it are in two files, and
/// no transaction spans both. So the message is committed with the change, carried over at least
/// once, and applied exactly once: the receiving file remembers the last place that it applied.
package struct OutboxMessage: Equatable, Sendable {
    /// Where it stands in its file's outbox; the receiver applies a place once.
    package let place: Place
    /// Which file it is for, in the sender's words.
    package let target: String
    /// What it tells.
    package let kind: String
    /// What it says, in the sender's encoding.
    package let body: [UInt8]
    /// When it was committed.
    package let time: Instant

    /// A place in an outbox.
    package struct Place: Hashable, Sendable {
        /// The epoch of the file when the message was written.
        package let epoch: Int64
        /// The revision that it was committed with.
        package let revision: Int64
        /// Its number within the revision.
        package let ordinal: Int64
    }
}

extension WriteContext {
    /// The largest message.
    package static let messageBytesMax = 1_048_576

    /// Posts a message with the call: it is carried over if and only if the call is committed.
    ///
    /// - Parameters:
    ///   - target: Which file it is for.
    ///   - kind: What it tells.
    ///   - body: What it says, at most 1 MiB.
    /// - Throws: `tooBig`, or another `StoreError`; the call must fail then.
    package mutating func post(
        to target: StaticString,
        kind: StaticString,
        body: [UInt8]
    ) throws(StoreError) {
        guard body.count <= Self.messageBytesMax else {
            throw StoreError(.tooBig, "a message of \(body.count) bytes")
        }
        let revision = try ownRevision()
        let ordinal = nextMessage(of: body.count)
        try database.run(
            .post,
            [
                .integer(identity.epoch), .integer(revision), .integer(ordinal),
                .text("\(target)"), .text("\(kind)"), .bytes(body),
                .integer(now.microseconds),
            ]
        )
    }

    /// Whether the call posted messages.
    package var hasPosted: Bool { progress.messagesPosted > 0 }

    /// The bytes of what they say.
    package var bytesPosted: Int { progress.bytesPosted }

    /// Claims a message for this call: apply it if it is new, and claim and change are one commit.
    ///
    /// - Parameters:
    ///   - place: Where the message stands in its sender's outbox; carried in that order.
    ///   - source: The sender's file.
    /// - Returns: `false` when it was applied before.
    /// - Throws: `StoreError`; the call must fail then.
    package borrowing func claim(
        _ place: OutboxMessage.Place,
        from source: OpaqueID
    ) throws(StoreError) -> Bool {
        try database.run(
            .claim,
            [
                .id(source), .integer(place.epoch), .integer(place.revision),
                .integer(place.ordinal),
            ]
        ) == 1
    }

    /// Removes messages that their receiver has committed.
    ///
    /// - Parameter places: Their places.
    /// - Throws: `StoreError`.
    package borrowing func removeMessages(_ places: [OutboxMessage.Place]) throws(StoreError) {
        try database.withStatement(.remove) { statement throws(StoreError) in
            for place in places {
                try statement.bind(1, place.epoch)
                try statement.bind(2, place.revision)
                try statement.bind(3, place.ordinal)
                try statement.execute()
            }
        }
    }
}

extension Database {
    /// The most messages that one list has.
    package static let messagesMax = 256

    /// The oldest messages that wait for a receiver.
    ///
    /// - Parameters:
    ///   - target: The receiver.
    ///   - limit: At most so many, and `messagesMax`.
    /// - Returns: The messages, in the order in which they are to be applied.
    /// - Throws: `StoreError`.
    package borrowing func messages(
        to target: StaticString,
        limit: Int
    ) throws(StoreError) -> [OutboxMessage] {
        let limit = Int64(min(max(0, limit), Self.messagesMax))
        return try rows(.waiting, [.text("\(target)"), .integer(limit)]) { row in
            OutboxMessage(
                place: OutboxMessage.Place(
                    epoch: row.integer(0),
                    revision: row.integer(1),
                    ordinal: row.integer(2)
                ),
                target: row.text(3),
                kind: row.text(4),
                body: row.bytes(5),
                time: Instant(microseconds: row.integer(6))
            )
        }
    }
}

extension Query {
    fileprivate static let post = Query(
        """
        INSERT INTO outbox (epoch, revision, ordinal, target, kind, body, time)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """
    )
    // Revisions never run backwards over epochs in one file, so this order is the order of writing.
    fileprivate static let waiting = Query(
        """
        SELECT epoch, revision, ordinal, target, kind, body, time FROM outbox
        WHERE target = ?1 ORDER BY revision, ordinal LIMIT ?2
        """
    )
    fileprivate static let claim = Query(
        """
        INSERT INTO inbox (source, epoch, revision, ordinal) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (source, epoch) DO UPDATE
            SET revision = excluded.revision, ordinal = excluded.ordinal
            WHERE (excluded.revision, excluded.ordinal) > (revision, ordinal)
        """
    )
    fileprivate static let remove = Query(
        "DELETE FROM outbox WHERE epoch = ?1 AND revision = ?2 AND ordinal = ?3"
    )
}
