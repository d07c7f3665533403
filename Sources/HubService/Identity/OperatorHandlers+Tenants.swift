import HubSystem
package import HubWire

// How tenants stand with the hub.
extension OperatorHandlers {
    /// Lists the tenants of the hub, but for those whose files are destroyed.
    package func listTenants(
        _ request: ListTenantsRequest,
        in call: CallContext
    ) throws(Fault) -> ListTenantsResponse {
        let contents = registry()
        // Text keys: ids of the registry's own making.
        let peopled = Set(
            contents.principals.values.lazy.filter { $0.state != .ended }.map(\.tenantId)
        )
        var response = ListTenantsResponse()
        response.tenants = contents.tenants.values.filter { $0.state != .ended }
            .map { HostedTenant($0, hasPeople: peopled.contains($0.id)) }
            .sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        return response
    }
}

extension HostedTenant {
    /// What operators see of a tenant.
    ///
    /// - Parameters:
    ///   - tenant: The tenant, not ended.
    ///   - hasPeople: Whether anybody of it may get in, now or when it is resumed.
    fileprivate init(_ tenant: TenantRecord, hasPeople: Bool) {
        let state: HostedState =
            switch tenant.state {
            case .suspended: .suspended
            case .deleting: .deleting
            default: .active
            }
        self.init(
            code: tenant.code,
            name: tenant.name,
            kind: tenant.kind,
            state: state,
            reason: tenant.reason,
            deleteAfter: tenant.deleteAfter,
            needsFirstAdmin: state == .active && !hasPeople
        )
    }
}
