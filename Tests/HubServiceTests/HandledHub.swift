import HubClient
import HubLoop
import HubService
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// A hub with handlers of the test's own, on one loop.
final class HandledHub {
    private let folder: TemporaryDirectory
    let hub: Hub
    private let mailbox: Mailbox<LoopMail>
    private let port: UInt16
    private let courier: RegionCourier
    private var thread: Thread?

    convenience init(
        clock: HubClock = .system,
        limits: ServerLimits = ServerLimits(),
        _ register: (inout Router) -> Void
    ) throws {
        try self.init(clock: clock, limits: limits) { router, _ in register(&router) }
    }

    init(
        clock: HubClock = .system,
        limits: ServerLimits = ServerLimits(),
        settings: StoreSettings = StoreSettings(),
        registering register: (inout Router, Hub) -> Void
    ) throws {
        SignalMask.ignoreBrokenPipes()
        folder = try TemporaryDirectory()
        hub = try Hub(data: folder.file("data"), clock: clock, settings: settings)
        try hub.found(.example())
        var router = Router()
        register(&router, hub)
        courier = try RegionCourier(
            stores: hub.stores,
            mail: RegionMail(),
            log: Log { _ in }
        )
        let shared = ServerShared(
            limits: limits,
            clock: clock,
            router: router,
            stores: hub.stores,
            snapshots: hub.snapshots,
            courier: courier,
            directory: hub.directory,
            facts: try #require(hub.facts),
            tls: try hub.authority.serverContext(),
            log: Log { _ in }
        )
        let loopback = try #require(Address("127.0.0.1"))
        let listener = try Listener.listen(on: Endpoint(loopback, port: 0))
        port = try listener.localEndpoint()?.port ?? 0
        mailbox = try Mailbox<LoopMail>(limit: 1_024)
        let barrier = hub.directory.barrier
        let member = barrier.join(mailbox)
        thread = try EventLoop.start(
            name: "test-hub",
            loop: try EventLoop.make(mailbox: mailbox, clock: clock),
            handler: ServerLoop(shared: shared, listener: listener, mailbox: mailbox),
            ended: { _ in barrier.leave(member) }
        )
    }

    deinit { stop() }

    func drain() { _ = mailbox.post(.drain) }

    func stop() {
        guard let thread = thread.take() else { return }
        drain()
        thread.join()
        courier.stop()
        hub.close()
    }

    /// The hub, with a new principal's proof.
    func target(_ role: Role) throws -> Target {
        let bundle = try hub.issue(
            IssueRequest(tenantCode: "X00000001", role: role, name: "test")
        )
        return Target(
            address: HostPort(host: "127.0.0.1", port: port),
            serverName: .host("localhost"),
            hubID: nil,
            tls: try TLSClientContext(
                anchors: Certificate.chain(pem: bundle.root),
                chain: Certificate.chain(pem: bundle.chain),
                key: PrivateKey(pem: bundle.key)
            )
        )
    }
}
