import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct SharingTests {
    /// What a round of handshakes ends in.
    private static func handshakes(
        _ client: TLSClientContext,
        _ server: () -> TLSServerContext
    ) -> Int {
        var count = 0
        for _ in 0..<10 {
            guard var pair = try? SessionPair(client: client, server: server()) else { continue }
            let steps = pair.handshake()
            if steps.client == .done, steps.server == .done, pair.send([1]) == .bytes(1) {
                count += 1
            }
        }
        return count
    }

    @Test
    func `threads share contexts, and one of them changes the server's meanwhile`() throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        let client = try fixture.clientContext(credential)
        let current = Lock(fixture.serverContext)
        let total = Lock(0)
        var threads: [Joiner] = []
        for _ in 0..<4 {
            let thread = try Thread.start(name: "handshakes") {
                let count = Self.handshakes(client) { current.withLock { $0 } }
                total.withLock { $0 += count }
            }
            threads.append(Joiner(thread))
        }
        for _ in 0..<20 {
            let server = try fixture.maker.server()
            let next = try TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [fixture.maker.root]
            )
            current.withLock { $0 = next }
        }
        for thread in threads { thread.join() }
        #expect(total.withLock { $0 } == 40)
    }

    @Test
    func `one authority serves several threads`() throws {
        let maker = SharedMaker(try CertificateMaker(now: noon))
        let serials = Lock<Set<[UInt8]>>([])
        var threads: [Joiner] = []
        for _ in 0..<4 {
            let thread = try Thread.start(name: "issuing") {
                for _ in 0..<10 {
                    guard let serial = try? maker.issue() else { return }
                    serials.withLock { _ = $0.insert(serial) }
                }
            }
            threads.append(Joiner(thread))
        }
        for thread in threads { thread.join() }
        #expect(serials.withLock { $0.count } == 40)
    }

    @Test
    func `sessions outlive what they were made from`() throws {
        var pair = try Self.orphans()
        let steps = pair.handshake()
        #expect(steps.client == .done && steps.server == .done)
        #expect(pair.send([1, 2]) == .bytes(2))
    }

    private static func orphans() throws -> SessionPair {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        return try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
    }
}

/// A thread that can lie in an array.
private final class Joiner {
    private var thread: Thread?

    init(_ thread: consuming Thread) { self.thread = consume thread }

    func join() { thread.take()?.join() }
}

private final class SharedMaker: Sendable {
    private let maker: CertificateMaker

    init(_ maker: consuming CertificateMaker) { self.maker = maker }

    func issue() throws -> [UInt8] {
        try maker.client(name: maker.newName()).leaf.facts.serial
    }
}
