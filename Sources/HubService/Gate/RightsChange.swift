import HubCrypto

/// What a change of the directory takes away, and from whom.
package struct RightsChange: Sendable {
    /// Principals that may not connect any more, and why.
    private(set) var ended: [UniqueID: CloseWord] = [:]
    /// Certificates that are not accepted any more, of principals that are.
    private(set) var endedKeys: Set<CertificateKey> = []
    /// Principals that may call fewer methods.
    private(set) var reduced: Set<UniqueID> = []
    /// The tenants of all of them.
    private(set) var tenants: Set<UniqueID> = []

    /// Why connections end.
    enum CloseWord: Sendable {
        /// The key is out.
        case withdrawn
        /// The principal is suspended.
        case suspended
        /// The principal is out for good.
        case ended
        /// Its tenant is.
        case organisationSuspended

        /// What whoever is not known to be the principal is told.
        var toStrangers: CloseWord {
            switch self {
            case .withdrawn, .suspended, .ended: .withdrawn
            case .organisationSuspended: .organisationSuspended
            }
        }
    }

    /// What one state allows and the next does not.
    init(from old: DirectoryContents, to fresh: DirectoryContents) {
        for (id, caller) in old.callers where caller.isActive && !caller.isTenantSuspended {
            guard let next = fresh.callers[id], next.isActive else {
                ended[id] = fresh.callers[id]?.standing == .suspended ? .suspended : .ended
                tenants.insert(caller.tenant)
                continue
            }
            if next.isTenantSuspended {
                ended[id] = .organisationSuspended
                tenants.insert(caller.tenant)
            } else if caller !== next, caller.mayCallMore(than: next) {
                reduced.insert(id)
                tenants.insert(caller.tenant)
            }
        }
        for (key, entry) in old.certificates
        where fresh.certificates[key]?.principal != entry.principal {
            let principal = entry.principal
            guard ended[principal] == nil, let caller = old.callers[principal] else { continue }
            endedKeys.insert(key)
            tenants.insert(caller.tenant)
        }
    }

    /// Whether nobody lost anything.
    var isEmpty: Bool { tenants.isEmpty }
}
