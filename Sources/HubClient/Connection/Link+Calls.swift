import HubSession
import HubSystem
import HubWire

/// Calls on a connection.
extension Link {
    /// Opens a call, waiting for a place where all are taken.
    ///
    /// - Returns: The call's id.
    /// - Throws: `CLNT-0205` when the connection takes no more calls, or `CLNT-0203`.
    func open(_ plan: CallPlan, ends: Bool = false) throws(ClientError) -> UInt32 {
        while true {
            guard isUsable else { throw ClientError(.neverLookedAt).with(key: plan.key) }
            if session.mayOpen {
                if let id = session.open(plan.header(clock.moment), ends: ends) {
                    calls[id] = CallRecord(isChange: plan.isChange)
                    return id
                }
            }
            guard advance(until: plan.deadline) else {
                throw ClientError(.neverLookedAt, "no place for another call became free in time")
            }
        }
    }

    /// Refuses a message that the hub would not take, before anything is sent.
    func checkSize(_ bytes: Int) throws(ClientError) {
        guard bytes <= session.messageBytesMax else {
            throw ClientError(
                .messageTooLargeToSend,
                "the message has \(bytes) bytes, and the hub takes \(session.messageBytesMax)"
            )
        }
    }

    /// Sends one message as soon as credit allows.
    ///
    /// - Returns: `false` when the call has ended, or was cancelled because time was up: its
    ///   RESULT, or the error, comes from `next`.
    func send(
        _ message: Span<UInt8>,
        on id: UInt32,
        ends: Bool,
        until deadline: Moment?
    ) throws(ClientError) -> Bool {
        try checkSize(message.count)
        while true {
            guard let record = calls[id], record.status == nil, record.graceEnd == nil,
                failure(of: id) == nil
            else { return false }
            if session.send(message, on: id, ends: ends) {
                flush()
                return true
            }
            if !advance(until: deadline) { cancel(id) }
        }
    }

    /// Says that no further message follows.
    func endRequest(_ id: UInt32) {
        session.end(id)
        flush()
    }

    /// Waits for the next thing that a call brings.
    ///
    /// When the deadline passes the call is cancelled and its RESULT awaited a little longer: it
    /// may still be OK.
    func next(on id: UInt32, until deadline: Moment?) throws(ClientError) -> CallStep {
        while true {
            if let message = calls[id]?.takeMessage() {
                session.release(id, payloadBytes: message.count)
                return .message(message)
            }
            if let status = calls[id]?.status {
                calls[id] = nil
                return .result(status)
            }
            if let failure = failure(of: id) {
                calls[id] = nil
                throw failure
            }
            let grace = calls[id]?.graceEnd
            if advance(until: grace ?? deadline) { continue }
            guard grace == nil else {
                let isChange = calls.removeValue(forKey: id)?.isChange ?? true
                throw .outOfTime(isChange: isChange)
            }
            cancel(id)
        }
    }

    /// Asks the hub to stop, and gives the RESULT a little time.
    private func cancel(_ id: UInt32) {
        session.cancel(id)
        calls[id]?.graceEnd = clock.moment.advanced(milliseconds: cancelWaitMilliseconds)
        flush()
    }

    /// Forgets a call that nobody waits for any more; the hub is told.
    func abandon(_ id: UInt32) {
        guard var record = calls.removeValue(forKey: id), record.status == nil else { return }
        let isCancelled = record.graceEnd != nil
        while let message = record.takeMessage() {
            session.release(id, payloadBytes: message.count)
        }
        if !isCancelled { session.cancel(id) }
        flush()
    }

    /// Why a call will never have a RESULT; `nil` while it may.
    private func failure(of id: UInt32) -> ClientError? {
        if let goAway, id > goAway.lastStream {
            return ClientError(neverLookedAt: goAway)
        }
        guard let ending else { return nil }
        let isChange = calls[id]?.isChange ?? true
        if case .breach(let message) = ending, !isChange {
            return ClientError(.hubBrokeTheProtocol, message)
        }
        let reason: Reason = isChange ? .connectionLostOutcomeUnknown : .connectionLostRead
        return ClientError(reason, "the connection ended before the answer (\(ending.words))")
    }
}
