import HubCrypto
import HubStore
import HubWire

/// The entries of data-set registers in the registry's file.
enum DataSetRegister {
    /// Saves entries of a tenant's register.
    ///
    /// - Parameters:
    ///   - entries: Tidy and complete.
    ///   - tenant: Whose.
    ///   - store: The registry.
    /// - Returns: The entries as they stand now.
    /// - Throws: `changedSinceYouReadIt`, or a fault of the store.
    static func save(
        _ entries: [DataSetEntry],
        of tenant: UniqueID,
        in store: inout WriteContext
    ) throws(Fault) -> [DataSetEntry] {
        var saved: [DataSetEntry] = []
        for entry in entries { saved.append(try save(entry, of: tenant, in: &store)) }
        return saved
    }

    private static func save(
        _ entry: DataSetEntry,
        of tenant: UniqueID,
        in store: inout WriteContext
    ) throws(Fault) -> DataSetEntry {
        let code = "\(tenant)/\(entry.dataSet.rawValue)/\(entry.capacity.rawValue)"
        let earlier = try find(code, in: store)
        let base = try earlier.map { (record) throws(Fault) in
            try Fault.decoded(DataSetRecord.self, record.body).entry ?? DataSetEntry()
        }
        try check(entry, against: base)
        var entry = entry
        entry.version = base?.version ?? 0
        if let base, base == entry { return base }
        entry.version += 1
        let body = DataSetRecord(tenantId: tenant.description, entry: entry).encoded()
        try write(code, body, basedOn: earlier?.revision ?? 0, in: &store)
        return entry
    }

    /// An entry that is new, or stands in place of a trial entry, is based on nothing.
    private static func check(
        _ entry: DataSetEntry,
        against base: DataSetEntry?
    ) throws(Fault) {
        let current = base?.version ?? 0
        if entry.version == 0, base?.isTrial ?? true { return }
        guard entry.version == current else {
            let words = DataSetRules.words(entry.dataSet)
            var fault = Fault(
                .changedSinceYouReadIt,
                "the entry for \(words), as \(RoleWords.of(entry.capacity)), is in version "
                    + "\(current); yours is based on version \(entry.version)"
            )
            fault.revision = current
            throw fault
        }
    }

    private static func find(
        _ code: String,
        in store: borrowing WriteContext
    ) throws(Fault) -> CodedRecords.Record? {
        try stored { () throws(StoreError) in
            try RegistryTables.dataSets.find(code, in: store.database)
        }
    }

    private static func write(
        _ code: String,
        _ body: [UInt8],
        basedOn base: UInt64,
        in store: inout WriteContext
    ) throws(Fault) {
        try stored { () throws(StoreError) in
            _ = try RegistryTables.dataSets.save(code, body, basedOn: base, in: &store)
        }
    }

    /// Fills the register of a new tenant of a hub for trying things out.
    ///
    /// - Parameters:
    ///   - tenant: The tenant.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    static func fillForTrial(
        _ tenant: TenantRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        guard let id = UniqueID(tenant.id) else { return }
        _ = try save(trialEntries(for: tenant.name), of: id, in: &store)
    }

    /// Entries that stand in on a hub for trying things out.
    ///
    /// - Parameter tenant: The tenant's name.
    /// - Returns: One for each data set, as employer.
    static func trialEntries(for tenant: String) -> [DataSetEntry] {
        DataSetRules.dataSets.filter { !DataSetRules.optional.contains($0) }.map { dataSet in
            var entry = DataSetEntry()
            entry.dataSet = dataSet
            entry.capacity = .employer
            entry.controller = tenant
            entry.purpose = "To try the hub out with invented data."
            entry.lawfulBasis = "None: the data is invented."
            entry.dpiaReference = "None: the data is invented."
            if DataSetRules.dataClass(of: dataSet) == .special {
                entry.specialCondition = "None: the data is invented."
                entry.policyDocument = "None: the data is invented."
                entry.policyReview = "9999-12-31"
            }
            entry.retention = "As long as the hub is tried out."
            entry.recipients = ["Nobody."]
            entry.isTrial = true
            return entry
        }
    }
}
