import HubSystem
package import HubWire

/// The three kinds of call.
extension Channel {
    /// One request, one response.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - request: The request.
    ///   - options: What else to say.
    /// - Returns: The response; `lastStatus` has revision and chain head.
    /// - Throws: `ClientError`.
    package func unary<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ request: Request,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> Response {
        let reply = try unary(method, bytes: request.encoded(), options)
        return try Channel.decode(Response.self, reply.message)
    }

    /// One request, one response, both as bytes.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - request: The encoded request.
    ///   - options: What else to say.
    /// - Returns: The encoded response and how the call ended.
    /// - Throws: `ClientError`.
    package func unary(
        _ method: Method,
        bytes request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> Reply {
        try unary(CallPlan(method, options, clock: clock), request, options.retry)
    }

    func unary(
        _ plan: CallPlan,
        _ request: [UInt8],
        _ policy: RetryPolicy?
    ) throws(ClientError) -> Reply {
        let reply = try run(plan, policy) { (link) throws(ClientError) -> Reply in
            try link.checkSize(request.count)
            let id = try link.open(plan)
            _ = try link.send(request.span, on: id, ends: true, until: plan.deadline)
            return try Channel.answer(of: id, on: link, plan)
        }
        noteDone(plan.method, reply.status)
        return reply
    }

    /// One request, any number of responses.
    ///
    /// Repeated by itself only while no response has been handed on. What was handed on before an
    /// error is incomplete: returning proves that the stream is whole.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - request: The request.
    ///   - options: What else to say.
    ///   - each: Takes one response; an error it throws cancels the call.
    /// - Throws: `ClientError`.
    package func serverStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ request: Request,
        _ options: CallOptions = CallOptions(),
        each: (Response) throws(ClientError) -> Void
    ) throws(ClientError) {
        try serverStream(method, bytes: request.encoded(), options) {
            (bytes) throws(ClientError) in
            try each(try Channel.decode(Response.self, bytes))
        }
    }

    /// One request, any number of responses, all as bytes.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - request: The encoded request.
    ///   - options: What else to say.
    ///   - each: Takes one encoded response; an error it throws cancels the call.
    /// - Throws: `ClientError`.
    package func serverStream(
        _ method: Method,
        bytes request: [UInt8],
        _ options: CallOptions = CallOptions(),
        each: ([UInt8]) throws(ClientError) -> Void
    ) throws(ClientError) {
        let plan = CallPlan(method, options, clock: clock)
        var count = 0
        let attempt = { (link: Link) throws(ClientError) -> Status in
            try link.checkSize(request.count)
            let id = try link.open(plan)
            defer { link.abandon(id) }
            _ = try link.send(request.span, on: id, ends: true, until: plan.deadline)
            while true {
                switch try link.next(on: id, until: plan.deadline) {
                case .message(let bytes):
                    count += 1
                    try each(bytes)
                case .result(let status):
                    try plan.check(status)
                    return status
                }
            }
        }
        let status = try run(plan, options.retry, mayRepeat: { count == 0 }, attempt)
        noteDone(method, status)
    }

    /// Any number of requests, one response.
    ///
    /// Never repeated by itself once it is open, since nobody keeps what was sent: `upload` does.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - options: What else to say.
    /// - Returns: The open call.
    /// - Throws: `ClientError`.
    package func clientStream<Chunk: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> UploadCall<Chunk, Response> {
        UploadCall(try clientStream(method, options))
    }

    /// Any number of requests, one response, all as bytes.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - options: What else to say.
    /// - Returns: The open call.
    /// - Throws: `ClientError`.
    package func clientStream(
        _ method: Method,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> RawUpload {
        try clientStream(CallPlan(method, options, clock: clock), options.retry)
    }

    func clientStream(
        _ plan: CallPlan,
        _ policy: RetryPolicy?
    ) throws(ClientError) -> RawUpload {
        try run(plan, policy) { (link) throws(ClientError) -> RawUpload in
            RawUpload(id: try link.open(plan), plan, link, channel: self)
        }
    }

    /// Waits for the one response and the RESULT.
    static func answer(
        of id: UInt32,
        on link: Link,
        _ plan: CallPlan
    ) throws(ClientError) -> Reply {
        var message: [UInt8]?
        while true {
            switch try link.next(on: id, until: plan.deadline) {
            case .message(let bytes):
                guard message == nil else {
                    link.abandon(id)
                    throw ClientError(.hubBrokeTheProtocol, "a second answer to one request")
                }
                message = bytes
            case .result(let status):
                try plan.check(status)
                guard let message else {
                    throw ClientError(.hubBrokeTheProtocol, "OK without an answer")
                }
                return Reply(message: message, status: status)
            }
        }
    }

    static func decode<Response: WireMessage>(
        _: Response.Type,
        _ bytes: [UInt8]
    ) throws(ClientError) -> Response {
        do throws(WireError) {
            return try Response(decoding: bytes)
        } catch {
            throw ClientError(.hubBrokeTheProtocol, "an answer cannot be read: \(error)")
        }
    }
}
