import HubCrypto
import HubSystem
import HubTLS
import HubTestKit

/// The instant most tests take place at: 2026-06-01T12:00:00Z.
let noon = Instant(microseconds: 1_780_315_200_000_000)

/// A client and a server joined by a pair of sockets, driven by turns.
struct SessionPair: ~Copyable {
    var client: TLSSession
    var server: TLSSession
    let sockets: SocketPair

    init(
        client: TLSClientContext,
        server: TLSServerContext,
        name: ServerName = .host("localhost"),
        now: Instant = noon
    ) throws {
        let sockets = try SocketPair()
        let first = try TLSSession(
            client: client,
            descriptor: sockets.first,
            server: name,
            now: now
        )
        let second = try TLSSession(server: server, descriptor: sockets.second, now: now)
        self.client = first
        self.server = second
        self.sockets = sockets
    }

    /// Drives both until neither gets further.
    mutating func handshake() -> (client: HandshakeStep, server: HandshakeStep) {
        var steps = (client: client.handshake(), server: server.handshake())
        for _ in 0..<10 { steps = (client.handshake(), server.handshake()) }
        return steps
    }

    /// Sends from the client and answers what the server read.
    mutating func send(_ bytes: [UInt8]) -> ReadStep {
        guard case .bytes(bytes.count) = client.write(bytes.span) else {
            return .failed(TLSError(.library, "not written"))
        }
        return Self.read(&server)
    }

    static func read(_ session: inout TLSSession) -> ReadStep {
        var space = [UInt8](repeating: 0, count: 4_096)
        var span = space.mutableSpan
        return session.read(into: &span)
    }
}

/// Authorities and contexts that most tests share.
struct Fixture: ~Copyable, Sendable {
    let maker: CertificateMaker
    let serverContext: TLSServerContext

    init() throws {
        let maker = try CertificateMaker(now: noon)
        let server = try maker.server()
        serverContext = try TLSServerContext(
            chain: server.chain,
            key: server.key,
            clientAnchors: [maker.root]
        )
        self.maker = maker
    }

    borrowing func clientContext(_ credential: borrowing Credential) throws -> TLSClientContext {
        try TLSClientContext(
            anchors: [maker.root],
            chain: credential.chain,
            key: credential.key
        )
    }
}
