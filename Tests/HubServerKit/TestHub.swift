package import HubLoop
package import HubService
import HubSystem
package import HubTLS
import HubTestKit
package import HubWire

/// A hub in this process: a fresh data directory, one council, and one principal who may connect.
///
/// It listens on the loopback and stops when the last reference goes.
package final class TestHub {
    /// Where it listens.
    package let address: HostPort
    /// What it is served from.
    package let hub: Hub
    /// What its operator handed to the one principal.
    package let bundle: IssuedBundle
    private let data: TemporaryDirectory
    private var server: Server?

    /// The code of the one council.
    package static let tenantCode = "E09000001"

    /// Founds a hub and serves it.
    ///
    /// - Parameters:
    ///   - kind: Whether its data is true or invented.
    ///   - council: What the registry calls the one council.
    ///   - limits: Those of the server.
    /// - Throws: When the machine has no port, thread or memory.
    package init(
        kind: HubKind = .live,
        council: String = "Example Council A",
        limits: ServerLimits = ServerLimits()
    ) throws {
        let data = try TemporaryDirectory()
        let hub = try Hub(data: data.file("hub"))
        self.data = data
        self.hub = hub
        try hub.found(TestHub.plan(kind, council))
        bundle = try hub.issue(
            IssueRequest(tenantCode: TestHub.tenantCode, role: .steward, name: "Workforce lead")
        )
        let server = try Server(
            hub: hub,
            address: HostPort(host: "127.0.0.1", port: 0),
            loops: 1,
            limits: limits,
            log: Log { _ in }
        )
        self.server = server
        address = HostPort(host: "127.0.0.1", port: server.endpoint.port)
    }

    deinit {
        stop()
        hub.close()
    }

    /// Says goodbye to everybody and stops, once open calls are answered.
    package func stop() {
        guard let server else { return }
        self.server = nil
        server.drain()
        _ = server.wait()
    }

    /// Writes what an operator hands to the principal.
    ///
    /// - Parameters:
    ///   - directory: Where to; it exists.
    ///   - context: Another `context.json`.
    ///   - authority: Another root.
    ///   - other: What was handed to another principal.
    /// - Throws: When a file cannot be written.
    package func writeBundle(
        _ directory: String,
        context: String? = nil,
        authority: Certificate? = nil,
        of other: IssuedBundle? = nil
    ) throws {
        let bundle = other ?? self.bundle
        let root = authority.map { Certificate.pem([$0]) }
        let files: [(String, [UInt8])] = [
            ("client.pem", bundle.chain), ("client.key", bundle.key),
            ("authority.pem", root ?? bundle.root),
            ("context.json", Array((context ?? bundle.context).utf8)),
        ]
        for (name, bytes) in files {
            try LocalFile.replace("\(directory)/\(name)", with: bytes.span)
        }
    }

    private static func plan(_ kind: HubKind, _ name: String) -> HubPlan {
        var council = TenantRecord()
        council.code = tenantCode
        council.name = name
        council.kind = .council
        var region = TenantRecord()
        region.code = "E12000007"
        region.name = "Example Region"
        region.kind = .region
        return HubPlan(
            name: "Test hub",
            kind: kind,
            region: (code: region.code, name: region.name),
            serverNames: [.host("localhost"), .address([127, 0, 0, 1])],
            allowsLocalIssue: true,
            tenants: [council, region]
        )
    }
}
