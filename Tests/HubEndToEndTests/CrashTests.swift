import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubVectorKit
import HubWire
import Testing

/// The real hub, killed while it writes.
struct CrashTests {
    /// How often it is killed.
    private static let rounds = 50

    @Test
    func `what was acknowledged before a kill is there after it`() throws {
        let hub = try RunningHub()
        let bundle = try Bundle.read(try hub.issue("steward"))
        let ledger = Lock<[Acknowledged]>([])
        for round in 0..<CrashTests.rounds {
            if round > 0 { try hub.serveAgain() }
            let target = hub.target(tls: bundle.tls)
            let hasBegun = Monitor(0)
            let writer = try Thread.start(name: "writer") {
                CrashTests.write(target, round, ledger, hasBegun)
            }
            // A few more each time, so that the kill meets every moment of a write.
            let wanted = 1 + round % 7
            hasBegun.wait { $0 >= wanted ? () : nil }
            hub.process.kill()
            _ = try hub.process.wait()
            writer.join()
        }
        try hub.serveAgain()
        let acknowledged = ledger.withLock { $0 }
        #expect(acknowledged.count >= CrashTests.rounds)
        let client = PriorityServiceClient(try hub.channel(tls: bundle.tls))
        let there = try CrashTests.themes(client)
        for one in acknowledged {
            #expect(there.contains(one), "\(one) was acknowledged and is not there")
        }
        let whole = try IdentityServiceClient(try hub.channel(tls: bundle.tls)).whoAmI()
        #expect(whole.revision >= acknowledged.map(\.revision).max() ?? 0)
        #expect(try hub.stop() == .code(0))
        try CrashTests.verifyJournals(below: hub.data)
    }

    /// What the hub has answered for good.
    private struct Acknowledged: Hashable, Sendable {
        let code: String
        let revision: UInt64
    }

    /// Writes until the connection is gone.
    private static func write(
        _ target: Target,
        _ round: Int,
        _ ledger: Lock<[Acknowledged]>,
        _ count: Monitor<Int>
    ) {
        let client = PriorityServiceClient(Channel(target, settings: .once))
        var number = 0
        while true {
            number += 1
            let code = "R\(round)-\(number)"
            var theme = LocalTheme()
            theme.code = code
            theme.name = "Theme \(number) of round \(round)"
            do throws(ClientError) {
                let answer = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
                let revision = answer.saved?.revision ?? 0
                ledger.withLock { $0.append(Acknowledged(code: code, revision: revision)) }
                count.change { $0 += 1 }
            } catch {
                // The writer's last word: whoever waits for it is let go.
                count.change { $0 = .max }
                return
            }
        }
    }

    private static func themes(_ client: PriorityServiceClient) throws -> Set<Acknowledged> {
        let themes = try client.listLocalThemes().themes
        return Set(themes.map { Acknowledged(code: $0.code, revision: $0.revision) })
    }

    private static func verifyJournals(below data: String) throws {
        let python = try Programs.installed("python3")
        let script = Vectors.path("clients/python/verify_journal.py")
        let databases = try files(below: data) { _ in false }.filter { $0.hasSuffix(".db") }
        for name in ["registry.db", "region.db"] { #expect(databases.contains(name)) }
        #expect(databases.contains { $0.hasSuffix("/records.db") })
        #expect(databases.contains { $0.hasSuffix("/accesses.db") })
        for database in databases {
            let run = try ChildProcess.start(python, [script, "\(data)/\(database)"])
            #expect(try run.wait() == .code(0), "\(run.outputText)\(run.errorText)")
            #expect(run.outputText.contains("sound"))
        }
    }
}
