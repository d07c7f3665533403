package import HubSystem

/// The only way to write one file: a bounded mailbox, emptied in groups by the store's threads.
///
/// All writes and all checkpoints of the file go through its one connection. Readers hold on to the
/// writer, so that its connection is the last one to close.
package final class Writer: Sendable {
    /// Frames in the write-ahead log (4 KiB each) that make the writer checkpoint.
    package static let checkpointFrames = 1_000
    /// How often old outcomes are looked for.
    static let purgeMilliseconds: UInt64 = 10 * 60 * 1_000

    /// Where the file is.
    package let path: String
    /// The file's identity.
    package let identity: FileIdentity
    private let core: FileCore
    private let threads: StoreThreads
    private let mailbox = Monitor(Mailbox())
    private let options: WriterOptions

    /// Opens a file for writing, makes it if it is missing, and brings it to the schema.
    ///
    /// - Parameters:
    ///   - path: The file, in a folder that exists; no other writer may have it open.
    ///   - schema: What it holds.
    ///   - cryptography: Digests and random bytes.
    ///   - clock: The time.
    ///   - threads: Where the calls run.
    ///   - options: What else to know.
    /// - Throws: `cannotOpen`, `wrongFile`, `newerFile`, `corrupt` and others.
    package init(
        path: String,
        schema: FileSchema,
        cryptography: StoreCryptography,
        clock: HubClock,
        threads: StoreThreads,
        options: WriterOptions = WriterOptions()
    ) throws(StoreError) {
        self.path = path
        self.threads = threads
        self.options = options
        core = try FileCore(path: path, schema: schema, cryptography: cryptography, clock: clock)
        identity = core.journal.identity
    }

    /// Puts a call in the mailbox.
    ///
    /// - Parameters:
    ///   - call: Who calls what.
    ///   - isBulk: Whether it is long, and runs alone on the thread for bulk work.
    ///   - job: Does the work; may run more than once, so it changes nothing but the file.
    ///   - completion: Called once, with the result, by whoever the completions are delivered to.
    /// - Throws: `queueFull`, `closed`, `poisoned`; then the completion is not called.
    package func submit<Value: Sendable, Failure: Error>(
        _ call: WriteCall,
        isBulk: Bool = false,
        job: @escaping @Sendable (inout WriteContext) throws(Failure) -> Value,
        completion: @escaping @Sendable (WriteResult<Value, Failure>) -> Void
    ) throws(StoreError) {
        let pending = PendingWrite(call, job: job, completion: completion)
        let lane = try mailbox.change { mailbox throws(StoreError) in
            try mailbox.append(pending, to: isBulk ? .bulk : .ordinary)
        }
        if let lane { schedule(lane) }
    }

    private func schedule(_ lane: StoreThreads.Lane) {
        threads.schedule(lane) { [self] in turn(lane) }
    }

    /// Runs one group, answers it, and only then looks after the file.
    private func turn(_ lane: StoreThreads.Lane) {
        let calls = mailbox.change { $0.take(lane) }
        var report = CommitGroup.Report()
        if let refusal = options.refusal() {
            report.completions = calls.map { $0.settle(.failed(refusal)) }
        } else {
            report = CommitGroup.run(calls, in: core, faults: options.faults)
        }
        if !report.postponed.isEmpty {
            let postponed = report.postponed
            mailbox.change { $0.putBack(postponed) }
        }
        if let error = report.poison { report.completions += poison(error) }
        options.deliver(report.completions)
        lookAfterFile()
        let next = mailbox.change { $0.endTurn() }
        if let next { schedule(next) }
    }

    /// Takes no more writes, and answers those that wait: nothing of them was applied.
    private func poison(_ error: StoreError) -> [Completion] {
        let waiting = mailbox.change { mailbox in
            mailbox.poison = mailbox.poison ?? error
            return mailbox.takeAll()
        }
        options.onPoison(error)
        let refusal = StoreError(.poisoned, error.detail)
        return waiting.map { $0.settle(.failed(refusal)) }
    }

    /// Checkpoints and purges, after the answers went out.
    private func lookAfterFile() {
        guard mailbox.change({ $0.poison == nil }) else { return }
        do throws(StoreError) {
            try purgeOutcomes()
            if core.mustTruncateLog { return try truncateLog() }
            guard core.database.logFrames >= Self.checkpointFrames else { return }
            try options.faults.strike(.checkpoint)
            try core.database.checkpoint(.passive)
        } catch {
            // A disk that failed once is not trusted with the next commit.
            if error.code == .inputOutput || error.code == .corrupt {
                options.deliver(poison(error))
            }
        }
    }

    /// Removes what was erased from the log as well; a reader in the way puts it off to the next
    /// turn.
    private func truncateLog() throws(StoreError) {
        do throws(StoreError) {
            try core.database.checkpoint(.truncate)
            core.mustTruncateLog = false
        } catch {
            guard error.code == .busy else { throw error }
        }
    }

    private func purgeOutcomes() throws(StoreError) {
        let now = core.clock.moment
        if let last = core.purged, now < last.advanced(milliseconds: Self.purgeMilliseconds) {
            return
        }
        core.purged = now
        try Outcomes.purge(now: core.clock.instant, in: core.database)
    }

    /// Whether the file takes no more writes after an error at commit.
    package var isPoisoned: Bool { mailbox.change { $0.poison != nil } }

    /// Takes no more calls, waits for those that wait already, and checkpoints.
    ///
    /// The connection closes with the last reference to the writer, after all readers.
    package func close() {
        mailbox.change { $0.isClosed = true }
        mailbox.wait { $0.isActive ? nil : () }
        guard !isPoisoned else { return }
        // A reader in the way leaves the rest to the next start, which replays the log.
        _ = try? core.database.checkpoint(.truncate)
    }
}

/// What a writer is told beside its file.
package struct WriterOptions: Sendable {
    /// Takes the completions of each group; runs them on the spot unless told otherwise.
    package var deliver: Delivery = { group in for completion in group { completion.run() } }
    /// Asked before each group: why the file may not be written now, such as for want of room.
    package var refusal: @Sendable () -> StoreError? = { nil }
    /// Told once when the file takes no more writes: it must be recovered, by a restart at least.
    package var onPoison: @Sendable (StoreError) -> Void = { _ in }
    /// Failures to inject, in tests.
    package var faults = StoreFaults.none

    /// The defaults.
    package init() {}
}
