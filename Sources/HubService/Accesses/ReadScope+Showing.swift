import HubDomain

// What a handler says of the people whom its answer shows.
extension ReadScope {
    /// Says how many rows about people the answer shows.
    ///
    /// Every handler of a method that leaves an access calls it, with 0 where there are none: an
    /// answer that nobody counted is not given.
    ///
    /// - Parameter rows: How many; further calls add to it.
    package func showed(rows: Int) { call.accessNote?.add(rows) }

    /// Says that the answer is about one worker, so that it can be told who looked at whom.
    ///
    /// - Parameter worker: The worker's token.
    func looked(at worker: WorkerToken) { call.accessNote?.look(at: worker.bytes) }
}
