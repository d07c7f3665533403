import HubLoop
import HubSession
import HubStore
import HubSystem
import HubWire

/// Streams of answers: a piece is read, sent as far as credit and room reach, then the next one.
extension ServerLoop {
    /// Reads the next piece of a stream.
    mutating func pull(
        _ call: OpenCall,
        _ stream: OpenStream,
        from cursor: StreamCursor?,
        _ connection: Connection
    ) {
        guard case .stream(let read) = shared.router[call.context.method] else { return }
        let place = CallPlace(connection: connection.token, stream: call.id)
        let context = noted(call.context)
        let request = stream.request
        // What the stream keeps lies in its call, and goes with it however it ends.
        let flag = CancelFlag()
        var reading = call
        reading.stage = .reading(stream, flag)
        connection.calls[call.id] = reading
        // A stream's first piece is what its price was for.
        let work = work(call, connection, isPaid: cursor == nil)
        inPool(call, place, flag, work) { (store, file) throws(Fault) in
            try read(request.span, context, store, file, cursor)
        } completion: { [mailbox, accesses] part in
            accesses.record(context, flag) { fault in
                let mail = fault.map { LoopMail.ended(place, .failed($0)) }
                _ = mailbox.post(mail ?? .part(place, part))
            }
        }
    }

    /// A piece of a stream was read.
    mutating func take(_ part: EncodedPart, _ place: CallPlace, _ now: Moment) {
        guard let connection = connections.with(place.connection, { $0 }),
            var call = connection.calls[place.stream],
            case .reading(var stream, let flag) = call.stage
        else { return }
        if flag.isCancelled { return fail(call, Fault(.cancelled), connection) }
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
                connection.allowance?.charge(CallPrice.piece + CallPrice.ofBytes(item.count))
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
