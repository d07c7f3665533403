private import Glibc

/// What a blocking caller waits for.
package enum Direction: Sendable {
    /// Bytes to read, or the end of them.
    case readable
    /// Room to write.
    case writable
}

extension Descriptor {
    /// Waits on this thread until the descriptor is ready; for clients, never on a loop.
    ///
    /// A descriptor that has failed or lost its peer counts as ready: the next call on it says why.
    ///
    /// - Parameters:
    ///   - direction: What to wait for.
    ///   - deadline: When to give up; `nil` waits for ever.
    ///   - clock: What the deadline is measured with.
    /// - Returns: `false` when the deadline passed first.
    /// - Throws: `SystemError` when the kernel cannot wait.
    package borrowing func wait(
        for direction: Direction,
        until deadline: Moment?,
        clock: HubClock = .system
    ) throws(SystemError) -> Bool {
        let events = Int16(direction == .readable ? POLLIN : POLLOUT)
        var request = pollfd(fd: number, events: events, revents: 0)
        while true {
            let milliseconds = deadline.map { clock.moment.milliseconds(until: $0) }
            let timeout = milliseconds.map { Int32(clamping: $0) } ?? -1
            let ready = try systemCall("poll") { unsafe poll(&request, 1, timeout) }
            if ready > 0 { return true }
            if let deadline, clock.moment >= deadline { return false }
        }
    }
}
