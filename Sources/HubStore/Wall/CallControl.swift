import HubSystem

/// What may stop the call that a connection works on.
///
/// A writer looks between statements only: interrupting a write statement inside a savepoint rolls
/// the whole group back. A reader looks from within its statements as well.
final class CallControl {
    /// Steps of SQLite's machine between two looks of a reader: some tens of microseconds.
    private static let stepsBetweenLooksInPool: Int32 = 1_000
    /// As many on a loop, where others wait for each.
    private static let stepsBetweenLooksOnLoop: Int32 = 100

    private let clock: HubClock
    private var cancel: CancelFlag?
    private var deadline: Moment?
    private var looksLeft = Int.max
    /// How long the call may work, and what its thread had worked at the first look: most reads on
    /// a loop are done before it.
    private var nanosecondsMax: UInt64?
    private var begun: UInt64?
    /// Whether it reads on a loop, which gives way by itself, and whose time is short.
    var isOnLoop = false
    /// Why the call was stopped; stays until the next call.
    private(set) var stopped: StoreError.Code?

    init(clock: HubClock) { self.clock = clock }

    /// Steps of SQLite's machine between two looks.
    var stepsBetweenLooks: Int32 {
        isOnLoop ? Self.stepsBetweenLooksOnLoop : Self.stepsBetweenLooksInPool
    }

    /// Begins a call.
    ///
    /// - Parameters:
    ///   - cancel: Set by the caller to stop it.
    ///   - deadline: When to stop it.
    ///   - stepsMax: How many steps of SQLite's machine it may take, rounded up to whole looks.
    ///   - nanosecondsMax: How long it may work from its first look on: a step can read a long
    ///     record.
    func begin(
        cancel: CancelFlag?,
        deadline: Moment?,
        stepsMax: Int? = nil,
        nanosecondsMax: UInt64? = nil
    ) {
        self.cancel = cancel
        self.deadline = deadline
        looksLeft = stepsMax.map { max(1, $0 / Int(stepsBetweenLooks)) } ?? .max
        self.nanosecondsMax = nanosecondsMax
        begun = nil
        stopped = nil
    }

    /// What stops the call, for work that is not the store's.
    var interruption: Interruption {
        Interruption(clock: clock, cancel: cancel, deadline: deadline)
    }

    /// Ends the call: nothing stops the statements that follow.
    func end() { begin(cancel: nil, deadline: nil) }

    /// Whether the call must stop here, between two statements.
    func mustStop() -> Bool {
        if stopped != nil { return true }
        if let cancel, cancel.isCancelled { stopped = .cancelled }
        if let deadline, clock.moment >= deadline { stopped = stopped ?? .deadlineExceeded }
        return stopped != nil
    }

    /// Whether the statement must stop here, after another batch of steps; lets others run.
    func mustInterrupt() -> Bool {
        if !isOnLoop { Processor.giveWayInTurn() }
        looksLeft -= looksLeft == .max ? 0 : 1
        if looksLeft <= 0 || hasWorkedTooLong(), stopped == nil { stopped = .overBudget }
        return mustStop()
    }

    private func hasWorkedTooLong() -> Bool {
        guard let nanosecondsMax else { return false }
        let worked = ThreadTime.nanoseconds
        guard let begun else {
            begun = worked
            return false
        }
        return worked &- begun > nanosecondsMax
    }
}
