private import CLinux

/// How the allocator of a process that serves for long keeps what it has freed.
package enum SteadyMemory {
    /// Freed memory at the end of an arena that is kept for what comes next.
    ///
    /// A server frees as much as it takes, many times a second: with the allocator's own 128 KiB
    /// it gives pages back and takes them again each time, and both stop all its threads.
    static let keptBytes: Int32 = 8 << 20

    /// Settles the allocator; to be called once, before there are threads.
    ///
    /// Without fast bins, that is: a thread has a cache of its own before them, and each TLS record
    /// asks for a room so large that they would be emptied first.
    package static func settle() { clinux_settle_allocator(keptBytes) }
}
