import HubCrypto
import HubStore
import HubWire

/// Everybody of one organisation, with their certificates.
struct People {
    /// What kind of organisation it is.
    let kind: TenantKind
    /// Its principals by their ids.
    // Text keys: ids that the hub made, in lower-case ASCII.
    var principals: [String: PrincipalRecord]
    /// Their certificates.
    var certificates: [CertificateRecord]

    /// Everybody of an organisation, as the registry has them.
    ///
    /// - Parameters:
    ///   - tenant: The organisation.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    init(of tenant: TenantRecord, in store: inout WriteContext) throws(Fault) {
        kind = tenant.kind
        principals = [:]
        for principal in try RegistryTables.principalRows.all(in: store.database)
        where principal.tenantId.utf8.elementsEqual(tenant.id.utf8) {
            principals[principal.id] = principal
        }
        let all = try RegistryTables.certificateRows.all(in: store.database)
        certificates = all.filter { [principals] in principals[$0.principalId] != nil }
    }

    /// Made-up people, for rules.
    init(kind: TenantKind, _ principals: [PrincipalRecord], _ certificates: [CertificateRecord]) {
        self.kind = kind
        self.principals = [:]
        for principal in principals { self.principals[principal.id] = principal }
        self.certificates = certificates
    }

    /// Whether somebody is there who can let others in: active, and with a key that opens.
    var hasAdmin: Bool {
        let role: Role = kind == .region ? .operator : .admin
        return principals.values.contains { principal in
            principal.state == .active && principal.grants.contains { $0.role == role }
                && certificates.contains { $0.isOpen(of: principal.id) }
        }
    }

    /// The certificates of one principal.
    func certificates(of principal: String) -> [CertificateRecord] {
        certificates.filter { $0.principalId.utf8.elementsEqual(principal.utf8) }
    }
}

extension CertificateRecord {
    /// Whether it is a principal's, and opens something.
    func isOpen(of principal: String) -> Bool {
        let isOpen = keyState == .unspecified || keyState == .active || keyState == .issued
        return state == .active && isOpen && principalId.utf8.elementsEqual(principal.utf8)
    }

    /// The short form of its key's digest; empty for a record that is damaged.
    var fingerprint: String {
        Digest32(publicKeyDigest).map { "\(KeyFingerprint(publicKeyDigest: $0))" } ?? ""
    }
}
