package import HubCrypto
package import HubStore
package import HubWire

/// Where a stream of answers goes on.
package struct StreamCursor: Hashable, Sendable {
    /// The revision that every piece shows: the first one has fixed it.
    package let revision: Int64
    /// What was sent last, in the handler's own encoding: opaque to everybody else.
    package let key: [UInt8]
}

/// One piece of a stream: read in a short transaction, sent when the client has credit for it.
package struct StreamPart<Item: WireMessage>: Sendable {
    /// Messages of at most `WireLimits.streamedMessageBytesMax` each, and together at most
    /// `streamPartBytesMax`.
    package var items: [Item]
    /// The key to go on after; `nil` after the last piece.
    package var next: [UInt8]?

    /// A piece, and where to go on.
    package init(_ items: [Item], next: [UInt8]?) {
        self.items = items
        self.next = next
    }
}

/// The most that one piece of a stream holds: it waits in memory for the client's credit.
package let streamPartBytesMax = 256 * 1_024

/// One piece of a stream as bytes.
package struct EncodedPart: Sendable {
    /// Encoded messages.
    package let items: [[UInt8]]
    /// Where to go on; `nil` after the last piece.
    package let next: StreamCursor?

    /// Encodes a piece.
    ///
    /// - Parameters:
    ///   - part: What a handler made.
    ///   - revision: The revision that the stream shows.
    /// - Throws: A fault of the hub, for a message or a piece that is too large.
    init(_ part: StreamPart<some WireMessage>, at revision: Int64) throws(Fault) {
        var items: [[UInt8]] = []
        var total = 0
        for item in part.items {
            let bytes = item.encoded()
            guard bytes.count <= WireLimits.streamedMessageBytesMax else {
                throw .internal("a streamed message of \(bytes.count) bytes")
            }
            total += bytes.count
            items.append(bytes)
        }
        guard total <= streamPartBytesMax else {
            throw .internal("a piece of a stream of \(total) bytes")
        }
        self.items = items
        next = part.next.map { StreamCursor(revision: revision, key: $0) }
    }
}

/// What takes a client's stream in, and then writes it all at once.
///
/// `receive` runs on the loop and must be quick; it bounds what it keeps. `commit` runs on a thread
/// of the store, perhaps more than once, and so changes nothing but the store.
package protocol Intake<Chunk, Response>: Sendable {
    /// One message of the client.
    associatedtype Chunk
    /// The one answer.
    associatedtype Response

    /// Bytes that are kept for the commit; the connection has a limit on them.
    var keptBytes: Int { get }
    /// The batch that the change is journalled under; `nil` while none is known.
    var batch: UniqueID? { get }

    /// Takes one message.
    ///
    /// - Parameter chunk: The message.
    /// - Throws: A fault that ends the call.
    mutating func receive(_ chunk: Chunk) throws(Fault)

    /// Writes everything that was taken.
    ///
    /// - Parameters:
    ///   - call: Who calls, and how.
    ///   - store: The store of the method's scope.
    /// - Returns: The answer.
    /// - Throws: A fault; then nothing is kept.
    func commit(in call: CallContext, _ store: inout WriteContext) throws(Fault) -> Response
}

/// An intake that is fed with bytes.
package protocol EncodedIntake: Sendable {
    /// Bytes that are kept for the commit.
    var keptBytes: Int { get }
    /// The batch that the change is journalled under.
    var batch: UniqueID? { get }

    /// Takes one encoded message.
    ///
    /// - Parameter bytes: The message.
    /// - Throws: A fault that ends the call.
    mutating func receive(_ bytes: Span<UInt8>) throws(Fault)

    /// Writes everything that was taken.
    ///
    /// - Parameters:
    ///   - call: Who calls, and how.
    ///   - store: The store of the method's scope.
    /// - Returns: The encoded answer.
    /// - Throws: A fault; then nothing is kept.
    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EncodedChange
}
