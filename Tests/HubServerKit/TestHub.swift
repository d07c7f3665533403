package import HubCrypto
package import HubLoop
package import HubService
import HubSystem
package import HubTLS
package import HubTestKit
package import HubWire

/// A hub in this process on a port of the loopback, with one principal who may connect.
///
/// It answers `Ping` and `WhoAmI`, and whatever else a test registers. It stops when the last
/// reference goes.
package final class TestHub {
    /// Where it listens.
    package let address: HostPort
    /// Who issues its certificates.
    package let maker: CertificateMaker
    /// Whom its one principal's certificate names.
    package let name: PrincipalName
    /// What the hub and its loops share.
    package let shared: ServerShared
    /// The principal's certificate and key.
    package let credential: Credential
    private let folder: TemporaryDirectory
    private let files: Hub
    private let mailbox: Mailbox<LoopMail>
    private var thread: Thread?

    /// Starts a hub.
    ///
    /// - Parameters:
    ///   - kind: Whether its data is true or invented.
    ///   - limits: Those of the server.
    ///   - clientValidity: That of the principal's certificate; 30 days unless given.
    ///   - serverValidity: That of the hub's; 30 days unless given.
    ///   - register: Adds handlers.
    /// - Throws: When the machine has no port, thread or memory.
    package init(
        kind: HubKind = .live,
        limits: ServerLimits = ServerLimits(),
        clientValidity: ((borrowing CertificateMaker) -> Validity)? = nil,
        serverValidity: ((borrowing CertificateMaker) -> Validity)? = nil,
        register: (inout Router) -> Void = { _ in }
    ) throws {
        let maker = try CertificateMaker(now: HubClock.system.instant)
        let name = maker.newName()
        let server = try maker.server(validity: serverValidity?(maker))
        let client = try maker.client(name: name, validity: clientValidity?(maker))
        let facts = HubFacts(id: name.hub, name: "Test hub", kind: kind, epoch: 7)
        var router = Router()
        TestHub.register(&router, facts)
        register(&router)
        folder = try TemporaryDirectory()
        files = try Hub(data: "\(folder.path)/data")
        shared = ServerShared(
            limits: limits,
            clock: .system,
            router: router,
            stores: files.stores,
            region: files.region,
            directory: Directory(TestHub.contents(name, client.leaf)),
            facts: facts,
            tls: try TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [maker.root]
            ),
            log: Log { _ in }
        )
        guard let loopback = Address("127.0.0.1") else { throw ServerKitError.noLoopback }
        let listener = try Listener.listen(on: Endpoint(loopback, port: 0))
        let port = try listener.localEndpoint()?.port ?? 0
        address = HostPort(host: "127.0.0.1", port: port)
        mailbox = try Mailbox<LoopMail>(limit: 1_024)
        thread = try EventLoop.start(
            name: "test-hub",
            loop: try EventLoop.make(mailbox: mailbox),
            handler: ServerLoop(shared: shared, listener: listener, mailbox: mailbox),
            ended: { _ in }
        )
        self.maker = maker
        self.name = name
        credential = client
    }

    deinit { stop() }

    /// Says goodbye to everybody and stops, once open calls are answered.
    package func stop() {
        guard let thread = thread.take() else { return }
        drain()
        thread.join()
        files.close()
    }

    /// Says goodbye to everybody, and goes on until open calls are answered.
    package func drain() { _ = mailbox.post(.drain) }

    /// Writes what an operator hands to the principal.
    ///
    /// - Parameters:
    ///   - directory: Where to; it exists.
    ///   - hubID: Another hub's id, for a bundle that is wrong.
    ///   - serverName: Another name, for a bundle that is wrong.
    ///   - authority: Another root, for a bundle that is wrong.
    ///   - hasAddress: Whether it says where the hub is.
    /// - Throws: When a file cannot be written.
    package func writeBundle(
        _ directory: String,
        hubID: UniqueID? = nil,
        serverName: String = "localhost",
        authority: Certificate? = nil,
        hasAddress: Bool = false
    ) throws {
        let place = hasAddress ? ", \"address\": \"\(address)\"" : ""
        let json = """
            {"hub_id": "\(hubID ?? name.hub)", "tenant_code": "E09000001",
             "server_name": "\(serverName)"\(place)}
            """
        let files: [(String, [UInt8])] = [
            ("client.pem", credential.chainPEM), ("client.key", try credential.keyPEM()),
            ("authority.pem", Certificate.pem([authority ?? maker.root])),
            ("context.json", Array(json.utf8)),
        ]
        for (name, bytes) in files {
            try LocalFile.replace("\(directory)/\(name)", with: bytes.span)
        }
    }

    private static func register(_ router: inout Router, _ facts: HubFacts) {
        router.answer(.identityServicePing) {
            (request: PingRequest, _) throws(Fault) -> PingResponse in
            PingResponse(payload: request.payload)
        }
        router.answer(.identityServiceWhoAmI) {
            (_: WhoAmIRequest, call) throws(Fault) -> WhoAmIResponse in
            var answer = WhoAmIResponse()
            answer.hubId = facts.id.description
            answer.hubName = facts.name
            answer.hubKind = facts.kind
            answer.tenantCode = call.caller?.tenantCode ?? ""
            answer.tenantName = "Example Council A"
            // A name that a terminal would obey.
            answer.principalName = "Workforce \u{1B}[31mlead"
            answer.principalId = call.caller?.principal.description ?? ""
            answer.grants = call.caller?.grants ?? []
            answer.revision = 12
            answer.storeEpoch = facts.epoch
            answer.chainHead = [UInt8](repeating: 0xAB, count: 32)
            return answer
        }
    }

    private static func contents(
        _ name: PrincipalName,
        _ leaf: Certificate
    ) -> Directory.Contents {
        var contents = Directory.Contents()
        let key = Directory.CertificateKey(
            serial: leaf.facts.serial,
            publicKeyDigest: leaf.facts.publicKeyDigest
        )
        contents.certificates[key] = name.principal
        contents.callers[name.principal] = CallerRecord(
            principal: name.principal,
            tenant: name.tenant,
            tenantCode: "E09000001",
            grants: [Grant(role: .steward, family: .training)]
        )
        return contents
    }
}

/// Why a test's hub did not start.
package enum ServerKitError: Error {
    /// The machine has no loopback.
    case noLoopback
}
