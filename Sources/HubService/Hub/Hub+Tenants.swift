import HubCrypto
import HubStore
import HubSystem
import HubWire

/// What becomes of tenants with time.
extension Hub {
    /// Destroys the files of tenants whose deletion is due, and ends them in the registry.
    ///
    /// The files go first: after a crash in between, the next call finds none and goes on. Waits
    /// for the disk.
    ///
    /// - Returns: The codes of the tenants that are gone.
    /// - Throws: `HubError` for the first that could not be destroyed.
    package func destroyDueTenants() throws(HubError) -> [String] {
        let now = clock.instant
        let due = contents.tenants.filter { TenantStanding.isDue($0.value, now) }
        var codes: [String] = []
        for (id, tenant) in due {
            try HubError.store { () throws(StoreError) in
                try stores.directory.destroy(OpaqueID(id))
            }
            try changeRegistry("local/DestroyTenant") { (store) throws(Fault) in
                try TenantEnding.end(tenant.code, in: &store)
            }
            codes.append(tenant.code)
        }
        return codes
    }

    /// Journals in tenants' own files what waits in the registry for them.
    ///
    /// Waits for the disk.
    ///
    /// - Throws: `HubError`; what could not be told waits for the next time.
    package func carryNotices() throws(HubError) {
        while true {
            let messages = try changeRegistry("local/Messages") { (store) throws(Fault) in
                try TenantMail.waiting(in: &store)
            }
            guard !messages.isEmpty else { return }
            for message in messages { try carry(message) }
            let places = messages.map(\.place)
            try changeRegistry("local/MessagesTold") { (store) throws(Fault) in
                try stored { () throws(StoreError) in try store.removeMessages(places) }
            }
        }
    }

    private func carry(_ message: OutboxMessage) throws(HubError) {
        let source = stores.directory.registry.identity.file
        let tenant = try HubError.store { () throws(StoreError) in
            try TenantMail.tenant(of: message)
        }
        // A tenant that is gone by now is told nothing.
        guard let tenant, let id = UniqueID(bytes: tenant.bytes), contents.tenants[id] != nil
        else { return }
        let file = try HubError.store { () throws(StoreError) in
            try stores.directory.tenant(tenant).records
        }
        try Hub.write(file, "local/Notice") { (store) throws(Fault) in
            try stored { () throws(StoreError) in
                guard try store.claim(message.place, from: source) else { return }
                try TenantMail.apply(&store, message)
            }
        }
    }
}

/// The end of a tenant in the registry.
enum TenantEnding {
    /// Ends a tenant whose files are gone, with everybody in it; its code becomes free.
    ///
    /// A tenant that was resumed meanwhile stays, with empty files.
    static func end(_ code: String, in store: inout WriteContext) throws(Fault) {
        guard let tenant = try RegistryTables.tenantRows.find(code, in: store.database),
            tenant.state == .deleting
        else { return }
        let people = try People(of: tenant, in: &store)
        for var principal in people.principals.values where principal.state != .ended {
            principal.state = .ended
            principal.version += 1
            try RegistryTables.principalRows.save(principal, as: principal.id, in: &store)
            try AdminHandlers.withdrawInvitations(of: principal.id, in: &store)
        }
        for id in people.principals.keys {
            for var certificate in try KeyChanges.certificates(of: id, in: store)
            where certificate.state == .active {
                certificate.endedWithPrincipal = certificate.keyState != .pending
                certificate.end()
                let code = certificate.code
                try RegistryTables.certificateRows.save(certificate, as: code, in: &store)
            }
        }
        try withdrawInvitations(into: tenant, in: &store)
        try RegistryTables.tenantRows.close(code, in: &store)
        let act = Act(kind: .organisationDestroyed, reason: "")
        try Acts.noteForOperators(act, about: tenant, by: .hub, in: &store)
    }

    private static func withdrawInvitations(
        into tenant: TenantRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        let found = try RegistryTables.invitationRows.all(
            RegistryQueries.invitationsIntoTenant,
            tenant.id,
            in: store.database
        )
        for var invitation in found where invitation.state == .live {
            invitation.state = .withdrawn
            invitation.version += 1
            try RegistryTables.invitationRows.save(invitation, as: invitation.code, in: &store)
        }
    }
}
