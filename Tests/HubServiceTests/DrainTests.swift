import HubClient
import HubCrypto
import HubLoop
import HubService
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

struct DrainTests {
    /// A door between a handler and its test.
    private enum Door {
        case shut
        case reached
        case open
    }

    @Test
    func `a draining hub answers what runs and takes nothing new`() throws {
        let door = Monitor(Door.shut)
        let hub = try HandledHub { router in
            router.read(.priorityServiceGetReport) {
                (_: GetReportRequest, _, _) throws(Fault) -> GetReportResponse in
                door.change { $0 = .reached }
                door.wait { $0 == .open ? () : nil }
                return GetReportResponse()
            }
        }
        let target = try hub.target(.steward)
        let outcome = Monitor<String?>(nil)
        let caller = try Thread.start(name: "caller") {
            let client = PriorityServiceClient(Channel(target))
            let error = failure { () throws(ClientError) in try client.getReport() }
            outcome.change { $0 = error?.description ?? "answered" }
        }
        door.wait { $0 == .reached ? () : nil }
        hub.drain()
        var settings = ChannelSettings()
        settings.retry = .never
        // The loop takes its mail in order: once it refuses connections, it has begun to drain.
        var isRefusing = false
        while !isRefusing {
            let client = RegisterServiceClient(Channel(target, settings: settings))
            let error = failure { () throws(ClientError) in try client.listCouncils() }
            isRefusing = error?.exitCode == .unreachable
        }
        #expect(outcome.change { $0 } == nil)
        door.change { $0 = .open }
        #expect(outcome.wait { $0 } == "answered")
        caller.join()
        hub.stop()
    }
}

/// A hub with handlers of the test's own, on one loop.
private final class HandledHub {
    private let folder: TemporaryDirectory
    private let hub: Hub
    private let mailbox: Mailbox<LoopMail>
    private let port: UInt16
    private let courier: RegionCourier
    private var thread: Thread?

    init(_ register: (inout Router) -> Void) throws {
        SignalMask.ignoreBrokenPipes()
        folder = try TemporaryDirectory()
        hub = try Hub(data: folder.file("data"))
        try hub.found(.example())
        var router = Router()
        register(&router)
        courier = try RegionCourier(
            stores: hub.stores,
            mail: RegionMail(),
            log: Log { _ in }
        )
        let shared = ServerShared(
            limits: ServerLimits(),
            clock: .system,
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
        thread = try EventLoop.start(
            name: "test-hub",
            loop: try EventLoop.make(mailbox: mailbox),
            handler: ServerLoop(shared: shared, listener: listener, mailbox: mailbox),
            ended: { _ in }
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
