import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

// What changes a principal.
extension AdminHandlers {
    /// Confirms that a new key is that of the person who was invited.
    ///
    /// Whoever invited somebody into another tenant, as operators invite a first admin, confirms
    /// that one's first key, too. Of its own people an admin confirms any key, so also that of a
    /// second device, where the first is lost.
    package func confirmKey(
        _ request: ConfirmKeyRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ConfirmKeyResponse {
        let caller = try call.requireCaller()
        let typed = try AdminHandlers.fingerprint(request.fingerprint)
        var target = try ChangedPrincipal(
            request.principal,
            of: caller,
            orInvited: true,
            in: &store
        )
        guard target.record.state == .active else { throw Fault(.notPossibleInThisState) }
        let waiting = target.certificates.filter { certificate in
            certificate.state == .active
                && (certificate.keyState == .pending || certificate.confirmed == nil)
        }
        let text = "\(typed)"
        let isTyped = { (key: CertificateRecord) in key.fingerprint.utf8.elementsEqual(text.utf8) }
        guard var key = waiting.first(where: isTyped) else {
            guard !target.certificates.contains(where: isTyped) else {
                throw Fault(.notPossibleInThisState, "the key waits for nothing any more")
            }
            throw Fault(.fingerprintDiffers)
        }
        if key.keyState == .pending { key.keyState = .active }
        key.confirmed = Timestamp(call.now)
        try target.save(key, in: &store)
        let saved = try target.saveRecord(in: &store)
        return ConfirmKeyResponse(saved: saved, principal: target.told)
    }

    /// Sets what a principal may do.
    package func changeRoles(
        _ request: ChangeRolesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ChangeRolesResponse {
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        let tenant = try AdminHandlers.tenant(of: caller, in: &store)
        let grants = try AdminRules.check(
            request.grants,
            "grants",
            for: tenant.kind,
            by: caller.grants
        )
        let methods = try AdminRules.check(methods: request.methods, with: grants)
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        guard target.record.state != .ended else { throw Fault(.notPossibleInThisState) }
        let isPromoted =
            KeyLife.needsConfirmation(grants, methods: methods)
            && !KeyLife.needsConfirmation(target.record.grants, methods: target.record.methods)
        if isPromoted, !target.hasConfirmedKeys { throw Fault(.keyToBeConfirmedFirst) }
        target.record.grants = grants
        target.record.methods = methods
        try target.requireAdmin()
        let saved = try target.saveRecord(in: &store)
        return ChangeRolesResponse(saved: saved, principal: target.told)
    }

    /// Keeps a principal out until it is resumed.
    package func suspendPrincipal(
        _ request: SuspendPrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SuspendPrincipalResponse {
        let reason = try Fault.text(request.reason, "reason", .line, isRequired: true)
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        try target.move(.suspend, reason)
        try target.requireAdmin()
        let saved = try target.saveRecord(in: &store)
        return SuspendPrincipalResponse(saved: saved, principal: target.told)
    }

    /// Lets a suspended principal in again.
    package func resumePrincipal(
        _ request: ResumePrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumePrincipalResponse {
        _ = try Fault.text(request.reason, "reason", .line)
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        try target.move(.resume, "")
        let saved = try target.saveRecord(in: &store)
        return ResumePrincipalResponse(saved: saved, principal: target.told)
    }

    /// Ends a principal with all its keys, for good.
    ///
    /// Whoever invited somebody into another tenant ends that one, too, if somebody else has used
    /// the invitation: before a key was confirmed, and never after.
    package func revokePrincipal(
        _ request: RevokePrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RevokePrincipalResponse {
        let reason = try Fault.text(request.reason, "reason", .line, isRequired: true)
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(
            request.principal,
            of: caller,
            orInvited: true,
            in: &store
        )
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        try target.move(.revoke, reason)
        try target.requireAdmin()
        try target.revokeKeys(in: &store)
        try AdminHandlers.withdrawInvitations(of: target.record.id, in: &store)
        let saved = try target.saveRecord(in: &store)
        return RevokePrincipalResponse(saved: saved, principal: target.told)
    }

    /// Confirms that principals still need what they may do, and tells whose turn it is.
    package func reviewAccess(
        _ request: ReviewAccessRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ReviewAccessResponse {
        let caller = try call.requireCaller()
        guard request.confirmed.count <= Page.rowsMax else {
            throw .invalid("confirmed", "too_many", "at most \(Page.rowsMax) at a time")
        }
        var response = ReviewAccessResponse()
        for id in request.confirmed {
            var target = try ChangedPrincipal(id, of: caller, in: &store)
            guard target.record.state == .active else { throw Fault(.notPossibleInThisState) }
            target.record.confirmed = Timestamp(call.now)
            response.saved = try target.saveRecord(in: &store)
        }
        let people = try People(
            of: try AdminHandlers.tenant(of: caller, in: &store),
            in: &store
        )
        let inviters = Inviters(
            of: caller.tenant.description,
            among: people.principals.values
        )
        response.due = people.principals.values.filter { AdminRules.isDue($0, call.now) }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
            .prefix(Page.rowsMax)
            .map { record in
                Principal(
                    record,
                    people.certificates(of: record.id),
                    inviter: inviters.name(record.invitedBy)
                )
            }
        return response
    }

    /// Takes a fingerprint as it was typed.
    static func fingerprint(_ text: String) throws(Fault) -> KeyFingerprint {
        guard let fingerprint = KeyFingerprint(text) else {
            throw .invalid("fingerprint", "fingerprint", "XXXX-XXXX-XXXX-XXXX, as it was read out")
        }
        return fingerprint
    }

    /// Takes back what a principal has invited others with, and its own devices' invitations.
    static func withdrawInvitations(
        of principal: String,
        in store: inout WriteContext
    ) throws(Fault) {
        for var invitation in try RegistryTables.invitationRows.all(in: store.database)
        where invitation.state == .live {
            let isOwn =
                invitation.invitedBy.utf8.elementsEqual(principal.utf8)
                || invitation.principalId.utf8.elementsEqual(principal.utf8)
            guard isOwn else { continue }
            invitation.state = .withdrawn
            invitation.version += 1
            try RegistryTables.invitationRows.save(invitation, as: invitation.code, in: &store)
        }
    }
}

/// The principal that a change is about, with its own certificates.
struct ChangedPrincipal {
    /// Its record, as it is to be kept.
    var record: PrincipalRecord
    /// Its certificates.
    private(set) var certificates: [CertificateRecord]
    private let people: People
    private let inviters: Inviters

    /// Finds a principal of the caller's own tenant.
    ///
    /// - Parameters:
    ///   - id: Its id.
    ///   - caller: Who changes it.
    ///   - orInvited: Whether one of another tenant is found as well, if the caller invited it and
    ///     none of its keys was ever confirmed.
    ///   - store: The registry.
    /// - Throws: `notFound`, or a fault of the store.
    init(
        _ id: String,
        of caller: CallerRecord,
        orInvited: Bool = false,
        in store: inout WriteContext
    ) throws(Fault) {
        guard let id = UniqueID(id)?.description else { throw Fault(.notFound) }
        let tenant = try AdminHandlers.tenant(of: caller, in: &store)
        let people = try People(of: tenant, in: &store)
        if let own = people.principals[id] {
            record = own
            certificates = people.certificates(of: id)
        } else {
            let found = try RegistryTables.principalRows.find(id, in: store.database)
            guard orInvited, let other = found,
                other.invitedBy.utf8.elementsEqual(caller.principal.description.utf8)
            else { throw Fault(.notFound) }
            let theirs = try RegistryTables.certificateRows.all(in: store.database)
                .filter { $0.principalId.utf8.elementsEqual(id.utf8) }
            guard theirs.allSatisfy({ $0.confirmed == nil }) else { throw Fault(.notFound) }
            record = other
            certificates = theirs
        }
        self.people = people
        inviters = Inviters(of: tenant.id, among: people.principals.values)
    }

    /// As the caller is told of it.
    var told: Principal {
        Principal(record, certificates, inviter: inviters.name(record.invitedBy))
    }

    /// Whether every key that opens something is known to be its own: confirmed by its
    /// fingerprint, or made at the hub's own machine.
    var hasConfirmedKeys: Bool {
        record.invitedBy.isEmpty
            || certificates.allSatisfy { !$0.isOpen(of: record.id) || $0.confirmed != nil }
                && certificates.contains { $0.isOpen(of: record.id) }
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
        var after = people
        after.principals[record.id] = record
        try AdminRules.requireAdmin(before: people, after: after)
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

    /// Ends all its certificates.
    mutating func revokeKeys(in store: inout WriteContext) throws(Fault) {
        for var certificate in certificates where certificate.state == .active {
            certificate.state = .ended
            certificate.keyState = .revoked
            try save(certificate, in: &store)
        }
    }
}
