package import HubSystem

/// A read-only connection for short reads on the thread that asks, such as a loop's.
///
/// One transaction serves everything that one network read brought: it begins with the first
/// `read` and ends with `endBatch`, which the owner calls before it waits for anything. Not
/// `Sendable`: it belongs to one thread.
package final class PointReader {
    /// Steps of SQLite's machine that one read may take on a loop.
    package static let stepsMax = 20_000
    /// How long one read may work on a loop: long records take longer than their steps say.
    package static let nanosecondsMax: UInt64 = 1_000_000

    // Stored in the order in which they go: this connection, then its place with the writer.
    let database: Database
    private let registration: ReaderRegistration
    private var isInBatch = false
    private var batchHead: Int64?

    /// Opens the file of a writer for reading.
    ///
    /// - Parameters:
    ///   - writer: The file's writer.
    ///   - clock: For deadlines.
    /// - Throws: `cannotOpen`, `busy` and others.
    package init(of writer: Writer, clock: HubClock) throws(StoreError) {
        registration = try ReaderRegistration(writer)
        identity = writer.identity
        database = try Database.open(path: writer.path, role: .pointReader, clock: clock)
    }

    /// The file's identity.
    package let identity: FileIdentity

    /// Reads in the batch's transaction, which begins with the first read.
    ///
    /// - Parameters:
    ///   - deadline: When to stop.
    ///   - stepsMax: Steps of SQLite's machine that it may take.
    ///   - body: Reads.
    /// - Returns: What `body` returns.
    /// - Throws: `overBudget` when it takes too many steps; `deadlineExceeded`; what `body` throws.
    package func read<Result>(
        deadline: Moment? = nil,
        stepsMax: Int = PointReader.stepsMax,
        _ body: (borrowing Database) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try beginRead(deadline, stepsMax, nil)
        defer { endRead() }
        return try body(database)
    }

    /// The same on an event loop, where others wait for each read: its time is limited, too, since
    /// one step may read a long record.
    ///
    /// - Parameter body: Reads.
    /// - Returns: What `body` returns.
    /// - Throws: `overBudget` when it takes too many steps or too long: the call belongs on a pool;
    ///   what `body` throws.
    package func readOnLoop<Result>(
        _ body: (borrowing Database) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try beginRead(nil, PointReader.stepsMax, PointReader.nanosecondsMax)
        defer { endRead() }
        return try body(database)
    }

    func beginRead(
        _ deadline: Moment?,
        _ stepsMax: Int,
        _ nanosecondsMax: UInt64?
    ) throws(StoreError) {
        if !isInBatch {
            try database.begin(.reading)
            isInBatch = true
        }
        database.state.control.begin(
            cancel: nil,
            deadline: deadline,
            stepsMax: stepsMax,
            nanosecondsMax: nanosecondsMax
        )
    }

    func endRead() { database.state.control.end() }

    /// The last revision that the batch sees, read once per batch.
    package func batchRevision() throws(StoreError) -> Int64 {
        if let batchHead { return batchHead }
        let revision = try read(stepsMax: .max) { database throws(StoreError) in
            try database.readRevision()
        }
        batchHead = revision
        return revision
    }

    /// Ends the batch's transaction; the next read sees what was committed since.
    package func endBatch() {
        guard isInBatch else { return }
        isInBatch = false
        batchHead = nil
        // A read transaction that cannot end is of no use; closing the connection ends it.
        try? database.rollBack()
    }
}
