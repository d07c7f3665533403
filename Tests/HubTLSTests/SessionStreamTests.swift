import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct SessionStreamTests {
    /// A pair whose handshake is done; the client is known.
    private static func open() throws -> SessionPair {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        try #require(steps.client == .done && steps.server == .done)
        return pair
    }

    @Test
    func `nothing is read or written before the handshake is done`() throws {
        let fixture = try Fixture()
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [fixture.maker.root]),
            server: fixture.serverContext
        )
        let early = TLSError(.protocolViolation)
        #expect(SessionPair.read(&pair.server) == .failed(early))
        #expect(pair.server.write([1].span) == .failed(early))
        #expect(pair.server.shutdownForWriting() == .failed(early))
        #expect(pair.server.isOpen == false)
        let steps = pair.handshake()
        #expect(steps.server == .done && pair.server.isOpen)
        #expect(pair.handshake().server == .done)
    }

    @Test
    func `an empty read and an empty write move nothing and break nothing`() throws {
        var pair = try Self.open()
        #expect(pair.client.write([UInt8]().span) == .bytes(0))
        var none: [UInt8] = []
        var span = none.mutableSpan
        #expect(pair.server.read(into: &span) == .bytes(0))
        #expect(SessionPair.read(&pair.server) == .wantsRead)
        #expect(pair.send([5]) == .bytes(1))
    }

    @Test
    func `bytes are appended to the free part of an output`() throws {
        var pair = try Self.open()
        #expect(pair.client.write([3, 4, 5, 6, 7].span) == .bytes(5))
        var steps: [ReadStep] = []
        let bytes = [UInt8](capacity: 6) { output in
            output.append(1)
            output.append(2)
            steps.append(pair.server.read(into: &output))
            steps.append(pair.server.read(into: &output))
        }
        #expect(bytes == [1, 2, 3, 4, 5, 6])
        #expect(steps == [.bytes(4), .bytes(0)])
        #expect(pair.server.hasPending == true)
        #expect(SessionPair.read(&pair.server) == .bytes(1))
        #expect(pair.server.hasPending == false)
        #expect(SessionPair.read(&pair.server) == .wantsRead)
    }

    @Test
    func `records that arrived together are pending until the last is read`() throws {
        var pair = try Self.open()
        for value in 1...5 { #expect(pair.client.write([UInt8(value)].span) == .bytes(1)) }
        for value in 1...5 {
            #expect(SessionPair.read(&pair.server) == .bytes(1))
            #expect(pair.server.hasPending == (value < 5))
        }
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `hundreds of kilobytes go both ways at once in pieces of any size`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var pair = try Self.open()
        let upward = Transfer(generator.bytes(400_000))
        let downward = Transfer(generator.bytes(200_000))
        var turns = 0
        // More than the socket holds, and nobody reads: the writer has to wait.
        while upward.waits == 0, !upward.isSent { upward.write(&pair.client, &generator) }
        #expect(upward.waits > 0)
        while !(upward.isDone && downward.isDone), turns < 1_000_000 {
            turns += 1
            switch UInt8.random(in: 0..<4, using: &generator) {
            case 0: upward.write(&pair.client, &generator)
            case 1: upward.read(&pair.server, &generator)
            case 2: downward.write(&pair.server, &generator)
            default: downward.read(&pair.client, &generator)
            }
        }
        #expect(upward.isRight && downward.isRight, "seed \(seed)")
    }

    @Test
    func `a close is told, and the other direction goes on`() throws {
        var pair = try Self.open()
        #expect(pair.server.write([1].span) == .bytes(1))
        #expect(pair.server.shutdownForWriting() == .done)
        #expect(pair.server.shutdownForWriting() == .done)
        #expect(SessionPair.read(&pair.client) == .bytes(1))
        #expect(SessionPair.read(&pair.client) == .closed)
        #expect(SessionPair.read(&pair.client) == .closed)
        #expect(pair.send([2, 3]) == .bytes(2))
        #expect(pair.client.shutdownForWriting() == .done)
        #expect(SessionPair.read(&pair.server) == .closed)
    }

    @Test
    func `a plain end of the stream is a close, and the other direction goes on`() throws {
        var pair = try Self.open()
        #expect(pair.client.write([1].span) == .bytes(1))
        pair.sockets.finish(.first)
        #expect(SessionPair.read(&pair.server) == .bytes(1))
        #expect(SessionPair.read(&pair.server) == .closed)
        #expect(SessionPair.read(&pair.server) == .closed)
        #expect(pair.server.write([4].span) == .bytes(1))
        #expect(SessionPair.read(&pair.client) == .bytes(1))
    }

    @Test
    func `an end inside the handshake is a close`() throws {
        let fixture = try Fixture()
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [fixture.maker.root]),
            server: fixture.serverContext
        )
        #expect(pair.client.handshake() == .wantsRead)
        #expect(pair.server.handshake() == .wantsRead)
        pair.sockets.finish(.first)
        #expect(pair.server.handshake() == .failed(TLSError(.closed)))
        let hasHeard = pair.server.hasHeard
        #expect(hasHeard)
    }

    @Test
    func `an end before the first byte is a close of somebody who said nothing`() throws {
        let fixture = try Fixture()
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [fixture.maker.root]),
            server: fixture.serverContext
        )
        #expect(pair.server.handshake() == .wantsRead)
        pair.sockets.finish(.first)
        #expect(pair.server.handshake() == .failed(TLSError(.closed)))
        let hasHeard = pair.server.hasHeard
        #expect(!hasHeard)
    }

    @Test
    func `a client that cannot write can still read why it was refused`() throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(.twoNames, name: fixture.maker.newName())
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        #expect(pair.handshake().server == .failed(TLSError(.wrongIdentity)))
        pair.sockets.cut(.second)
        #expect(pair.client.write([1].span) == .failed(TLSError(.connectionLost)))
        #expect(pair.client.write([1].span) == .failed(TLSError(.connectionLost)))
        #expect(SessionPair.read(&pair.client) == .failed(TLSError(.alert(42))))
    }

    @Test
    func `a peer that changes a record ends the session for good`() throws {
        var pair = try Self.open()
        let relay = try Self.open()
        // Bytes of another session stand for a changed record.
        var foreign = relay
        #expect(foreign.client.write([1, 2, 3].span) == .bytes(3))
        let record = foreign.sockets.receive(at: .second)
        try #require(!record.isEmpty)
        let isSent = pair.sockets.send(record, from: .first)
        #expect(isSent)
        let step = SessionPair.read(&pair.server)
        #expect(step == .failed(TLSError(.protocolViolation)))
        #expect(SessionPair.read(&pair.server) == step)
        #expect(pair.server.write([1].span) == .failed(TLSError(.protocolViolation)))
        // The peer is told so: bad_record_mac.
        #expect(SessionPair.read(&pair.client) == .failed(TLSError(.alert(20))))
    }

    static let strangers: [([UInt8], TLSError.Code)] = [
        (Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), .notTLS),
        (Array("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), .notTLS),
        (Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), .notTLS),
        // A handshake message that only servers send.
        ([0x16, 3, 1, 0, 4, 0x0E, 0, 0, 0], .protocolViolation),
    ]

    @Test(arguments: strangers)
    func `what is not a client's TLS is refused as such`(
        bytes: [UInt8],
        code: TLSError.Code
    ) throws {
        let fixture = try Fixture()
        let sockets = try SocketPair()
        var session = try TLSSession(
            server: fixture.serverContext,
            descriptor: sockets.second,
            now: noon
        )
        let isSent = sockets.send(bytes, from: .first)
        #expect(isSent)
        sockets.finish(.first)
        var step = session.handshake()
        for _ in 0..<3 where step == .wantsRead { step = session.handshake() }
        #expect(step == .failed(TLSError(code)))
    }
}

/// Bytes on their way through a session.
private final class Transfer {
    private let bytes: [UInt8]
    private var sent = 0
    private var received: [UInt8] = []
    private(set) var waits = 0
    /// What has to be offered again at least.
    private var atLeast = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isSent: Bool { sent == bytes.count }
    var isDone: Bool { received.count == bytes.count }
    var isRight: Bool { received == bytes }

    func write(_ session: inout TLSSession, _ generator: inout SeededGenerator) {
        let count = max(atLeast, Int.random(in: 1...40_000, using: &generator))
        // A copy, so that the bytes lie elsewhere when they are offered again.
        let piece = Array(bytes[sent..<min(sent + count, bytes.count)])
        switch session.write(piece.span) {
        case .bytes(let count):
            sent += count
            atLeast = 0
        case .wantsWrite:
            waits += 1
            atLeast = count
        case .wantsRead, .failed: Issue.record("a write failed")
        }
    }

    func read(_ session: inout TLSSession, _ generator: inout SeededGenerator) {
        var space = [UInt8](repeating: 0, count: Int.random(in: 1...40_000, using: &generator))
        var span = space.mutableSpan
        switch session.read(into: &span) {
        case .bytes(let count): received += space[..<count]
        case .wantsRead: break
        case .wantsWrite, .closed, .failed: Issue.record("a read failed")
        }
    }
}
