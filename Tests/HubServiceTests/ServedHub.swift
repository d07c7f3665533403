import HubClient
import HubCrypto
import HubLoop
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A hub of two invented councils in a fresh directory, served on loopback by this process.
final class ServedHub {
    let folder: TemporaryDirectory
    let hub: Hub
    let log = LogLines()
    let server: Server
    private var isStopped = false

    /// What is kept of requests.
    var budget: RequestBudget { server.shared.budget }

    /// Serves a hub.
    ///
    /// - Parameters:
    ///   - folder: Where its data is; founded there unless it is there already.
    ///   - limits: Those of the server.
    ///   - settings: Those of the store.
    ///   - clock: Where time comes from.
    ///   - loops: How many event loops.
    ///   - security: Its log of refusals; the ordinary one without it.
    /// - Throws: When the machine has no port, thread or memory.
    init(
        in folder: TemporaryDirectory? = nil,
        limits: ServerLimits = ServerLimits(),
        settings: StoreSettings = StoreSettings(),
        clock: HubClock = .system,
        loops: Int = 1,
        security: SecurityLog? = nil
    ) throws {
        SignalMask.ignoreBrokenPipes()
        self.folder = try folder ?? TemporaryDirectory()
        hub = try Hub(data: self.folder.file("data"), clock: clock, settings: settings)
        if hub.facts == nil { try hub.found(.example()) }
        let address = HostPort(host: "127.0.0.1", port: 0)
        server = try Server(
            hub: hub,
            address: address,
            loops: loops,
            limits: limits,
            log: log.log,
            security: security
        )
    }

    deinit { stop() }

    /// Answers what runs, then ends.
    func stop() {
        guard !isStopped else { return }
        isStopped = true
        server.drain()
        _ = server.wait()
        hub.close()
    }

    /// A channel of a new principal; an integrator's lists every method that it may.
    func channel(_ role: Role, tenant: String? = "X00000001") throws -> Channel {
        var request = IssueRequest(tenantCode: tenant, role: role, name: "test")
        if role == .integrator { request.methods = ServedHub.listable }
        return try channel(hub.issue(request))
    }

    /// Every method that an integrator can be given.
    static var listable: [String] {
        let grants = AdminRules.grants(.integrator, [])
        return Method.allCases.filter { RoleTable.allows($0.facts, grants) }.map { "\($0.name)" }
    }

    /// A channel of a principal.
    func channel(_ bundle: IssuedBundle) throws -> Channel {
        Channel(try target(bundle), settings: .once)
    }

    /// This hub, with the proof of a principal.
    func target(_ bundle: IssuedBundle) throws -> Target {
        target(
            try TLSClientContext(
                anchors: Certificate.chain(pem: bundle.root),
                chain: Certificate.chain(pem: bundle.chain),
                key: PrivateKey(pem: bundle.key)
            )
        )
    }

    /// A channel of somebody without a certificate.
    func strangersChannel() throws -> Channel {
        Channel(try strangersTarget(), settings: .once)
    }

    /// This hub, without a certificate.
    func strangersTarget() throws -> Target {
        target(try TLSClientContext(anchors: [hub.authority.root()]))
    }

    private func target(_ tls: TLSClientContext) -> Target {
        Target(
            address: HostPort(host: "127.0.0.1", port: server.endpoint.port),
            serverName: .host("localhost"),
            hubID: nil,
            tls: tls
        )
    }
}

extension ChannelSettings {
    /// Nothing is sent twice.
    static var once: ChannelSettings {
        var settings = ChannelSettings()
        settings.retry = .never
        return settings
    }
}

/// What a server logs, for tests that wait for it.
final class LogLines: Sendable {
    private let lines = Monitor<[String]>([])

    var log: Log { Log { [lines] line in lines.change { $0.append(line) } } }

    var all: [String] { lines.change { $0 } }

    /// Waits until a line begins like this.
    func wait(for start: String) -> String {
        wait { $0.utf8.starts(with: start.utf8) }
    }

    /// Waits until so many lines begin like this.
    func wait(for start: String, times count: Int) {
        waited { lines in
            lines.count { $0.utf8.starts(with: start.utf8) } >= count ? start : nil
        }
    }

    /// Waits for a line.
    func wait(where isWanted: @escaping (String) -> Bool) -> String {
        waited { lines in lines.first(where: isWanted) }
    }

    @discardableResult
    private func waited(_ body: ([String]) -> String?) -> String {
        let patience = Patience.seconds * 1_000
        let deadline = HubClock.system.moment.advanced(milliseconds: patience)
        if let line = lines.wait(until: deadline, { lines in body(lines) }) { return line }
        Issue.record("no such line was logged: \(all.suffix(5))")
        return ""
    }
}

extension HubPlan {
    /// A hub with two invented councils.
    static func example(
        kind: HubKind = .example,
        allowsLocalIssue: Bool = true
    ) -> HubPlan {
        HubPlan(
            name: "Test hub",
            kind: kind,
            region: ("E12000001", "North East"),
            serverNames: [.host("localhost")],
            allowsLocalIssue: allowsLocalIssue,
            tenants: [
                TenantRecord(kind: .region, code: "E12000001", name: "North East"),
                TenantRecord(kind: .council, code: "X00000001", name: "Example Council A"),
                TenantRecord(kind: .council, code: "X00000002", name: "Example Council B"),
            ]
        )
    }
}

/// The error that a call ends with; `nil` when it ends well.
func failure<Result>(_ body: () throws(ClientError) -> Result) -> ClientError? {
    do throws(ClientError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
