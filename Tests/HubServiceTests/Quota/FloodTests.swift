import HubClient
import HubSession
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Connections that bring more than they may, to a hub whose clock stands still.
struct FloodTests {
    /// A hub, and one connection of raw frames.
    ///
    /// Both leave before the hub stops: it would wait for them, by a clock that stands still.
    private struct Flood {
        let client: RawClient
        /// Somebody else on the same loop.
        let other: Channel
        let clock = ManualClock(instant: HubClock.system.instant)
        let served: ServedHub

        init(burst: UInt64, streams: Int = 128) throws {
            var limits = ServerLimits()
            limits.callsOfConnection = QuotaRate(perSecond: 1, burst: burst)
            limits.session.streamsMax = streams
            served = try ServedHub(limits: limits, clock: clock.clock)
            other = try served.channel(.viewer)
            let bundle = try served.hub.issue(
                IssueRequest(tenantCode: "X00000001", role: .viewer, name: "viewer")
            )
            client = RawClient(try Line.open(to: served.target(bundle), until: RawClient.latest))
            try client.send(FloodTests.frame(.hello, 0, Hello().encoded()))
            #expect(try client.next()?.type == "HELLO")
        }

        /// Pings, and sees whether it is answered once somebody else was.
        func isRead() throws -> Bool {
            try client.send(FloodTests.frame(.ping, 0, [1, 2, 3, 4, 5, 6, 7, 8]))
            _ = try IdentityServiceClient(other).ping()
            _ = try IdentityServiceClient(other).ping()
            if try client.hearsNothing() { return false }
            return try client.next()?.type == "PONG"
        }

        /// Lets time pass, and has the loop look at its clocks.
        func pass(milliseconds: UInt64) throws {
            clock.advance(milliseconds: milliseconds)
            _ = try IdentityServiceClient(other).ping()
        }
    }

    private static func frame(
        _ type: FrameType,
        _ stream: UInt32,
        _ payload: [UInt8],
        ends: Bool = false
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        FrameHead(type, stream: stream, payloadBytes: payload.count, ends: ends).append(to: &bytes)
        return bytes + payload
    }

    private static func call(_ id: UInt32) -> [UInt8] {
        var header = CallHeader()
        header.method = "\(Method.identityServicePing.name)"
        return frame(.call, id, header.encoded()) + frame(.message, id, [], ends: true)
    }

    private static func credits(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { _ in frame(.credit, 0, [0, 0, 0, 1]) }
    }

    @Test
    func `a connection that has had its calls is told so, before its header is read`() throws {
        let flood = try Flood(burst: 4)
        var bytes: [UInt8] = []
        for id in 1...4 as ClosedRange<UInt32> { bytes += FloodTests.call(id) }
        try flood.client.send(bytes + FloodTests.frame(.call, 5, [0xFF], ends: true))
        for id in 1...4 {
            #expect(try flood.client.next()?.type == "MESSAGE")
            let result = try flood.client.next()
            #expect(result?.stream == id && result?.reason == "")
        }
        let refused = try flood.client.next()
        #expect(refused?.stream == 5 && refused?.reason == "GATE-0303")
        #expect(flood.served.log.all.contains { $0.contains("GATE-0303") })
    }

    @Test
    func `frames are read as long as they are paid for, and one unit more ends the reading`()
        throws
    {
        // HELLO was one: eighty frames are the ten units that there are.
        let within = try Flood(burst: 10)
        try within.client.send(FloodTests.credits(79))
        #expect(try within.isRead())
        let beyond = try Flood(burst: 10)
        try beyond.client.send(FloodTests.credits(87))
        #expect(try !beyond.isRead())
        try beyond.pass(milliseconds: 999)
        #expect(try beyond.client.hearsNothing())
        try beyond.pass(milliseconds: 1)
        #expect(try beyond.client.next()?.type == "PONG")
        // What comes now is paid for by what has come back.
        #expect(try beyond.isRead())
    }

    @Test
    func `where tenants take turns of a loop every call is answered all the same`() throws {
        var limits = ServerLimits()
        limits.unitsPerTurnMax = 1
        let served = try ServedHub(limits: limits)
        let other = try served.channel(.viewer, tenant: "X00000002")
        _ = try IdentityServiceClient(other).ping()
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "viewer")
        )
        let clients = try (0..<3).map { _ in
            RawClient(try Line.open(to: served.target(bundle), until: RawClient.latest))
        }
        // Several TLS records for each, so that turns end in between.
        let calls = (1...600 as ClosedRange<UInt32>).flatMap { FloodTests.call($0) }
        for client in clients {
            try client.send(FloodTests.frame(.hello, 0, Hello().encoded()) + calls)
        }
        _ = try IdentityServiceClient(other).ping()
        for client in clients {
            #expect(try client.next()?.type == "HELLO")
            for id in 1...600 {
                #expect(try client.next()?.type == "MESSAGE")
                let result = try client.next()
                #expect(result?.stream == id && result?.reason == "")
            }
        }
    }

    @Test
    func `calls over the streams are charged, though the gate never sees them`() throws {
        let flood = try Flood(burst: 30, streams: 1)
        let held = FloodTests.frame(
            .call,
            1,
            CallHeader(method: "\(Method.identityServicePing.name)").encoded()
        )
        var bytes = held
        for id in 2...40 as ClosedRange<UInt32> {
            bytes += FloodTests.frame(.call, id, [], ends: true)
        }
        try flood.client.send(bytes)
        for id in 2...40 {
            let refused = try flood.client.next()
            #expect(refused?.stream == id && refused?.reason == "CALL-0101")
        }
        #expect(try !flood.isRead())
    }
}
