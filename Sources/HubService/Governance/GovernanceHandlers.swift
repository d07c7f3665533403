import HubCrypto
package import HubStore
package import HubSystem
package import HubWire

/// Accounts for what a tenant holds.
package struct GovernanceHandlers: GovernanceServiceHandlers {
    /// The id under which a change of a tenant's register is told.
    static let registerID = "data-sets"

    let registry: @Sendable () -> RegistryContents
    let stores: HubStores
    let cursors: CursorSeal
    let clock: HubClock

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - registry: The registry as it is.
    ///   - stores: The files.
    ///   - cursors: Seals and opens cursors.
    ///   - clock: For deadlines.
    package init(
        registry: @escaping @Sendable () -> RegistryContents,
        stores: HubStores,
        cursors: CursorSeal,
        clock: HubClock
    ) {
        self.registry = registry
        self.stores = stores
        self.cursors = cursors
        self.clock = clock
    }

    /// Fills entries of the tenant's data-set register.
    package func saveDataSets(
        _ request: SaveDataSetsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveDataSetsResponse {
        let tenant = try GovernanceHandlers.caller(call).tenant
        let entries = try DataSetRules.accept(request.entries, today: try call.today())
        let before = store.lastRevision
        let saved = try DataSetRegister.save(entries, of: tenant, in: &store)
        if store.lastRevision != before {
            let names = saved.map { entry in
                "\(DataSetRules.words(entry.dataSet)), \(RoleWords.of(entry.capacity))"
            }
            let act = Act(kind: .registerSaved, reason: "", detail: names.joined(separator: "; "))
            try Acts.note(act, of: tenant.description, in: &store)
        }
        return SaveDataSetsResponse(
            saved: Saved(
                id: GovernanceHandlers.registerID,
                revision: saved.map(\.version).max() ?? 0
            ),
            entries: saved
        )
    }

    /// Lists the tenant's data-set register.
    package func listDataSets(
        _ request: ListDataSetsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListDataSetsResponse {
        let tenant = try GovernanceHandlers.caller(scope.call).tenant
        let contents = registry()
        let entries = contents.entries(of: tenant)
        let findings = DataSetRules.findings(entries, today: try scope.call.today())
        return ListDataSetsResponse(
            entries: entries,
            findings: findings + contents.withoutCapacity(in: tenant, entries),
            retentionRules: try retentionRules(of: tenant, entries, scope.call)
        )
    }

    /// The rules of keeping that a tenant has set, where its register is about what they keep.
    private func retentionRules(
        of tenant: UniqueID,
        _ entries: [DataSetEntry],
        _ call: CallContext
    ) throws(Fault) -> [String] {
        guard entries.contains(where: { $0.dataSet == .trainingRecords }) else { return [] }
        let file = try stored { () throws(StoreError) in
            try stores.directory.tenant(OpaqueID(tenant)).records
        }
        let reader = try stored { () throws(StoreError) in try PointReader(of: file, clock: clock) }
        defer { reader.endBatch() }
        let records = try stored { () throws(StoreError) in
            try reader.read(deadline: call.deadline, stepsMax: .max) {
                (store) throws(StoreError) in try TenantTables.retentionRules.all(in: store)
            }
        }
        return try KeptRules(records).sentences()
    }

    /// Lists who looked at data about people.
    package func listAccesses(
        _ request: ListAccessesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListAccessesResponse {
        let log = try AccessLog(request, try GovernanceHandlers.caller(scope.call), registry())
        let page = try Page(request, scope, store, cursors)
        let response = try log.read(page, in: store)
        scope.showed(rows: response.accesses.count)
        return response
    }

    static func caller(_ call: CallContext) throws(Fault) -> CallerRecord {
        guard let caller = call.caller else { throw Fault(.certificateNeeded) }
        return caller
    }
}
