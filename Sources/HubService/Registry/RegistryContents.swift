package import HubCrypto
package import HubStore
package import HubWire

/// The whole registry at one revision, in memory: a hub has tens of tenants and hundreds of
/// principals.
package struct RegistryContents: Sendable {
    private var hubs: RegistryTable<HubRecord>
    private var tenantRows: RegistryTable<TenantRecord>
    private var principalRows: RegistryTable<PrincipalRecord>
    private var certificateRows: RegistryTable<CertificateRecord>
    private var invitationRows: RegistryTable<InvitationRecord>
    private var approvalRows: RegistryTable<ApprovalRecord>
    private var dataSetRows: RegistryTable<DataSetRecord>
    private var noticeRows: RegistryTable<NoticeRecord>

    /// Tenants by their ids.
    package private(set) var tenants: [UniqueID: TenantRecord] = [:]
    /// Principals by their ids.
    package private(set) var principals: [UniqueID: PrincipalRecord] = [:]
    /// What connections are checked against, made of all of it.
    package private(set) var directory = DirectoryContents()

    /// The hub itself; `nil` before it was created.
    package var hub: HubRecord? { hubs.messages.first }
    /// Certificates that were issued.
    package var certificates: [CertificateRecord] { certificateRows.messages }
    /// Invitations that were not used or withdrawn, and those whose answer may have been lost.
    package var invitations: [InvitationRecord] { invitationRows.messages }
    /// Changes that wait for a second person.
    package var approvals: [ApprovalRecord] { approvalRows.messages }
    /// Entries of the data-set registers.
    package var dataSets: [DataSetRecord] { dataSetRows.messages }
    /// Notices to tenants.
    package var notices: [NoticeRecord] { noticeRows.messages }

    /// Reads the registry's file.
    ///
    /// - Parameter store: The registry.
    /// - Throws: `dataDamaged`, or another fault of the store.
    package init(_ store: borrowing Database) throws(Fault) {
        hubs = try RegistryTable(RegistryTables.hub, in: store)
        tenantRows = try RegistryTable(RegistryTables.tenants, in: store)
        principalRows = try RegistryTable(RegistryTables.principals, in: store)
        certificateRows = try RegistryTable(RegistryTables.certificates, in: store)
        invitationRows = try RegistryTable(RegistryTables.invitations, in: store)
        approvalRows = try RegistryTable(RegistryTables.approvals, in: store)
        dataSetRows = try RegistryTable(RegistryTables.dataSets, in: store)
        noticeRows = try RegistryTable(RegistryTables.notices, in: store)
        for tenant in tenantRows.messages {
            tenants[try RegistryContents.id(tenant.id, of: tenant)] = tenant
        }
        for principal in principalRows.messages {
            principals[try RegistryContents.id(principal.id, of: principal)] = principal
        }
        let common = Common(of: self)
        for (id, principal) in principals {
            directory.callers[id] = caller(id, principal, common)
        }
        for certificate in certificates { directory.add(certificate) }
    }

    /// The tenant of a code.
    package func tenant(code: String) -> TenantRecord? {
        tenants.values.first { $0.code.utf8.elementsEqual(code.utf8) }
    }

    /// Whether anybody belongs to a tenant who has not been revoked.
    func hasPeople(of tenant: String) -> Bool {
        principals.values.contains { principal in
            principal.state != .ended && principal.tenantId.utf8.elementsEqual(tenant.utf8)
        }
    }

    /// The region's own tenant.
    package var regionTenant: TenantRecord? { tenants.values.first { $0.kind == .region } }
}

// What follows a change without reading all of it again.
extension RegistryContents {
    /// The tables that are held in memory, by their names in the journal; the others are asked by
    /// key, and grow for ever.
    enum Kind: String, CaseIterable {
        case hub, tenant, principal, certificate, invitation, approval, notice
        case dataSet = "data_set"
    }

    /// Who has to be looked at again.
    private struct Touched {
        var tenants: Set<UniqueID> = []
        var principals: Set<UniqueID> = []

        /// Everybody of these tenants.
        mutating func note(_ ids: [String?]) {
            tenants.formUnion(ids.compactMap { $0 }.compactMap { UniqueID($0) })
        }
    }

    /// Reads the rows again that a part of the journal names.
    ///
    /// - Parameters:
    ///   - rows: What the journal has since these contents.
    ///   - store: The registry, as it is after the last of them.
    /// - Returns: How many records were read.
    /// - Throws: `dataDamaged`, or another fault of the store.
    mutating func follow(
        _ rows: [JournalRow],
        in store: borrowing Database
    ) throws(Fault) -> Int {
        var seen: [Kind: Set<OpaqueID>] = [:]
        var touched = Touched()
        for row in rows {
            guard let kind = Kind(rawValue: row.kind),
                seen[kind, default: []].insert(row.record).inserted
            else { continue }
            try read(kind, row.record, &touched, in: store)
        }
        settle(touched)
        return seen.values.reduce(0) { $0 + $1.count }
    }

    private mutating func read(
        _ kind: Kind,
        _ id: OpaqueID,
        _ touched: inout Touched,
        in store: borrowing Database
    ) throws(Fault) {
        switch kind {
        case .hub:
            _ = try hubs.read(id, RegistryTables.hub, in: store)
            touched.tenants.formUnion(tenants.keys)
        case .invitation:
            _ = try invitationRows.read(id, RegistryTables.invitations, in: store)
        case .approval: _ = try approvalRows.read(id, RegistryTables.approvals, in: store)
        case .notice:
            let change = try noticeRows.read(id, RegistryTables.notices, in: store)
            touched.note([change.old, change.new].map { $0?.tenantId })
        case .tenant:
            take(tenant: try tenantRows.read(id, RegistryTables.tenants, in: store), &touched)
        case .principal:
            let change = try principalRows.read(id, RegistryTables.principals, in: store)
            try take(principal: change, &touched)
        case .certificate:
            let change = try certificateRows.read(id, RegistryTables.certificates, in: store)
            if let old = change.old { directory.remove(old) }
            if let new = change.new { directory.add(new) }
        case .dataSet:
            let change = try dataSetRows.read(id, RegistryTables.dataSets, in: store)
            touched.note([change.old, change.new].map { $0?.tenantId })
        }
    }

    private mutating func take(
        tenant change: RegistryTable<TenantRecord>.Change,
        _ touched: inout Touched
    ) {
        if let id = change.old.flatMap({ UniqueID($0.id) }) {
            tenants[id] = nil
            touched.tenants.insert(id)
        }
        if let tenant = change.new, let id = UniqueID(tenant.id) {
            tenants[id] = tenant
            touched.tenants.insert(id)
        }
    }

    private mutating func take(
        principal change: RegistryTable<PrincipalRecord>.Change,
        _ touched: inout Touched
    ) throws(Fault) {
        if let id = change.old.flatMap({ UniqueID($0.id) }) { principals[id] = nil }
        if let new = change.new {
            principals[try RegistryContents.id(new.id, of: new)] = new
            // What nothing changes for keeps its record: connections hold it.
            if let old = change.old, RegistryContents.areAlike(old, new) { return }
        }
        let ids = [change.old, change.new].compactMap { $0 }.map { UniqueID($0.id) }
        touched.principals.formUnion(ids.compactMap { $0 })
    }

    /// Whether a principal may do the same, and is told the same of itself.
    private static func areAlike(_ old: PrincipalRecord, _ new: PrincipalRecord) -> Bool {
        var old = old
        old.version = new.version
        old.reason = new.reason
        return old == new
    }

    /// Makes the records of callers anew that a change can have changed.
    private mutating func settle(_ touched: Touched) {
        var ids = touched.principals
        if !touched.tenants.isEmpty {
            for (id, principal) in principals {
                guard let tenant = UniqueID(principal.tenantId) else { continue }
                if touched.tenants.contains(tenant) { ids.insert(id) }
            }
        }
        guard !ids.isEmpty else { return }
        let common = Common(of: self)
        for id in ids {
            directory.callers[id] = principals[id].flatMap { caller(id, $0, common) }
        }
    }
}

// What connections are checked against.
extension RegistryContents {
    /// What the records of callers are made of beside their own rows.
    private struct Common {
        let registered: [UniqueID: RegisteredDataSets]
        let introductions: Introductions

        init(of contents: RegistryContents) {
            registered = RegisteredDataSets.byTenant(contents.dataSets)
            introductions = Introductions(hub: contents.hub, notices: contents.notices)
        }
    }

    /// A principal as connections know it; `nil` for one whose organisation is gone.
    private func caller(
        _ id: UniqueID,
        _ principal: PrincipalRecord,
        _ common: Common
    ) -> CallerRecord? {
        guard let tenantID = UniqueID(principal.tenantId), let tenant = tenants[tenantID],
            tenant.state != .ended
        else { return nil }
        let registered = common.registered[tenantID] ?? RegisteredDataSets()
        return CallerRecord(
            principal: id,
            tenant: tenantID,
            tenantCode: tenant.code,
            grants: principal.grants,
            listedMethods: principal.methods.isEmpty
                && !principal.grants.contains { $0.role == .integrator }
                ? nil : Set(principal.methods.compactMap { Method(name: $0) }),
            standing: PrincipalStanding(principal.state),
            isTenantSuspended: tenant.state != .active,
            filledDataSets: registered.filled,
            commissionedDataSets: registered.commissioned,
            trialDataSets: registered.trial,
            introduction: common.introductions.introduction(principal, of: tenant, tenantID)
        )
    }

    private static func id<Message: WireMessage>(
        _ text: String,
        of _: Message
    ) throws(Fault) -> UniqueID {
        guard let id = UniqueID(text) else {
            var fault = Fault(.dataDamaged)
            fault.cause = "\(Message.name): an id that is none"
            throw fault
        }
        return id
    }
}

extension DirectoryContents {
    /// Knows a certificate, if it opens something, or did until its principal ended.
    fileprivate mutating func add(_ certificate: CertificateRecord) {
        guard let key = CertificateKey(certificate) else { return }
        certificates[key] = certificate.entry
        endedWithPrincipals[key] = certificate.endedWithPrincipal ? certificate.principal : nil
    }

    /// Forgets a certificate.
    fileprivate mutating func remove(_ certificate: CertificateRecord) {
        guard let key = CertificateKey(certificate) else { return }
        certificates[key] = nil
        endedWithPrincipals[key] = nil
    }
}

extension CertificateKey {
    /// The key of a certificate on record; `nil` for a record that is damaged.
    fileprivate init?(_ certificate: CertificateRecord) {
        guard let digest = Digest32(certificate.publicKeyDigest) else { return nil }
        self.init(serial: certificate.serial, publicKeyDigest: digest)
    }
}
