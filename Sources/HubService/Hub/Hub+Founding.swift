import HubCrypto
import HubStore
import HubSystem
package import HubTLS
package import HubWire

/// What a new hub is made of.
package struct HubPlan: Sendable {
    /// The hub's name, for people.
    package var name: String
    /// Whether its data will be true or invented.
    package var kind: HubKind
    /// The region's code and name.
    package var region: (code: String, name: String)
    /// Names that clients call the server by.
    package var serverNames: [ServerName]
    /// Whether certificates may be issued at the shell of the hub's machine.
    package var allowsLocalIssue: Bool
    /// The tenants, without ids.
    package var tenants: [TenantRecord]

    /// A plan.
    package init(
        name: String,
        kind: HubKind,
        region: (code: String, name: String),
        serverNames: [ServerName],
        allowsLocalIssue: Bool,
        tenants: [TenantRecord]
    ) {
        self.name = name
        self.kind = kind
        self.region = region
        self.serverNames = serverNames
        self.allowsLocalIssue = allowsLocalIssue
        self.tenants = tenants
    }
}

extension Hub {
    /// Makes a hub of an empty data directory: its authority, its registry, its tenants.
    ///
    /// - Parameter plan: What it is made of.
    /// - Throws: `HubError` when there is a hub already, or something cannot be written.
    package func found(_ plan: HubPlan) throws(HubError) {
        guard contents.hub == nil else {
            throw HubError("\(data) holds a hub already; choose an empty directory", .taken)
        }
        let now = clock.instant
        // The authority first: a hub without one cannot be served, and the registry is the last
        // word on whether there is a hub.
        try authority.create(hubName: plan.name, names: plan.serverNames, now: now)
        let milliseconds = UInt64(clamping: now.microseconds / 1_000)
        var hub = HubRecord()
        hub.id = UniqueID(milliseconds: milliseconds).description
        hub.name = plan.name
        hub.kind = plan.kind
        hub.regionCode = plan.region.code
        hub.regionName = plan.region.name
        hub.localIssue = plan.allowsLocalIssue
        hub.serverNames = plan.serverNames.map(\.description)
        let tenants = plan.tenants.map { tenant in
            var tenant = tenant
            tenant.id = UniqueID(milliseconds: milliseconds).description
            tenant.state = .active
            return tenant
        }
        let isForTrial = plan.allowsLocalIssue || plan.kind == .example
        try changeRegistry("local/Init") { [hub] (store) throws(Fault) in
            for tenant in tenants {
                if isForTrial { try DataSetRegister.fillForTrial(tenant, in: &store) }
                try stored { () throws(StoreError) in
                    _ = try RegistryTables.tenants.save(
                        tenant.code,
                        tenant.encoded(),
                        basedOn: 0,
                        id: UniqueID(tenant.id),
                        in: &store
                    )
                }
            }
            try stored { () throws(StoreError) in
                _ = try RegistryTables.hub.save(
                    RegistryTables.hubCode,
                    hub.encoded(),
                    basedOn: 0,
                    id: UniqueID(hub.id),
                    in: &store
                )
            }
        }
    }
}
