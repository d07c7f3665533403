import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

// Devices of somebody who has lost one, and cannot help themselves.
extension AdminHandlers {
    /// Ends one device of somebody: every key that it has had, and invitations of devices that it
    /// may have been asked for.
    ///
    /// The principal stays.
    package func revokeDevice(
        _ request: RevokeDeviceRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RevokeDeviceResponse {
        let reason = try Fault.text(request.reason, "reason", .line, isRequired: true)
        let typed = try Fault.code(request.key, "key")
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        let named = target.certificates.first { $0.code.utf8.elementsEqual(typed.utf8) }
        guard let named else { throw Fault(.notFound) }
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        let device = named.device(among: target.certificates)
        let isShown = { (key: CertificateRecord) in key.serial == call.clientKey?.serial }
        // Nobody locks themselves out by a slip: one's own last device is another admin's to end.
        guard !device.contains(where: isShown) || target.opens(without: device) else {
            throw Fault(.lastKey)
        }
        let open = device.filter { $0.state == .active && $0.currentState != .retired }
        guard let shown = open.last else {
            throw Fault(.notPossibleInThisState, "the device opens nothing any more")
        }
        for var key in device where key.state == .active {
            key.end()
            try target.save(key, in: &store)
        }
        try target.requireAdmin()
        let id = target.record.id
        try OwnDevices.endWhatWasAsked(from: id, in: &store)
        let saved = try target.saveRecord(in: &store)
        let act = Act(kind: .deviceRevoked, shown, of: target.record, reason: reason)
        try target.note(act, in: &store)
        return RevokeDeviceResponse(saved: saved, principal: target.told)
    }

    /// Invites a new device of somebody who has none left that opens the hub.
    ///
    /// Whoever has one lets others in from there. So nobody gets a key in the name of a person who
    /// is in, and would not notice; and of several that were asked for one after the other none is
    /// left for later.
    package func addDevice(
        _ request: AddDeviceRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> AddDeviceResponse {
        let reason = try Fault.text(request.reason, "reason", .line)
        let label = try IdentityHandlers.label(request.label)
        let hours = try AdminRules.validHours(request.validHours)
        let caller = try call.requireCaller()
        let target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        guard target.record.state == .active else { throw Fault(.notPossibleInThisState) }
        let isThere = { (key: CertificateRecord) in
            key.state == .active && key.currentState != .retired
        }
        guard !target.certificates.contains(where: isThere) else { throw Fault(.anotherDeviceIsIn) }
        guard target.certificates.count < KeyLife.keysMax else { throw Fault(.tooManyKeys) }
        let id = target.record.id
        for var earlier in try OwnDevices.invitations(of: id, at: call.now, in: &store) {
            earlier.state = .withdrawn
            earlier.version += 1
            try RegistryTables.invitationRows.save(earlier, as: earlier.code, in: &store)
            var act = Act(kind: .invitationWithdrawn, earlier)
            act.detail = "another one was asked for"
            try target.note(act, in: &store)
        }
        var plan = InvitationPlan(
            tenant: target.record.tenantId,
            name: target.record.name,
            grants: []
        )
        plan.kind = .device
        plan.principal = id
        plan.label = label.isEmpty ? IdentityHandlers.deviceLabelUsual : label
        plan.invitedBy = caller.principal.description
        if id.utf8.elementsEqual(plan.invitedBy.utf8) {
            plan.vouchedBy = target.vouchers(of: call.clientKey)
        }
        plan.validHours = hours
        let made = try invitations.make(plan, now: call.now, in: &store)
        try target.note(Act(kind: .deviceInvited, made.record, reason: reason), in: &store)
        return AddDeviceResponse(
            saved: call.isDryRun ? Saved(revision: made.record.version) : made.saved,
            code: call.isDryRun ? "" : made.code,
            expires: made.record.expires
        )
    }
}
