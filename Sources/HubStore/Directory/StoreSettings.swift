/// The layouts of all kinds of files.
package struct StoreSchemas: Sendable {
    let records: FileSchema
    let accesses: FileSchema
    let registry: FileSchema
    let region: FileSchema

    /// The layouts, by the migrations of each kind of file.
    ///
    /// - Parameters:
    ///   - records: Of a tenant's records.
    ///   - accesses: Of a tenant's accesses, beside the journal that they are.
    ///   - registry: Of the hub's registry.
    ///   - region: Of the region's file.
    package init(
        records: [Migration],
        accesses: [Migration] = [],
        registry: [Migration],
        region: [Migration]
    ) {
        self.records = FileSchema(kind: .records, migrations: records)
        self.accesses = FileSchema(kind: .accesses, migrations: accesses)
        self.registry = FileSchema(kind: .registry, migrations: registry)
        self.region = FileSchema(kind: .region, migrations: region)
    }
}

/// What a directory of files is told.
package struct StoreSettings: Sendable {
    /// Threads for ordinary calls; one more is for bulk work.
    package var writerThreads = 2
    /// Tenants open at a time.
    ///
    /// Each has two files of three descriptors, and two more descriptors
    /// for every reader: with two loops and two idle connections of a pool some fourteen.
    package var openTenantsMax = 64
    /// What must stay free on the disk: below it nothing is written but who may come in and who
    /// looked, and below a quarter of it nothing at all.
    package var freeBytesKept: UInt64 = 256 * 1_024 * 1_024
    /// What a tenant's records may take on the disk, with their journal and the log.
    ///
    /// A self-assessment takes some ten kilobytes with its history: 10 GiB are a million of them.
    package var recordsBytesMax: UInt64 = 10 * 1_024 * 1_024 * 1_024
    /// What the region's file may take: the calendar, frameworks and texts that the region keeps,
    /// and how far each council is.
    ///
    /// What councils tell the region may use the part that is kept back, so that nothing the region
    /// writes itself keeps a council's state from it.
    package var regionBytesMax: UInt64 = 10 * 1_024 * 1_024 * 1_024
    /// What a tenant's file of who looked may take.
    ///
    /// An allowance of its own, so that looking is recorded when nothing else is kept any more.
    /// When it is used up nothing about people is shown.
    package var accessesBytesMax: UInt64 = 2 * 1_024 * 1_024 * 1_024
    /// Takes the completions of each group; runs them on the spot unless told otherwise.
    package var deliver: Delivery = { group in for completion in group { completion.run() } }
    /// Told when a file takes no more writes, and why.
    ///
    /// A tenant's file is recovered by itself; a common one needs another process.
    package var onPoison: @Sendable (StoreFile, StoreError) -> Void = { _, _ in }
    /// Told which tenant's readers to let go, when its files are to be closed: others wait for its
    /// descriptors, or they are to be recovered.
    package var onPressure: @Sendable (_ tenant: OpaqueID) -> Void = { _ in }
    /// Failures to inject, in tests.
    package var faults = StoreFaults.none
    /// How much is free on the disk; the file system's own answer unless a test says otherwise.
    package var freeBytes: (@Sendable () -> UInt64?)?

    /// The defaults.
    package init() {}
}

/// One file of a data directory.
package enum StoreFile: Hashable, Sendable, CustomStringConvertible {
    /// The hub's registry.
    case registry
    /// The region's file.
    case region
    /// What a tenant works with.
    case records(OpaqueID)
    /// Who read personal data of a tenant.
    case accesses(OpaqueID)

    /// Where it is in the data directory.
    package var description: String {
        let layout = StoreLayout(root: ".")
        return String(path(in: layout).dropFirst(2))
    }

    func path(in layout: StoreLayout) -> String {
        switch self {
        case .registry: layout.registry
        case .region: layout.region
        case .records(let tenant): layout.records(of: tenant)
        case .accesses(let tenant): layout.accesses(of: tenant)
        }
    }

    /// Whether all that is written to it is written until there is hardly any room: who looked.
    ///
    /// Of the registry that holds for withdrawals of access, which say so call by call.
    var isVital: Bool {
        switch self {
        case .accesses: true
        case .registry, .region, .records: false
        }
    }

    /// Whose it is; `nil` for those that all tenants share.
    var tenant: OpaqueID? {
        switch self {
        case .registry, .region: nil
        case .records(let tenant), .accesses(let tenant): tenant
        }
    }
}

/// Where everything is in a data directory.
struct StoreLayout: Sendable {
    let root: String

    var lock: String { "\(root)/lock" }
    var registry: String { "\(root)/registry.db" }
    var region: String { "\(root)/region.db" }
    var tenants: String { "\(root)/tenants" }
    func folder(of tenant: OpaqueID) -> String { "\(tenants)/\(tenant)" }
    func records(of tenant: OpaqueID) -> String { "\(folder(of: tenant))/records.db" }
    func accesses(of tenant: OpaqueID) -> String { "\(folder(of: tenant))/accesses.db" }
}
