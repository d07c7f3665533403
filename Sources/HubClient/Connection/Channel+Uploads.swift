package import HubWire

/// Uploads whose messages are all there before the first is sent.
extension Channel {
    /// Any number of requests, one response.
    ///
    /// Repeated by itself like a call with one request: under the same key the same messages are
    /// the same upload, however much of it the hub has taken before.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - requests: The requests, in their order.
    ///   - options: What else to say.
    ///   - sent: Is told how many requests are on their way; fewer again when it begins anew.
    /// - Returns: The response.
    /// - Throws: `ClientError`.
    package func upload<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ requests: [Request],
        _ options: CallOptions = CallOptions(),
        sent: (Int) -> Void = { _ in }
    ) throws(ClientError) -> Response {
        let plan = CallPlan(method, options, clock: clock)
        let reply = try upload(plan, requests, options.retry, encode: { $0.encoded() }, sent: sent)
        return try Channel.decode(Response.self, reply.message)
    }

    /// Any number of requests, one response, all as bytes.
    ///
    /// - Parameters:
    ///   - method: What to call.
    ///   - requests: The encoded requests, in their order.
    ///   - options: What else to say.
    /// - Returns: The encoded response and how the call ended.
    /// - Throws: `ClientError`.
    package func upload(
        _ method: Method,
        bytes requests: [[UInt8]],
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> Reply {
        let plan = CallPlan(method, options, clock: clock)
        return try upload(plan, requests, options.retry, encode: { $0 }, sent: { _ in })
    }

    private func upload<Request>(
        _ plan: CallPlan,
        _ requests: [Request],
        _ policy: RetryPolicy?,
        encode: (Request) -> [UInt8],
        sent: (Int) -> Void
    ) throws(ClientError) -> Reply {
        try run(plan, policy) { (link) throws(ClientError) -> Reply in
            let call = RawUpload(id: try link.open(plan), plan, link, channel: self)
            for (index, request) in requests.enumerated() {
                try call.send(encode(request))
                sent(index + 1)
            }
            return try call.finish()
        }
    }
}
