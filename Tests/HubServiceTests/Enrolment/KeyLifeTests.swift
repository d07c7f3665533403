import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What becomes of keys and invitations as time passes, without a server.
struct KeyLifeTests {
    private static let now = Instant(microseconds: 1_750_000_000_000_000)

    @Test
    func `a retired key is told so for a minute, and is an alarm from then on`() {
        let principal = UniqueID(milliseconds: 1)
        let entry = KeyEntry(
            principal: principal,
            state: .retired,
            retired: KeyLifeTests.now
        )
        let cases: [(Int64, KeyLife.Greeting)] = [(0, .replaced), (60, .replaced), (61, .alarm)]
        for (seconds, greeting) in cases {
            let later = KeyLifeTests.now.advanced(seconds: seconds)
            #expect(KeyLife.greeting(entry, now: later) == greeting, "\(seconds)")
        }
        let issued = KeyEntry(principal: principal, state: .issued)
        #expect(KeyLife.greeting(issued, now: KeyLifeTests.now) == .firstUse)
    }

    @Test
    func `an invitation is used once, told again for 15 minutes, and over at its end`() {
        var live = InvitationRecord()
        live.state = .live
        live.expires = Timestamp(KeyLifeTests.now)
        let before = KeyLifeTests.now.advanced(seconds: -1)
        #expect(InvitationLife.use(live, now: before) == .first)
        #expect(InvitationLife.use(live, now: KeyLifeTests.now) == .nothing)
        var used = live
        used.state = .used
        used.used = Timestamp(KeyLifeTests.now)
        used.usedKey = [7]
        for (seconds, use) in [
            (Int64(900), InvitationLife.Use.again(key: [7])), (901, .nothing),
        ] {
            let later = KeyLifeTests.now.advanced(seconds: seconds)
            #expect(InvitationLife.use(used, now: later) == use, "\(seconds)")
        }
        var withdrawn = live
        withdrawn.state = .withdrawn
        #expect(InvitationLife.use(withdrawn, now: before) == .nothing)
    }

    @Test
    func `whoever can change what others rely on waits until the key is confirmed`() {
        let cases: [(Role, Bool)] = [
            (.viewer, false), (.contributor, false), (.steward, true), (.admin, true),
            (.integrator, false), (.regionLead, true), (.regionAnalyst, true), (.operator, true),
        ]
        for (role, waits) in cases {
            let grants = [Grant(role: role, family: .priorities)]
            #expect(KeyLife.needsConfirmation(grants, methods: []) == waits, "\(role)")
        }
        let grants = [Grant(role: .integrator, family: .priorities)]
        let writes = "\(Method.priorityServiceSaveAssessment.name)"
        #expect(KeyLife.needsConfirmation(grants, methods: [writes]))
    }

    @Test
    func `nothing is issued while the clock says much less than it said before`() throws {
        let folder = try TemporaryDirectory()
        let time = ManualClock(instant: HubClock.system.instant)
        let hub = try Hub(data: folder.file("data"), clock: time.clock)
        defer { hub.close() }
        try hub.found(.example())
        func invite(_ name: String) throws(HubError) {
            let request = IssueRequest(tenantCode: nil, role: .operator, name: name)
            _ = try hub.invite(request, validHours: 1)
        }
        let start = time.clock.instant
        try invite("first")
        time.set(instant: start.advanced(seconds: -59))
        #expect(throws: Never.self) { try invite("second") }
        time.set(instant: start.advanced(seconds: -61))
        #expect(throws: HubError.self) { try invite("third") }
        time.set(instant: start)
        #expect(throws: Never.self) { try invite("third") }
    }

    @Test
    func `a leaf ends no later than its issuer, and the root's key makes new issuers`() throws {
        let folder = try TemporaryDirectory()
        let time = ManualClock(instant: HubClock.system.instant)
        let hub = try Hub(data: folder.file("data"), clock: time.clock)
        defer { hub.close() }
        try hub.found(.example())
        let old = try hub.authority.end(of: "clients")
        time.advance(milliseconds: 320 * 86_400_000)
        let bundle = try hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        )
        let leaf = try #require(try Certificate.chain(pem: bundle.chain).first)
        #expect(leaf.facts.notAfterSeconds == old)
        #expect(hub.hourly(Log { _ in }))
        #expect(try hub.authority.end(of: "clients") > old)
        let later = try hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        )
        let renewed = try #require(try Certificate.chain(pem: later.chain).first)
        #expect(renewed.facts.notAfterSeconds > old)
    }
}
