/// One call in flight, as the server's end of the connection sees it.
struct ServerStream: Hashable, Sendable {
    let id: UInt32
    /// Whether the client said that no further message follows.
    var inboundEnded: Bool
    /// Whether the client said that it wants no answer any more.
    var cancelled = false
    var send: SendWindow
    var receive: ReceiveWindow
    /// An answer that waits for credit.
    var pendingMessage: [UInt8]?
    /// The status that follows the waiting answer.
    var pendingStatus: [UInt8]?
    /// Since when an answer wants the stream's credit.
    var starvedSince: SessionTime?

    /// An answer found no credit.
    mutating func starves(_ now: SessionTime) {
        if starvedSince == nil { starvedSince = now }
    }
}

/// The calls in flight of one connection; bounded by the settings' `streamsMax`.
///
/// Few calls are open at once, and the newest are asked for most: a search from the end of a small
/// array beats hashing.
struct ServerStreams: Hashable, Sendable {
    private var open: [ServerStream] = []

    var count: Int { open.count }

    var indices: Range<Int> { open.indices }

    subscript(index: Int) -> ServerStream {
        get { open[index] }
        _modify { yield &open[index] }
    }

    func index(of id: UInt32) -> Int? { open.lastIndex { $0.id == id } }

    /// Bytes of answers that wait for credit.
    var pendingBytes: Int { open.reduce(0) { $0 + ($1.pendingMessage?.count ?? 0) } }

    mutating func insert(_ stream: ServerStream) { open.append(stream) }

    mutating func remove(at index: Int) {
        open.remove(at: index)
        if open.isEmpty, open.capacity > 16 { open = [] }
    }

    mutating func removeAll() { open = [] }

    /// The call that has waited longest for credit, and since when.
    var mostStarved: (id: UInt32, since: SessionTime)? {
        var most: (id: UInt32, since: SessionTime)?
        for stream in open {
            guard let since = stream.starvedSince else { continue }
            if most.map({ since < $0.since }) ?? true { most = (stream.id, since) }
        }
        return most
    }
}
