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
            self.write(call, digest: digest, connection) { (store) throws(Fault) in
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
        do throws(Fault) {
            try body(&response)
            answer(call, response, status: [], connection, now)
        } catch {
            fail(call, error, connection)
        }
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
        if call.context.method.facts.cost == .point {
            response.removeAll(keepingCapacity: true)
            do throws(Fault) {
                if try readOnLoop(place, call, request, read) {
                    return answer(call, response, status: [], connection, now)
                }
            } catch {
                guard error.storeCode == .overBudget else { return fail(call, error, connection) }
            }
        }
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
            try reader.read { (store) throws(StoreError) in
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
        let context = call.context
        inPool(call, connection) { (store, file) throws(Fault) in
            var output: [UInt8] = []
            try read(request.span, context, store, file, &output)
            return output
        } completion: { [mailbox] (output: [UInt8]) in
            _ = mailbox.post(.ended(place, .answered(output, status: [])))
        }
    }

    /// Runs a job with the pool of readers.
    private mutating func inPool<Value: Sendable>(
        _ call: OpenCall,
        _ connection: Connection,
        job: @escaping @Sendable (borrowing Database, FileIdentity) throws(Fault) -> Value,
        completion: @escaping @Sendable (Value) -> Void
    ) {
        let flag = start(call, connection)
        let place = CallPlace(connection: connection.token, stream: call.id)
        let fail: @Sendable (Fault) -> Void = { [mailbox] fault in
            _ = mailbox.post(.ended(place, .failed(fault)))
        }
        var read = ReadCall()
        read.deadline = call.context.deadline
        read.cancel = flag
        read.party = call.context.caller?.tenant.bytes ?? []
        let stores = shared.stores
        stores.withFile(call.context.place) { [read] file in
            do throws(StoreError) {
                let file = try file.get()
                let identity = file.identity
                try stores.readers.submit(read, on: file) { (store) throws(Fault) in
                    try job(store, identity)
                } completion: { result in
                    switch result {
                    case .read(let value): completion(value)
                    case .refused(let fault): fail(fault)
                    case .failed(let error): fail(Fault(error))
                    }
                }
            } catch {
                fail(Fault(error))
            }
        }
    }

    /// Marks a call as running elsewhere.
    private func start(_ call: OpenCall, _ connection: Connection) -> CancelFlag {
        let flag = CancelFlag()
        var running = call
        running.stage = .running(flag)
        connection.calls[call.id] = running
        return flag
    }

    /// Commits what an intake has taken.
    mutating func commit(
        _ call: OpenCall,
        _ intake: any EncodedIntake,
        _ digest: RequestDigest,
        _ connection: Connection
    ) {
        write(call, digest: digest, batch: intake.batch, connection) {
            (store) throws(Fault) in
            try intake.commit(in: call.context, &store)
        }
    }

    /// Runs a handler in the writer of the call's file.
    private mutating func write(
        _ call: OpenCall,
        digest: RequestDigest,
        batch: UniqueID? = nil,
        _ connection: Connection,
        _ handler: @escaping @Sendable (inout WriteContext) throws(Fault) -> [UInt8]
    ) {
        let flag = start(call, connection)
        let place = CallPlace(connection: connection.token, stream: call.id)
        let context = call.context
        var write = context.writeCall(digest: digest)
        write.cancel = flag
        write.batch = batch.map { OpaqueID($0) }
        let isBulk = context.method.facts.cost == .bulk
        let post: @Sendable (LoopMail.Outcome) -> Void = { [mailbox] outcome in
            _ = mailbox.post(.ended(place, outcome))
        }
        let region = context.place == .region ? shared.region : nil
        let stores = shared.stores
        stores.withFile(context.place) { [write] file in
            do throws(StoreError) {
                let file = try file.get()
                try file.submit(write, isBulk: isBulk) { (store) throws(Fault) in
                    try WriteAnswer(region, &store, handler)
                } completion: { result in
                    if case .committed(let answer, _) = result {
                        if let board = answer.board { region?.publish(board) }
                        if answer.hasMail { stores.carry(from: file) }
                    }
                    post(context.outcome(of: result))
                }
            } catch {
                post(.failed(Fault(error)))
            }
        }
    }

    /// A call that ran elsewhere has ended.
    mutating func ended(_ place: CallPlace, _ outcome: LoopMail.Outcome, _ now: Moment) {
        guard let connection = connections.with(place.connection, { $0 }),
            let call = connection.calls[place.stream]
        else { return }
        switch outcome {
        case .answered(let response, let status):
            answer(call, response, status: status, connection, now)
        case .failed(let fault): fail(call, fault, connection)
        }
    }

    /// Reads the next piece of a stream.
    private mutating func pull(
        _ call: OpenCall,
        _ stream: OpenStream,
        from cursor: StreamCursor?,
        _ connection: Connection
    ) {
        guard case .stream(let read) = shared.router[call.context.method] else { return }
        let place = CallPlace(connection: connection.token, stream: call.id)
        let context = call.context
        let request = stream.request
        connection.streams[call.id] = stream
        inPool(call, connection) { (store, file) throws(Fault) in
            try read(request.span, context, store, file, cursor)
        } completion: { [mailbox] part in
            _ = mailbox.post(.part(place, part))
        }
    }

    /// A piece of a stream was read.
    mutating func take(_ part: EncodedPart, _ place: CallPlace, _ now: Moment) {
        guard let connection = connections.with(place.connection, { $0 }),
            var call = connection.calls[place.stream],
            var stream = connection.streams.removeValue(forKey: place.stream)
        else { return }
        if case .running(let flag) = call.stage, flag.isCancelled {
            return fail(call, Fault(.cancelled), connection)
        }
        stream.items = part.items.reversed()
        stream.next = part.next
        call.stage = .sending(stream)
        connection.calls[place.stream] = call
        _ = pull(connection, now)
        touch(connection)
    }

    /// Puts messages of streams into the output, as far as credit and room reach.
    ///
    /// - Returns: Whether anything was put there.
    mutating func pull(_ connection: Connection, _ now: Moment) -> Bool {
        var hasSent = false
        for id in connection.calls.sending {
            guard var call = connection.calls[id], case .sending(var stream) = call.stage else {
                continue
            }
            while let item = stream.items.last,
                connection.session?.maySend(on: id, now: now.sessionTime) ?? false
            {
                let outcome = connection.session?.send(item.span, on: id, now: now.sessionTime)
                guard outcome == .sent || outcome == .kept else {
                    fail(call, Fault(.answerTooLarge), connection)
                    break
                }
                stream.items.removeLast()
                hasSent = true
            }
            guard connection.calls[id] != nil else { continue }
            if !stream.items.isEmpty {
                call.stage = .sending(stream)
                connection.calls[id] = call
            } else if let next = stream.next {
                pull(call, stream, from: next, connection)
            } else {
                connection.calls[id] = nil
                connection.session?.finish(id, status: [])
                hasSent = true
            }
        }
        return hasSent
    }
}

/// What a writing handler leaves.
struct WriteAnswer: Sendable {
    let response: [UInt8]
    /// Whether anything was recorded; a file full of errors, for one, changes nothing.
    let hasChanged: Bool
    /// Whether messages to the region may wait in the file's outbox.
    let hasMail: Bool
    /// What the region holds after the change, where it was the region's.
    let board: RegionSnapshot?

    /// Runs a handler, and keeps its answer with the change.
    init(
        _ region: RegionBoard?,
        _ store: inout WriteContext,
        _ handler: (inout WriteContext) throws(Fault) -> [UInt8]
    ) throws(Fault) {
        let before = store.lastRevision
        response = try handler(&store)
        hasChanged = store.lastRevision != before
        if hasChanged {
            let kept = response
            try stored { () throws(StoreError) in try store.keepOutcome(kept) }
        }
        hasMail = store.hasMail
        board =
            hasChanged
            ? try region?.read(store.database, revision: store.lastRevision) : nil
    }
}
