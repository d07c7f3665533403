import HubCrypto
import HubStore
import HubSystem
import HubWire

/// Everybody of one organisation, with the certificates of those who can let others in.
struct People {
    /// What kind of organisation it is.
    let kind: TenantKind
    /// Its principals by their ids.
    // Text keys: ids that the hub made, in lower-case ASCII.
    var principals: [String: PrincipalRecord]
    /// The certificates of those who can let others in; of the hub's own people all there are,
    /// since who had a hand in whom does not end with being suspended or losing a role.
    var certificates: [CertificateRecord]

    /// Everybody of an organisation, as the registry has them.
    ///
    /// - Parameters:
    ///   - tenant: The organisation.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the organisation's own rows.
    init(of tenant: TenantRecord, in store: inout WriteContext) throws(Fault) {
        kind = tenant.kind
        principals = [:]
        certificates = []
        let all = try RegistryTables.principalRows.all(
            RegistryQueries.principalsOfTenant,
            tenant.id,
            in: store.database
        )
        for principal in all {
            principals[principal.id] = principal
            let isIn = principal.state == .active && People.letsIn(principal, kind)
            guard isIn || kind == .region else { continue }
            certificates += try KeyChanges.certificates(of: principal.id, in: store)
        }
    }

    /// Made-up people, for rules.
    init(kind: TenantKind, _ principals: [PrincipalRecord], _ certificates: [CertificateRecord]) {
        self.kind = kind
        self.principals = [:]
        for principal in principals { self.principals[principal.id] = principal }
        self.certificates = certificates
    }

    /// Whether somebody is there who can let others in: active, and with a key that opens.
    var hasAdmin: Bool { !admins.isEmpty }

    /// Those who can let others in: active, and with a key that opens.
    var admins: [PrincipalRecord] {
        principals.values.filter { principal in
            principal.state == .active && People.letsIn(principal, kind)
                && certificates.contains { $0.isOpen(of: principal.id) }
        }
    }

    /// Whether a principal has the role that lets others in: an operator of the hub's own tenant,
    /// an admin of any other.
    private static func letsIn(_ principal: PrincipalRecord, _ kind: TenantKind) -> Bool {
        let role: Role = kind == .region ? .operator : .admin
        return principal.grants.contains { $0.role == role }
    }
}

extension CertificateRecord {
    /// Whether it is a principal's, and opens something.
    func isOpen(of principal: String) -> Bool {
        let isOpen = keyState == .unspecified || keyState == .active || keyState == .issued
        return state == .active && isOpen && principalId.utf8.elementsEqual(principal.utf8)
    }

    /// Notes that another principal has let the device in, or confirmed its key.
    mutating func vouch(by other: String, since: Instant) {
        vouchedBy.note(other, of: principalId, since: Timestamp(since))
    }

    /// Takes over who could hold the key of the device that it was invited or confirmed from.
    mutating func vouch(as hands: [Hand]) {
        for hand in hands {
            vouchedBy.note(hand.principalId, of: principalId, since: hand.since)
            vouchedBy.note(hand.principalId, of: principalId, since: hand.last ?? hand.since)
        }
    }

    /// The short form of its key's digest; empty for a record that is damaged.
    var fingerprint: String {
        Digest32(publicKeyDigest).map { "\(KeyFingerprint(publicKeyDigest: $0))" } ?? ""
    }
}

extension PrincipalRecord {
    /// Notes that another principal has made a second person of it by a role; whoever did before
    /// stays noted, with the first time.
    mutating func give(by other: String, at now: Instant) {
        givenBy.note(other, of: id, since: Timestamp(now))
    }

    /// Notes that another principal has let a device of it in, or confirmed its key.
    mutating func letDeviceIn(by other: String, at now: Instant) {
        devicesBy.note(other, of: id, since: Timestamp(now))
    }
}

extension [Hand] {
    /// Notes that somebody may hold the key of somebody else.
    ///
    /// The first time stays, whatever comes later: what was done meanwhile must not fall out of
    /// anybody's reach. The last one stands beside it: it may have been done by whoever held the
    /// key of that somebody by then.
    ///
    /// - Parameters:
    ///   - other: Who may.
    ///   - owner: Whose key it is, who has no hand in themselves.
    ///   - time: When it came about.
    fileprivate mutating func note(_ other: String, of owner: String, since time: Timestamp?) {
        guard !other.utf8.elementsEqual(owner.utf8) else { return }
        guard let place = firstIndex(where: { $0.principalId.utf8.elementsEqual(other.utf8) })
        else { return append(Hand(principalId: other, since: time)) }
        let last = self[place].last ?? self[place].since
        if Hands.time(time) > Hands.time(last) { self[place].last = time }
    }
}
