package import HubCrypto
package import HubStore
package import HubSystem

/// The stores behind the gate: which file a call works on, and the threads that may wait for it.
package final class HubStores: Sendable {
    /// The files.
    package let directory: StoreDirectory
    /// Threads for reads that are too long for a loop.
    package let readers: ReaderPool
    private let opener: WaitingThread
    private let opened = Lock<(@Sendable (UniqueID) -> Void)?>(nil)

    /// The stores of one data directory.
    ///
    /// - Parameters:
    ///   - directory: The files, open.
    ///   - readerThreads: Threads for long reads.
    /// - Throws: `SystemError` when the kernel has no threads to give.
    package init(directory: StoreDirectory, readerThreads: Int = 2) throws(SystemError) {
        self.directory = directory
        readers = try ReaderPool(count: readerThreads)
        opener = try WaitingThread(name: "store-open")
    }

    /// Hands over the file of a call, now if it is open, else from a thread that opens it.
    ///
    /// - Parameters:
    ///   - place: Whose file.
    ///   - body: Is given the file, or why there is none; perhaps on another thread.
    package func withFile(
        _ place: StorePlace,
        _ body: @escaping @Sendable (Result<Writer, StoreError>) -> Void
    ) {
        if let file = openFile(place) { return body(.success(file)) }
        guard let tenant = place.tenant else { return }
        let isTaken = opener.post { [directory, opened] in
            do throws(StoreError) {
                let files = try directory.tenant(OpaqueID(tenant))
                let file = place.isOfAccesses ? files.accesses : files.records
                opened.withLock { $0 }?(tenant)
                body(.success(file))
            } catch {
                body(.failure(error))
            }
        }
        if !isTaken { body(.failure(StoreError(.queueFull, "too many tenants are being opened"))) }
    }

    /// The file of a call, if it is open: never waits.
    package func openFile(_ place: StorePlace) -> Writer? {
        switch place {
        case .registry: directory.registry
        case .region: directory.region
        case .tenant(let tenant): directory.openTenant(OpaqueID(tenant))?.records
        case .accesses(let tenant): directory.openTenant(OpaqueID(tenant))?.accesses
        }
    }

    /// The files in which something of these tenants can be under way: the common ones, and their
    /// own where they are open.
    package func openFiles(of tenants: Set<UniqueID>) -> [Writer] {
        let own = tenants.compactMap { directory.openTenant(OpaqueID($0)) }
        return [directory.registry, directory.region] + own.flatMap { [$0.records, $0.accesses] }
    }

    /// Is told which tenant's files were opened for a call.
    ///
    /// - Parameter body: Must be quick; keeps nothing of the stores alive.
    package func onOpening(_ body: @escaping @Sendable (UniqueID) -> Void) {
        opened.withLock { $0 = body }
    }

    /// Closes everything; calls that wait are answered first.
    package func close() {
        opener.stop()
        readers.stop()
        directory.close()
    }
}

/// Whose file a call works on.
package enum StorePlace: Hashable, Sendable {
    /// The hub's.
    case registry
    /// The region's.
    case region
    /// A tenant's records.
    case tenant(UniqueID)
    /// What is recorded of who looked at a tenant's records.
    case accesses(UniqueID)

    /// The tenant whose file it is; `nil` for the common ones.
    var tenant: UniqueID? {
        switch self {
        case .registry, .region: nil
        case .tenant(let tenant), .accesses(let tenant): tenant
        }
    }

    /// Whether it is a file of accesses.
    var isOfAccesses: Bool {
        if case .accesses = self { true } else { false }
    }
}

extension OpaqueID {
    /// The store's form of an id.
    package init(_ id: UniqueID) {
        self.init(high: id.words.high, low: id.words.low)
    }
}
