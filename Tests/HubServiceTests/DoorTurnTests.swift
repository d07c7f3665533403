import HubClient
import HubSystem
import HubTLS
import Testing

@testable import HubLoop
@testable import HubService

/// Handshakes in a loop that the test turns by hand.
@Suite struct DoorTurnTests {
    @Test
    func `a crowd at the door takes one step of one handshake in each turn`() throws {
        let served = try ServedHub()
        let mailbox = try Mailbox<LoopMail>(limit: 16)
        let address = HostPort(host: "127.0.0.1", port: 0)
        let listener = try Listener.listen(on: #require(address.listeningEndpoint))
        let place = try #require(try listener.localEndpoint())
        var handler = ServerLoop(
            shared: served.server.shared,
            listener: listener,
            mailbox: mailbox
        )
        var loop = try EventLoop.make(mailbox: mailbox)
        try handler.started(&loop.context)
        let target = try served.strangersTarget()
        let crowd = try (0..<3).map { _ in try Comer(target, at: place) }
        // Nobody hears anything before the first turn, and everybody has said all there is to say.
        #expect(try crowd.allSatisfy { try !$0.isAnswered() })
        for turn in 1...3 {
            try loop.turn(&handler)
            #expect(try crowd.filter { try $0.isAnswered() }.count == turn)
        }
    }

    @Test(arguments: [(UInt64(0), true), (60_000, false)])
    func `where all places are taken the oldest handshake that had its time makes room`(
        milliseconds: UInt64,
        makesRoom: Bool
    ) throws {
        var limits = ServerLimits()
        limits.handshakesMax = 2
        limits.handshakePlaceMilliseconds = milliseconds
        let served = try ServedHub(limits: limits)
        let mailbox = try Mailbox<LoopMail>(limit: 16)
        let address = HostPort(host: "127.0.0.1", port: 0)
        let listener = try Listener.listen(on: #require(address.listeningEndpoint))
        let place = try #require(try listener.localEndpoint())
        var handler = ServerLoop(
            shared: served.server.shared,
            listener: listener,
            mailbox: mailbox
        )
        var loop = try EventLoop.make(mailbox: mailbox)
        try handler.started(&loop.context)
        let target = try served.strangersTarget()
        let crowd = try (0..<3).map { _ in try Comer(target, at: place) }
        // One turn takes in everybody who has come.
        try loop.turn(&handler)
        #expect(handler.connections.count == 2)
        #expect(served.log.all.contains { $0.contains("made-room") } == makesRoom)
        withExtendedLifetime(crowd) {}
    }

    @Test(arguments: [([2, 2, 3], true), ([2, 3, 4], false)])
    func `where all places are taken an address with two more than others gives one at once`(
        hosts: [Int],
        makesRoom: Bool
    ) throws {
        var limits = ServerLimits()
        limits.handshakesMax = hosts.count
        limits.handshakePlaceMilliseconds = 60_000
        let served = try ServedHub(limits: limits)
        let mailbox = try Mailbox<LoopMail>(limit: 16)
        let address = HostPort(host: "127.0.0.1", port: 0)
        let listener = try Listener.listen(on: #require(address.listeningEndpoint))
        let place = try #require(try listener.localEndpoint())
        var handler = ServerLoop(
            shared: served.server.shared,
            listener: listener,
            mailbox: mailbox
        )
        var loop = try EventLoop.make(mailbox: mailbox)
        try handler.started(&loop.context)
        let target = try served.strangersTarget()
        let crowd = try hosts.map { _ in try Comer(target, at: place) }
        try loop.turn(&handler)
        // All of this test come from one address: the first ones are given others.
        handler.atTheDoor = zip(handler.atTheDoor, hosts).map { door, host in
            let group = Address("127.0.0.\(host)")?.group
            return DoorPlace(token: door.token, group: group, since: door.since)
        }
        let next = try Comer(target, at: place)
        try loop.turn(&handler)
        #expect(served.log.all.contains { $0.contains("made-room") } == makesRoom)
        #expect(handler.atTheDoor.count == hosts.count)
        withExtendedLifetime((crowd, next)) {}
    }

    @Test
    func `a loop whose share of the door is taken gives one of its own up, wherever others are`()
        throws
    {
        var limits = ServerLimits()
        limits.handshakesMax = 100
        limits.handshakesOfLoopMax = 2
        limits.handshakePlaceMilliseconds = 0
        let served = try ServedHub(limits: limits)
        let mailbox = try Mailbox<LoopMail>(limit: 16)
        let address = HostPort(host: "127.0.0.1", port: 0)
        let listener = try Listener.listen(on: #require(address.listeningEndpoint))
        let place = try #require(try listener.localEndpoint())
        var handler = ServerLoop(
            shared: served.server.shared,
            listener: listener,
            mailbox: mailbox
        )
        var loop = try EventLoop.make(mailbox: mailbox)
        try handler.started(&loop.context)
        let target = try served.strangersTarget()
        let crowd = try (0..<5).map { _ in try Comer(target, at: place) }
        try loop.turn(&handler)
        #expect(handler.connections.count == 2 && handler.atTheDoor.count == 2)
        #expect(served.log.all.contains { $0.contains("made-room") })
        #expect(!served.server.shared.census.isFull)
        withExtendedLifetime(crowd) {}
    }
}

/// Somebody who has begun a handshake.
private final class Comer {
    private var tls: TLSSession
    private let socket: Socket

    init(_ target: Target, at place: Endpoint) throws {
        socket = try Socket.connect(to: place)
        _ = try socket.descriptor.wait(for: .writable, until: RawClient.latest)
        tls = try TLSSession(
            client: target.tls,
            descriptor: socket.descriptor.number,
            server: target.serverName,
            now: HubClock.system.instant
        )
        guard case .wantsRead = tls.handshake() else { throw Unexpected() }
    }

    /// Whether the server has said something.
    func isAnswered() throws -> Bool {
        try socket.descriptor.wait(for: .readable, until: HubClock.system.moment)
    }

    private struct Unexpected: Error {}
}
