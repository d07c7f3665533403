import HubWire

/// What each role may do: the one place where roles and permissions meet.
enum RoleTable {
    /// Whether a role carries a permission within its own family.
    ///
    /// | permission | roles |
    /// |---|---|
    /// | view | viewer, contributor, steward, integrator |
    /// | contribute | contributor, steward |
    /// | steward | steward |
    /// | administer | admin |
    /// | lead region | region lead |
    /// | analyse region | region analyst |
    /// | operate | operator |
    ///
    /// An integrator's methods are listed one by one as well; an admin invites and grants, and sees
    /// no records by that.
    static func carries(_ role: Role, _ permission: Permission) -> Bool {
        switch permission {
        case .view: [.viewer, .contributor, .steward, .integrator].contains(role)
        case .contribute: [.contributor, .steward].contains(role)
        case .steward: role == .steward
        case .administer: role == .admin
        case .leadRegion: role == .regionLead
        case .analyseRegion: role == .regionAnalyst
        case .operate: role == .operator
        default: false
        }
    }

    /// Whether a role belongs to the hub and therefore to no family of services.
    static func isHubRole(_ role: Role) -> Bool {
        [.regionLead, .regionAnalyst, .operator].contains(role)
    }

    /// Whether a principal with these grants may call a method with these facts.
    ///
    /// - Parameters:
    ///   - facts: The method's facts.
    ///   - grants: What the principal holds today.
    /// - Returns: Whether one of the grants carries the permission.
    static func allows(_ facts: MethodFacts, _ grants: [Grant]) -> Bool {
        switch facts.permission {
        case .anonymous, .authenticated: return true
        default: break
        }
        return grants.contains { grant in
            guard carries(grant.role, facts.permission) else { return false }
            return isHubRole(grant.role) || facts.family == .hub || grant.family == facts.family
        }
    }
}
