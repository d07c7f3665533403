import HubLoop
import HubSession
import HubStore
import HubSystem
import HubTLS
import HubWire

/// From events of the machine to handlers and back.
extension ServerLoop {
    /// A call was opened: the gate decides from its header alone.
    mutating func open(
        _ id: UInt32,
        _ bytes: Span<UInt8>,
        ends: Bool,
        _ connection: Connection,
        _ loop: inout LoopContext
    ) {
        var isDryRun = false
        if let unpaid = payOpening(connection, loop.now) {
            let requestID = randomIDs.next()
            noteRefused(unpaid, nil, requestID, connection)
            return finish(id, unpaid, requestID, false, connection)
        }
        connection.hasPaid = false
        if let busy = refusal(connection, loop.now) {
            payRefused(busy, connection)
            return finish(id, busy, randomIDs.next(), false, connection)
        }
        do throws(Fault) {
            let header = try CallHeader.read(bytes)
            isDryRun = header.dryRun
            let context = try admit(header, connection, loop.now)
            var call = OpenCall(id: id, context: context)
            if case .intake(let begin) = shared.router[context.method] {
                call.stage = .taking(try begin(context), RequestDigest(context))
            } else if ends {
                throw Fault(.requestMissing)
            }
            connection.calls[id] = call
            if ends { halfClosed(id, connection, &loop) }
        } catch {
            let requestID = randomIDs.next()
            payRefused(error, connection)
            noteRefused(error, bytes, requestID, connection)
            finish(id, error, requestID, isDryRun, connection)
        }
    }

    private mutating func admit(
        _ header: CallHeader,
        _ connection: Connection,
        _ now: Moment
    ) throws(Fault) -> CallContext {
        refreshCaller(of: connection)
        let instant = shared.clock.instant
        let limit =
            connection.session?.settings.deadlineMillisecondsMax
            ?? shared.limits.session.deadlineMillisecondsMax
        var admission = Admission(
            deadlineMillisecondsMax: limit,
            epoch: epoch(header, connection.caller),
            isLocal: connection.isLocal
        )
        admission.keyState = connection.keyState
        admission.isInvitationLive = isInvitationLive(header, instant)
        let admitted = try admission.admit(
            header,
            caller: connection.caller,
            clientClass: connection.clientClass,
            now: instant
        ) { cost in
            let unpaid = connection.allowance?.take(CallPrice.of(cost), now)
            connection.hasPaid = unpaid == nil
            return unpaid
        }
        return CallContext(
            caller: connection.caller,
            method: admitted.method,
            now: instant,
            asOf: admitted.asOf,
            isDryRun: admitted.isDryRun,
            key: admitted.key,
            assertions: admitted.assertions,
            deadline: now.advanced(milliseconds: admitted.timeoutMilliseconds),
            requestID: randomIDs.next(),
            certificateExpires: connection.peer.map {
                Instant(microseconds: $0.certificate.notAfterSeconds * 1_000_000)
            },
            callerGeneration: connection.callerGeneration,
            clientKey: connection.clientKey
        )
    }

    /// Whether somebody may come with an invitation, where that is what the call needs.
    private func isInvitationLive(_ header: CallHeader, _ now: Instant) -> Bool {
        guard Method(name: header.method)?.facts.permission == .invited else { return false }
        return shared.snapshots.registry.snapshot.invitations.contains {
            InvitationLife.isWaitedFor($0, now)
        }
    }

    /// The epoch that an assertion is compared with; `nil` where there is none, or nothing to
    /// compare it with yet.
    private func epoch(_ header: CallHeader, _ caller: CallerRecord?) -> UInt64? {
        guard header.expectedEpoch != nil, let method = Method(name: header.method),
            method.facts.cost != .memory
        else { return nil }
        let file = shared.stores.openFile(StorePlace(method, caller))
        return file.map { UInt64(clamping: $0.identity.epoch) }
    }

    /// Looks again who calls, when somebody's roles or certificates have changed.
    func refreshCaller(of connection: Connection) {
        let generation = shared.directory.generation
        guard generation != connection.callerGeneration, let peer = connection.peer else { return }
        connection.callerGeneration = generation
        if let holder = shared.directory.holder(of: peer) {
            connection.caller = holder.caller
            connection.clientKey = ClientKey(of: peer, holder.key.state)
        } else {
            connection.caller = connection.caller?.withdrawn()
        }
    }

    /// A request came.
    mutating func message(
        _ id: UInt32,
        _ bytes: Span<UInt8>,
        ends: Bool,
        _ connection: Connection,
        _ loop: inout LoopContext
    ) {
        take(id, bytes, ends: ends, connection, loop.now)
        // First what is kept is counted, and only then credit given back: at the cap it is not.
        settleBudget(connection, loop.now)
        connection.session?.release(id, payloadBytes: bytes.count)
    }

    private mutating func take(
        _ id: UInt32,
        _ bytes: Span<UInt8>,
        ends: Bool,
        _ connection: Connection,
        _ now: Moment
    ) {
        do throws(Fault) {
            if try connection.calls.receive(bytes, on: id) {
                if ends { commit(id, connection) }
                return
            }
        } catch {
            guard let call = connection.calls[id] else { return }
            return fail(call, error, connection)
        }
        guard var call = connection.calls[id] else { return }
        switch call.stage {
        case .waiting where ends:
            run(call, bytes, connection, now)
        case .waiting:
            do throws(Fault) {
                try Router.scan(bytes, for: call.context.method)
            } catch {
                return fail(call, error, connection)
            }
            call.stage = .complete(Array(copying: bytes))
            connection.calls[id] = call
        case .complete:
            fail(call, Fault(.moreThanOneRequest), connection)
        case .taking, .running, .reading, .sending: break
        }
    }

    /// No further request comes.
    mutating func halfClosed(
        _ id: UInt32,
        _ connection: Connection,
        _ loop: inout LoopContext
    ) {
        guard let call = connection.calls[id] else { return }
        switch call.stage {
        case .waiting: fail(call, Fault(.requestMissing), connection)
        case .complete(let request): run(call, request.span, connection, loop.now)
        case .taking: commit(id, connection)
        case .running, .reading, .sending: break
        }
    }

    /// Sends the one response of a unary call, and how it ended.
    mutating func answer(
        _ call: OpenCall,
        _ response: [UInt8],
        status: [UInt8],
        _ connection: Connection,
        _ now: Moment
    ) {
        let outcome = connection.session?.send(response.span, on: call.id, now: now.sessionTime)
        if case .tooLarge(let max) = outcome {
            let message = "the answer has \(response.count) bytes, and the client takes \(max)"
            return fail(call, Fault(.answerTooLarge, message), connection)
        }
        connection.allowance?.charge(CallPrice.ofBytes(response.count))
        connection.calls[call.id] = nil
        connection.session?.finish(call.id, status: status)
        touch(connection)
    }

    /// Ends a call with a fault.
    mutating func fail(_ call: OpenCall, _ fault: Fault, _ connection: Connection) {
        noteRefused(fault, call.context.method, call.context.requestID, connection)
        finish(call.id, fault, call.context.requestID, call.context.isDryRun, connection)
    }

    mutating func finish(
        _ id: UInt32,
        _ fault: Fault,
        _ requestID: RequestID,
        _ isDryRun: Bool,
        _ connection: Connection
    ) {
        connection.calls[id] = nil
        let status = fault.status(requestID, dryRun: isDryRun)
        connection.session?.finish(id, status: status.encoded())
        touch(connection)
        if !fault.cause.isEmpty {
            shared.log(
                "call-failed",
                [
                    "request": requestID.description, "reason": fault.reason.code,
                    "cause": fault.cause,
                ]
            )
        }
    }

    /// Ends a call that nobody waits for any more.
    ///
    /// One that runs elsewhere is told, and answers with what came of it.
    mutating func cancel(_ id: UInt32, _ reason: Reason, _ connection: Connection) {
        guard let call = connection.calls[id] else {
            // The call has ended, and only its answer has not got through: what was changed stands,
            // and the caller learns that it does not know.
            var fault = Fault(reason)
            fault.applied = .unknown
            return finish(id, fault, randomIDs.next(), false, connection)
        }
        if let flag = call.flag { return flag.cancel() }
        fail(call, Fault(reason), connection)
    }
}

extension CallerRecord {
    /// The same caller after its access was withdrawn.
    func withdrawn() -> CallerRecord {
        CallerRecord(
            principal: principal,
            tenant: tenant,
            tenantCode: tenantCode,
            grants: [],
            standing: .ended
        )
    }
}
