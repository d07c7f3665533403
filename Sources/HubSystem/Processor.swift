private import CLinux

/// The processor that a thread runs on, which it shares.
///
/// A kernel gives a thread that has just been woken the processor only when the one that runs has
/// had its time, milliseconds later, or waits for something. So where a hub has one processor, or
/// others keep its processors busy, whatever one tenant has going on would add those milliseconds
/// to each step of everybody else's calls. Threads that may work for long therefore give way by
/// themselves, often and briefly: whoever waits runs at once, and where nobody waits it costs a
/// quarter of a microsecond.
///
/// A thread never gives way before it has worked for as long as it was away the last time. Somebody
/// else's program that never waits has the processor for milliseconds each time it is given: who
/// gave way to it after each fraction of one would get next to nothing done, and so would everybody
/// who waits for it.
@usableFromInline
package enum Processor {
    /// How long a thread works before it gives way, in nanoseconds: shorter than the steps of a
    /// call that others wait for, and long enough that giving way costs next to nothing.
    package static let shareNanoseconds: UInt64 = 50_000

    /// Lets another thread run, if one waits for this processor; not before this one has worked for
    /// as long as it was away.
    @usableFromInline
    package static func giveWay() { clinux_give_way(0) }

    /// Lets another thread run, unless this one gave way less than its share ago.
    package static func giveWayInTurn() { clinux_give_way(shareNanoseconds) }
}
