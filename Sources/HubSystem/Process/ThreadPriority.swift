private import CLinux
private import Glibc

/// How urgent the calling thread is beside others.
package enum ThreadPriority {
    /// How long a thread that yields goes on where others want the processor too: the shortest turn
    /// that Linux gives; the usual one is 1.4 milliseconds on two processors.
    private static let yieldingTurnNanoseconds: UInt64 = 100_000

    /// Has the calling thread yield to those of the usual priority, for good: it has less of the
    /// processor, and has it in turns of a tenth of a millisecond.
    ///
    /// Linux keeps a nice value for each thread, and anybody may raise one's own. Where it cannot
    /// be raised, or turns cannot be shortened, the thread goes on as it was.
    ///
    /// - Parameter steps: How much, in nice values: with 10 it has a tenth of the processor that
    ///   another thread has where both want it, and that one runs at once when it wakes.
    /// - Returns: Whether the kernel took the shorter turns; before 6.12 it takes and ignores them.
    @discardableResult
    package static func yieldToOthers(by steps: Int32) -> Bool {
        let niceness = nice(steps)
        return clinux_take_short_turns(niceness, yieldingTurnNanoseconds) == 0
    }

    /// Linux's class of threads for which only idle time is left, which glibc shows to nobody who
    /// does not ask for its extensions.
    private static let idleClass: Int32 = 5

    /// Has the calling thread run only where no other wants the processor, for good; any other runs
    /// at once when it wakes.
    package static func runInIdleTime() {
        var parameters = sched_param()
        // Where it is refused the thread goes on as it was.
        _ = unsafe sched_setscheduler(0, idleClass, &parameters)
    }
}
