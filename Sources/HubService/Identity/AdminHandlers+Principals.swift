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
        let text = "\(typed)"
        let typedKey = target.certificates.first { $0.fingerprint.utf8.elementsEqual(text.utf8) }
        guard var key = typedKey else { throw Fault(.fingerprintDiffers) }
        guard key.state == .active, key.currentState != .retired else {
            throw Fault(.notPossibleInThisState, "the key was replaced or ended")
        }
        let wasOpen = key.keyState != .pending
        guard !wasOpen || key.confirmed == nil else {
            throw Fault(.notPossibleInThisState, "the key was confirmed already")
        }
        if !wasOpen { key.keyState = .active }
        key.confirmed = Timestamp(call.now)
        let confirmer = caller.principal.description
        key.vouch(by: confirmer, since: call.now)
        target.record.letDeviceIn(by: confirmer, at: call.now)
        if target.record.id.utf8.elementsEqual(confirmer.utf8) {
            // Their own other device: it is worth as much as the one that confirms it.
            key.vouch(as: target.vouchers(of: call.clientKey))
        }
        try target.save(key, in: &store)
        let saved = try target.saveRecord(in: &store)
        try target.note(Act(kind: .keyConfirmed, key, of: target.record), in: &store)
        return ConfirmKeyResponse(saved: saved, principal: target.told, wasOpen: wasOpen)
    }

    /// Sets what a principal may do.
    package func changeRoles(
        _ request: ChangeRolesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ChangeRolesResponse {
        let reason = try Fault.text(request.reason, "reason", .line)
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
        var act = Act(kind: .rolesChanged, of: target.record, reason: reason)
        act.grantsBefore = target.record.grants
        act.methodsBefore = target.record.methods
        act.grants = grants
        act.methods = methods
        let wasSecond = RoleTable.allows(Method.operatorServiceApprove.facts, target.record.grants)
        target.record.grants = grants
        target.record.methods = methods
        // A role more gives nobody a key; what makes a second person of somebody counts.
        if !wasSecond, RoleTable.allows(Method.operatorServiceApprove.facts, grants) {
            target.record.granted = Timestamp(call.now)
            target.record.give(by: caller.principal.description, at: call.now)
        }
        try target.requireAdmin()
        let saved = try target.saveRecord(in: &store)
        try target.note(act, in: &store)
        if !target.mayAsk {
            let why = "whoever asked for it may not do it any more"
            try SecondPerson.endRequests(of: target.record.id, why, in: &store)
        }
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
        try target.note(Act(kind: .suspended, of: target.record, reason: reason), in: &store)
        let why = "whoever asked for it was suspended"
        try SecondPerson.endRequests(of: target.record.id, why, in: &store)
        return SuspendPrincipalResponse(saved: saved, principal: target.told)
    }

    /// Lets a suspended principal in again.
    package func resumePrincipal(
        _ request: ResumePrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumePrincipalResponse {
        let reason = try Fault.text(request.reason, "reason", .line)
        let caller = try call.requireCaller()
        var target = try ChangedPrincipal(request.principal, of: caller, in: &store)
        try AdminHandlers.requireVersion(request.baseVersion, target.record.version)
        try target.move(.resume, "")
        let saved = try target.saveRecord(in: &store)
        try target.note(Act(kind: .resumed, of: target.record, reason: reason), in: &store)
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
        let saved = try target.saveRecord(in: &store)
        try target.note(Act(kind: .revoked, of: target.record, reason: reason), in: &store)
        try AdminHandlers.withdrawInvitations(of: target.record.id, in: &store)
        let why = "whoever asked for it was revoked"
        try SecondPerson.endRequests(of: target.record.id, why, in: &store)
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
        let before = try ChangedPrincipal.Neighbours(of: caller, in: &store)
        // Text keys: the ids that this request names.
        var confirmed: Set<String> = []
        for id in request.confirmed {
            var target = try ChangedPrincipal(id, of: caller, among: before, in: &store)
            guard confirmed.insert(target.record.id).inserted else {
                throw .invalid("confirmed", "twice", "each principal once")
            }
            guard target.record.state == .active else { throw Fault(.notPossibleInThisState) }
            // Confirmed twice in a day is confirmed: nothing is written for it.
            if let last = target.record.confirmed,
                call.now < Instant(last).advanced(hours: AdminRules.confirmedHours)
            {
                let record = target.record
                response.saved = Saved(id: record.id, revision: record.version)
                continue
            }
            target.record.confirmed = Timestamp(call.now)
            response.saved = try target.saveRecord(in: &store)
            try target.note(Act(kind: .accessConfirmed, of: target.record), in: &store)
        }
        let people = try People(
            of: try AdminHandlers.tenant(of: caller, in: &store),
            in: &store
        )
        let due = people.principals.values.filter { AdminRules.isDue($0, call.now) }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        for record in due.prefix(Page.rowsMax) {
            let keys = try KeyChanges.certificates(of: record.id, in: store)
            let inviter = before.inviters.name(record.invitedBy)
            response.due.append(Principal(record, keys, inviter: inviter))
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
        _ why: String = "whoever had invited is out",
        in store: inout WriteContext
    ) throws(Fault) {
        let queries = [
            RegistryQueries.invitationsByInviter, RegistryQueries.invitationsOfPrincipal,
        ]
        for query in queries {
            let found = try RegistryTables.invitationRows.all(query, principal, in: store.database)
            for var invitation in found where invitation.state == .live {
                invitation.state = .withdrawn
                invitation.version += 1
                let code = invitation.code
                try RegistryTables.invitationRows.save(invitation, as: code, in: &store)
                // Those that have run out are nobody's news.
                guard invitation.isOpen(at: store.now) else { continue }
                var act = Act(kind: .invitationWithdrawn, invitation)
                act.detail = why
                try Acts.note(act, inTenant: invitation.tenantId, in: &store)
            }
        }
    }
}
