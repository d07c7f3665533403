import HubCrypto
import HubSystem
import HubText
import HubWire

/// What an admin may give and take.
enum AdminRules {
    /// The most methods that an integrator lists.
    static let methodsMax = 200
    /// How long a confirmation of access is good for.
    static let reviewMicroseconds: Int64 = 365 * 24 * 3_600 * 1_000_000
    /// The families that the roles of a tenant are granted for.
    static let families: [Family] = [.priorities, .plans, .wres, .training]
    /// The roles of a tenant.
    static let tenantRoles: [Role] = [.viewer, .contributor, .steward, .admin, .integrator]

    /// The grants of one role.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - families: Families of services; none for all of them.
    /// - Returns: A grant for each family, one for a role of the hub.
    static func grants(_ role: Role, _ families: [Family]) -> [Grant] {
        guard !RoleTable.isHubRole(role) else { return [Grant(role: role, family: .hub)] }
        let families = families.isEmpty ? AdminRules.families : families
        return families.map { Grant(role: role, family: $0) }
    }

    /// The grants of one role, those that can also for data that is held as commissioner.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - families: Families of services; none for all of them.
    ///   - alsoAsCommissioner: Whether to cover that data where there can be any.
    /// - Returns: A grant for each family, one for a role of the hub.
    /// - Throws: `requestNotValid` where none of them could cover it.
    static func grants(
        _ role: Role,
        _ families: [Family],
        alsoAsCommissioner: Bool
    ) throws(Fault) -> [Grant] {
        let plain = grants(role, families)
        guard alsoAsCommissioner else { return plain }
        let wide = plain.map { grant in
            var grant = grant
            grant.alsoAsCommissioner = RoleTable.canCoverCommissioner(grant.role, grant.family)
            return grant
        }
        guard wide.contains(where: \.alsoAsCommissioner) else {
            throw .invalid("also_as_commissioner", "no_such_data", commissionerRule)
        }
        return wide
    }

    /// What a grant that covers data held as commissioner has to be.
    private static let commissionerRule =
        "a role that sees records, for a service that holds data about people"

    /// Takes grants as they are kept.
    ///
    /// - Parameters:
    ///   - grants: All grants that are to hold.
    ///   - path: The field, from the request's root.
    ///   - kind: What kind of organisation they are for.
    ///   - giver: What the giver holds.
    /// - Returns: Each grant once.
    /// - Throws: `notYoursToGive` for a role of another kind of organisation, or of the hub by
    ///   anybody but an operator; `requestNotValid`.
    static func check(
        _ grants: [Grant],
        _ path: String,
        for kind: TenantKind,
        by giver: [Grant]
    ) throws(Fault) -> [Grant] {
        var kept: [Grant] = []
        for (index, grant) in grants.enumerated() {
            let isOfHub = RoleTable.isHubRole(grant.role)
            guard isOfHub || tenantRoles.contains(grant.role) else {
                throw .invalid("\(path)[\(index)].role", "role", "a role of the organisation")
            }
            guard isOfHub == (kind == .region),
                !isOfHub || giver.contains(where: { $0.role == .operator })
            else { throw Fault(.notYoursToGive) }
            guard isOfHub ? grant.family == .hub : families.contains(grant.family) else {
                throw .invalid("\(path)[\(index)].family", "family", "a family of services")
            }
            guard
                !grant.alsoAsCommissioner
                    || RoleTable.canCoverCommissioner(grant.role, grant.family)
            else {
                let field = "\(path)[\(index)].also_as_commissioner"
                throw .invalid(field, "no_such_data", commissionerRule)
            }
            keep(grant, in: &kept)
        }
        guard !kept.isEmpty else { throw .invalid(path, "required", "at least one role") }
        return kept
    }

    /// Keeps a grant once: where one comes narrow and wide, the wide one holds.
    private static func keep(_ grant: Grant, in kept: inout [Grant]) {
        let place = kept.firstIndex { $0.role == grant.role && $0.family == grant.family }
        guard let place else { return kept.append(grant) }
        if grant.alsoAsCommissioner { kept[place] = grant }
    }

    /// Takes the methods of an integrator as they are kept.
    ///
    /// - Parameters:
    ///   - methods: Full names.
    ///   - grants: What is granted beside.
    /// - Returns: Each name once.
    /// - Throws: `requestNotValid` naming the first that is none, or for anybody but an integrator.
    static func check(methods: [String], with grants: [Grant]) throws(Fault) -> [String] {
        let isIntegrator = grants.contains { $0.role == .integrator }
        guard isIntegrator else {
            guard methods.isEmpty else {
                throw .invalid("methods", "not_for_role", "nothing: only integrators list methods")
            }
            return []
        }
        guard grants.allSatisfy({ $0.role == .integrator }) else {
            throw .invalid("role", "alone", "no other role beside that of an integrator")
        }
        guard !methods.isEmpty else {
            throw .invalid("methods", "required", "the methods that the integrator may call")
        }
        guard methods.count <= methodsMax else {
            throw .invalid("methods", "too_many", "at most \(methodsMax) methods")
        }
        var kept: [String] = []
        for (index, name) in methods.enumerated() {
            guard let method = Method(name: name) else {
                throw .invalid("methods[\(index)]", "method", "the full name of a method")
            }
            guard RoleTable.allows(method.facts, grants) else {
                throw .invalid(
                    "methods[\(index)]",
                    "not_for_role",
                    "a method of the services that the integrator is for, and no administration"
                )
            }
            if !kept.contains("\(method.name)") { kept.append("\(method.name)") }
        }
        return kept
    }

    /// How long an invitation is good for.
    ///
    /// - Parameter hours: So many hours; 0 for as long as usual.
    /// - Returns: The hours.
    /// - Throws: `requestNotValid`.
    static func validHours(_ hours: UInt32) throws(Fault) -> UInt32 {
        let max = InvitationMaker.validHoursMax
        guard hours <= max else {
            throw .invalid("valid_hours", "too_long", "at most \(max) hours")
        }
        return hours == 0 ? InvitationMaker.validHoursUsual : hours
    }

    /// Whether access is due to be confirmed again.
    static func isDue(_ principal: PrincipalRecord, _ now: Instant) -> Bool {
        guard principal.state == .active else { return false }
        let times = [principal.enrolled, principal.confirmed].compactMap { $0 }.map { Instant($0) }
        guard let last = times.max() else { return true }
        return now.microseconds - last.microseconds >= reviewMicroseconds
    }

    /// Looks whether an organisation keeps an admin.
    ///
    /// - Parameters:
    ///   - before: Everybody of the organisation as they are.
    ///   - after: The same with the change.
    /// - Throws: `lastAdmin` when the change takes the only one there is.
    static func requireAdmin(before: People, after: People) throws(Fault) {
        guard before.hasAdmin, !after.hasAdmin else { return }
        throw Fault(.lastAdmin)
    }
}
