import HubCrypto
import HubLoop
import HubSession
import HubStore
import HubSystem
import HubWire

/// Where calls run: on the loop, with a pool of readers, or in a file's writer.
extension ServerLoop {
    /// Hands a whole request to its handler.
    mutating func run(
        _ call: OpenCall,
        _ request: Span<UInt8>,
        _ connection: Connection,
        _ now: Moment
    ) {
        guard call.context.deadline > now else {
            return fail(call, Fault(.outOfTime), connection)
        }
        switch shared.router[call.context.method] {
        case .missing, .intake: fail(call, Fault(.methodNotKnown), connection)
        case .answer(let answer):
            run(call, connection, now) { (output) throws(Fault) in
                try answer(request, call.context, &output)
            }
        case .read(let read): self.read(call, request, read, connection, now)
        case .write(let write):
            var digest = RequestDigest(call.context)
            digest.add(request)
            let request = Array(copying: request)
            self.write(call, digest: digest, keeps: request.count, connection) {
                (store) throws(Fault) in
                try write(request.span, call.context, &store)
            }
        case .stream:
            pull(call, OpenStream(request: Array(copying: request)), from: nil, connection)
        }
    }

    /// Runs a handler on the loop, and answers.
    private mutating func run(
        _ call: OpenCall,
        _ connection: Connection,
        _ now: Moment,
        _ body: (inout [UInt8]) throws(Fault) -> Void
    ) {
        response.removeAll(keepingCapacity: true)
        let begun = shared.clock.moment
        do throws(Fault) {
            try body(&response)
            answer(call, response, status: [], connection, now)
        } catch {
            fail(call, error, connection)
        }
        charge(call, since: begun, connection)
    }

    /// Charges for what a call took on the loop beyond its price: others waited for it, and by what
    /// was charged a loop knows whose turn it is.
    private func charge(_ call: OpenCall, since begun: Moment, _ connection: Connection) {
        let took = shared.clock.moment.nanoseconds &- begun.nanoseconds
        let covered = CallPrice.coveredNanoseconds(call.context.method.facts.cost)
        guard took > covered else { return }
        connection.allowance?.charge(Int((took - covered) / CallPrice.nanosecondsPerUnit))
    }

    /// Reads on the loop where that is quick, else with the pool.
    private mutating func read(
        _ call: OpenCall,
        _ request: Span<UInt8>,
        _ read: @escaping Router.Read,
        _ connection: Connection,
        _ now: Moment
    ) {
        let place = call.context.place
        let facts = call.context.method.facts
        // An earlier state is put together from all that was changed since: nothing for a loop.
        if facts.cost == .point, facts.audit != .access, call.context.asOf == nil {
            response.removeAll(keepingCapacity: true)
            do throws(Fault) {
                let begun = shared.clock.moment
                defer { charge(call, since: begun, connection) }
                if try readOnLoop(place, call, request, read) {
                    return answer(call, response, status: [], connection, now)
                }
            } catch {
                guard error.storeCode == .overBudget else { return fail(call, error, connection) }
            }
        }
        // Asked before anything is read, too: what may not be shown is not worth the reading.
        if let fault = accesses.refusal(of: call.context) { return fail(call, fault, connection) }
        readInPool(call, Array(copying: request), read, connection)
    }

    /// Reads in the transaction of this network read.
    ///
    /// - Returns: Whether it was done; it is not where the file would have to be opened first.
    private mutating func readOnLoop(
        _ place: StorePlace,
        _ call: OpenCall,
        _ request: Span<UInt8>,
        _ read: Router.Read
    ) throws(Fault) -> Bool {
        var fault: Fault?
        do throws(StoreError) {
            guard let reader = try pointReaders.reader(for: place) else { return false }
            try reader.readOnLoop { (store) throws(StoreError) in
                do throws(Fault) {
                    try read(request, call.context, store, reader.identity, &response)
                } catch {
                    fault = error
                }
            }
        } catch {
            throw Fault(error)
        }
        if let fault { throw fault }
        return true
    }

    private mutating func readInPool(
        _ call: OpenCall,
        _ request: [UInt8],
        _ read: @escaping Router.Read,
        _ connection: Connection
    ) {
        let place = CallPlace(connection: connection.token, stream: call.id)
        let context = noted(call.context)
        let flag = start(call, keeps: request.count, connection)
        inPool(call, place, flag, work(call, connection)) { (store, file) throws(Fault) in
            var output: [UInt8] = []
            try read(request.span, context, store, file, &output)
            return output
        } completion: { [mailbox, accesses] (output: [UInt8]) in
            accesses.record(context, flag) { fault in
                let outcome = fault.map { CallOutcome.failed($0) }
                _ = mailbox.post(.ended(place, outcome ?? .answered(output, status: [])))
            }
        }
    }

    /// Runs a job with the pool of readers.
    func inPool<Value: Sendable>(
        _ call: OpenCall,
        _ place: CallPlace,
        _ flag: CancelFlag,
        _ work: WorkAccount?,
        job: @escaping @Sendable (borrowing Database, FileIdentity) throws(Fault) -> Value,
        completion: @escaping @Sendable (Value) -> Void
    ) {
        let fail: @Sendable (Fault) -> Void = { [mailbox] fault in
            _ = mailbox.post(.ended(place, .failed(fault)))
        }
        var read = ReadCall()
        read.deadline = call.context.deadline
        read.cancel = flag
        read.work = work
        read.party = call.context.caller?.tenant.bytes ?? []
        let stores = shared.stores
        let context = call.context
        stores.withFile(context.place) { [read] file in
            do throws(Fault) {
                let file = try stored { () throws(StoreError) in try file.get() }
                let identity = file.identity
                try context.checkEpoch(of: identity)
                try stored { () throws(StoreError) in
                    try stores.readers.submit(read, on: file) { (store) throws(Fault) in
                        try job(store, identity)
                    } completion: { result in
                        switch result {
                        case .read(let value): completion(value)
                        case .refused(let fault): fail(fault)
                        case .failed(let error): fail(Fault(error))
                        }
                    }
                }
            } catch {
                fail(error)
            }
        }
    }

    /// Marks a call as running elsewhere.
    private func start(
        _ call: OpenCall,
        keeps bytes: Int,
        _ connection: Connection
    ) -> CancelFlag {
        let flag = CancelFlag()
        var running = call
        running.stage = .running(flag, keeps: bytes)
        connection.calls[call.id] = running
        return flag
    }

    /// Commits what the intake of a call has taken.
    mutating func commit(_ id: UInt32, _ connection: Connection) {
        guard let call = connection.calls[id], case .taking(let intake, let digest) = call.stage
        else { return }
        let kept = intake.keptBytes
        write(call, digest: digest, keeps: kept, batch: intake.batch, connection) {
            (store) throws(Fault) in
            try intake.commit(in: call.context, &store)
        }
    }

    /// Takes the room that a change of the registry needs.
    ///
    /// - Returns: Why it has to wait; `nil` where it need not.
    private func payRegistry(_ context: CallContext, _ bytes: Int) -> Fault? {
        guard context.place == .registry, !context.isDryRun, let caller = context.caller,
            !RegistryRoom.isWithdrawal(context.method)
        else { return nil }
        let wait = shared.registryRoom.take(bytes, of: caller.tenant, shared.clock.moment)
        return wait.map { .tooMany(.tooManyCallsFromYourOrganisation, $0) }
    }

    /// Looks whether the caller's organisation has told the region more than it may.
    ///
    /// Services that tell it nothing go on, and what is taken back never waits.
    ///
    /// - Returns: Why it has to wait; `nil` where it need not.
    private func requireRegionRoom(_ context: CallContext) -> Fault? {
        let family = context.method.facts.family
        guard let tenant = context.place.tenant, !context.isDryRun,
            family == .priorities || family == .wres,
            context.method != .wresServiceWithdrawRelease
        else { return nil }
        let wait = shared.regionRoom.wait(of: tenant, shared.clock.moment)
        return wait.map { .tooMany(.tooManyCallsFromYourOrganisation, $0) }
    }

    /// Runs a handler in the writer of the call's file.
    private mutating func write(
        _ call: OpenCall,
        digest: RequestDigest,
        keeps bytes: Int,
        batch: UniqueID? = nil,
        _ connection: Connection,
        _ handler: @escaping @Sendable (inout WriteContext) throws(Fault) -> EncodedChange
    ) {
        let context = call.context
        if let full = payRegistry(context, bytes) ?? requireRegionRoom(context) {
            return fail(call, full, connection)
        }
        let flag = start(call, keeps: bytes, connection)
        let place = CallPlace(connection: connection.token, stream: call.id)
        var write = context.writeCall(digest: digest)
        let wait = reserveWait(context)
        write.usesReserve = ReserveUse.isFor(context.method) && wait == nil
        write.cancel = flag
        write.work = work(call, connection)
        // In a tenant's own file everybody is of one party.
        if context.place.tenant == nil { write.party = context.caller.map { OpaqueID($0.tenant) } }
        write.batch = batch.map { OpaqueID($0) }
        write.mayGoOn = shared.directory.check(of: context)
        let isBulk = context.method.facts.cost == .bulk
        let directory = shared.directory
        let post: @Sendable (CallOutcome) -> Void = { [mailbox] outcome in
            directory.afterPassing(context.place, outcome) { outcome in
                _ = mailbox.post(.ended(place, outcome))
            }
        }
        let snapshots = shared.snapshots
        let mark = ReserveMark()
        write.reserveMark = mark
        let onKept = onKept(context, paid: bytes, mark)
        let clear = clearing(after: context)
        shared.stores.withFile(context.place) { [write] file in
            do throws(Fault) {
                let file = try stored { () throws(StoreError) in try file.get() }
                // Before the key is looked up: a replay passes the gate again.
                try context.checkEpoch(of: file.identity)
                try stored { () throws(StoreError) in
                    try file.submit(write, isBulk: isBulk) { (store) throws(Fault) in
                        try RegistryAccess.require(context, in: &store)
                        return try WriteAnswer(snapshots, context.place, &store, handler)
                    } completion: { result in
                        if case .committed(let answer, _) = result {
                            if answer.hasChanged { clear?(file.path) }
                            onKept(answer)
                        }
                        post(directory.outcome(context, result).waiting(forReserve: wait))
                    }
                }
            } catch {
                post(.failed(error))
            }
        }
    }

    /// Throws away what is on its way in, beside a file, once a call has changed something; `nil`
    /// where nothing is.
    private func clearing(after context: CallContext) -> (@Sendable (_ path: String) -> Void)? {
        guard !context.isDryRun, TrainingStaging.isCleared(after: context.method) else {
            return nil
        }
        let clock = shared.clock
        return { path in
            let now = UInt64(clamping: clock.instant.microseconds / 1_000)
            TrainingStaging.clear(beside: path, now: now)
        }
    }

    /// How long a call has to wait before it may use what is kept back of its file, in
    /// milliseconds; `nil` where it need not.
    private func reserveWait(_ context: CallContext) -> UInt64? {
        guard ReserveUse.isRated(context.method), let caller = context.caller else { return nil }
        return shared.reserveRoom(for: context.method).wait(of: caller, shared.clock.moment)
    }

    /// What follows when a change is kept: others see it, it is charged, and its mail is carried.
    private func onKept(
        _ context: CallContext,
        paid bytes: Int,
        _ mark: ReserveMark
    ) -> @Sendable (_ answer: WriteAnswer) -> Void {
        let bill = RegistryBill(context, paid: bytes, shared.registryRoom, shared.clock)
        let isRated = ReserveUse.isRated(context.method)
        let reserve = isRated ? shared.reserveRoom(for: context.method) : nil
        let clock = shared.clock
        let onPosted = onPosted(context)
        return { answer in
            answer.publication?.publish()
            bill?.settle(answer.bytesRecorded)
            if mark.isSet, let reserve, let caller = context.caller, answer.hasChanged {
                reserve.charge(answer.bytesRecorded, of: caller, clock.moment)
            }
            if answer.hasMail { onPosted(answer.bytesPosted) }
        }
    }

    /// What follows when a call has posted messages to other files: it is charged, and they are
    /// carried.
    ///
    /// - Returns: Told the bytes of the messages: what the call wrote beside them is its own
    ///   file's.
    private func onPosted(_ context: CallContext) -> @Sendable (_ bytes: Int) -> Void {
        let (courier, keeper) = (shared.courier, shared.keeper)
        let (room, clock) = (shared.regionRoom, shared.clock)
        return { bytes in
            if let tenant = context.place.tenant { room.charge(bytes, of: tenant, clock.moment) }
            courier.carry(from: context.place)
            if context.place == .registry { keeper?.tellTenants() }
        }
    }

    /// A call that ran elsewhere has ended.
    mutating func ended(_ place: CallPlace, _ outcome: CallOutcome, _ now: Moment) {
        guard let connection = connections.with(place.connection, { $0 }),
            let call = connection.calls[place.stream]
        else { return }
        switch outcome {
        case .answered(let response, let status):
            answer(call, response, status: status, connection, now)
        case .failed(let fault): fail(call, fault, connection)
        }
        endAfterAnswer(connection, now)
    }
}
