package import HubCrypto
package import HubStore
import HubSystem
package import HubWire

/// The whole registry at one revision, in memory: a hub has tens of tenants and hundreds of
/// principals.
package struct RegistryContents: Sendable {
    /// The hub itself; `nil` before it was created.
    package let hub: HubRecord?
    /// Tenants by their ids.
    package let tenants: [UniqueID: TenantRecord]
    /// Principals by their ids.
    package let principals: [UniqueID: PrincipalRecord]
    /// Certificates that were issued.
    package let certificates: [CertificateRecord]
    /// Invitations that were not used or withdrawn, and those whose answer may have been lost.
    package let invitations: [InvitationRecord]
    /// Changes that wait for a second person.
    package let approvals: [ApprovalRecord]
    /// Entries of the data-set registers.
    package let dataSets: [DataSetRecord]
    /// Notices to tenants.
    package let notices: [NoticeRecord]
    /// What connections are checked against, made of all of it.
    package let directory: Directory.Contents

    /// Reads the registry's file.
    ///
    /// - Parameter store: The registry.
    /// - Throws: `dataDamaged`, or another fault of the store.
    package init(_ store: borrowing Database) throws(Fault) {
        let hub = try stored { () throws(StoreError) in
            try RegistryTables.hub.find(RegistryTables.hubCode, in: store)
        }
        if let hub {
            self.hub = try Fault.decoded(HubRecord.self, hub.body)
        } else {
            self.hub = nil
        }
        tenants = try RegistryContents.byID(
            try RegistryContents.all(TenantRecord.self, RegistryTables.tenants, store)
        ) { $0.id }
        principals = try RegistryContents.byID(
            try RegistryContents.all(PrincipalRecord.self, RegistryTables.principals, store)
        ) { $0.id }
        certificates = try RegistryContents.all(
            CertificateRecord.self,
            RegistryTables.certificates,
            store
        )
        invitations = try RegistryContents.all(
            InvitationRecord.self,
            RegistryTables.invitations,
            store
        )
        approvals = try RegistryContents.all(ApprovalRecord.self, RegistryTables.approvals, store)
        dataSets = try RegistryContents.all(DataSetRecord.self, RegistryTables.dataSets, store)
        notices = try RegistryContents.all(NoticeRecord.self, RegistryTables.notices, store)
        directory = RegistryContents.directory(
            tenants,
            principals,
            certificates,
            dataSets,
            Introductions(hub: self.hub, notices: notices)
        )
    }

    /// The tenant of a code.
    package func tenant(code: String) -> TenantRecord? {
        tenants.values.first { $0.code.utf8.elementsEqual(code.utf8) }
    }

    /// The region's own tenant.
    package var regionTenant: TenantRecord? { tenants.values.first { $0.kind == .region } }

    private static func directory(
        _ tenants: [UniqueID: TenantRecord],
        _ principals: [UniqueID: PrincipalRecord],
        _ certificates: [CertificateRecord],
        _ dataSets: [DataSetRecord],
        _ introductions: Introductions
    ) -> Directory.Contents {
        var contents = Directory.Contents()
        let filled = filledDataSets(dataSets)
        for (id, principal) in principals {
            guard let tenantID = UniqueID(principal.tenantId), let tenant = tenants[tenantID],
                tenant.state != .ended
            else { continue }
            contents.callers[id] = CallerRecord(
                principal: id,
                tenant: tenantID,
                tenantCode: tenant.code,
                grants: principal.grants,
                listedMethods: principal.methods.isEmpty
                    && !principal.grants.contains { $0.role == .integrator }
                    ? nil : Set(principal.methods.compactMap { Method(name: $0) }),
                isActive: principal.state == .active,
                isTenantSuspended: tenant.state != .active,
                filledDataSets: filled[tenantID] ?? [],
                introduction: introductions.introduction(principal, of: tenant, tenantID)
            )
        }
        for certificate in certificates {
            guard let entry = certificate.entry, let digest = Digest32(certificate.publicKeyDigest)
            else { continue }
            let key = Directory.CertificateKey(
                serial: certificate.serial,
                publicKeyDigest: digest
            )
            contents.certificates[key] = entry
        }
        return contents
    }

    private static func all<Message: WireMessage>(
        _: Message.Type,
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) -> [Message] {
        var messages: [Message] = []
        for record in try stored({ () throws(StoreError) in try records.all(in: store) }) {
            messages.append(try Fault.decoded(Message.self, record.body))
        }
        return messages
    }

    private static func byID<Message: WireMessage>(
        _ messages: [Message],
        _ id: (Message) -> String
    ) throws(Fault) -> [UniqueID: Message] {
        var found: [UniqueID: Message] = [:]
        for message in messages {
            guard let key = UniqueID(id(message)) else {
                var fault = Fault(.dataDamaged)
                fault.cause = "\(Message.name): an id that is none"
                throw fault
            }
            found[key] = message
        }
        return found
    }
}
