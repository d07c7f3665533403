private import Glibc

/// How long the calling thread has been on a processor.
package enum ThreadTime {
    /// Nanoseconds since the thread began; only differences on one thread mean anything.
    ///
    /// A system call, unlike the other clocks: asked for around long work, not within it.
    package static var nanoseconds: UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
        return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(max(0, time.tv_nsec))
    }
}
