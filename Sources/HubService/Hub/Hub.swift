package import HubCrypto
package import HubStore
package import HubSystem
package import HubTLS
import HubWire

/// A hub's data directory, open: its files, its authority, and who may connect.
///
/// One process at a time holds it; the store's lock sees to that.
package final class Hub: Sendable {
    /// Where everything is.
    package let data: String
    /// The files.
    package let stores: HubStores
    /// The hub's own authority.
    package let authority: AuthorityFiles
    /// What certifies clients.
    package let issuer: Issuer
    /// Who may connect, as connections are checked against it.
    package let directory: Directory
    /// What the common files hold, in memory.
    package let snapshots: HubSnapshots
    /// Where time comes from.
    package let clock: HubClock
    private let pressure = Lock<(@Sendable (UniqueID) -> Void)?>(nil)
    private let loss = Lock<(@Sendable (StoreFile, StoreError) -> Void)?>(nil)

    /// Opens a data directory.
    ///
    /// - Parameters:
    ///   - data: Its path; it is made when it is missing.
    ///   - credentials: Where the service manager puts what it hands over; `nil` without one.
    ///   - clock: Where time comes from.
    ///   - settings: What the store is told beside.
    /// - Throws: `HubError`, naming who holds the directory when another process does.
    package init(
        data: String,
        credentials: String? = nil,
        clock: HubClock = .system,
        settings: StoreSettings = StoreSettings()
    ) throws(HubError) {
        self.data = data
        self.clock = clock
        var settings = settings
        settings.onPressure = { [pressure] tenant in
            guard let tenant = UniqueID(bytes: tenant.bytes) else { return }
            pressure.withLock { $0 }?(tenant)
        }
        settings.onPoison = { [loss, told = settings.onPoison] file, error in
            told(file, error)
            guard file == .registry || file == .region else { return }
            loss.withLock { $0 }?(file, error)
        }
        let directory = try HubError.store { () throws(StoreError) in
            try StoreDirectory(
                path: data,
                schemas: Hub.schemas,
                cryptography: Hub.cryptography,
                clock: clock,
                settings: settings
            )
        }
        stores = try HubError.system("threads cannot be started") { () throws(SystemError) in
            try HubStores(directory: directory)
        }
        authority = try HubError.system("\(data)/authority") { () throws(SystemError) in
            try AuthorityFiles(data: data, credentials: credentials)
        }
        issuer = Issuer(authority)
        let registry = try Hub.read(directory.registry) { (store) throws(Fault) in
            (try RegistryContents(store), try Hub.revision(store))
        }
        let callers = Directory(registry.0.directory)
        self.directory = callers
        let region = try Hub.read(directory.region) { (store) throws(Fault) in
            (try RegionSnapshot(store), try Hub.revision(store))
        }
        snapshots = HubSnapshots(
            registry: PublishedSnapshot(registry.0, revision: registry.1) { contents in
                callers.replace(contents.directory)
            },
            region: PublishedSnapshot(region.0, revision: region.1)
        )
        callers.barrier.watch { [stores] tenants in stores.openFiles(of: tenants) }
    }

    /// Whether a data directory was ever opened as one; nothing is made by asking.
    ///
    /// - Parameter data: The directory.
    /// - Returns: Whether a registry is there, which need not hold a hub yet.
    /// - Throws: `HubError` when it cannot be looked at.
    package static func isThere(_ data: String) throws(HubError) -> Bool {
        try HubError.system(data) { () throws(SystemError) in
            try LocalFile.facts("\(data)/registry.db") != nil
        }
    }

    /// Is told which tenant's files to let go of, when others wait for their descriptors.
    ///
    /// - Parameter body: Tells the loops.
    package func onPressure(_ body: @escaping @Sendable (UniqueID) -> Void) {
        pressure.withLock { $0 = body }
    }

    /// Is told that a file which all tenants share takes no more writes: only another process can
    /// recover it.
    ///
    /// - Parameter body: Ends this one.
    package func onLoss(_ body: @escaping @Sendable (StoreFile, StoreError) -> Void) {
        loss.withLock { $0 = body }
    }

    /// The registry as it is.
    package var contents: RegistryContents { snapshots.registry.snapshot }

    /// The hub as it names itself; `nil` before it was created.
    package var facts: HubFacts? {
        guard let hub = contents.hub, let id = UniqueID(hub.id) else { return nil }
        return HubFacts(id: id, name: hub.name, kind: hub.kind)
    }

    /// What the server shows and trusts, renewed where its own certificate soon ends.
    ///
    /// - Returns: A context for new connections.
    /// - Throws: `HubError`.
    package func serverContext() throws(HubError) -> TLSServerContext {
        let names = contents.hub?.serverNames.compactMap { ServerName($0) } ?? []
        guard !names.isEmpty else { throw HubError.noHub(data) }
        return try authority.serverContext(names: names, now: clock.instant)
    }

    /// Closes everything.
    package func close() { stores.close() }

    /// Changes the registry, and everybody's rights with it, before it returns.
    ///
    /// - Parameters:
    ///   - method: What is done, for the journal.
    ///   - job: Changes the file; may run more than once.
    /// - Returns: What `job` returns.
    /// - Throws: `HubError`; then nothing was changed.
    package func changeRegistry<Value: Sendable>(
        _ method: String,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Value
    ) throws(HubError) -> Value {
        try change(.registry, stores.directory.registry, method, job)
    }

    /// Changes the region's file.
    ///
    /// - Parameters:
    ///   - method: What is done, for the journal.
    ///   - job: Changes the file; may run more than once.
    /// - Returns: What `job` returns.
    /// - Throws: `HubError`; then nothing was changed.
    package func changeRegion<Value: Sendable>(
        _ method: String,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Value
    ) throws(HubError) -> Value {
        try change(.region, stores.directory.region, method, job)
    }

    private func change<Value: Sendable>(
        _ place: StorePlace,
        _ file: Writer,
        _ method: String,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Value
    ) throws(HubError) -> Value {
        let (value, publication) = try Hub.write(file, method) {
            [snapshots] (store) throws(Fault) -> (Value, Publication?) in
            let value = try job(&store)
            return (value, try snapshots.publication(of: place, in: store))
        }
        publication?.publish()
        if place == .registry { directory.barrier.wait() }
        return value
    }

    private static let schemas = StoreSchemas(
        records: TenantTables.migrations,
        registry: RegistryTables.migrations,
        region: RegionTables.migrations
    )

    static let cryptography = StoreCryptography(
        sha256: { SHA256.digest(of: $0).bytes },
        hmac: { key, message in Authenticator.code(for: message, key: key).bytes },
        random: { SecureRandom.bytes($0) }
    )

    /// Who local commands are in the journal: nobody of the registry.
    static let localActor: [UInt8] = Array("local".utf8)

    private static func revision(_ store: borrowing Database) throws(Fault) -> Int64 {
        try stored { () throws(StoreError) in try store.readRevision() }
    }

    /// Reads a file and waits.
    private static func read<Value>(
        _ file: Writer,
        _ body: (borrowing Database) throws(Fault) -> Value
    ) throws(HubError) -> Value {
        var fault: Fault?
        let value = try HubError.store { () throws(StoreError) -> Value? in
            let reader = try PointReader(of: file, clock: .system)
            defer { reader.endBatch() }
            return try reader.read(stepsMax: .max) { (store) throws(StoreError) -> Value? in
                do throws(Fault) {
                    return try body(store)
                } catch {
                    fault = error
                    return nil
                }
            }
        }
        guard let value else { throw HubError(fault) }
        return value
    }

    /// Writes to a file and waits for the disk.
    static func write<Value: Sendable>(
        _ file: Writer,
        _ method: String,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Value
    ) throws(HubError) -> Value {
        let done = Monitor<WriteResult<Value, Fault>?>(nil)
        let request = SecureRandom.bytes(8)
        var call = WriteCall(actor: localActor, method: method, request: request)
        call.usesReserve = true
        try HubError.store { () throws(StoreError) in
            try file.submit(call, job: job) { result in done.change { $0 = result } }
        }
        switch done.wait({ $0 }) {
        case .committed(let value, _), .rehearsed(let value, _): return value
        case .refused(let fault): throw HubError(fault)
        case .failed(let error), .unknown(let error): throw HubError(Fault(error))
        case .replayed, .keyReused: throw HubError("the store answered a call without a key")
        }
    }
}

extension HubError {
    /// A fault of the store, for the operator.
    init(_ fault: Fault?) {
        let message = fault.map { $0.cause.isEmpty ? $0.message : "\($0.message) (\($0.cause))" }
        self.init(message ?? "the store failed")
    }
}
