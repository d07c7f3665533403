package import HubCrypto
package import HubStore

/// Where a stream of answers goes on: opaque to everybody but the handler that made it.
package struct StreamCursor: Hashable, Sendable {
    /// The handler's own bytes.
    package let bytes: [UInt8]

    /// A cursor of these bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// One piece of a stream: read in a short transaction, sent when the client has credit for it.
package struct StreamPart<Item: Sendable>: Sendable {
    /// Messages of at most 64 KiB each.
    package var items: [Item]
    /// Where to go on; `nil` after the last piece.
    package var next: StreamCursor?

    /// A piece, and where to go on.
    package init(_ items: [Item], next: StreamCursor?) {
        self.items = items
        self.next = next
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
