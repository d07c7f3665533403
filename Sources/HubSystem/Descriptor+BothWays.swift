private import Glibc

extension Descriptor {
    /// Waits on this thread until bytes have come or there is room to write; for a client whose
    /// output stands still, which must go on reading: the peer may wait for that.
    ///
    /// - Parameters:
    ///   - deadline: When to give up; `nil` waits for ever.
    ///   - clock: What the deadline is measured with.
    /// - Returns: `false` when the deadline passed first.
    /// - Throws: `SystemError` when the kernel cannot wait.
    package borrowing func waitBothWays(
        until deadline: Moment?,
        clock: HubClock = .system
    ) throws(SystemError) -> Bool {
        var request = pollfd(fd: number, events: Int16(POLLIN | POLLOUT), revents: 0)
        while true {
            let milliseconds = deadline.map { clock.moment.milliseconds(until: $0) }
            let timeout = milliseconds.map { Int32(clamping: $0) } ?? -1
            let ready = try systemCall("poll") { unsafe poll(&request, 1, timeout) }
            if ready > 0 { return true }
            if let deadline, clock.moment >= deadline { return false }
        }
    }
}
