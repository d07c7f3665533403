import HubSystem

/// Several calls in one transaction, one commit for all.
///
/// A call that fails leaves nothing behind. Most that fail do so before they change anything, so a
/// group first runs without savepoints, which cost every call copies of the pages it touches. Only
/// when a call fails that has changed something does the group run again, each call in a savepoint
/// of its own; a dry run, which always has something to undo, and bulk work have one at once. So a
/// caller who fails on purpose makes the group run twice, and no more often.
///
/// While the group is open a call is either settled for good (stopped or failed, with nothing of
/// it left in the transaction) or waits for the commit. Refusals, replays and dry runs wait, too:
/// they may rest on what a neighbour did, which is true only once it is committed. When SQLite
/// rolls the whole transaction back because of one call, that call has failed and those that
/// waited are run again from the start, so no call suffers for its neighbour.
struct CommitGroup {
    private let file: FileCore
    private let faults: StoreFaults
    private let runningMilliseconds: UInt64
    /// Whether each call has a savepoint.
    private var isGuarded: Bool
    private var settled: [Completion] = []
    private var waiting: [Waiting] = []

    /// A call whose end is known if the group is committed.
    private struct Waiting {
        let pending: PendingWrite
        let settle: @Sendable (PendingWrite.Ending) -> Completion
        let ending: PendingWrite.Ending
        var erases = false

        var needsCommit: Bool {
            if case .committed = ending { true } else { false }
        }

        var completion: Completion { settle(ending) }

        /// The answer when the commit failed with an error.
        func completion(after error: StoreError, isKnown: Bool) -> Completion {
            switch ending {
            case .committed, .replayed:
                let doubt = StoreError(.outcomeUnknown, error.detail)
                return settle(isKnown ? .failed(error) : .unknown(doubt))
            case .rehearsed, .refused, .keyReused, .failed, .unknown:
                return settle(.failed(error))
            }
        }
    }

    /// What the group did to the file.
    struct Report {
        /// Every call's completion, in no particular order.
        var completions: [Completion] = []
        /// The calls of the group that were not begun, since its time was up.
        var postponed: [PendingWrite] = []
        /// Why the file may take no more writes.
        var poison: StoreError?
    }

    /// How many times a group starts anew before it gives up, failing everybody.
    static let restartsMax = 8

    /// How long a group may go on beginning calls, in milliseconds: those that came first wait
    /// for the commit.
    static let beginningMilliseconds: UInt64 = 20

    /// What became of the transaction with one call.
    private enum Step {
        /// It goes on.
        case goOn
        /// It is gone, and the call has failed.
        case void
        /// What the call did cannot be undone by itself: the group begins anew with savepoints.
        case again
    }

    /// Where a call began, for going back to.
    private struct Start {
        let head: JournalHead
        let changes: Int64
        let hasSavepoint: Bool
    }

    private init(
        file: FileCore,
        faults: StoreFaults,
        runningMilliseconds: UInt64,
        isGuarded: Bool
    ) {
        self.file = file
        self.faults = faults
        self.runningMilliseconds = runningMilliseconds
        self.isGuarded = isGuarded
    }

    /// Runs calls and commits them.
    ///
    /// - Parameters:
    ///   - calls: The calls, in the order in which they came.
    ///   - file: The file; the calling thread has it to itself.
    ///   - faults: Failures to inject.
    ///   - runningMilliseconds: How long each call may run, whatever its own deadline.
    ///   - isGuarded: Whether each call has a savepoint from the start.
    /// - Returns: What became of them.
    static func run(
        _ calls: [PendingWrite],
        in file: FileCore,
        faults: StoreFaults,
        runningMilliseconds: UInt64,
        isGuarded: Bool = false
    ) -> Report {
        var group = CommitGroup(
            file: file,
            faults: faults,
            runningMilliseconds: runningMilliseconds,
            isGuarded: isGuarded
        )
        return group.run(calls[...])
    }

    private mutating func run(_ calls: ArraySlice<PendingWrite>) -> Report {
        let start = file.journal.head
        waiting.reserveCapacity(calls.count)
        let lastBeginning = file.clock.moment.advanced(milliseconds: Self.beginningMilliseconds)
        var remaining = calls
        for restart in 0... {
            do throws(StoreError) {
                try file.database.begin(.writing)
            } catch {
                return failBeginning(remaining, error)
            }
            let step = run(&remaining, until: lastBeginning)
            if step == .goOn { break }
            let cause = file.database.state.voidCause
            file.journal.restore(start)
            try? file.database.rollBack()
            remaining = ArraySlice(waiting.map(\.pending)) + remaining
            waiting.removeAll()
            if step == .again { isGuarded = true }
            if restart == Self.restartsMax, let cause { return failAll(remaining, cause) }
        }
        var report = end(from: start)
        report.postponed = Array(remaining)
        return report
    }

    /// Runs calls until none is left, the time is up, or the transaction cannot go on.
    private mutating func run(
        _ remaining: inout ArraySlice<PendingWrite>,
        until lastBeginning: Moment
    ) -> Step {
        while let next = remaining.first {
            if !waiting.isEmpty, file.clock.moment >= lastBeginning { break }
            let step = run(next)
            if step == .again { return step }
            // A narrower view of the same calls: removing the first would copy the others.
            remaining = remaining.dropFirst()
            if step == .void { return step }
        }
        return .goOn
    }

    /// Runs one call.
    private mutating func run(_ pending: PendingWrite) -> Step {
        let control = file.database.state.control
        let last = file.clock.moment.advanced(milliseconds: runningMilliseconds)
        let deadline = pending.call.deadline.map { min($0, last) } ?? last
        control.begin(cancel: pending.call.cancel, deadline: deadline)
        defer { control.end() }
        if control.mustStop() {
            settle(pending, .failed(StoreError(control.stopped ?? .cancelled, "before it began")))
            return .goOn
        }
        let start = Start(
            head: file.journal.head,
            changes: file.database.changesSoFar,
            hasSavepoint: isGuarded || pending.call.isDryRun
        )
        do throws(StoreError) {
            if start.hasSavepoint { try file.database.setSavepoint() }
            guard try attempt(pending, from: start) else { return .again }
        } catch {
            guard undo(to: start) else { return .again }
            settle(pending, .failed(control.stopped.map { StoreError($0, error.detail) } ?? error))
        }
        return file.database.isVoid ? .void : .goOn
    }

    /// Runs the job of a call.
    ///
    /// - Returns: `false` when what it did has to be undone and cannot be by itself.
    private mutating func attempt(
        _ pending: PendingWrite,
        from start: Start
    ) throws(StoreError) -> Bool {
        // Read where it is: a copy of the whole call would count each of its parts.
        try pending.call.requireAccess()
        let key = pending.call.key
        if let key {
            switch try Outcomes.find(key, in: file.database) {
            case .miss: break
            case .replay(let outcome): return try wait(pending, .replayed(outcome), start)
            case .mismatch: return try wait(pending, .keyReused, start)
            }
        }
        var context = WriteContext(file: file, call: pending.call, now: file.clock.instant)
        let attempt = pending.attempt(&context)
        try file.database.state.mayRun()
        try pending.call.requireAccess()
        guard attempt.succeeded, !pending.call.isDryRun else {
            guard undo(to: start) else { return false }
            let ending = attempt.succeeded ? PendingWrite.Ending.rehearsed(file.receipt) : .refused
            waiting.append(Waiting(pending: pending, settle: attempt.settle, ending: ending))
            return true
        }
        // A call that recorded nothing may run again: it would record nothing again.
        if let key, context.keepsOutcome, context.progress.hasRevision {
            let revision = file.journal.head.revision
            try Outcomes.keep(context.outcome, of: revision, under: key, in: file.database)
        }
        if start.hasSavepoint { try file.database.releaseSavepoint() }
        let ending = PendingWrite.Ending.committed(file.receipt)
        waiting.append(
            Waiting(
                pending: pending,
                settle: attempt.settle,
                ending: ending,
                erases: context.progress.erasedSomething
            )
        )
        return true
    }

    /// Ends a call that found its key, which may be that of a neighbour not yet committed.
    private mutating func wait(
        _ pending: PendingWrite,
        _ ending: PendingWrite.Ending,
        _ start: Start
    ) throws(StoreError) -> Bool {
        if start.hasSavepoint { try file.database.releaseSavepoint() }
        waiting.append(Waiting(pending: pending, settle: pending.settle, ending: ending))
        return true
    }

    private mutating func settle(_ pending: PendingWrite, _ ending: PendingWrite.Ending) {
        settled.append(pending.settle(ending))
    }

    /// Undoes a call; when even that fails, the transaction is taken down with it.
    ///
    /// - Returns: `false` when it changed something and has no savepoint to go back to.
    private func undo(to start: Start) -> Bool {
        file.journal.restore(start.head)
        guard start.hasSavepoint else {
            return file.database.isVoid || file.database.changesSoFar == start.changes
        }
        do throws(StoreError) {
            try file.database.rollBackToSavepoint()
        } catch {
            try? file.database.rollBack()
            file.database.state.declareVoid(error)
        }
        return true
    }

    private mutating func end(from start: JournalHead) -> Report {
        guard waiting.contains(where: \.needsCommit) else {
            try? file.database.rollBack()
            return Report(completions: completions)
        }
        let erases = waiting.contains(where: \.erases)
        do throws(StoreError) {
            if erases, !file.mustRewrite { try file.database.markErased() }
            try faults.strike(.beforeCommit)
            try file.database.commit()
            try faults.strike(.afterCommit)
        } catch {
            return failCommit(error, from: start)
        }
        if erases { (file.mustTruncateLog, file.mustRewrite) = (true, true) }
        return Report(completions: completions)
    }

    /// Those of all calls, once the group is committed or had nothing to commit.
    private var completions: [Completion] {
        // A plain loop into one room: the calls of a group are many, and each step counts.
        var all = settled
        all.reserveCapacity(settled.count + waiting.count)
        for call in waiting { all.append(call.completion) }
        return all
    }

    /// Answers the calls of a group whose commit failed.
    private mutating func failCommit(_ error: StoreError, from start: JournalHead) -> Report {
        let isRolledBack: Bool
        do throws(StoreError) {
            try file.database.rollBack()
            isRolledBack = true
        } catch {
            isRolledBack = false
        }
        file.journal.restore(start)
        // A full disk or a lock refuses before the commit's mark is written. After anything else
        // the mark may be there after a restart though SQLite says it is not.
        let isKnown = isRolledBack && (error.code == .full || error.code == .busy)
        let answers = waiting.map { $0.completion(after: error, isKnown: isKnown) }
        return Report(completions: settled + answers, poison: isKnown ? nil : error)
    }

    /// Answers calls for which no transaction could be begun; that need not be the disk's last
    /// word, but a connection that is not fit to begin one will not be later either.
    private func failBeginning(
        _ calls: ArraySlice<PendingWrite>,
        _ error: StoreError
    ) -> Report {
        var report = failAll(calls, error)
        let passing: [StoreError.Code] = [.busy, .full, .memory]
        if !passing.contains(error.code) { report.poison = error }
        return report
    }

    private func failAll(_ calls: ArraySlice<PendingWrite>, _ error: StoreError) -> Report {
        Report(completions: settled + calls.map { $0.settle(.failed(error)) })
    }
}
