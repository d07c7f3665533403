private import CLinux

/// The processor that a thread runs on, which it shares.
///
/// A kernel gives a thread that has just been woken the processor only when the one that runs has
/// had its time, milliseconds later, or waits for something. So where a hub has one processor, or
/// others keep its processors busy, whatever one tenant has going on would add those milliseconds
/// to each step of everybody else's calls. Threads that may work for long therefore give way by
/// themselves, often and briefly: whoever waits runs at once, and where nobody waits it costs a
/// quarter of a microsecond.
@usableFromInline
package enum Processor {
    /// How long a thread works before it gives way, in nanoseconds: shorter than the steps of a
    /// call that others wait for, and long enough that giving way costs next to nothing.
    package static let shareNanoseconds: UInt64 = 50_000

    /// Lets another thread run, if one waits for this processor.
    @usableFromInline
    package static func giveWay() { clinux_give_way(0) }

    /// Lets another thread run, unless this one gave way less than its share ago.
    package static func giveWayInTurn() { clinux_give_way(shareNanoseconds) }
}
