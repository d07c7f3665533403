package import HubSystem

/// A file lent to one call for its time in the group: reads and writes of its records, journal
/// and outbox.
///
/// A job may run more than once: when another call of its group makes SQLite roll everything back,
/// the others run again. So a job changes nothing but the file.
package struct WriteContext: ~Copyable {
    let file: FileCore
    /// Who does what.
    package let call: WriteCall
    /// The time of the call; the journal's time may be later, never earlier.
    package let now: Instant
    /// Rows that the call recorded so far.
    private(set) var rowsRecorded: Int64 = 0
    /// Messages that the call posted so far.
    var messagesPosted: Int64 = 0
    private(set) var outcome: [UInt8] = []

    init(file: FileCore, call: WriteCall, now: Instant) {
        self.file = file
        self.call = call
        self.now = now
    }

    /// The file's one writing connection, inside the call's savepoint.
    ///
    /// Tables of records are written through the context alone, which records every change.
    package var database: Database {
        _read { yield file.database }
    }

    /// The file's identity.
    package var identity: FileIdentity { file.journal.identity }

    /// The last revision, or the call's own once it recorded something.
    package var lastRevision: Int64 { file.journal.head.revision }

    /// The call's own revision, opened by asking: from here on the call has a place in the journal.
    ///
    /// - Returns: The revision that the call makes if it is committed.
    /// - Throws: `StoreError`; the call must fail then.
    package mutating func ownRevision() throws(StoreError) -> Int64 {
        if !hasRevision {
            try file.journal.open(call, now: now, in: file.database)
            hasRevision = true
        }
        return file.journal.head.revision
    }

    private(set) var hasRevision = false
    /// Whether something was erased, which must leave the log as well.
    var erasedSomething = false

    /// Records something in the journal, in the call's own revision.
    ///
    /// - Parameter entry: What was done.
    /// - Throws: `StoreError`; the call must fail then.
    package mutating func record(_ entry: JournalEntry) throws(StoreError) {
        _ = try ownRevision()
        rowsRecorded += 1
        try file.journal.append(entry, ordinal: rowsRecorded, in: file.database)
    }

    /// Sets what is answered if the same call comes again after it was committed.
    ///
    /// - Parameter body: The answer, at most 64 KiB.
    /// - Throws: `tooBig`; the call must fail then, or answer less.
    package mutating func keepOutcome(_ body: [UInt8]) throws(StoreError) {
        guard body.count <= Outcomes.bodyBytesMax else {
            throw StoreError(.tooBig, "an outcome of \(body.count) bytes")
        }
        outcome = body
    }
}
