package import HubWire

/// Answers who is in the region.
package struct RegisterHandlers: RegisterServiceHandlers {
    private let registry: @Sendable () -> RegistryContents

    /// Handlers of a hub.
    ///
    /// - Parameter registry: The registry as it is.
    package init(registry: @escaping @Sendable () -> RegistryContents) {
        self.registry = registry
    }

    /// Lists the councils and other tenants of the region.
    package func listCouncils(
        _ request: ListCouncilsRequest,
        in call: CallContext
    ) throws(Fault) -> ListCouncilsResponse {
        let contents = registry()
        var response = ListCouncilsResponse()
        response.regionCode = contents.hub?.regionCode ?? ""
        response.regionName = contents.hub?.regionName ?? ""
        for tenant in contents.tenants.values where tenant.state != .ended {
            response.entries.append(
                RegisterEntry(
                    code: tenant.code,
                    name: tenant.name,
                    kind: tenant.kind,
                    councilType: tenant.councilType,
                    isExample: tenant.isExample
                )
            )
        }
        response.entries.sort { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        return response
    }
}
