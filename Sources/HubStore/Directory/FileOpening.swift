import HubSystem

/// Opens files, all in the same way.
struct FileOpening {
    private let layout: StoreLayout
    private let cryptography: StoreCryptography
    private let clock: HubClock
    private let threads: StoreThreads
    private let settings: StoreSettings
    private let space: SpaceWatch

    init(
        _ layout: StoreLayout,
        _ cryptography: StoreCryptography,
        _ clock: HubClock,
        _ threads: StoreThreads,
        _ settings: StoreSettings,
        _ space: SpaceWatch
    ) {
        self.layout = layout
        self.cryptography = cryptography
        self.clock = clock
        self.threads = threads
        self.settings = settings
        self.space = space
    }

    func open(_ file: StoreFile, _ schema: FileSchema) throws(StoreError) -> Writer {
        var options = WriterOptions()
        options.deliver = settings.deliver
        let quota = limit(of: file).map {
            SpaceQuota(path: file.path(in: layout), limitBytes: $0)
        }
        options.refusal = { [space] fromReserve in
            let isVital = file.isVital || fromReserve
            let low = isVital ? space.lastRefusal : space.refusal
            return low ?? quota?.refusal(fromReserve: fromReserve)
        }
        options.hasRoom = { [space] in space.hasRoom(for: $0) }
        options.onPoison = { [settings] error in
            settings.onPoison(file, error)
            if let tenant = file.tenant { settings.onPressure(tenant) }
        }
        options.faults = settings.faults
        return try Writer(
            path: file.path(in: layout),
            schema: schema,
            cryptography: cryptography,
            clock: clock,
            threads: threads,
            options: options
        )
    }
}

extension FileOpening {
    /// What a file and its log may take; `nil` for the registry, which all tenants share: each has
    /// its own rate there, and withdrawals of access go on to the disk's last mark.
    private func limit(of file: StoreFile) -> UInt64? {
        switch file {
        case .records: settings.recordsBytesMax
        case .accesses: settings.accessesBytesMax
        case .region: settings.regionBytesMax
        case .registry: nil
        }
    }
}

/// The lock of a data directory, held until the last reference goes.
final class HeldLock: Sendable {
    private let lock: FileLock

    init(_ layout: StoreLayout) throws(StoreError) {
        try Self.makeFolder(layout.root)
        try Self.requireOwn(layout.root)
        do {
            lock = try FileLock.acquire(path: layout.lock)
        } catch {
            switch error {
            case .held(let holder):
                let name = holder.map { "process \($0)" } ?? "another process"
                throw StoreError(.held, "\(name) holds \(layout.root)")
            case .failed(let error):
                throw StoreError(.cannotOpen, "\(error)")
            }
        }
    }

    /// Refuses a folder in which somebody else can put or replace files.
    private static func requireOwn(_ path: String) throws(StoreError) {
        let ownership: Folder.Ownership
        do { ownership = try Folder.ownership(path: path) } catch {
            throw StoreError(.cannotOpen, "\(error)")
        }
        switch ownership {
        case .own: return
        case .otherUser:
            throw StoreError(.cannotOpen, "\(path) belongs to another user than the hub runs as")
        case .writableByOthers:
            throw StoreError(.cannotOpen, "others may write in \(path): take the right away")
        }
    }

    /// Makes a folder unless it is there.
    static func makeFolder(_ path: String) throws(StoreError) {
        do { try Folder.make(path: path) } catch { throw StoreError(.cannotOpen, "\(error)") }
    }

    /// Waits until a folder's names are on the disk.
    static func sync(_ path: String) throws(StoreError) {
        do { try Folder.sync(path: path) } catch { throw StoreError(.inputOutput, "\(error)") }
    }
}
