import HubCrypto
import HubStore
import HubWire

/// The principal that a change is about, with its own certificates.
struct ChangedPrincipal {
    /// Its record, as it is to be kept.
    var record: PrincipalRecord
    /// Its certificates.
    private(set) var certificates: [CertificateRecord]
    private let neighbours: Neighbours

    /// Everybody of an organisation, read once for however many of them change.
    struct Neighbours {
        /// The people, as they were before any change.
        let people: People
        /// Who invited whom.
        let inviters: Inviters

        /// Reads them.
        ///
        /// - Parameters:
        ///   - caller: Somebody of the organisation.
        ///   - store: The registry.
        /// - Throws: A fault of the store.
        init(of caller: CallerRecord, in store: inout WriteContext) throws(Fault) {
            let tenant = try AdminHandlers.tenant(of: caller, in: &store)
            people = try People(of: tenant, in: &store)
            inviters = Inviters(of: tenant.id, among: people.principals.values)
        }

        /// Whether somebody was invited by a caller, or by any of the operators that it is one of:
        /// whoever invited is away one day, and the invited waits.
        func haveInvited(_ other: PrincipalRecord, or caller: CallerRecord) -> Bool {
            if other.invitedBy.utf8.elementsEqual(caller.principal.description.utf8) {
                return true
            }
            return people.principals[other.invitedBy] != nil
                && RoleTable.allows(Method.operatorServiceInviteToHub.facts, caller.grants)
        }
    }

    /// Finds a principal of the caller's own tenant.
    ///
    /// - Parameters:
    ///   - id: Its id.
    ///   - caller: Who changes it.
    ///   - orInvited: Whether one of another tenant is found as well, if the caller or another
    ///     operator invited it and none of its keys was ever confirmed.
    ///   - known: Its organisation, where it was read already.
    ///   - store: The registry.
    /// - Throws: `notFound`, or a fault of the store.
    init(
        _ id: String,
        of caller: CallerRecord,
        orInvited: Bool = false,
        among known: Neighbours? = nil,
        in store: inout WriteContext
    ) throws(Fault) {
        guard let id = UniqueID(id)?.description else { throw Fault(.notFound) }
        if let known {
            neighbours = known
        } else {
            neighbours = try Neighbours(of: caller, in: &store)
        }
        certificates = try KeyChanges.certificates(of: id, in: store)
        if let own = neighbours.people.principals[id] {
            record = own
        } else {
            let found = try RegistryTables.principalRows.find(id, in: store.database)
            // Certificates are forgotten in time, and whoever confirmed one is not.
            guard orInvited, let other = found, neighbours.haveInvited(other, or: caller),
                other.devicesBy.isEmpty, certificates.allSatisfy({ $0.confirmed == nil })
            else { throw Fault(.notFound) }
            record = other
        }
    }

    /// As the caller is told of it.
    var told: Principal {
        Principal(record, certificates, inviter: neighbours.inviters.name(record.invitedBy))
    }

    /// Whether every key that opens something is known to be its own: confirmed by its
    /// fingerprint, or made at the hub's own machine.
    var hasConfirmedKeys: Bool {
        record.invitedBy.isEmpty
            || certificates.allSatisfy { !$0.isOpen(of: record.id) || $0.confirmed != nil }
                && certificates.contains { $0.isOpen(of: record.id) }
    }

    /// Others who could hold the key of a device of it.
    func vouchers(of shown: ClientKey?) -> [Hand] {
        certificates.first { $0.serial == shown?.serial ?? [] }?.vouchedBy ?? []
    }

    /// Whether it may still ask for what needs a second person.
    var mayAsk: Bool {
        record.state == .active
            && RoleTable.allows(Method.operatorServiceApprove.facts, record.grants)
    }

    /// Whether something of it opens the hub without a device.
    ///
    /// A certificate that has lapsed counts: whoever holds it can renew it.
    func opens(without device: [CertificateRecord]) -> Bool {
        certificates.contains { one in
            one.isOpen(of: record.id) && !device.contains { $0.serial == one.serial }
        }
    }

    /// Keeps what was done to it, for its organisation and for operators that did it.
    func note(_ act: Act, in store: inout WriteContext) throws(Fault) {
        try Acts.note(act, inTenant: record.tenantId, in: &store)
    }

    /// Goes on to the standing after an event.
    mutating func move(
        _ event: PrincipalStanding.Event,
        _ reason: String
    ) throws(Fault) {
        record.state = try PrincipalStanding(record.state).after(event).registryState
        record.reason = reason
    }

    /// Looks whether the organisation keeps an admin with the change.
    func requireAdmin() throws(Fault) {
        var after = neighbours.people
        after.principals[record.id] = record
        after.certificates.removeAll { $0.principalId.utf8.elementsEqual(record.id.utf8) }
        after.certificates += certificates
        try AdminRules.requireAdmin(before: neighbours.people, after: after)
    }

    /// Keeps the record, one version later.
    mutating func saveRecord(in store: inout WriteContext) throws(Fault) -> Saved {
        record.version += 1
        try RegistryTables.principalRows.save(record, as: record.id, in: &store)
        return Saved(id: record.id, revision: record.version)
    }

    /// Keeps one of its certificates.
    mutating func save(
        _ certificate: CertificateRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        let code = certificate.code
        try RegistryTables.certificateRows.save(certificate, as: code, in: &store)
        certificates.removeAll { $0.serial == certificate.serial }
        certificates.append(certificate)
    }

    /// Ends all its certificates, as the principal ends.
    mutating func revokeKeys(in store: inout WriteContext) throws(Fault) {
        for var certificate in certificates where certificate.state == .active {
            certificate.endedWithPrincipal = certificate.keyState != .pending
            certificate.end()
            try save(certificate, in: &store)
        }
    }
}

extension CertificateRecord {
    /// Ends the certificate: it opens nothing any more.
    mutating func end() {
        state = .ended
        keyState = .revoked
    }

    /// The certificates among some that are of one device: a renewal replaces one by another.
    ///
    /// - Parameter all: Those on record of one principal.
    /// - Returns: The device's.
    /// - Complexity: O(n²) in the certificates on record, of which there are `keysMax` at most.
    func device(among all: [CertificateRecord]) -> [CertificateRecord] {
        var serials: Set<[UInt8]> = [serial]
        var hasGrown = true
        while hasGrown {
            hasGrown = false
            for one in all where !one.replaces.isEmpty {
                guard serials.contains(one.serial) != serials.contains(one.replaces) else {
                    continue
                }
                serials.formUnion([one.serial, one.replaces])
                hasGrown = true
            }
        }
        return all.filter { serials.contains($0.serial) }
    }
}
