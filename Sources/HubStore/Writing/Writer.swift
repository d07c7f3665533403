package import HubSystem

/// The only way to write one file: a bounded mailbox, emptied in groups by the store's threads.
///
/// All writes and all checkpoints of the file go through its one connection, which closes after the
/// last reader's.
@usableFromInline
package final class Writer: Sendable {
    /// Frames in the write-ahead log (4 KiB each) that make the writer checkpoint.
    package static let checkpointFrames = 1_000
    /// How long one ordinary call may run, in milliseconds, whatever its own deadline.
    package static let runningMilliseconds: UInt64 = 5_000
    /// How long one bulk call may run, in milliseconds, whatever its own deadline.
    ///
    /// There is one thread for bulk work, and the files take turns on it, one call each: nobody
    /// waits longer than this for each file that came before.
    package static let bulkRunningMilliseconds: UInt64 = 15_000
    /// How often old outcomes are looked for.
    static let purgeMilliseconds: UInt64 = 10 * 60 * 1_000

    /// Where the file is.
    package let path: String
    /// The file's identity.
    package let identity: FileIdentity
    let clock: HubClock
    private let threads: StoreThreads
    let mailbox: Monitor<Mailbox>
    let options: WriterOptions
    /// Connections that wait for the next read on a thread of a pool.
    let idleReaders = IdleReaders()

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
        self.clock = clock
        self.threads = threads
        self.options = options
        let core = try FileCore(
            path: path,
            schema: schema,
            cryptography: cryptography,
            clock: clock
        )
        identity = core.journal.identity
        mailbox = Monitor(Mailbox(core: core))
    }

    /// Puts a call in the mailbox.
    ///
    /// - Parameters:
    ///   - call: Who calls what.
    ///   - isBulk: Whether it is long, and runs alone on the thread for bulk work.
    ///   - job: Does the work; may run more than once, so it changes nothing but the file.
    ///   - completion: Called once, with the result, by whoever the completions are delivered to.
    /// - Throws: `queueFull`, `closed`, `poisoned`; then the completion is not called.
    @inlinable
    package func submit<Value: Sendable, Failure: Error>(
        _ call: WriteCall,
        isBulk: Bool = false,
        job: @escaping @Sendable (inout WriteContext) throws(Failure) -> Value,
        completion: @escaping @Sendable (WriteResult<Value, Failure>) -> Void
    ) throws(StoreError) {
        let pending = PendingWrite(call, job: job, completion: completion)
        try submit(pending, isBulk ? .bulk : .ordinary)
    }

    @usableFromInline
    func submit(
        _ pending: PendingWrite,
        _ lane: StoreThreads.Lane
    ) throws(StoreError) {
        let started = try mailbox.change { mailbox throws(StoreError) in
            try mailbox.append(pending, to: lane)
        }
        if let started { schedule(started) }
    }

    private func schedule(_ lane: StoreThreads.Lane) {
        threads.schedule(lane) { [self] in turn(lane) }
    }

    /// Takes turns as long as calls wait for this file and no other file waits for the thread.
    private func turn(_ lane: StoreThreads.Lane) {
        while let next = turnOnce(lane) {
            guard next == lane, threads.isNobodyWaiting(lane) else { return schedule(next) }
        }
    }

    /// Runs one group, answers it, and only then looks after the file.
    ///
    /// - Returns: The lane of the next turn, if calls wait.
    private func turnOnce(_ lane: StoreThreads.Lane) -> StoreThreads.Lane? {
        let (calls, core) = mailbox.change { ($0.take(lane), $0.core) }
        let begun = ThreadTime.nanoseconds
        var report = core.map { run(calls, lane, in: $0) } ?? CommitGroup.Report()
        count(calls.dropLast(report.postponed.count), since: begun)
        if !report.postponed.isEmpty {
            let postponed = report.postponed
            mailbox.change { $0.putBack(postponed) }
        }
        if let error = report.poison { report.completions += poison(error) }
        mailbox.change { $0.beginAnswering() }
        if !report.completions.isEmpty { options.deliver(report.completions) }
        if let core { lookAfter(core) }
        let (next, watchers) = mailbox.change { ($0.endTurn(), $0.takeWatchers()) }
        for watcher in watchers { watcher() }
        return next
    }

    /// Tells when every call that was begun before is answered; never waits.
    ///
    /// Calls that are begun later ask `mayGoOn` after whatever the caller of this did before.
    ///
    /// - Parameter body: Called at once, or on a thread of the store; must be quick.
    package func whenPassed(_ body: @escaping @Sendable () -> Void) {
        let isWaiting = mailbox.change { $0.watchTurn(body) }
        if !isWaiting { body() }
    }

    private func run(
        _ calls: [PendingWrite],
        _ lane: StoreThreads.Lane,
        in core: FileCore
    ) -> CommitGroup.Report {
        if let work = calls.first?.maintenance {
            return CommitGroup.Report(completions: [work(core)])
        }
        if let refusal = options.refusal(false) { return run(calls, refusing: refusal, in: core) }
        return run(group: calls, lane, in: core)
    }

    /// Runs those calls for which room is kept, and refuses the others.
    private func run(
        _ calls: [PendingWrite],
        refusing refusal: StoreError,
        in core: FileCore
    ) -> CommitGroup.Report {
        let last = options.refusal(true)
        let kept = calls.filter { $0.call.usesReserve && last == nil }
        for call in kept { call.call.reserveMark?.set() }
        var report = kept.isEmpty ? CommitGroup.Report() : run(group: kept, .ordinary, in: core)
        for call in calls where !(call.call.usesReserve && last == nil) {
            let why = call.call.usesReserve ? last ?? refusal : refusal
            report.completions.append(call.settle(.failed(why)))
        }
        return report
    }

    /// Counts a group's work among its calls: its transaction and its commit were theirs together.
    private func count(_ calls: ArraySlice<PendingWrite>, since begun: UInt64) {
        guard !calls.isEmpty else { return }
        let each = (ThreadTime.nanoseconds &- begun) / UInt64(calls.count)
        for call in calls { call.call.work?.add(each) }
    }

    private func run(
        group calls: [PendingWrite],
        _ lane: StoreThreads.Lane,
        in core: FileCore
    ) -> CommitGroup.Report {
        if lane == .bulk { core.database.widenCache() }
        defer { if lane == .bulk { core.database.narrowCache() } }
        return CommitGroup.run(
            calls,
            in: core,
            faults: options.faults,
            runningMilliseconds: lane == .bulk
                ? Self.bulkRunningMilliseconds : Self.runningMilliseconds,
            isGuarded: lane == .bulk
        )
    }

    /// Takes no more writes, and answers those that wait: nothing of them was applied.
    private func poison(_ error: StoreError) -> [Completion] {
        let waiting = mailbox.change { $0.poison(error) }
        options.onPoison(error)
        let refusal = StoreError(.poisoned, error.detail)
        return waiting.map { $0.settle(.failed(refusal)) }
    }

    /// Checkpoints and purges, after the answers went out.
    private func lookAfter(_ core: FileCore) {
        guard !isPoisoned else { return }
        do throws(StoreError) {
            try core.purgeOutcomes()
            if core.database.logFrames >= Self.checkpointFrames || core.mustTruncateLog {
                try options.faults.strike(.checkpoint)
                try core.emptyLog()
            }
        } catch {
            lookAfterFailure(error)
        }
    }

    /// A disk that failed once is not trusted with the next commit.
    func lookAfterFailure(_ error: StoreError) {
        guard error.code == .inputOutput || error.code == .corrupt else { return }
        options.deliver(poison(error))
    }

    /// Whether the file takes no more writes after an error at commit.
    package var isPoisoned: Bool { mailbox.change { $0.poison != nil } }

    /// Whether the file takes no more calls.
    package var isClosed: Bool { mailbox.change { $0.isClosed } }
}

// Opening and closing.
extension Writer {
    /// Takes no more calls, waits for those that wait already, and checkpoints.
    ///
    /// The connection closes now, or with the last reader. Never called on a thread of the store.
    package func close() {
        mailbox.change { $0.isClosed = true }
        mailbox.wait { $0.isActive ? nil : () }
        finish()
    }

    /// Takes no more calls if nobody uses the file: `finish` or `takeCallsAgain` comes next.
    ///
    /// Never called on a thread of the store, whose turn it may wait for.
    func refuseCallsIfUnused() -> Bool { mailbox.wait { $0.refuseCallsIfUnused() } }

    /// Takes calls again, when the file is not closed after all.
    func takeCallsAgain() { mailbox.change { $0.takeCallsAgain() } }

    /// Closes a file that takes no more calls.
    func finish() {
        idleReaders.closeAll()
        let core = mailbox.change { mailbox in
            defer { mailbox.core = nil }
            return mailbox.core
        }
        guard let core, !isPoisoned else { return }
        // What cannot be done now is left: the rows are gone all the same.
        _ = try? core.rewriteErased(
            isLast: true,
            options.rewriting,
            hasRoom: options.hasRoom
        )
        // A reader in the way leaves the rest to the next start, which replays the log.
        _ = try? core.database.checkpoint(.truncate)
    }

    /// Registers a reader: the file stays open until it goes.
    func addReader() throws(StoreError) -> FileCore {
        try mailbox.change { mailbox throws(StoreError) in
            guard let core = mailbox.core, !mailbox.isClosed else {
                throw StoreError(.closed, "the file is closed")
            }
            mailbox.readers += 1
            return core
        }
    }

    /// Takes a reader out, after its connection was closed or put aside.
    func removeReader() { mailbox.change { $0.readers -= 1 } }

    /// Runs something with the file itself on the thread for bulk work, between groups.
    ///
    /// - Parameters:
    ///   - work: The work; not inside a transaction.
    ///   - completion: Called with what came of it.
    /// - Throws: `queueFull`, `closed`, `poisoned`.
    func submit<Value: Sendable>(
        maintenance work: @escaping @Sendable (FileCore) throws(StoreError) -> Value,
        completion: @escaping @Sendable (Result<Value, StoreError>) -> Void
    ) throws(StoreError) {
        try submit(PendingWrite(maintenance: work, completion: completion), .bulk)
    }
}

/// What a writer is told beside its file.
package struct WriterOptions: Sendable {
    /// Takes the completions of each group; runs them on the spot unless told otherwise.
    package var deliver: Delivery = { group in for completion in group { completion.run() } }
    /// Asked before each group: why the file may not be written now, such as for want of room;
    /// `fromReserve` by a call that may use what is kept free.
    package var refusal: @Sendable (_ fromReserve: Bool) -> StoreError? = { _ in nil }
    /// Told once when the file takes no more writes: it must be recovered, by a restart at least.
    package var onPoison: @Sendable (StoreError) -> Void = { _ in }
    /// Asked before much is written that nobody waits for: whether the disk has so many bytes
    /// beyond what is kept free.
    package var hasRoom: @Sendable (_ bytes: UInt64) -> Bool = { _ in true }
    /// Which files are written anew after an erasure.
    package var rewriting = RewriteLimits()
    /// Failures to inject, in tests.
    package var faults = StoreFaults.none

    /// The defaults.
    package init() {}
}
