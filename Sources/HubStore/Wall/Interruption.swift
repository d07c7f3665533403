import HubSystem

/// What may stop a call, for work of it that is not the store's: looked at between two steps.
package struct Interruption: Sendable {
    private let clock: HubClock
    private let cancel: CancelFlag?
    private let deadline: Moment?

    init(clock: HubClock, cancel: CancelFlag?, deadline: Moment?) {
        self.clock = clock
        self.cancel = cancel
        self.deadline = deadline
    }

    /// Looks whether the call may go on, and lets others of its processor run.
    ///
    /// - Throws: `cancelled`, `deadlineExceeded`.
    package func check() throws(StoreError) {
        Processor.giveWayInTurn()
        if cancel?.isCancelled ?? false {
            throw StoreError(.cancelled, "stopped between two steps")
        }
        if let deadline, clock.moment >= deadline {
            throw StoreError(.deadlineExceeded, "stopped between two steps")
        }
    }
}
