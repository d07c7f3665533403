private import Glibc

/// Keeps this thread waiting; for clients between two attempts, never on a loop.
///
/// - Parameter milliseconds: How long; held inside 24 days.
package func pause(milliseconds: UInt64) {
    let clock = HubClock.system
    let deadline = clock.moment.advanced(milliseconds: milliseconds)
    while true {
        let left = clock.moment.milliseconds(until: deadline)
        // Interrupted by a signal, the wait goes on for what is left.
        guard left > 0, poll(nil, 0, Int32(clamping: left)) < 0 else { return }
    }
}
