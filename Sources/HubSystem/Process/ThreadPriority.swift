private import Glibc

/// How urgent the calling thread is beside others.
package enum ThreadPriority {
    /// Has the calling thread yield to those of the usual priority, for good.
    ///
    /// Linux keeps a nice value for each thread, and anybody may raise one's own. Where it cannot
    /// be raised the thread goes on as it was.
    ///
    /// - Parameter steps: How much, in nice values: with 5 it has a third of the processor that
    ///   another thread has where both want it, and that one runs at once when it wakes.
    package static func yieldToOthers(by steps: Int32) { _ = nice(steps) }
}
