import HubStore
package import HubWire

/// Answers how the hub is.
package struct HealthHandlers: HealthServiceHandlers {
    private let stores: HubStores

    /// Handlers of a hub.
    ///
    /// - Parameter stores: Its files.
    package init(stores: HubStores) { self.stores = stores }

    /// Tells how the hub is.
    package func checkHealth(
        _ request: CheckHealthRequest,
        in call: CallContext
    ) throws(Fault) -> CheckHealthResponse {
        CheckHealthResponse(state: state)
    }

    /// How the hub is: what only another process can mend comes first.
    var state: HealthState {
        if stores.directory.needsRecovery { return .recovering }
        return stores.directory.isSpaceLow ? .readOnly : .serving
    }
}
