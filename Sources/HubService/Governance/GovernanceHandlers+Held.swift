import HubCrypto
import HubDomain
package import HubStore
import HubSystem
package import HubWire

// What the hub holds for a tenant.
extension GovernanceHandlers {
    /// Lists what the hub holds for the tenant.
    package func listHeld(
        _ request: ListHeldRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListHeldResponse {
        let tenant = try GovernanceHandlers.caller(scope.call).tenant
        var response = ListHeldResponse()
        response.holdings = [
            try Held.records(TenantTables.assessments, "self-assessments", store),
            try Held.records(TenantTables.localThemes, "local themes", store),
            try Held.records(
                TenantTables.wresReturns,
                "race equality returns",
                store,
                of: .wresReturns,
                .special
            ),
            try Held.records(TenantTables.wresReleased, "released counts", store),
            try Held.records(TenantTables.wresActions, "race equality actions", store),
            try Held.training(store),
            try Held.ofWorkers("workers", .workers, store),
            try Held.ofWorkers("arrangements with workers", .arrangements, store),
            try Held.ofWorkers(TenantTables.delegations, "delegated activities", store),
            try Held.ofWorkers(TenantTables.fundedCourses, "funded courses", store),
            try Held.ofWorkers(TenantTables.programmes, "development programmes", store),
            try Held.ofWorkers(
                TenantTables.personLinks,
                "links to people who draw on care",
                store,
                of: .personLinks,
                .special
            ),
            try Held.ofWorkers("erasures of workers", .erasures, store),
            try Held.records(TenantTables.places, "places of programmes", store),
            try Held.records(TenantTables.retentionRules, "rules of keeping", store),
            try Held.records(TenantTables.purges, "purges", store),
            try Held.records(TenantTables.trainingRules, "training rules", store),
            try Held.records(TenantTables.trainingMappings, "mappings of training files", store),
            try Held.figures(store),
            try Held.records(TenantTables.scenarios, "scenarios", store),
            try Held.records(TenantTables.plans, "workforce plans", store),
            try Held.records(TenantTables.providers, "organisations", store),
            try Held.journal("changes in the journal", store),
            Held.accounts(of: tenant.description, registry()),
        ]
        try Held.addRules(to: &response.holdings, in: store)
        if let file = stores.openFile(.accesses(tenant)) {
            response.holdings.append(try accesses(in: file, scope.call))
        }
        for place in [StorePlace.tenant(tenant), .accesses(tenant)] {
            guard let path = stores.openFile(place)?.path else { continue }
            response.bytes += Held.bytes(path) + Held.bytes("\(path)-wal")
        }
        return response
    }

    private func accesses(in file: Writer, _ call: CallContext) throws(Fault) -> Holding {
        try stored { () throws(StoreError) in
            let reader = try PointReader(of: file, clock: clock)
            defer { reader.endBatch() }
            return try reader.read(deadline: call.deadline, stepsMax: .max) {
                (store) throws(StoreError) in
                try Held.revisions("accesses", store)
            }
        }
    }
}

/// Counts what a file holds.
enum Held {
    /// Adds the rules of keeping to what they are about.
    static func addRules(to holdings: inout [Holding], in store: borrowing Database) throws(Fault) {
        let rules = try KeptRules(in: store)
        for place in holdings.indices {
            let classes: [KeptClass] =
                switch holdings[place].kind {
                case "training records": KeptClass.allCases.filter { $0.kind != nil }
                case "workers", "arrangements with workers": [.worker]
                case "delegated activities", "links to people who draw on care": [.delegation]
                case "funded courses": [.funding]
                case "development programmes": [.programme]
                default: []
                }
            holdings[place].retention = rules.sentences(classes).joined(separator: "; ")
        }
    }

    /// The records of one kind.
    static func records(
        _ records: CodedRecords,
        _ kind: String,
        _ store: borrowing Database,
        of dataSet: DataSet = .none,
        _ dataClass: DataClass = .aggregate
    ) throws(Fault) -> Holding {
        try stored { () throws(StoreError) in
            let extent = try records.table.extent(in: store)
            var holding = Holding(kind: kind, dataSet: dataSet, dataClass: dataClass)
            holding.records = UInt64(clamping: extent.current)
            holding.firstChange = try time(of: extent.firstRevision, store)
            holding.lastChange = try time(of: extent.lastRevision, store)
            return holding
        }
    }

    /// The figures that were imported.
    static func figures(_ store: borrowing Database) throws(Fault) -> Holding {
        var holding = Holding(kind: "workforce figures", dataSet: .none, dataClass: .aggregate)
        try stored { () throws(StoreError) in
            let extent = try store.first(FigureImports.extent) { row in
                (first: row.integer(0), last: row.integer(1))
            }
            holding.records = UInt64(clamping: try FigureTableQueries.count(in: store))
            holding.firstChange = try time(of: extent?.first ?? 0, store)
            holding.lastChange = try time(of: extent?.last ?? 0, store)
        }
        return holding
    }

    /// The training records of the workers.
    static func training(_ store: borrowing Database) throws(Fault) -> Holding {
        var holding = Holding(
            kind: "training records",
            dataSet: .trainingRecords,
            dataClass: .personal
        )
        try stored { () throws(StoreError) in
            let batches = try store.first(TrainingBatches.extent) { row in
                (first: row.integer(0), last: row.integer(1))
            }
            holding.records = UInt64(clamping: try RecordWriting.total("records", in: store))
            holding.firstChange = try time(of: batches?.first ?? 0, store)
            holding.lastChange = try time(of: batches?.last ?? 0, store)
        }
        return holding
    }

    /// Records about one worker each.
    static func ofWorkers(
        _ records: WorkerRecords,
        _ kind: String,
        _ store: borrowing Database,
        of dataSet: DataSet = .trainingRecords,
        _ dataClass: DataClass = .personal
    ) throws(Fault) -> Holding {
        try stored { () throws(StoreError) in
            let extent = try records.table.extent(in: store)
            var holding = try ofWorkers(
                kind,
                (extent.current, extent.firstRevision, extent.lastRevision),
                store
            )
            (holding.dataSet, holding.dataClass) = (dataSet, dataClass)
            return holding
        }
    }

    /// Rows about workers of a table that is not one of records.
    static func ofWorkers(
        _ kind: String,
        _ query: Query,
        _ store: borrowing Database
    ) throws(Fault) -> Holding {
        try stored { () throws(StoreError) in
            let found = try store.first(query) { row in
                (row.integer(0), row.integer(1), row.integer(2))
            }
            return try ofWorkers(kind, found ?? (0, 0, 0), store)
        }
    }

    private static func ofWorkers(
        _ kind: String,
        _ extent: (count: Int64, first: Int64, last: Int64),
        _ store: borrowing Database
    ) throws(StoreError) -> Holding {
        var holding = Holding(kind: kind, dataSet: .trainingRecords, dataClass: .personal)
        holding.records = UInt64(clamping: extent.count)
        holding.firstChange = try time(of: extent.first, store)
        holding.lastChange = try time(of: extent.last, store)
        return holding
    }

    /// The changes themselves, which say who made them.
    static func journal(
        _ kind: String,
        _ store: borrowing Database
    ) throws(Fault) -> Holding {
        try stored { () throws(StoreError) in try revisions(kind, store) }
    }

    /// The revisions of a file.
    static func revisions(
        _ kind: String,
        _ store: borrowing Database
    ) throws(StoreError) -> Holding {
        let last = try store.readRevision()
        var holding = Holding(kind: kind, dataSet: .none, dataClass: .personal)
        holding.records = UInt64(clamping: last)
        holding.firstChange = try time(of: min(1, last), store)
        holding.lastChange = try time(of: last, store)
        return holding
    }

    private static func time(
        of revision: Int64,
        _ store: borrowing Database
    ) throws(StoreError) -> Timestamp? {
        guard revision > 0 else { return nil }
        return try store.readHead(at: revision).map { Timestamp($0.time) }
    }

    /// The people and programs of a tenant, as the registry has them.
    static func accounts(of tenant: String, _ contents: RegistryContents) -> Holding {
        let own = contents.principals.values.filter { $0.tenantId == tenant }
        var holding = Holding(
            kind: "accounts and certificates",
            dataSet: .none,
            dataClass: .personal
        )
        holding.records = UInt64(own.count)
        let times = own.compactMap(\.enrolled).sorted { $0.seconds < $1.seconds }
        holding.firstChange = times.first
        holding.lastChange = times.last
        return holding
    }

    /// The size of a file; 0 where there is none.
    static func bytes(_ path: String) -> UInt64 {
        let facts = try? LocalFile.facts(path)
        return UInt64(clamping: facts?.bytes ?? 0)
    }
}

extension Query {
    // How many there are now, and the first and the last revision of those.
    fileprivate static let workers = Query(
        """
        SELECT count(*), ifnull(min(from_revision), 0), ifnull(max(from_revision), 0)
        FROM training_worker
        """
    )
    fileprivate static let arrangements = Query(
        """
        SELECT count(*), ifnull(min(from_revision), 0), ifnull(max(from_revision), 0)
        FROM training_arrangement
        """
    )
    fileprivate static let erasures = Query(
        """
        SELECT count(*), ifnull(min(revision), 0), ifnull(max(revision), 0) FROM training_erasure
        """
    )
}
