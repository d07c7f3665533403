import HubCrypto
import HubStore
import HubSystem
import HubWire

extension Hub {
    /// What makes invitations, for whoever is asked for one.
    package var invitations: InvitationMaker {
        InvitationMaker { [authority] () throws(HubError) -> Digest32 in
            try authority.shownRootDigest()
        }
    }

    /// Invites somebody at the shell of the hub's machine: whoever holds it confirms the key by
    /// asking.
    ///
    /// - Parameters:
    ///   - request: Whom to invite; a role of the hub, or an admin of a tenant.
    ///   - validHours: How long it can be used.
    /// - Returns: The invitation and its code.
    /// - Throws: `HubError` naming what is wrong with the request.
    package func invite(
        _ request: IssueRequest,
        validHours: UInt32
    ) throws(HubError) -> MadeInvitation {
        let contents = contents
        guard contents.hub != nil else { throw HubError.noHub(data) }
        let tenant = try issueTenant(request, contents)
        guard RoleTable.isHubRole(request.role) || request.role == .admin else {
            throw HubError(
                "at this machine only a council's admin is invited, who invites everybody else",
                .usage
            )
        }
        if request.role == .admin, contents.hasPeople(of: tenant.id) {
            throw HubError(
                "\(tenant.name) has people already: its admins invite admins; where none is left, "
                    + "two operators let one in with `whub admin break-glass`",
                .taken
            )
        }
        guard validHours <= InvitationMaker.validHoursMax else {
            throw HubError(
                "--valid is at most \(InvitationMaker.validHoursMax) hours",
                .usage
            )
        }
        var plan = InvitationPlan(
            tenant: tenant.id,
            name: try Hub.principalName(request.name),
            grants: Hub.grants(request)
        )
        plan.validHours = validHours
        let maker = invitations
        let now = clock.instant
        return try changeRegistry("local/Invite") { [plan] (store) throws(Fault) in
            let made = try maker.make(plan, now: now, in: &store)
            let act = Act(kind: .invited, made.record)
            try Acts.note(act, in: tenant, in: &store)
            if tenant.kind != .region {
                try Acts.noteForOperators(act, about: tenant, in: &store)
            }
            return made
        }
    }
}
