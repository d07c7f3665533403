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
    /// Whether the principal is active; its tenant may be suspended all the same.
    package let isActive: Bool
    /// Whether the tenant is suspended.
    package let isTenantSuspended: Bool
    /// The data sets that the tenant's register has a filled entry for.
    package let filledDataSets: Set<DataSet>
    /// What the principal is told of itself.
    package let introduction: Introduction
    private let allowed: [Bool]

    /// The record of a principal.
    ///
    /// - Parameters:
    ///   - principal: Its id.
    ///   - tenant: The id of its tenant.
    ///   - tenantCode: The tenant's code.
    ///   - grants: What it may do.
    ///   - listedMethods: The only methods it may call, where it is an integrator.
    ///   - isActive: Whether it may connect at all.
    ///   - isTenantSuspended: Whether its tenant is suspended.
    ///   - filledDataSets: What the tenant may load data about people under.
    ///   - introduction: What it is told of itself.
    package init(
        principal: UniqueID,
        tenant: UniqueID,
        tenantCode: String,
        grants: [Grant],
        listedMethods: Set<Method>? = nil,
        isActive: Bool = true,
        isTenantSuspended: Bool = false,
        filledDataSets: Set<DataSet> = [],
        introduction: Introduction = .unknown
    ) {
        self.principal = principal
        principalBytes = principal.bytes
        self.tenant = tenant
        self.tenantCode = tenantCode
        self.grants = grants
        self.isActive = isActive
        self.isTenantSuspended = isTenantSuspended
        self.filledDataSets = filledDataSets
        self.introduction = introduction
        allowed = Method.allCases.map { method in
            let isListed = listedMethods?.contains(method) ?? true
            let isOpen = RoleTable.isOpen(method.facts.permission)
            return (isListed || isOpen) && RoleTable.allows(method.facts, grants)
        }
    }

    /// Whether there is a method that the caller may call and another record of it may not.
    func mayCallMore(than other: CallerRecord) -> Bool {
        zip(allowed, other.allowed).contains { $0 && !$1 }
    }

    /// Whether a role of the caller allows the method.
    package func mayCall(_ method: Method) -> Bool { allowed[Int(method.rawValue)] }
}
