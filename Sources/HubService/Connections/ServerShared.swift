package import HubCrypto
package import HubSystem
package import HubTLS
package import HubWire

/// What all loops of a server share.
package final class ServerShared: Sendable {
    /// Limits of this server.
    package let limits: ServerLimits
    /// Where time comes from.
    package let clock: HubClock
    /// Which handler answers which method.
    package let router: Router
    /// The files, and the threads that may wait for them.
    package let stores: HubStores
    /// What the common files hold, in memory.
    package let snapshots: HubSnapshots
    /// What carries tenants' messages to the region.
    package let courier: RegionCourier
    /// Who may connect, and what each may do.
    package let directory: Directory
    /// What writes down what handshakes show of keys; `nil` where nothing is to be kept.
    package let registrar: Registrar?
    /// The hub as its greeting names it.
    package let facts: HubFacts
    /// Where operators read.
    package let log: Log
    /// Where whoever looks after the hub's safety reads.
    package let security: SecurityLog
    /// Who is connected.
    package let census: ServerCensus
    /// How much of requests is kept.
    package let budget: RequestBudget
    /// What everybody has left of its calls.
    package let quotas: QuotaLedger
    /// How fast each tenant may make the registry grow.
    let registryRoom: RegistryRoom
    /// How fast tenants make the region's file grow.
    let regionRoom: GrowthRoom
    /// How fast tenants use what is kept back of their own files.
    fileprivate let reserveRoom: ReserveRoom
    /// How fast they use it to erase.
    fileprivate let erasingRoom: ReserveRoom
    /// What was written down of who looked.
    let accessLedger: AccessLedger
    /// What tells tenants what the registry says of them, and destroys those whose time is up.
    package let keeper: TenantKeeper?
    private let tls: Lock<TLSServerContext>

    /// Everything a loop needs.
    package init(
        limits: ServerLimits,
        clock: HubClock,
        router: Router,
        stores: HubStores,
        snapshots: HubSnapshots,
        courier: RegionCourier,
        directory: Directory,
        facts: HubFacts,
        tls: TLSServerContext,
        log: Log,
        security: SecurityLog? = nil,
        keeper: TenantKeeper? = nil,
        registrar: Registrar? = nil
    ) {
        self.keeper = keeper
        self.registrar = registrar
        self.limits = limits
        self.clock = clock
        self.router = router
        self.stores = stores
        self.snapshots = snapshots
        self.courier = courier
        self.directory = directory
        self.facts = facts
        self.tls = Lock(tls)
        self.log = log
        self.security = security ?? SecurityLog(within: log, clock: clock)
        census = ServerCensus(limits)
        budget = RequestBudget(limits)
        quotas = QuotaLedger(limits)
        registryRoom = RegistryRoom(limits.registryBytesOfTenant)
        regionRoom = .ofRegion(limits.regionBytesOfTenant)
        reserveRoom = ReserveRoom(limits)
        erasingRoom = ReserveRoom(limits)
        accessLedger = AccessLedger(limits)
    }

    /// The certificates that new connections are shown.
    package var tlsContext: TLSServerContext { tls.withLock { $0 } }

    /// Shows other certificates from the next connection on.
    ///
    /// - Parameter context: The new certificates and anchors.
    package func reload(_ context: TLSServerContext) { tls.withLock { $0 = context } }
}

extension ServerShared {
    /// How fast what is kept back is used by methods like this one.
    func reserveRoom(for method: Method) -> ReserveRoom {
        ReserveUse.isErasing(method) ? erasingRoom : reserveRoom
    }
}

/// The hub as it names itself.
package struct HubFacts: Sendable {
    /// The hub's id.
    package let id: UniqueID
    /// The hub's name, for people.
    package let name: String
    /// Whether its data is true or invented.
    package let kind: HubKind

    /// The facts of one hub.
    package init(id: UniqueID, name: String, kind: HubKind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}
