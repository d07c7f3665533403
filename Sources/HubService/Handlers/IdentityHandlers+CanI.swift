import HubCrypto
package import HubWire

// Who may do what, and who can help.
extension IdentityHandlers {
    /// Admins that are named.
    static let grantersMax = 20

    /// Tells whether the caller may call a method, and if not, who can help.
    package func canI(
        _ request: CanIRequest,
        in call: CallContext
    ) throws(Fault) -> CanIResponse {
        guard let caller = call.caller else { throw Fault(.certificateNeeded) }
        guard let method = Method(name: request.method) else {
            throw .invalid("method", "unknown", "a method of this hub: `whub describe` lists them")
        }
        let facts = method.facts
        var response = CanIResponse()
        let isWaiting = call.clientKey?.state == .pending && !Admission.opensToPending(method)
        response.allowed =
            caller.mayCall(method) && caller.isActive && !caller.isTenantSuspended && !isWaiting
        response.roles = RoleTable.roles(carrying: facts.permission)
        response.family = facts.family
        response.asCommissioner = caller.commissionedDataSets.contains(facts.dataSet)
        // What needs no role is refused only to somebody whose methods an admin lists.
        let isAnybodys = response.roles.isEmpty && caller.mayCall(method)
        response.granters = isAnybodys ? [] : granters(of: response.roles, for: caller)
        return response
    }

    /// Who can grant one of these roles to a caller.
    ///
    /// An admin gives the roles of its organisation and nobody of the hub's; where an organisation
    /// has no active admin, an operator invites one.
    private func granters(of roles: [Role], for caller: CallerRecord) -> [String] {
        let isOfHub = !roles.isEmpty && roles.allSatisfy { RoleTable.isHubRole($0) }
        let tenant = caller.tenant.description
        let admins = registry().principals.values.filter { principal in
            principal.tenantId.utf8.elementsEqual(tenant.utf8) && principal.state == .active
                && principal.grants.contains { $0.role == .admin }
        }
        guard !isOfHub, !admins.isEmpty else { return [GrantWords.operators] }
        return Array(admins.map(\.name).sorted().prefix(IdentityHandlers.grantersMax))
    }
}
