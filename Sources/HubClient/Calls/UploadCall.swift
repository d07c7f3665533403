package import HubWire

/// A call that sends any number of messages and gets one response.
///
/// It has one owner; one that goes without `finish` is cancelled.
package struct UploadCall<Chunk: WireMessage, Response: WireMessage>: ~Copyable {
    private let open: RawUpload

    init(_ open: RawUpload) { self.open = open }

    /// Sends one message, waiting for credit where there is none.
    ///
    /// - Parameter chunk: The message.
    /// - Throws: `ClientError`: also the hub's refusal, when it came before everything was sent.
    package borrowing func send(_ chunk: Chunk) throws(ClientError) {
        try open.send(chunk.encoded())
    }

    /// Says that nothing more follows, and waits for the response.
    ///
    /// - Returns: The response.
    /// - Throws: `ClientError`.
    package consuming func finish() throws(ClientError) -> Response {
        try Channel.decode(Response.self, try open.finish().message)
    }

    /// Withdraws the call.
    package consuming func cancel() { open.cancel() }
}
