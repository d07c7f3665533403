import HubCrypto
import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// A person's own devices: a second laptop is let in from the first.
extension IdentityHandlers {
    /// How long the invitation of a device can be used where nothing else was asked for: it is for
    /// whoever sits in front of both.
    static let deviceHoursUsual: UInt32 = 1
    /// The longest that the invitation of a device can be used.
    static let deviceHoursMax: UInt32 = 24
    /// The longest name of a device.
    static let deviceLabel = TextRule(charactersMax: 60, isMultiline: false)
    /// What a device is called that was given no name.
    static let deviceLabelUsual = "another device"

    /// The name of a device as it is kept: of the thing, and not of whom it belongs to.
    static func label(_ label: String) throws(Fault) -> String {
        try Fault.impersonal(label, "label", deviceLabel, .namePersonal)
    }

    /// Lists the keys of the caller's own devices.
    package func listOwnKeys(
        _ request: ListOwnKeysRequest,
        in call: CallContext
    ) throws(Fault) -> ListOwnKeysResponse {
        let id = try call.requireCaller().principal.description
        let shown = call.clientKey
        let own = registry().certificates.filter { certificate in
            // Whoever holds a key that waits may be somebody who found the invitation.
            let isTold = shown?.state != .pending || certificate.serial == shown?.serial
            return isTold && certificate.principalId.utf8.elementsEqual(id.utf8)
        }
        return ListOwnKeysResponse(keys: OwnDevices.told(own, shown?.serial ?? []))
    }

    /// Invites another device of the caller.
    package func inviteDevice(
        _ request: InviteDeviceRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> InviteDeviceResponse {
        let caller = try call.requireCaller()
        let label = try IdentityHandlers.label(request.label)
        let hours = try IdentityHandlers.deviceHours(request.validHours)
        let own = try OwnDevices(of: caller, call.clientKey, in: &store)
        try own.requireRoom(beside: try own.invitations(at: call.now, in: &store).count)
        var plan = InvitationPlan(
            tenant: caller.tenant.description,
            name: own.record.name,
            grants: []
        )
        plan.kind = .device
        plan.principal = own.record.id
        plan.label = label.isEmpty ? IdentityHandlers.deviceLabelUsual : label
        plan.invitedBy = own.record.id
        // Here and not when it is confirmed: whatever confirms it, this device could hold its key.
        plan.vouchedBy = own.vouchersOfShown
        plan.validHours = hours
        let made = try invitations.make(plan, now: call.now, in: &store)
        try Acts.note(
            Act(kind: .deviceInvited, made.record),
            of: own.record.tenantId,
            in: &store
        )
        return InviteDeviceResponse(
            saved: call.isDryRun ? Saved(revision: made.record.version) : made.saved,
            code: call.isDryRun ? "" : made.code,
            expires: made.record.expires
        )
    }

    private static func deviceHours(_ hours: UInt32) throws(Fault) -> UInt32 {
        guard hours <= deviceHoursMax else {
            throw .invalid("valid_hours", "too_long", "at most \(deviceHoursMax) hours")
        }
        return hours == 0 ? deviceHoursUsual : hours
    }

    /// Confirms that a key that waits is that of the caller's own other device.
    ///
    /// The key is worth as much as the one that confirms it and no more: one that nobody has read
    /// out to whoever invited its owner makes no other that counts as read out.
    package func confirmOwnKey(
        _ request: ConfirmOwnKeyRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ConfirmOwnKeyResponse {
        let caller = try call.requireCaller()
        let typed = try AdminHandlers.fingerprint(request.fingerprint).description
        var own = try OwnDevices(of: caller, call.clientKey, in: &store)
        let found = own.certificates.first { $0.fingerprint.utf8.elementsEqual(typed.utf8) }
        guard var key = found else { throw Fault(.fingerprintDiffers) }
        guard key.state == .active, key.keyState == .pending else {
            throw Fault(.notPossibleInThisState, "the key waits for nothing any more")
        }
        key.keyState = .active
        if own.isShownConfirmed { key.confirmed = Timestamp(call.now) }
        key.vouch(as: own.vouchersOfShown)
        try own.save(key, in: &store)
        let saved = try own.saveRecord(in: &store)
        try Acts.note(
            Act(kind: .keyConfirmed, key, of: own.record),
            of: own.record.tenantId,
            in: &store
        )
        return ConfirmOwnKeyResponse(saved: saved, key: own.told(key))
    }

    /// Ends one of the caller's own devices, which may be lost: every key that it has had, and what
    /// it may have been asked for invitations with.
    ///
    /// A device may end itself, as one that is given away does, while another one opens the hub.
    package func revokeOwnKey(
        _ request: RevokeOwnKeyRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RevokeOwnKeyResponse {
        let caller = try call.requireCaller()
        let id = try Fault.code(request.id, "id")
        var own = try OwnDevices(of: caller, call.clientKey, in: &store)
        let named = own.certificates.first { $0.code.utf8.elementsEqual(id.utf8) }
        guard let named else { throw Fault(.notFound) }
        let device = named.device(among: own.certificates)
        let open = device.filter { $0.state == .active && $0.keyState != .retired }
        guard !open.isEmpty else {
            throw Fault(.notPossibleInThisState, "the device opens nothing any more")
        }
        guard own.opens(without: device, at: call.now) else { throw Fault(.lastKey) }
        var ended: [CertificateRecord] = []
        for var key in device where key.state == .active {
            key.end()
            try own.save(key, in: &store)
            ended.append(key)
        }
        try OwnDevices.endWhatWasAsked(from: own.record.id, in: &store)
        let saved = try own.saveRecord(in: &store)
        try Acts.note(
            Act(kind: .deviceRevoked, open[0], of: own.record),
            of: own.record.tenantId,
            in: &store
        )
        return RevokeOwnKeyResponse(saved: saved, keys: OwnDevices.told(ended, own.shown))
    }
}

/// A principal's own record and the keys of its devices, inside a change of the registry.
struct OwnDevices {
    /// The principal.
    private(set) var record: PrincipalRecord
    /// All its certificates that are on record.
    private(set) var certificates: [CertificateRecord]
    /// The serial of the certificate that the caller shows.
    let shown: [UInt8]

    /// Those of a caller.
    ///
    /// - Parameters:
    ///   - caller: Who calls.
    ///   - key: What it shows.
    ///   - store: The registry.
    /// - Throws: `noLongerActive`, or a fault of the store.
    init(of caller: CallerRecord, _ key: ClientKey?, in store: inout WriteContext) throws(Fault) {
        let id = caller.principal.description
        let found = try RegistryTables.principalRows.find(id, in: store.database)
        guard let found, found.state == .active else { throw Fault(.noLongerActive) }
        record = found
        certificates = try KeyChanges.certificates(of: id, in: store)
        shown = key?.serial ?? []
    }

    /// Whether nobody could have made the key that the caller shows but who it is for.
    var isShownConfirmed: Bool {
        record.invitedBy.isEmpty
            || certificates.contains { $0.serial == shown && $0.confirmed != nil }
    }

    /// Others who have a part in the device that the caller shows.
    var vouchersOfShown: [Hand] {
        certificates.first { $0.serial == shown }?.vouchedBy ?? []
    }

    /// Invitations of devices that can still be used.
    func invitations(
        at now: Instant,
        in store: inout WriteContext
    ) throws(Fault) -> [InvitationRecord] {
        try OwnDevices.invitations(of: record.id, at: now, in: &store)
    }

    /// Invitations of a principal's devices that can still be used.
    static func invitations(
        of principal: String,
        at now: Instant,
        in store: inout WriteContext
    ) throws(Fault) -> [InvitationRecord] {
        try RegistryTables.invitationRows.all(
            RegistryQueries.invitationsOfPrincipal,
            principal,
            in: store.database
        ).filter { $0.kind == .device && $0.isLive(at: now) }
    }

    /// Ends what a principal has asked for: from a device that is ended, somebody else may have
    /// asked for it.
    ///
    /// - Parameters:
    ///   - principal: Its id.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    static func endWhatWasAsked(
        from principal: String,
        in store: inout WriteContext
    ) throws(Fault) {
        let why = "a device of whoever asked for it was ended"
        try AdminHandlers.withdrawInvitations(of: principal, why, in: &store)
        try SecondPerson.endRequests(of: principal, why, in: &store)
    }

    /// Looks whether there is room for one device more.
    ///
    /// - Parameter invited: Devices that were invited and are not there yet.
    /// - Throws: `tooManyKeys`.
    func requireRoom(beside invited: Int) throws(Fault) {
        guard KeyLife.devices(certificates) + invited < KeyLife.devicesMax else {
            throw Fault(.tooManyKeys)
        }
    }

    /// Whether something opens the hub without a device: what calls, or another key in its time.
    func opens(without device: [CertificateRecord], at now: Instant) -> Bool {
        certificates.contains { one in
            guard one.isOpen(of: record.id), !device.contains(where: { $0.serial == one.serial })
            else { return false }
            return one.serial == shown || one.notAfter.map { now < Instant($0) } ?? false
        }
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

    /// Keeps the record, one version later: admins see the keys as a part of it.
    mutating func saveRecord(in store: inout WriteContext) throws(Fault) -> Saved {
        record.version += 1
        try RegistryTables.principalRows.save(record, as: record.id, in: &store)
        return Saved(id: record.id, revision: record.version)
    }

    /// A key as its owner is told of it.
    func told(_ certificate: CertificateRecord) -> PrincipalKey {
        OwnDevices.told([certificate], shown)[0]
    }

    /// Keys as their owner is told of them, the oldest first.
    static func told(_ certificates: [CertificateRecord], _ shown: [UInt8]) -> [PrincipalKey] {
        let sorted = certificates.sorted { one, other in
            let times = [one, other].map { $0.issued.map { Instant($0).microseconds } ?? 0 }
            return times[0] == times[1]
                ? one.serial.lexicographicallyPrecedes(other.serial) : times[0] < times[1]
        }
        return sorted.map { certificate in
            var key = PrincipalKey(certificate)
            key.isCurrent = certificate.serial == shown
            return key
        }
    }
}

extension ClientKey {
    /// The serial of the certificate.
    var serial: [UInt8] { certificate.serial }
}
