import HubSystem

/// Which files are written anew once something was erased from them, and how often.
package struct RewriteLimits: Sendable {
    /// The largest file that is written anew in memory; larger ones go through a temporary file.
    package var memoryBytesMax = 64 * 1_024 * 1_024
    /// The largest file that is written anew while it is in use: for as long as that takes (about a
    /// second), changes of the file wait, and so does the thread for bulk work.
    package var bytesMax = 256 * 1_024 * 1_024
    /// The largest file that is written anew when it is closed: that holds up the program's end,
    /// and takes its size on the disk twice for as long.
    package var lastBytesMax = 1_024 * 1_024 * 1_024
    /// How long it is not done again while a file is in use, however much is erased.
    package var milliseconds: UInt64 = 600_000

    /// The defaults.
    package init() {}
}

extension FileCore {
    /// Writes the file anew where something was erased from it since it last was.
    ///
    /// - Parameters:
    ///   - isLast: Whether the file is being closed: then it is done however lately it was.
    ///   - limits: For which files, and how often.
    ///   - hasRoom: Whether the disk has so many bytes to spare: the file is written a second time
    ///     into its log before it takes the old one's place.
    /// - Throws: What `Database.rewrite` throws; it stays to be done.
    func rewriteErased(
        isLast: Bool,
        _ limits: RewriteLimits,
        hasRoom: (_ bytes: UInt64) -> Bool
    ) throws(StoreError) {
        guard mustRewrite, backup == nil else { return }
        let now = clock.moment
        if !isLast, let rewritten,
            now < rewritten.advanced(milliseconds: limits.milliseconds)
        {
            return
        }
        let facts = try? LocalFile.facts(path)
        guard let facts else { return }
        guard facts.bytes <= (isLast ? limits.lastBytesMax : limits.bytesMax) else { return }
        guard hasRoom(UInt64(facts.bytes)) else { return }
        // Before it is known how it goes: what fails is not tried again and again.
        rewritten = now
        do throws(StoreError) {
            try database.rewrite(inMemory: facts.bytes <= limits.memoryBytesMax)
        } catch {
            // What was written so far would take the room for as long as nobody writes.
            mustTruncateLog = true
            try emptyLog()
            throw error
        }
        try database.clearErasedMark()
        mustRewrite = false
        mustTruncateLog = true
        try emptyLog()
    }
}

extension Writer {
    /// Writes the file anew on the thread for bulk work, where something was erased from it.
    ///
    /// What cannot be done now is done when it is asked for again, or when the file is closed.
    package func rewriteErased() {
        let core = mailbox.change { $0.core }
        guard core?.mustRewrite == true else { return }
        try? submit(
            maintenance: { [self] (core) throws(StoreError) in
                do throws(StoreError) {
                    try core.rewriteErased(
                        isLast: false,
                        options.rewriting,
                        hasRoom: options.hasRoom
                    )
                } catch {
                    lookAfterFailure(error)
                }
            },
            completion: { _ in }
        )
    }
}
