import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubVectorKit
import HubWire
import Testing

@testable import HubService

/// Quotas of calls on a served hub whose clock stands still unless a test moves it.
struct QuotaTests {
    private let clock = ManualClock(instant: HubClock.system.instant)

    private func hub(_ change: (inout ServerLimits) -> Void) throws -> ServedHub {
        var limits = ServerLimits()
        change(&limits)
        return try ServedHub(limits: limits, clock: clock.clock)
    }

    private func ping(_ channel: Channel) -> ClientError? {
        failure { () throws(ClientError) in try IdentityServiceClient(channel).ping() }
    }

    /// How many pings of a channel are answered, and how the next one ends.
    private func exhaust(_ channel: Channel) -> (Int, ClientError?) {
        for count in 0..<1_000 {
            if let error = ping(channel) { return (count, error) }
        }
        return (1_000, nil)
    }

    private func principal(_ served: ServedHub, _ tenant: String) throws -> IssuedBundle {
        try served.hub.issue(IssueRequest(tenantCode: tenant, role: .viewer, name: "viewer"))
    }

    @Test
    func `a principal that has had its calls is told when to go on, over every connection`() throws
    {
        let served = try hub { $0.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 40) }
        let bundle = try principal(served, "X00000001")
        let first = try served.channel(bundle)
        let second = try served.channel(bundle)
        let other = try served.channel(.viewer)
        for _ in 0..<15 { #expect(ping(second) == nil) }
        let (count, error) = exhaust(first)
        #expect(count == 25)
        #expect(error?.reasonCode == "GATE-0301")
        #expect(error?.status?.retryAfterMs == 1_000)
        #expect(error?.message.contains("Go on in 1 s.") == true)
        #expect(error?.retry == .afterPause && error?.status?.applied == .no)
        #expect(ping(second)?.reasonCode == "GATE-0301")
        #expect(ping(other) == nil)
        clock.advance(milliseconds: 999)
        #expect(ping(first)?.status?.retryAfterMs == 1)
        clock.advance(milliseconds: 1)
        #expect(ping(first) == nil)
        #expect(ping(first)?.reasonCode == "GATE-0301")
    }

    @Test
    func `what a call takes on the loop beyond its price is charged to whoever made it`() throws {
        // A clock on which every look is a millisecond later than the one before.
        let time = Lock<UInt64>(1_000_000_000)
        let slow = HubClock(
            steady: {
                time.withLock { time in
                    time += 1_000_000
                    return Moment(nanoseconds: time)
                }
            },
            calendar: { HubClock.system.instant }
        )
        var limits = ServerLimits()
        limits.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 2_000)
        let served = try ServedHub(limits: limits, clock: slow)
        let (count, error) = exhaust(try served.channel(.viewer))
        // Each takes a hundred units: its price alone would be one.
        #expect((1..<50).contains(count), "\(count)")
        #expect(error?.reasonCode == "GATE-0301")
    }

    @Test
    func `the people of a council share its calls, and another council has its own`() throws {
        let served = try hub { $0.callsOfTenant = QuotaRate(perSecond: 1, burst: 30) }
        let first = try served.channel(try principal(served, "X00000001"))
        let second = try served.channel(try principal(served, "X00000001"))
        let other = try served.channel(try principal(served, "X00000002"))
        for _ in 0..<10 { #expect(ping(first) == nil) }
        let (count, error) = exhaust(second)
        #expect(count == 20)
        #expect(error?.reasonCode == "GATE-0302")
        #expect(ping(first)?.reasonCode == "GATE-0302")
        #expect(exhaust(other).0 == 30)
    }

    @Test
    func `calls that are not allowed are charged, and the quota is looked at before the right`()
        throws
    {
        let served = try hub { $0.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 40) }
        let channel = try served.channel(try principal(served, "X00000001"))
        let admin = AdminServiceClient(channel)
        var reasons: [String] = []
        for _ in 0..<3 {
            let error = failure { () throws(ClientError) in try admin.listPrincipals() }
            reasons.append(error?.reasonCode ?? "none")
        }
        // A page is twenty units.
        #expect(reasons == ["GATE-0201", "GATE-0201", "GATE-0301"])
        #expect(ping(channel)?.reasonCode == "GATE-0301")
    }

    @Test
    func `a replay is charged like the call that it repeats`() throws {
        let served = try hub { $0.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 5) }
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        )
        let client = PriorityServiceClient(try served.channel(bundle))
        var options = CallOptions()
        options.key = UniqueID(milliseconds: UInt64(clock.clock.instant.microseconds / 1_000))
        let request = SaveLocalThemeRequest(theme: LocalTheme(code: "one", name: "One"))
        var reasons: [String] = []
        for _ in 0..<4 {
            let error = failure { () throws(ClientError) in
                try client.saveLocalTheme(request, options)
            }
            reasons.append(error?.reasonCode ?? "done")
        }
        // The first is done, the others are replays; the work of the writer is charged beside.
        #expect(reasons.first == "done" && reasons.last == "GATE-0301")
    }

    /// Founds a hub whose list of councils is long.
    private func foundLarge(in folder: TemporaryDirectory) throws {
        let hub = try Hub(data: folder.file("data"), clock: clock.clock)
        defer { hub.close() }
        var plan = HubPlan.example()
        for number in 100..<500 {
            let name = "Example Council \(number)"
            plan.tenants.append(TenantRecord(kind: .council, code: "X00000\(number)", name: name))
        }
        try hub.found(plan)
    }

    @Test
    func `a large answer costs more than a small one`() throws {
        let folder = try TemporaryDirectory()
        try foundLarge(in: folder)
        var limits = ServerLimits()
        limits.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 40)
        let served = try ServedHub(in: folder, limits: limits, clock: clock.clock)
        let client = RegisterServiceClient(try served.channel(try principal(served, "X00000001")))
        let bytes = try client.listCouncils().encoded().count
        var answered = 1
        while answered < 100 {
            guard failure({ () throws(ClientError) in try client.listCouncils() }) == nil else {
                break
            }
            answered += 1
        }
        // A unit for each call, and some for its bytes.
        let price = 1 + bytes / 4_096
        #expect(price > 2 && answered == (40 + price - 1) / price)
    }

    @Test
    func `the work of other threads is charged when it is done`() throws {
        let served = try hub { $0.callsOfPrincipal = QuotaRate(perSecond: 1, burst: 10_000) }
        let bundle = try principal(served, "X00000001")
        let channel = try served.channel(bundle)
        let client = PriorityServiceClient(channel)
        let id = try #require(served.hub.contents.principals.keys.first)
        for _ in 0..<50 { _ = try client.listLocalThemes() }
        #expect(ping(channel) == nil)
        let level = served.server.shared.quotas.level(of: .principal(id), clock.clock.moment)
        // Fifty pages are a thousand units, taken in advance by the loop or not.
        #expect(try #require(level) <= 9_000)
    }

    @Test
    func `a client that is told to wait waits and goes on`() throws {
        var limits = ServerLimits()
        limits.callsOfPrincipal = QuotaRate(perSecond: 50, burst: 1)
        let served = try ServedHub(limits: limits)
        let bundle = try principal(served, "X00000001")
        let once = try served.channel(bundle)
        #expect(exhaust(once).1?.reasonCode == "GATE-0301")
        let patient = Channel(try served.target(bundle), settings: ChannelSettings())
        for _ in 0..<3 { #expect(ping(patient) == nil) }
    }
}
