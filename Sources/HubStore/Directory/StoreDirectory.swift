package import HubSystem

/// All files of a hub in one data directory, which one process at a time may hold.
///
/// ```
/// lock                        held while the directory is open; the holder's process number
/// registry.db                 tenants, identities, roles, revocations
/// region.db                   what all tenants of the region read
/// tenants/ID/records.db       what one tenant works with
/// tenants/ID/accesses.db      who read personal data of the tenant
/// ```
///
/// Each has SQLite's `-wal` and `-shm` beside it while it is open. Opening files waits for the
/// disk, so it is never done on a loop: a loop asks `openTenant`, and a thread that may wait
/// asks `tenant`.
package final class StoreDirectory: Sendable {
    /// The hub's registry.
    package let registry: Writer
    /// The region's file.
    package let region: Writer

    private let layout: StoreLayout
    private let schemas: StoreSchemas
    private let cryptography: StoreCryptography
    private let clock: HubClock
    private let threads: StoreThreads
    private let settings: StoreSettings

    /// The bytes that the records of one tenant may take.
    package var recordsBytesMax: UInt64 { settings.recordsBytesMax }
    private let space: SpaceWatch
    private let tenants: Monitor<OpenTenants>
    /// Given back after everything else is closed.
    private let lock: HeldLock

    /// Opens a data directory, which is made when it is missing, and its two common files.
    ///
    /// - Parameters:
    ///   - path: The directory; its parent exists.
    ///   - schemas: The layouts of the files.
    ///   - cryptography: Digests and random bytes.
    ///   - clock: The time.
    ///   - settings: What else to know.
    /// - Throws: `held` when another process has it; `cannotOpen`, `newerFile` and others.
    package init(
        path: String,
        schemas: StoreSchemas,
        cryptography: StoreCryptography,
        clock: HubClock,
        settings: StoreSettings = StoreSettings()
    ) throws(StoreError) {
        let layout = StoreLayout(root: path)
        lock = try HeldLock(layout)
        let free = settings.freeBytes ?? { try? DiskSpace.freeBytes(path: path) }
        space = SpaceWatch(keptBytes: settings.freeBytesKept, clock: clock, freeBytes: free)
        do {
            threads = try StoreThreads(count: settings.writerThreads)
        } catch {
            throw StoreError(.memory, "\(error)")
        }
        self.layout = layout
        self.schemas = schemas
        self.cryptography = cryptography
        self.clock = clock
        self.settings = settings
        tenants = Monitor(OpenTenants(openMax: settings.openTenantsMax))
        let opening = FileOpening(layout, cryptography, clock, threads, settings, space)
        do throws(StoreError) {
            registry = try opening.open(.registry, schemas.registry)
            region = try opening.open(.region, schemas.region)
            try HeldLock.sync(path)
        } catch {
            threads.stop()
            throw error
        }
    }

    /// The files of a tenant, if they are open and sound: never waits.
    package func openTenant(_ tenant: OpaqueID) -> TenantFiles? {
        guard let files = tenants.change({ $0.use(tenant) }), !files.isPoisoned else { return nil }
        return files
    }

    /// Writes anew those open files from which something was erased and that it is time for; never
    /// waits.
    package func rewriteErased() {
        let open = tenants.change { $0.open }.flatMap { [$0.records, $0.accesses] }
        for file in [registry, region] + open { file.rewriteErased() }
    }

    /// The files of a tenant, opened if they are not, made if they do not exist.
    ///
    /// When too many tenants are open, the one used longest ago is closed first. Files that take no
    /// more writes after an error are closed and opened again, which recovers them. Waits for the
    /// disk: call it on a thread that may, and not on one of the store's own.
    ///
    /// - Parameter tenant: A tenant that the registry knows.
    /// - Returns: Its files.
    /// - Throws: `tooManyOpen` when all open tenants are in use; `poisoned` while files that are to
    ///   be recovered are in use; `closed`; what opening throws.
    package func tenant(_ tenant: OpaqueID) throws(StoreError) -> TenantFiles {
        var busy: Set<OpaqueID> = []
        while true {
            switch tenants.wait({ $0.want(tenant, passingOver: busy) }) {
            case .refuse: throw StoreError(.closed, "the data directory is closed")
            case .use(let files): return files
            case .open: return try open(tenant)
            case .close(let other, let files):
                let isClosed = files.closeIfUnused()
                if !isClosed {
                    busy.insert(other)
                    settings.onPressure(other)
                }
                tenants.change { isClosed ? $0.vacate(other) : $0.opened(files) }
                if !isClosed, other == tenant {
                    throw StoreError(.poisoned, "the files are recovered when nobody reads them")
                }
            }
        }
    }

    /// Whether a tenant has files already; those of others are made when they are first wanted.
    package func hasFiles(_ tenant: OpaqueID) -> Bool {
        let facts = try? LocalFile.facts(layout.records(of: tenant))
        return facts != nil
    }

    /// Opens a tenant's files, having its slot.
    private func open(_ tenant: OpaqueID) throws(StoreError) -> TenantFiles {
        do throws(StoreError) {
            guard !tenants.change({ $0.isOverfull }) else {
                throw StoreError(.tooManyOpen, "\(settings.openTenantsMax) tenants are in use")
            }
            let folder = layout.folder(of: tenant)
            try HeldLock.makeFolder(layout.tenants)
            try HeldLock.makeFolder(folder)
            let opening = FileOpening(layout, cryptography, clock, threads, settings, space)
            let files = TenantFiles(
                tenant: tenant,
                records: try opening.open(.records(tenant), schemas.records),
                accesses: try opening.open(.accesses(tenant), schemas.accesses)
            )
            try HeldLock.sync(folder)
            try HeldLock.sync(layout.tenants)
            tenants.change { $0.opened(files) }
            return files
        } catch {
            tenants.change { $0.vacate(tenant) }
            throw error
        }
    }

    /// Puts a backup in the place of a tenant's records, under a new epoch.
    ///
    /// The registry is not touched: who may do what is never restored. Erasures since the backup
    /// are applied again by the caller, who keeps their list in the registry.
    ///
    /// - Parameters:
    ///   - path: The backup, which stays as it is.
    ///   - tenant: The tenant; nobody may be using its files.
    /// - Returns: The identity of the records from now on.
    /// - Throws: `busy` when the files are in use; `wrongFile`, `corrupt`, `newerFile` when the
    ///   backup is not what it should be, and then nothing changed.
    package func restoreRecords(
        from path: String,
        of tenant: OpaqueID
    ) throws(StoreError) -> FileIdentity {
        if let files = tenants.wait({ $0.claim(tenant) }), !files.closeIfUnused() {
            tenants.change { $0.opened(files) }
            throw StoreError(.busy, "the tenant's files are in use")
        }
        defer { tenants.change { $0.vacate(tenant) } }
        try HeldLock.makeFolder(layout.tenants)
        try HeldLock.makeFolder(layout.folder(of: tenant))
        let restore = Restore(schema: schemas.records, cryptography: cryptography, clock: clock)
        return try restore.install(path, as: layout.records(of: tenant))
    }

    /// Does something with a tenant's files while nobody can open them.
    ///
    /// - Parameters:
    ///   - tenant: The tenant.
    ///   - body: Given where the files are.
    /// - Throws: `busy` when the files are in use; what `body` throws.
    func withClosedFiles(
        of tenant: OpaqueID,
        _ body: (StoreLayout) throws(StoreError) -> Void
    ) throws(StoreError) {
        if let files = tenants.wait({ $0.claim(tenant) }), !files.closeIfUnused() {
            tenants.change { $0.opened(files) }
            settings.onPressure(tenant)
            throw StoreError(.busy, "the tenant's files are in use")
        }
        defer { tenants.change { $0.vacate(tenant) } }
        try body(layout)
    }

    /// Whether a file that all tenants share takes no more writes: another process must recover it.
    package var needsRecovery: Bool { registry.isPoisoned || region.isPoisoned }

    /// Whether the store is read-only for want of room on the disk.
    package var isSpaceLow: Bool { space.refusal != nil }

    /// Looks whether there is room on the disk for what lies beside the store's files.
    ///
    /// - Throws: `spaceLow` while the store is read-only for want of it.
    package func requireSpace() throws(StoreError) {
        if let refusal = space.refusal { throw refusal }
    }

    /// Takes no more calls, finishes those that wait, checkpoints and gives the directory back.
    ///
    /// Close the readers first. Called once, not on a thread of the store.
    package func close() {
        let files = tenants.wait { $0.closeAll() }
        for tenant in files { tenant.close() }
        registry.close()
        region.close()
        threads.stop()
    }
}
