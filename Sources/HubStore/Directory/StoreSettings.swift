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
    /// What must stay free on the disk: below it nothing is written.
    package var freeBytesKept: UInt64 = 256 * 1_024 * 1_024
    /// Takes the completions of each group; runs them on the spot unless told otherwise.
    package var deliver: Delivery = { group in for completion in group { completion.run() } }
    /// Told when a file takes no more writes, with its path and why.
    package var onPoison: @Sendable (_ path: String, StoreError) -> Void = { _, _ in }
    /// Told which tenant's readers to let go, when others wait for its descriptors.
    package var onPressure: @Sendable (_ tenant: OpaqueID) -> Void = { _ in }
    /// Failures to inject, in tests.
    package var faults = StoreFaults.none
    /// How much is free on the disk; the file system's own answer unless a test says otherwise.
    package var freeBytes: (@Sendable () -> UInt64?)?

    /// The defaults.
    package init() {}
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
