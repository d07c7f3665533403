package import HubSystem

/// A file lent to one call for its time in the group: reads and writes of its records, journal
/// and outbox.
///
/// A job may run more than once: when another call of its group makes SQLite roll everything back,
/// the others run again. So a job changes nothing but the file.
@usableFromInline
package struct WriteContext: ~Copyable {
    let file: FileCore
    /// Who does what.
    package let call: WriteCall
    /// The time of the call; the journal's time may be later, never earlier.
    package let now: Instant
    private(set) var progress = Progress()
    private(set) var outcome: [UInt8] = []
    /// Whether an outcome is kept under the call's key.
    private(set) var keepsOutcome = true

    /// How far the call has come; goes back with a part that fails.
    struct Progress {
        /// Whether the call has a revision.
        var hasRevision = false
        /// Rows recorded so far.
        var rowsRecorded: Int64 = 0
        /// Bytes of their bodies.
        var bytesRecorded = 0
        /// Messages posted so far.
        var messagesPosted: Int64 = 0
        /// Bytes of what they say.
        var bytesPosted = 0
        /// Whether something was erased, which must leave the log as well.
        var erasedSomething = false
    }

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

    /// What may stop the call, for work of it that is not the store's.
    package var interruption: Interruption { file.database.interruption }

    /// The file's identity.
    package var identity: FileIdentity { file.journal.identity }

    /// The last revision, or the call's own once it recorded something.
    package var lastRevision: Int64 { file.journal.head.revision }

    /// The bytes of the records that the call has put into the journal so far.
    package var bytesRecorded: Int { progress.bytesRecorded }

    /// The journal's end as the call has left it so far.
    package var head: JournalHead { file.journal.head }

    /// The call's own revision, opened by asking: from here on the call has a place in the journal.
    ///
    /// - Returns: The revision that the call makes if it is committed.
    /// - Throws: `StoreError`; the call must fail then.
    package mutating func ownRevision() throws(StoreError) -> Int64 {
        if !progress.hasRevision {
            try file.journal.open(call, now: now, in: file.database)
            progress.hasRevision = true
        }
        return file.journal.head.revision
    }

    /// Records something in the journal, in the call's own revision.
    ///
    /// - Parameter entry: What was done.
    /// - Throws: `StoreError`; the call must fail then.
    package mutating func record(_ entry: JournalEntry) throws(StoreError) {
        _ = try ownRevision()
        progress.rowsRecorded += 1
        progress.bytesRecorded += entry.body.count
        try file.journal.append(entry, ordinal: progress.rowsRecorded, in: file.database)
    }

    /// An identifier for a new record, led by the time as a UUID of version 7 is.
    package borrowing func makeID() -> OpaqueID { file.makeID(now) }

    /// The number of the next message of the call, of so many bytes.
    mutating func nextMessage(of bytes: Int) -> Int64 {
        progress.messagesPosted += 1
        progress.bytesPosted += bytes
        return progress.messagesPosted
    }

    /// Notes that bytes were erased, which must leave the log as well once this is committed.
    mutating func noteErasure() { progress.erasedSomething = true }

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

    /// Leaves the call's key free, since nothing came of the call: sent again, it runs again.
    package mutating func leaveKeyFree() { keepsOutcome = false }

    /// Runs a part of a call that can fail on its own, as one row of an import does.
    ///
    /// Parts do not nest.
    ///
    /// - Parameters:
    ///   - wrap: Makes the caller's error of one of the store's.
    ///   - body: The part.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, after what it did was undone, journal included; what `wrap`
    ///   makes when the savepoint itself fails, and then the call must fail.
    package mutating func part<Result, Failure: Error>(
        wrap: (StoreError) -> Failure,
        _ body: (inout WriteContext) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let earlier = progress
        let head = file.journal.head
        do throws(StoreError) { try database.setPartSavepoint() } catch { throw wrap(error) }
        do throws(Failure) {
            let result = try body(&self)
            do throws(StoreError) { try database.releasePart() } catch { throw wrap(error) }
            return result
        } catch {
            let failure = error
            do throws(StoreError) { try database.rollBackPart() } catch { throw wrap(error) }
            file.journal.restore(head)
            progress = earlier
            throw failure
        }
    }

    /// Runs a part of a call that can fail on its own with an error of the store.
    ///
    /// - Parameter body: The part.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, after what it did was undone, journal included.
    package mutating func part<Result>(
        _ body: (inout WriteContext) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try part(wrap: { $0 }, body)
    }
}
