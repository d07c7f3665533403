extension ServerSession {
    /// When `tick` wants to be called next.
    package var nextDeadline: SessionTime? {
        if case .closing(_, let until) = phase { return until }
        var next: SessionTime? = pings.deadline(settings)
        if case .greeting(let until) = phase { next = earlier(next, until) }
        next = earlier(next, frameClock.deadline(settings))
        next = earlier(next, streams.mostStarved?.since.after(settings.noCreditMilliseconds))
        next = earlier(next, connectionStarvedSince?.after(settings.noCreditMilliseconds))
        next = earlier(next, stalledSince?.after(settings.writeStallMilliseconds))
        return earlier(next, settings.endOfLife?.at)
    }

    /// Looks at every clock.
    ///
    /// - Parameter now: The moment.
    /// - Returns: Whether to go on.
    package mutating func tick(_ now: SessionTime) -> ServerTick {
        if case .closing(_, let until) = phase { return now >= until ? .closed : .goOn }
        if let reason = overdue(now) { return .closing(close(reason, now)) }
        if let most = streams.mostStarved, now >= most.since.after(settings.noCreditMilliseconds),
            let index = streams.index(of: most.id)
        {
            streams[index].starvedSince = nil
            streams[index].pendingMessage = nil
            return .starved(most.id)
        }
        switch pings.look(now, settings) {
        case .nothing: break
        case .gone: return .closing(close(.silent, now))
        case .ping(let value):
            output.append(ping: value)
        }
        return .goOn
    }

    /// Input that came after the last word.
    ///
    /// - Parameter count: How many bytes were read and thrown away.
    /// - Returns: Whether to go on reading.
    package mutating func discard(_ count: Int) -> Bool {
        discardedBytes += count
        return discardedBytes <= settings.lingerBytesMax
    }

    private func overdue(_ now: SessionTime) -> CloseReason? {
        if let end = settings.endOfLife, now >= end.at { return end.reason }
        if case .greeting(let until) = phase, now >= until { return .greetingLate }
        if let deadline = frameClock.deadline(settings), now >= deadline { return .frameLate }
        if let since = stalledSince, now >= since.after(settings.writeStallMilliseconds) {
            return .writeStalled
        }
        if let since = connectionStarvedSince, now >= since.after(settings.noCreditMilliseconds) {
            return .noCredit
        }
        return nil
    }
}
