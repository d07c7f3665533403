import HubCrypto
package import HubStore
import HubSystem
import HubTLS
package import HubWire

/// Certifies devices.
///
/// Everything of one certificate is one commit, in one file: whichever of two callers with one code
/// comes first has used it up before the other is looked at.
package struct EnrolmentHandlers: EnrolmentServiceHandlers {
    private let facts: HubFacts
    private let issuer: Issuer

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - facts: The hub as it names itself.
    ///   - issuer: What certifies clients.
    package init(facts: HubFacts, issuer: Issuer) {
        self.facts = facts
        self.issuer = issuer
    }

    /// Takes an invitation, and certifies the key of the device that brings it.
    ///
    /// The same invitation with the same key is answered with the same certificate for 15 minutes,
    /// since an answer can be lost; with any other key it is used up.
    package func enrol(
        _ request: EnrolRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EnrolResponse {
        // Nothing of the request is parsed, and nothing said, before its secret was found right.
        let invitation = try invitation(of: request, in: store)
        let now = try HighestTime.judged(call.now, in: store)
        switch InvitationLife.use(invitation.message, now: now) {
        case .nothing: throw Fault(.noLiveInvitation)
        case .again(let digest):
            let key = try signingKey(request.signingRequest)
            guard ConstantTime.areEqual(key.digest.bytes, digest) else {
                throw Fault(.noLiveInvitation)
            }
            return try answerAgain(invitation.message, key, in: store)
        case .first: return try enrol(request, invitation, now, &store)
        }
    }

    private func enrol(
        _ request: EnrolRequest,
        _ invitation: RegistryRecords.Kept<InvitationRecord>,
        _ now: Instant,
        _ store: inout WriteContext
    ) throws(Fault) -> EnrolResponse {
        let tenant = try tenant(of: invitation.message, in: store)
        let principal = try principal(of: invitation.message, now, in: store)
        var owner = principal.message
        let key = try signingKey(request.signingRequest)
        try refuseKnown(key, in: store)
        if invitation.message.kind == .device {
            try requireRoom(for: owner, in: store)
        }
        let issue = try issue(to: owner, key, now)
        let inviter = invitation.message.invitedBy
        if invitation.message.kind == .device, !inviter.isEmpty {
            owner.letDeviceIn(by: inviter, at: now)
        }
        try RegistryRecords.save(
            owner,
            owner.id,
            RegistryTables.principals,
            basedOn: principal.revision,
            id: UniqueID(owner.id),
            in: &store
        )
        var certificate = issue.record
        certificate.keyState = Self.state(of: invitation.message)
        certificate.label = invitation.message.label
        if !inviter.isEmpty { certificate.vouch(by: inviter, since: now) }
        certificate.vouch(as: invitation.message.vouchedBy)
        // Nobody has read the key out yet, unless whoever holds the hub's own machine asked for it.
        if invitation.message.invitedBy.isEmpty { certificate.confirmed = Timestamp(now) }
        try keep(issue, certificate, in: &store)
        var used = invitation.message
        used.state = .used
        used.usedKey = key.digest.bytes
        used.used = Timestamp(now)
        used.serial = certificate.serial
        used.version += 1
        try RegistryRecords.save(
            used,
            used.code,
            RegistryTables.invitations,
            basedOn: invitation.revision,
            in: &store
        )
        try HighestTime.raise(to: now, in: &store)
        var act = Act(kind: .enrolled, certificate, of: owner)
        act.grants = owner.grants
        act.methods = owner.methods
        try Acts.note(act, of: tenant.id, by: .principal(act.principal), in: &store)
        return answer(owner, tenant, certificate, issue.chain.map(\.der))
    }

    /// A key that is to be read out before it opens anything, or one that opens at once.
    private static func state(of invitation: InvitationRecord) -> KeyState {
        guard !invitation.invitedBy.isEmpty else { return .active }
        let isDevice = invitation.kind == .device
        let isWeighty = KeyLife.needsConfirmation(invitation.grants, methods: invitation.methods)
        return isDevice || isWeighty ? .pending : .active
    }

    /// The invitation whose secret this is.
    private func invitation(
        of request: EnrolRequest,
        in store: borrowing WriteContext
    ) throws(Fault) -> RegistryRecords.Kept<InvitationRecord> {
        guard request.invitation.count == InvitationCode.idByteCount,
            request.secret.count == InvitationCode.secretByteCount
        else { throw Fault(.noLiveInvitation) }
        let found: RegistryRecords.Kept<InvitationRecord>? = try RegistryRecords.find(
            Hexadecimal.text(request.invitation.span),
            RegistryTables.invitations,
            in: store
        )
        guard InvitationLife.isSecret(request.secret, of: found?.message), let found else {
            throw Fault(.noLiveInvitation)
        }
        return found
    }

    private func tenant(
        of invitation: InvitationRecord,
        in store: borrowing WriteContext
    ) throws(Fault) -> TenantRecord {
        let tenant = try RegistryRecords.tenant(invitation.tenantId, in: store)
        guard let tenant, tenant.state == .active else { throw Fault(.noLiveInvitation) }
        return tenant
    }

    /// The principal that the invitation makes, or whose device it lets in.
    private func principal(
        of invitation: InvitationRecord,
        _ now: Instant,
        in store: borrowing WriteContext
    ) throws(Fault) -> RegistryRecords.Kept<PrincipalRecord> {
        try InviterRules.require(invitation, in: store)
        let there: RegistryRecords.Kept<PrincipalRecord>? = try RegistryRecords.find(
            invitation.principalId,
            RegistryTables.principals,
            in: store
        )
        if invitation.kind == .device {
            guard let there, there.message.state == .active,
                there.message.tenantId.utf8.elementsEqual(invitation.tenantId.utf8)
            else { throw Fault(.noLiveInvitation) }
            return there
        }
        guard there == nil else { throw Fault(.noLiveInvitation) }
        var principal = PrincipalRecord()
        principal.id = invitation.principalId
        principal.tenantId = invitation.tenantId
        principal.name = invitation.name
        principal.grants = invitation.grants
        principal.methods = invitation.methods
        principal.state = .active
        principal.enrolled = Timestamp(now)
        principal.confirmed = Timestamp(now)
        principal.invitedBy = invitation.invitedBy
        principal.version = 1
        return RegistryRecords.Kept(message: principal, revision: 0)
    }

    /// Looks whether somebody may have one device more.
    private func requireRoom(
        for principal: PrincipalRecord,
        in store: borrowing WriteContext
    ) throws(Fault) {
        let own = try KeyChanges.certificates(of: principal.id, in: store)
        guard KeyLife.devices(own) < KeyLife.devicesMax, own.count < KeyLife.keysMax else {
            throw Fault(.tooManyKeys)
        }
    }

    /// What was answered before, for an answer that was lost.
    private func answerAgain(
        _ invitation: InvitationRecord,
        _ key: PublicKey,
        in store: borrowing WriteContext
    ) throws(Fault) -> EnrolResponse {
        let serial = Hexadecimal.text(invitation.serial.span)
        let issued: RegistryRecords.Kept<IssuedRecord>? = try RegistryRecords.find(
            serial,
            RegistryTables.issued,
            in: store
        )
        let certificate: RegistryRecords.Kept<CertificateRecord>? = try RegistryRecords.find(
            serial,
            RegistryTables.certificates,
            in: store
        )
        let principal: RegistryRecords.Kept<PrincipalRecord>? = try RegistryRecords.find(
            invitation.principalId,
            RegistryTables.principals,
            in: store
        )
        let tenant = try tenant(of: invitation, in: store)
        guard let issued, let certificate, let principal, principal.message.state == .active else {
            throw Fault(.noLiveInvitation)
        }
        return answer(principal.message, tenant, certificate.message, issued.message.chain)
    }

    private func answer(
        _ principal: PrincipalRecord,
        _ tenant: TenantRecord,
        _ certificate: CertificateRecord,
        _ chain: [[UInt8]]
    ) -> EnrolResponse {
        var response = EnrolResponse()
        response.saved = Saved(id: principal.id, revision: principal.version)
        response.chain = chain
        response.hubId = facts.id.description
        response.hubName = facts.name
        response.tenantCode = tenant.code
        response.tenantName = tenant.name
        response.principalId = principal.id
        response.fingerprint =
            Digest32(certificate.publicKeyDigest).map {
                KeyFingerprint(publicKeyDigest: $0).description
            } ?? ""
        response.mustBeConfirmed = certificate.currentState == .pending
        response.expires = certificate.notAfter
        return response
    }
}

// What enrolment and renewal do alike.
extension EnrolmentHandlers {
    /// A certificate that was made and is not kept yet.
    struct Issue {
        let chain: [Certificate]
        let record: CertificateRecord
    }

    /// The key of a signing request, which proves that its sender holds it.
    func signingKey(_ der: [UInt8]) throws(Fault) -> PublicKey {
        do throws(TLSError) {
            return try SigningRequest(der: der).publicKey
        } catch {
            throw Fault(.signingRequestNotUsable)
        }
    }

    /// Refuses a key that was certified for anybody before.
    func refuseKnown(_ key: PublicKey, in store: borrowing WriteContext) throws(Fault) {
        let known: RegistryRecords.Kept<KeyRecord>? = try RegistryRecords.find(
            key.digest.hex,
            RegistryTables.keys,
            in: store
        )
        guard known == nil else { throw Fault(.keyKnownAlready) }
    }

    /// Signs a certificate for a principal.
    func issue(
        to principal: PrincipalRecord,
        _ key: PublicKey,
        _ now: Instant
    ) throws(Fault) -> Issue {
        guard let id = UniqueID(principal.id), let tenant = UniqueID(principal.tenantId) else {
            throw .internal("a principal without an id")
        }
        let name = PrincipalName(hub: facts.id, tenant: tenant, principal: id)
        let chain: [Certificate]
        do throws(HubError) {
            chain = try issuer.issue(name, key: key, now: now)
        } catch {
            var fault = Fault(.nothingCanBeIssuedNow)
            fault.cause = error.message
            throw fault
        }
        guard let leaf = chain.first?.facts else { throw .internal("no certificate was made") }
        var record = CertificateRecord()
        record.serial = leaf.serial
        record.publicKeyDigest = leaf.publicKeyDigest.bytes
        record.principalId = principal.id
        record.notAfter = Timestamp(seconds: leaf.notAfterSeconds)
        record.state = .active
        record.issued = Timestamp(now)
        return Issue(chain: chain, record: record)
    }

    /// Keeps a certificate, whose its key is, and what a lost answer is answered with.
    func keep(
        _ issue: Issue,
        _ certificate: CertificateRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        try RegistryRecords.save(
            certificate,
            certificate.code,
            RegistryTables.certificates,
            basedOn: 0,
            in: &store
        )
        try KeyChanges.keepKey(of: certificate, in: &store)
        try RegistryRecords.save(
            IssuedRecord(chain: issue.chain.map(\.der)),
            certificate.code,
            RegistryTables.issued,
            basedOn: 0,
            in: &store
        )
    }
}
