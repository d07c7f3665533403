import HubCrypto
import HubStore
import HubSystem
import HubWire

/// Writes down who looked at data about people, before the answer is given.
///
/// Each tenant has a file of accesses of its own with a chain of its own, so that a look never
/// waits behind an import of the tenant's records.
struct AccessWriter: Sendable {
    /// The kind of record in the file's journal.
    static let kind: StaticString = "access"

    private let stores: HubStores
    private let registry: PublishedSnapshot<RegistryContents>
    private let ledger: AccessLedger
    private let clock: HubClock

    /// A writer to the files of all tenants.
    init(
        stores: HubStores,
        registry: PublishedSnapshot<RegistryContents>,
        ledger: AccessLedger,
        clock: HubClock
    ) {
        self.stores = stores
        self.registry = registry
        self.ledger = ledger
        self.clock = clock
    }

    /// Why a call that leaves an access has to wait; `nil` where it need not, or leaves none.
    func refusal(of call: CallContext) -> Fault? {
        guard call.method.facts.audit == .access, let caller = call.caller else { return nil }
        return ledger.refusal(of: caller, isLog: AccessWriter.isLog(call), clock.moment)
    }

    /// Whether it is the log itself that is looked at: who looked too much can still be seen.
    private static func isLog(_ call: CallContext) -> Bool {
        call.method == .governanceServiceListAccesses
    }

    /// Writes an access down, if the call leaves one.
    ///
    /// - Parameters:
    ///   - call: Who called what, with its note.
    ///   - flag: Tells that nobody waits any more.
    ///   - done: Told why the answer may not be given, or `nil`; perhaps on another thread.
    func record(
        _ call: CallContext,
        _ flag: CancelFlag,
        _ done: @escaping @Sendable (Fault?) -> Void
    ) {
        guard call.method.facts.audit == .access else { return done(nil) }
        guard let caller = call.caller else { return done(Fault(.certificateNeeded)) }
        guard let rows = call.accessNote?.rows else {
            return done(.internal("\(call.method.name) did not count the rows it shows"))
        }
        if let fault = refusal(of: call) { return done(fault) }
        let isLog = AccessWriter.isLog(call)
        let entry = entry(call, caller, rows)
        var write = WriteCall(
            actor: caller.principal.bytes,
            method: "\(call.method.name)",
            request: call.requestID.bytes
        )
        write.deadline = call.deadline
        write.cancel = flag
        write.usesReserve = isLog
        stores.withFile(.accesses(caller.tenant)) { [write, self] file in
            submit(write, entry, to: file) { (bytes, fault) in
                if let bytes { ledger.charge(bytes, of: caller, isLog: isLog, clock.moment) }
                done(fault)
            }
        }
    }

    /// Writes an entry, and tells how many bytes were kept, or why none.
    private func submit(
        _ write: WriteCall,
        _ entry: AccessRecord,
        to file: Result<Writer, StoreError>,
        _ done: @escaping @Sendable (_ bytes: Int?, Fault?) -> Void
    ) {
        do throws(StoreError) {
            let file = try file.get()
            let identity = file.identity.file
            var kept = entry
            let known = ledger.place(of: entry.purpose, entry.dataSet, in: identity)
            if let known {
                kept.purpose = ""
                kept.purposeAt = UInt64(clamping: known)
            }
            let body = kept.encoded()
            try file.submit(write) { (store) throws(StoreError) in
                try AccessWriter.keep(body, &store)
            } completion: { [ledger] result in
                guard case .committed(let revision, _) = result else {
                    return done(nil, AccessWriter.fault(of: result))
                }
                if known == nil {
                    ledger.wrote(entry.purpose, entry.dataSet, in: identity, at: revision)
                }
                done(body.count, nil)
            }
        } catch {
            done(nil, AccessWriter.fault(error))
        }
    }

    private static func keep(
        _ body: [UInt8],
        _ store: inout WriteContext
    ) throws(StoreError) -> Int64 {
        let id = store.makeID()
        try store.record(JournalEntry(kind: kind, record: id, operation: .read, body: body))
        return try store.ownRevision()
    }

    private static func fault(of result: WriteResult<Int64, StoreError>) -> Fault? {
        switch result {
        case .committed: nil
        case .failed(let error), .unknown(let error), .refused(let error): fault(error)
        case .rehearsed, .replayed, .keyReused: .internal("an access was not committed")
        }
    }

    /// Why the answer is withheld; whoever took the call back hears just that.
    private static func fault(_ error: StoreError) -> Fault {
        if error.code == .cancelled || error.code == .deadlineExceeded { return Fault(error) }
        var fault = Fault(.auditNotPossible)
        fault.cause = "\(error.code): \(error.detail)"
        return fault
    }

    private func entry(
        _ call: CallContext,
        _ caller: CallerRecord,
        _ rows: UInt64
    ) -> AccessRecord {
        let facts = call.method.facts
        var record = AccessRecord()
        record.role = caller.role(for: facts)
        record.family = facts.family
        record.dataSet = facts.dataSet
        record.purpose = registry.snapshot.purpose(of: facts.dataSet, for: caller.tenant)
        record.rows = rows
        record.worker = call.accessNote?.worker ?? []
        return record
    }
}

extension RegistryContents {
    /// What looking at the accounts of an organisation is for: no entry of its register covers it.
    static let purposeOfAccounts = "To account for who may connect, and for who looked."

    /// What a tenant says that it uses data for.
    ///
    /// - Parameters:
    ///   - dataSet: Which data.
    ///   - tenant: Whose.
    /// - Returns: The purposes of its entries, one for each capacity.
    func purpose(of dataSet: DataSet, for tenant: UniqueID) -> String {
        guard dataSet != .none else { return RegistryContents.purposeOfAccounts }
        return entries(of: tenant).filter { $0.dataSet == dataSet }.map(\.purpose)
            .joined(separator: "\n")
    }

    /// The entries of a tenant's register, in the order of data sets and capacities.
    func entries(of tenant: UniqueID) -> [DataSetEntry] {
        let id = tenant.description
        return dataSets.filter { $0.tenantId == id }.compactMap(\.entry)
            .sorted { left, right in
                (left.dataSet.rawValue, left.capacity.rawValue)
                    < (right.dataSet.rawValue, right.capacity.rawValue)
            }
    }
}
