/// What each role may do: the one place where roles and permissions meet.
///
/// The hub decides by it; a client asks it who could be allowed what.
package enum RoleTable {
    /// The roles that carry a permission within their own family.
    ///
    /// | permission | roles |
    /// |---|---|
    /// | view | viewer, contributor, steward, integrator |
    /// | contribute | contributor, steward, integrator |
    /// | steward | steward, integrator |
    /// | administer | admin; operator, for the tenant of the region |
    /// | lead region | region lead |
    /// | analyse region | region analyst |
    /// | operate | operator |
    ///
    /// An integrator's methods are listed one by one as well, those that need no role included: a
    /// program that brings records every night has the methods of an import and no other. An admin
    /// invites and grants, and sees no records by that. An operator's own tenant is the region's,
    /// which nobody else administers.
    ///
    /// - Parameter permission: The permission.
    /// - Returns: The roles; none for what needs no role.
    package static func roles(carrying permission: Permission) -> [Role] {
        switch permission {
        case .view: [.viewer, .contributor, .steward, .integrator]
        case .contribute: [.contributor, .steward, .integrator]
        case .steward: [.steward, .integrator]
        case .administer: [.admin, .operator]
        case .leadRegion: [.regionLead]
        case .analyseRegion: [.regionAnalyst]
        case .operate: [.operator]
        default: []
        }
    }

    /// Whether a permission asks for no role.
    ///
    /// - Parameter permission: The permission.
    /// - Returns: Whether it does not; the gate may ask for something else.
    package static func isOpen(_ permission: Permission) -> Bool {
        [.anonymous, .authenticated, .invited, .renew, .known].contains(permission)
    }

    /// Whether a permission opens its methods even to somebody who may call listed ones only: those
    /// that tell a principal what it is and what it may do, keep its key alive, and are open to
    /// strangers.
    ///
    /// - Parameter permission: The permission.
    /// - Returns: Whether it does; anything else has to be listed.
    package static func isOpenToListed(_ permission: Permission) -> Bool {
        [.anonymous, .invited, .renew, .known].contains(permission)
    }

    /// Whether a role belongs to the hub and therefore to no family of services.
    ///
    /// - Parameter role: The role.
    /// - Returns: Whether it does.
    package static func isHubRole(_ role: Role) -> Bool {
        [.regionLead, .regionAnalyst, .operator].contains(role)
    }

    /// The roles among these that somebody could be given beside what is held already.
    ///
    /// An integrator holds no other role, what belongs to the hub has no role of an organisation,
    /// and a person is no program.
    ///
    /// - Parameters:
    ///   - roles: Roles that would do.
    ///   - grants: What is held today.
    /// - Returns: Those that can be given, in the same order; none where nobody can help.
    package static func givable(_ roles: [Role], to grants: [Grant]) -> [Role] {
        if grants.contains(where: { $0.role == .integrator }) {
            return roles.filter { $0 == .integrator }
        }
        if grants.contains(where: { isHubRole($0.role) }) { return roles.filter(isHubRole) }
        let own = roles.filter { !isHubRole($0) && $0 != .integrator }
        return own.isEmpty ? roles.filter(isHubRole) : own
    }

    /// Whether a principal with these grants may call a method with these facts.
    ///
    /// - Parameters:
    ///   - facts: The method's facts.
    ///   - grants: What the principal holds today.
    ///   - asCommissioner: Whether the data of the method is held as commissioner, too, so that a
    ///     grant has to cover that.
    /// - Returns: Whether one of the grants carries the permission.
    package static func allows(
        _ facts: MethodFacts,
        _ grants: [Grant],
        asCommissioner: Bool = false
    ) -> Bool {
        guard !isOpen(facts.permission) else { return true }
        return grants.contains { grant in
            guard roles(carrying: facts.permission).contains(grant.role) else { return false }
            if isHubRole(grant.role) { return true }
            guard facts.family == .hub || grant.family == facts.family else { return false }
            return !asCommissioner || grant.alsoAsCommissioner
        }
    }

    /// Whether a grant can cover data that an organisation holds as commissioner: of a family that
    /// holds data about people under its register, and of a role that comes to see it.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - family: The family.
    /// - Returns: Whether there is a method that it would make a difference for.
    package static func canCoverCommissioner(_ role: Role, _ family: Family) -> Bool {
        guard !isHubRole(role) else { return false }
        return Method.allCases.contains { method in
            let facts = method.facts
            return facts.family == family && isOfDataSet(facts)
                && allows(facts, [Grant(role: role, family: family)])
        }
    }

    /// Whether a method reads or loads data that the data-set register accounts for.
    ///
    /// - Parameter facts: The method's facts.
    /// - Returns: Whether it does.
    package static func isOfDataSet(_ facts: MethodFacts) -> Bool {
        facts.dataSet != .none && facts.dataSet != .unspecified
    }
}
