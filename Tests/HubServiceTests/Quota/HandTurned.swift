import HubClient
import HubSystem
import HubTLS
import HubWire
import Testing

@testable import HubLoop
@testable import HubService
@testable import HubSession

/// A loop that the test turns by hand, with one client of raw records.
final class HandTurned {
    private let served: ServedHub
    private let mailbox: Mailbox<LoopMail>
    private var handler: ServerLoop
    private var loop: EventLoop<LoopMail>
    private let socket: Socket
    private var tls: TLSSession

    /// A client that was let in, and has not been read since.
    init(limits: ServerLimits) throws {
        served = try ServedHub(limits: limits)
        mailbox = try Mailbox<LoopMail>(limit: 16)
        let address = HostPort(host: "127.0.0.1", port: 0)
        let listener = try Listener.listen(on: #require(address.listeningEndpoint))
        let place = try #require(try listener.localEndpoint())
        handler = ServerLoop(
            shared: served.server.shared,
            listener: listener,
            mailbox: mailbox
        )
        loop = try EventLoop.make(mailbox: mailbox)
        try handler.started(&loop.context)
        let target = try served.target(
            served.hub.issue(
                IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
            )
        )
        socket = try Socket.connect(to: place)
        _ = try socket.descriptor.wait(for: .writable, until: RawClient.latest)
        tls = try TLSSession(
            client: target.tls,
            descriptor: socket.descriptor.number,
            server: target.serverName,
            now: HubClock.system.instant
        )
        while tls.handshake() != .done { try turn() }
        try turn()
        guard !isClosing else { throw Unexpected() }
    }

    /// Whether the client was not let in, or was told the last word.
    var isClosing: Bool { connection?.session?.isClosing ?? true }

    /// Bytes that came after the last word.
    var discardedBytes: Int { connection?.session?.discardedBytes ?? 0 }

    /// What came of a frame that is not whole.
    var input: [UInt8] { connection?.input ?? [] }

    /// The one connection; `nil` when it is closed.
    private var connection: Connection? {
        var found: Connection?
        handler.connections.visit { _, connection in found = connection }
        return found
    }

    /// One turn of the loop; there is something to do.
    func turn() throws { try loop.turn(&handler) }

    /// Sends bytes, each in a record of its own.
    func trickle(_ bytes: [UInt8]) throws {
        for index in bytes.indices { try send(Array(bytes[index...index])) }
    }

    /// Sends bytes in one record; the socket has room for them.
    func send(_ bytes: [UInt8]) throws {
        guard tls.write(bytes.span) == .bytes(bytes.count) else { throw Unexpected() }
    }

    private struct Unexpected: Error {}
}
