import HubSystem

/// What may stop the call that a connection works on.
///
/// A writer looks between statements only: interrupting a write statement inside a savepoint rolls
/// the whole group back. A reader looks from within its statements as well.
final class CallControl {
    /// Steps of SQLite's machine between two looks of a reader: some tens of microseconds.
    static let stepsBetweenLooks: Int32 = 1_000

    private let clock: HubClock
    private var cancel: CancelFlag?
    private var deadline: Moment?
    private var looksLeft = Int.max
    /// Why the call was stopped; stays until the next call.
    private(set) var stopped: StoreError.Code?

    init(clock: HubClock) { self.clock = clock }

    /// Begins a call.
    ///
    /// - Parameters:
    ///   - cancel: Set by the caller to stop it.
    ///   - deadline: When to stop it.
    ///   - stepsMax: How many steps of SQLite's machine it may take, rounded up to whole looks.
    func begin(cancel: CancelFlag?, deadline: Moment?, stepsMax: Int? = nil) {
        self.cancel = cancel
        self.deadline = deadline
        looksLeft = stepsMax.map { max(1, $0 / Int(Self.stepsBetweenLooks)) } ?? .max
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

    /// Whether the statement must stop here, after another batch of steps.
    func mustInterrupt() -> Bool {
        looksLeft -= looksLeft == .max ? 0 : 1
        if looksLeft <= 0 && stopped == nil { stopped = .overBudget }
        return mustStop()
    }
}
