import HubCrypto
package import HubLoop
import HubStore
import HubSystem
package import HubTLS
import HubWire

/// A running server: loops on their threads, until it is told to stop.
package final class Server: Sendable {
    private struct State {
        var running = 0
        var failure: String?
        /// Told once when the server ends by itself.
        var onEnd: (@Sendable () -> Void)?

        /// Notes why the server ends.
        ///
        /// - Returns: Whom to tell.
        mutating func fail(_ reason: String) -> (@Sendable () -> Void)? {
            failure = failure ?? reason
            defer { onEnd = nil }
            return onEnd
        }
    }

    private let mailboxes: [Mailbox<LoopMail>]
    private let state: Monitor<State>
    let shared: ServerShared
    private let training: TrainingKeeper
    /// Where it listens.
    package let endpoint: Endpoint

    /// Messages that may wait for a loop: more than all calls of all its connections.
    private static let mailLimit = 4_000_000

    /// Starts to serve a hub.
    ///
    /// - Parameters:
    ///   - hub: The hub, open.
    ///   - address: Where to listen; port 0 for any that is free.
    ///   - loops: How many event loops.
    ///   - limits: The server's limits.
    ///   - log: Where operators read.
    ///   - security: Where refusals and alarms go; into `log` without one.
    /// - Throws: `HubError` when there is no hub, or the address is not to be had.
    package init(
        hub: Hub,
        address: HostPort,
        loops: Int,
        limits: ServerLimits = ServerLimits(),
        log: Log,
        security: SecurityLog? = nil
    ) throws(HubError) {
        guard let facts = hub.facts else {
            throw HubError.noHub(hub.data)
        }
        let training = try Server.trainingKeeper(hub, log)
        let router = Server.router(hub, facts, training)
        try Server.requireAll(router)
        let safety = security ?? SecurityLog(within: log, clock: hub.clock)
        shared = ServerShared(
            limits: limits,
            clock: hub.clock,
            router: router,
            stores: hub.stores,
            snapshots: hub.snapshots,
            courier: try Server.courier(hub, log),
            directory: hub.directory,
            facts: facts,
            tls: try hub.serverContext(),
            log: log,
            security: safety,
            keeper: try Server.keeper(hub, log),
            registrar: try Server.registrar(hub, log, safety)
        )
        self.training = training
        guard var place = address.listeningEndpoint else {
            throw HubError("\(address) is no address to listen at", .usage)
        }
        if loops > 1 { try Server.requireFree(place, address) }
        var started: [Mailbox<LoopMail>] = []
        let state = Monitor(State())
        for _ in 0..<max(1, loops) {
            let listener = try HubError.system("\(address)") { () throws(SystemError) in
                try Listener.listen(on: place, isShared: loops > 1)
            }
            if let actual = try HubError.system(
                "\(address)",
                { () throws(SystemError) in
                    try listener.localEndpoint()
                }
            ) {
                place = actual
            }
            started.append(try Server.start(shared, listener, state))
        }
        mailboxes = started
        endpoint = place
        self.state = state
        watch(hub, log)
        try Server.watch(hub.directory.barrier, log, safety)
        hub.stores.onOpening { [weak courier = shared.courier] in courier?.carry(from: $0) }
        Server.carryLeft(hub, shared.courier)
        shared.keeper?.tellTenants()
    }

    private static func trainingKeeper(
        _ hub: Hub,
        _ log: Log
    ) throws(HubError) -> TrainingKeeper {
        try HubError.system("a thread cannot be started") { () throws(SystemError) in
            try TrainingKeeper(stores: hub.stores, clock: hub.clock, log: log)
        }
    }

    /// Carries what a crash left between a tenant's commit and the region's.
    private static func carryLeft(_ hub: Hub, _ courier: RegionCourier) {
        for tenant in hub.contents.tenants.keys
        where hub.stores.directory.hasFiles(OpaqueID(tenant)) {
            courier.carry(from: tenant)
        }
    }

    private static func courier(_ hub: Hub, _ log: Log) throws(HubError) -> RegionCourier {
        try HubError.system("a thread cannot be started") { () throws(SystemError) in
            try RegionCourier(stores: hub.stores, mail: Server.mail, log: log)
        }
    }

    private static func keeper(_ hub: Hub, _ log: Log) throws(HubError) -> TenantKeeper {
        try HubError.system("a thread cannot be started") { () throws(SystemError) in
            try TenantKeeper(hub: hub, log: log)
        }
    }

    private static func registrar(
        _ hub: Hub,
        _ log: Log,
        _ security: SecurityLog
    ) throws(HubError) -> Registrar {
        try HubError.system("a thread cannot be started") { () throws(SystemError) in
            try Registrar(hub: hub, log: log, security: security)
        }
    }

    /// Raises the alarm when a withdrawal of access does not go through.
    private static func watch(
        _ barrier: AccessBarrier,
        _ log: Log,
        _ security: SecurityLog
    ) throws(HubError) {
        try HubError.system("a thread cannot be started") { () throws(SystemError) in
            try barrier.startWatching { late in
                security(.alarm, "withdrawal-not-through", SecurityLog.Subject())
                log(
                    "withdrawal-not-through",
                    ["loops": "\(late.loops)", "files": "\(late.files)"]
                )
            }
        }
    }

    /// Lets go of files, and ends, when the store asks for it.
    private func watch(_ hub: Hub, _ log: Log) {
        shared.registrar?.onReplaced { [mailboxes] key in
            for mailbox in mailboxes { _ = mailbox.post(.replaced(key)) }
        }
        hub.onPressure { [mailboxes] tenant in
            for mailbox in mailboxes { _ = mailbox.post(.release(tenant: tenant)) }
        }
        hub.onLoss { [mailboxes, state] file, error in
            log(
                "ending",
                [
                    "file": "\(file)", "cause": "\(error.code): \(error.detail)",
                    "next": "start the hub again, which recovers the file",
                ]
            )
            let tell = state.change { state in
                state.fail("\(file) takes no more changes after an error of the disk")
            }
            for mailbox in mailboxes { _ = mailbox.post(.drain) }
            tell?()
        }
    }

    private static func start(
        _ shared: ServerShared,
        _ listener: consuming Listener,
        _ state: Monitor<State>
    ) throws(HubError) -> Mailbox<LoopMail> {
        do throws(SystemError) {
            let mailbox = try Mailbox<LoopMail>(limit: mailLimit)
            let handler = ServerLoop(shared: shared, listener: listener, mailbox: mailbox)
            let loop = try EventLoop.make(mailbox: mailbox, clock: shared.clock)
            state.change { $0.running += 1 }
            let barrier = shared.directory.barrier
            let member = barrier.join(mailbox)
            _ = try EventLoop.start(name: "whub-loop", loop: loop, handler: handler) { error in
                barrier.leave(member)
                state.change { state in
                    state.running -= 1
                    if let error { state.failure = "a loop failed: \(error)" }
                }
            }
            return mailbox
        } catch {
            throw HubError("a loop could not be started: \(error)")
        }
    }

    /// Looks whether every method has a handler: one that is declared and refused would be found by
    /// its first caller.
    ///
    /// - Parameter router: The router to serve with.
    /// - Throws: `HubError` that names the methods without one.
    static func requireAll(_ router: Router) throws(HubError) {
        let missing = router.missing.map { "\($0.name)" }
        guard missing.isEmpty else {
            throw HubError("no handler answers \(missing.joined(separator: ", "))")
        }
    }

    /// Sees that nobody listens at an address: loops share a port among themselves, which would
    /// let a second hub of the same user share it, too.
    private static func requireFree(_ place: Endpoint, _ address: HostPort) throws(HubError) {
        guard place.port != 0 else { return }
        do throws(SystemError) {
            _ = try Listener.listen(on: place)
        } catch {
            throw HubError("\(address): \(error)", error.isAddressTaken ? .taken : .failed)
        }
    }

    /// How what tenants tell the region is applied.
    private static var mail: RegionMail {
        var mail = RegionMail()
        mail.register(AssessmentRecords.statusKind) { (store, message) throws(StoreError) in
            try AssessmentRecords.apply(&store, message)
        }
        mail.register(ReleaseRecords.kind) { (store, message) throws(StoreError) in
            try ReleaseRecords.apply(&store, message)
        }
        return mail
    }

    private static func router(
        _ hub: Hub,
        _ facts: HubFacts,
        _ training: TrainingKeeper
    ) -> Router {
        var router = Router()
        router.register(IdentityHandlers(invitations: hub.invitations) { hub.contents })
        router.register(HealthHandlers(stores: hub.stores))
        router.register(RegisterHandlers { hub.contents })
        router.register(EnrolmentHandlers(facts: facts, issuer: hub.issuer))
        let seal = CursorSeal(
            key: SecureRandom.bytes(32),
            cryptography: Hub.cryptography,
            clock: hub.clock
        )
        register(&router, hub, seal)
        router.register(
            GovernanceHandlers(
                registry: { hub.contents },
                stores: hub.stores,
                cursors: seal,
                clock: hub.clock
            )
        )
        router.register(
            PriorityHandlers(
                region: hub.snapshots.region,
                registry: { hub.contents },
                cursors: seal
            )
        )
        let figures = FigureHandlers(cursors: seal, region: hub.snapshots.region) { hub.contents }
        router.register(
            PlanHandlers(
                region: hub.snapshots.region,
                registry: { hub.contents },
                cursors: seal,
                training: training.source,
                figures: figures
            )
        )
        register(&router, hub, seal, training)
        router.register(figures)
        router.register(GeographyHandlers())
        router.register(ScenarioHandlers(figures: figures))
        router.register(ProviderHandlers(cursors: seal, figures: figures))
        router.register(
            WresHandlers(
                registry: { hub.contents },
                region: hub.snapshots.region,
                cursors: seal
            )
        )
        return router
    }

    /// Registers what is about training.
    private static func register(
        _ router: inout Router,
        _ hub: Hub,
        _ seal: CursorSeal,
        _ training: TrainingKeeper
    ) {
        router.register(
            TrainingHandlers(stores: hub.stores, cursors: seal, keeper: training) { hub.contents }
        )
        router.register(DelegationHandlers(cursors: seal, source: training.source))
        router.register(ProgrammeHandlers(cursors: seal))
        router.register(
            FundingHandlers(
                cursors: seal,
                source: training.source,
                region: hub.snapshots.region
            )
        )
    }

    /// Registers what changes who may do what.
    private static func register(_ router: inout Router, _ hub: Hub, _ seal: CursorSeal) {
        let invitations = hub.invitations
        router.register(
            AdminHandlers(registry: { hub.contents }, invitations: invitations, cursors: seal)
        )
        router.register(OperatorHandlers(registry: { hub.contents }, invitations: invitations))
    }

    /// Shows other certificates from the next connection on.
    ///
    /// - Parameter context: The new certificates and anchors.
    package func reload(_ context: TLSServerContext) { shared.reload(context) }

    /// Tries again to tell the region what could not be told before.
    package func retryMail() { shared.courier.retry() }

    /// Destroys the tenants whose time is up, when it was not done within the hour; in the
    /// background.
    package func lookAfterTenants() { shared.keeper?.lookAfterTenants() }

    /// Writes files anew from which something was erased, when it is time; in the background.
    package func rewriteErased() { shared.stores.directory.rewriteErased() }

    /// Finishes what runs, takes nothing new.
    package func drain() {
        for mailbox in mailboxes { _ = mailbox.post(.drain) }
    }

    /// Is told once when the server ends by itself, and not for being told to.
    ///
    /// - Parameter body: Tells whoever waits for something else.
    package func onEnd(_ body: @escaping @Sendable () -> Void) {
        let hasFailed = state.change { state in
            if state.failure == nil { state.onEnd = body }
            return state.failure != nil
        }
        if hasFailed { body() }
    }

    /// Waits until every loop has ended.
    ///
    /// - Returns: Why the server ended; `nil` when it was told to.
    package func wait() -> String? {
        let failure = state.wait { $0.running == 0 ? .some($0.failure) : nil }
        shared.courier.stop()
        shared.keeper?.stop()
        training.stop()
        shared.registrar?.stop()
        shared.directory.barrier.stopWatching()
        return failure
    }
}
