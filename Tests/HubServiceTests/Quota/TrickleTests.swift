import HubClient
import HubCrypto
import HubSession
import HubStore
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Clients that send little in many pieces: what costs them nothing takes a turn's share.
struct TrickleTests {
    private static let share = 16 * ServerLoop.readBytesMin

    private static func frame(
        _ type: FrameType,
        _ stream: UInt32,
        _ payload: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        FrameHead(type, stream: stream, payloadBytes: payload.count).append(to: &bytes)
        return bytes + payload
    }

    /// A client that has begun a call, and whose turns end after sixteen records.
    private static func begun() throws -> HandTurned {
        var limits = ServerLimits()
        limits.bytesPerTurnMax = share
        // However slow the machine is.
        limits.session.lingerMilliseconds = 60_000
        let hand = try HandTurned(limits: limits)
        let header = CallHeader(method: "\(Method.identityServicePing.name)").encoded()
        try hand.send(frame(.hello, 0, Hello().encoded()) + frame(.call, 1, header))
        try hand.turn()
        return hand
    }

    @Test
    func `a turn takes so many records, however short they are`() throws {
        let hand = try TrickleTests.begun()
        let message = TrickleTests.frame(.message, 1, [UInt8](repeating: 0, count: 1_000))
        try hand.trickle(Array(message.prefix(100)))
        var before = 0
        while before < 100 {
            try hand.turn()
            // When the socket was found readable, and once more at the end of the turn.
            #expect(hand.input.count <= before + 32)
            before = hand.input.count
        }
        // Long ones take what they have.
        try hand.send(Array(message.dropFirst(100)))
        try hand.turn()
        #expect(hand.input.isEmpty && !hand.isClosing)
    }

    @Test
    func `a turn discards so many records, however short they are`() throws {
        let hand = try TrickleTests.begun()
        try hand.send(TrickleTests.frame(.hello, 0, Hello().encoded()))
        try hand.turn()
        #expect(hand.isClosing)
        try hand.trickle([UInt8](repeating: 0, count: 100))
        var before = 0
        while before < 100 {
            try hand.turn()
            #expect(hand.discardedBytes <= before + 32)
            before = hand.discardedBytes
        }
    }

    @Test
    func `a frame that comes byte by byte has room made for it a few times`() throws {
        let hand = try TrickleTests.begun()
        let message = TrickleTests.frame(.message, 1, [UInt8](repeating: 0, count: 600))
        try hand.trickle(Array(message.dropLast()))
        var capacities: Set<Int> = []
        while hand.input.count < 611 {
            try hand.turn()
            capacities.insert(hand.input.capacity)
        }
        #expect(capacities.count < 16, "\(capacities.sorted())")
    }

    @Test
    func `a frame that is not whole counts as what a request keeps`() throws {
        let served = try ServedHub(limits: TrickleTests.few)
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "viewer")
        )
        let same = try served.channel(bundle)
        let other = try served.channel(.viewer)
        let client = RawClient(try Line.open(to: served.target(bundle), until: RawClient.latest))
        let header = CallHeader(method: "\(Method.identityServicePing.name)").encoded()
        let message = TrickleTests.frame(.message, 1, [UInt8](repeating: 0, count: 900_000))
        try client.send(
            TrickleTests.frame(.hello, 0, Hello().encoded())
                + TrickleTests.frame(.call, 1, header) + message.prefix(100_000)
        )
        #expect(try client.next()?.type == "HELLO")
        while served.budget.total < 100_000 {}
        let refused = failure { () throws(ClientError) in
            try IdentityServiceClient(same).ping()
        }
        #expect(refused?.reasonCode == "CALL-0103")
        _ = try IdentityServiceClient(other).ping()
        try client.send(Array(message[100_000..<200_000]))
        #expect(try client.next()?.reason == "WIRE-0703")
        #expect(served.budget.total == 0)
        _ = try IdentityServiceClient(same).ping()
    }

    @Test
    func `answers that nobody reads count beside requests until they are read`() throws {
        let hub = try HandledHub(limits: TrickleTests.few) { router in
            router.answer(.identityServicePing) { (_: PingRequest, _) in
                PingResponse(payload: [UInt8](repeating: 1, count: 60_000))
            }
        }
        let target = try hub.target(.viewer)
        let same = Channel(target, settings: .once)
        let other = Channel(try hub.target(.viewer), settings: .once)
        let client = RawClient(try Line.open(to: target, until: RawClient.latest))
        let header = CallHeader(method: "\(Method.identityServicePing.name)").encoded()
        var bytes = TrickleTests.frame(.hello, 0, Hello().encoded())
        for id in 1...20 as ClosedRange<UInt32> {
            bytes += TrickleTests.frame(.call, id, header) + TrickleTests.frame(.message, id, [])
            bytes += TrickleTests.frame(.end, id, [])
        }
        try client.send(bytes)
        // The connection's first credit, a mebibyte, is good for eighteen of them.
        for _ in 0..<37 { #expect(try client.next() != nil) }
        let refused = failure { () throws(ClientError) in try IdentityServiceClient(same).ping() }
        #expect(refused?.reasonCode == "CALL-0103")
        _ = try IdentityServiceClient(other).ping()
        try client.send(TrickleTests.frame(.credit, 0, [0, 2, 0, 0]))
        for _ in 0..<4 { #expect(try client.next() != nil) }
        _ = try IdentityServiceClient(same).ping()
        same.close()
        other.close()
    }

    private static var few: ServerLimits {
        var limits = ServerLimits()
        limits.keptRequestBytesOfPrincipalMax = 100_000
        return limits
    }

    @Test
    func `what an upload has brought is copied with no message`() throws {
        let copies = Lock(0)
        let hub = try HandledHub { router in
            router.intake(.priorityServiceImportAssessment) { (_) throws(Fault) in
                Watched(copies: copies)
            }
        }
        let channel = Channel(try hub.target(.steward), settings: .once)
        let chunks = Upload([UInt8](repeating: 0, count: 100), chunkBytes: 10).chunks
        let upload = try PriorityServiceClient(channel).importAssessment()
        for chunk in chunks { try upload.send(chunk) }
        _ = try upload.finish()
        #expect(copies.withLock { $0 } == 0)
        channel.close()
    }

    /// An intake that counts how often somebody else held it when a message came.
    private struct Watched: Intake {
        private final class Mark: Sendable {}

        let copies: Lock<Int>
        private var mark = Mark()

        init(copies: Lock<Int>) { self.copies = copies }

        var keptBytes: Int { 0 }
        var batch: UniqueID? { nil }

        mutating func receive(_ chunk: ImportChunk) throws(Fault) {
            if !isKnownUniquelyReferenced(&mark) { copies.withLock { $0 += 1 } }
        }

        func commit(
            in call: CallContext,
            _ store: inout WriteContext
        ) throws(Fault) -> ImportAssessmentResponse { ImportAssessmentResponse() }
    }
}
