import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct MutationTests {
    @Test(arguments: 100..<160 as Range<UInt64>)
    func `one byte changed on the way from the client ends in no open session`(seed: UInt64) throws
    {
        var generator = SeededGenerator(seed: seed)
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        var interception = try Interception(fixture, fixture.clientContext(credential))
        let changedTurn = Int.random(in: 0...1, using: &generator)
        var changed: Int?
        let step = interception.run { turn, bytes in
            guard turn == changedTurn else { return }
            let index = Int.random(in: bytes.indices, using: &generator)
            // The version of a record's head means nothing in TLS 1.3 and may be anything.
            guard turn > 0 || index > 2 else { return }
            bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            changed = index
        }
        guard changed != nil else { return }
        #expect(step != .done, "seed \(seed), turn \(changedTurn), byte \(changed ?? 0)")
        let peer = interception.server.peer
        #expect(peer == nil)
    }

    @Test
    func `nothing changed on the way ends in an open session`() throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        var interception = try Interception(fixture, fixture.clientContext(credential))
        #expect(interception.run { _, _ in } == .done)
    }

    @Test
    func `a client's first flight cut anywhere waits or fails`() throws {
        let fixture = try Fixture()
        let context = try TLSClientContext(anchors: [fixture.maker.root])
        var size = 0
        var whole = try Interception(fixture, context)
        _ = whole.run { turn, bytes in if turn == 0 { size = bytes.count } }
        for count in stride(from: 0, to: size, by: 3) {
            var interception = try Interception(fixture, context)
            _ = interception.client.handshake()
            interception.moveUp {
                $0 = Array($0.prefix(count))
            }
            #expect(interception.server.handshake() == .wantsRead)
            interception.far.finish(.first)
            #expect(interception.server.handshake() == .failed(TLSError(.closed)))
        }
    }
}

/// A client and a server with a hand between them that can change what is sent.
private struct Interception: ~Copyable {
    var client: TLSSession
    var server: TLSSession
    let near: SocketPair
    let far: SocketPair

    init(_ fixture: borrowing Fixture, _ context: TLSClientContext) throws {
        let near = try SocketPair()
        let far = try SocketPair()
        let first = try TLSSession(
            client: context,
            descriptor: near.first,
            server: .host("localhost"),
            now: noon
        )
        let second = try TLSSession(
            server: fixture.serverContext,
            descriptor: far.second,
            now: noon
        )
        client = first
        server = second
        self.near = near
        self.far = far
    }

    /// Moves everything the client sent to the server.
    func moveUp(_ change: (inout [UInt8]) -> Void) {
        var bytes = near.receive(at: .second)
        if bytes.isEmpty { return }
        change(&bytes)
        _ = far.send(bytes, from: .first)
    }

    /// Moves everything the server sent to the client.
    func moveDown() {
        let bytes = far.receive(at: .first)
        if !bytes.isEmpty { _ = near.send(bytes, from: .second) }
    }

    /// Drives the handshake; `change` sees what the client sends, with its place in the order.
    mutating func run(_ change: (Int, inout [UInt8]) -> Void) -> HandshakeStep {
        for turn in 0..<4 {
            _ = client.handshake()
            moveUp { change(turn, &$0) }
            _ = server.handshake()
            moveDown()
        }
        return server.handshake()
    }
}
