import HubSystem

/// A read-only connection for a pool's threads.
///
/// Not safe to share by itself: whoever took it out of `IdleReaders` has it alone, which is why the
/// compiler is told so here, inside the wall around SQLite.
final class ReadConnection: @unchecked Sendable {
    let database: Database

    init(path: String, clock: HubClock) throws(StoreError) {
        database = try Database.open(path: path, role: .reader, clock: clock)
    }
}

extension Writer {
    /// A connection to read with: one that was put aside, or a new one.
    func takeConnection() throws(StoreError) -> ReadConnection {
        if let kept = idleReaders.take() { return kept }
        return try ReadConnection(path: path, clock: clock)
    }
}

/// Read-only connections to one file that nobody uses at the moment.
final class IdleReaders: Sendable {
    /// Connections kept for the next read; each has two descriptors.
    static let keptMax = 2

    private struct Shelf {
        var connections: [ReadConnection] = []
        var isClosed = false
    }

    private let shelf = Lock(Shelf())

    func take() -> ReadConnection? { shelf.withLock { $0.connections.popLast() } }

    /// Puts a connection aside, or lets it close.
    func put(_ connection: ReadConnection) {
        shelf.withLock { shelf in
            if !shelf.isClosed && shelf.connections.count < Self.keptMax {
                shelf.connections.append(connection)
            }
        }
    }

    func closeAll() {
        let connections = shelf.withLock { shelf in
            shelf.isClosed = true
            defer { shelf.connections = [] }
            return shelf.connections
        }
        _ = consume connections
    }
}
