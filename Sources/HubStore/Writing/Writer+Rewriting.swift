import HubSystem

extension FileCore {
    /// The largest file that is written anew: it is held in memory for as long as that takes, and
    /// the thread for bulk work with it.
    static let rewriteBytesMax = 64 * 1_024 * 1_024
    /// How long it is not done again, however much is erased.
    static let rewriteMilliseconds: UInt64 = 600_000

    /// Writes the file anew where something was erased from it since it last was.
    ///
    /// - Parameter isLast: Whether the file is being closed: then it is done however lately it was.
    /// - Throws: What `Database.rewrite` throws; it stays to be done.
    func rewriteErased(isLast: Bool) throws(StoreError) {
        guard mustRewrite, backup == nil else { return }
        let now = clock.moment
        if !isLast, let rewritten,
            now < rewritten.advanced(milliseconds: FileCore.rewriteMilliseconds)
        {
            return
        }
        let facts = try? LocalFile.facts(path)
        guard let facts, facts.bytes <= FileCore.rewriteBytesMax else { return }
        rewritten = now
        try database.rewrite()
        mustRewrite = false
        mustTruncateLog = true
        try emptyLog()
    }
}

extension Writer {
    /// Writes the file anew on the thread for bulk work, where something was erased from it.
    ///
    /// What cannot be done now is done when the file is closed.
    package func rewriteErased() {
        try? submit(
            maintenance: { [self] (core) throws(StoreError) in
                do throws(StoreError) {
                    try core.rewriteErased(isLast: false)
                } catch {
                    lookAfterFailure(error)
                }
            },
            completion: { _ in }
        )
    }
}
