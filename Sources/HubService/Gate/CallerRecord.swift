package import HubCrypto
package import HubWire

/// Who calls: a principal of a tenant, with what it may do today.
///
/// An immutable value behind one reference: a change of roles makes a new record, and connections
/// ask the directory for it when the directory's generation has moved.
package final class CallerRecord: Sendable {
    /// The principal.
    package let principal: UniqueID
    /// Its bytes, as every write carries them.
    let principalBytes: [UInt8]
    /// The tenant whose data the principal may reach.
    package let tenant: UniqueID
    /// The tenant's code, a council's GSS code.
    package let tenantCode: String
    /// What the principal may do, per family.
    package let grants: [Grant]
    /// How far the principal has come; its tenant may be suspended all the same.
    let standing: PrincipalStanding
    /// Whether the tenant is suspended.
    package let isTenantSuspended: Bool
    /// The data sets that the tenant's register has a filled entry for.
    package let filledDataSets: Set<DataSet>
    /// Those of them that the register says are held as commissioner, too.
    let commissionedDataSets: Set<DataSet>
    /// Those of them whose only filled entries a hub made for trial.
    let trialDataSets: Set<DataSet>
    /// What the principal is told of itself.
    package let introduction: Introduction
    private let allowed: [Bool]

    /// Whether the principal is active.
    package var isActive: Bool { standing == .active }

    /// The record of a principal.
    ///
    /// - Parameters:
    ///   - principal: Its id.
    ///   - tenant: The id of its tenant.
    ///   - tenantCode: The tenant's code.
    ///   - grants: What it may do.
    ///   - listedMethods: The only methods it may call, where it is an integrator.
    ///   - standing: How far it has come: whether it may connect at all.
    ///   - isTenantSuspended: Whether its tenant is suspended.
    ///   - filledDataSets: What the tenant may load data about people under.
    ///   - commissionedDataSets: What it holds as commissioner, too.
    ///   - trialDataSets: What it may load for trial alone.
    ///   - introduction: What it is told of itself.
    init(
        principal: UniqueID,
        tenant: UniqueID,
        tenantCode: String,
        grants: [Grant],
        listedMethods: Set<Method>? = nil,
        standing: PrincipalStanding = .active,
        isTenantSuspended: Bool = false,
        filledDataSets: Set<DataSet> = [],
        commissionedDataSets: Set<DataSet> = [],
        trialDataSets: Set<DataSet> = [],
        introduction: Introduction = .unknown
    ) {
        self.principal = principal
        principalBytes = principal.bytes
        self.tenant = tenant
        self.tenantCode = tenantCode
        self.grants = grants
        self.standing = standing
        self.isTenantSuspended = isTenantSuspended
        self.filledDataSets = filledDataSets
        self.commissionedDataSets = commissionedDataSets
        self.trialDataSets = trialDataSets
        self.introduction = introduction
        allowed = Method.allCases.map { method in
            let isListed = listedMethods?.contains(method) ?? true
            let isOpen = RoleTable.isOpenToListed(method.facts.permission)
            return (isListed || isOpen)
                && RoleTable.allows(
                    method.facts,
                    grants,
                    asCommissioner: commissionedDataSets.contains(method.facts.dataSet)
                )
        }
    }

    /// Why the caller may not call a method.
    ///
    /// - Parameter method: One that it may not call.
    /// - Returns: `notAllowed`, or `capacityNotGranted` where the role alone would do.
    func refusal(of method: Method) -> Fault {
        guard lacksCapacity(for: method) else {
            return Fault(.notAllowed, GrantWords.refusal(method, to: grants))
        }
        return Fault(.capacityNotGranted, GrantWords.capacityRefusal(method, to: grants))
    }

    /// Whether a role allows the method, but does not cover what the tenant holds as commissioner.
    func lacksCapacity(for method: Method) -> Bool {
        let facts = method.facts
        return commissionedDataSets.contains(facts.dataSet) && RoleTable.allows(facts, grants)
            && !RoleTable.allows(facts, grants, asCommissioner: true)
    }

    /// The role that a call of a method rests on.
    ///
    /// - Parameter facts: Those of the method.
    /// - Returns: The first that allows it; unspecified where none is needed.
    func role(for facts: MethodFacts) -> Role {
        let isCommissioned = commissionedDataSets.contains(facts.dataSet)
        return grants.first { grant in
            RoleTable.allows(facts, [grant], asCommissioner: isCommissioned)
        }?.role ?? .unspecified
    }

    /// Whether there is a method that the caller may call and another record of it may not.
    func mayCallMore(than other: CallerRecord) -> Bool {
        zip(allowed, other.allowed).contains { $0 && !$1 }
    }

    /// Whether a role of the caller allows the method.
    package func mayCall(_ method: Method) -> Bool { allowed[Int(method.rawValue)] }
}
