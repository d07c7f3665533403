import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What concerns safety is apart, and no log holds what anybody wrote.
struct SecurityLogTests {
    @Test
    func `refusals go to the log of their own, with ids and the method's name`() throws {
        let lines = LogLines()
        let served = try ServedHub(security: SecurityLog(own: lines.log))
        let viewer = try served.channel(.viewer)
        let identity = try IdentityServiceClient(viewer).whoAmI()
        let refused = failure { () throws(ClientError) in
            try PriorityServiceClient(viewer).handInAssessment(HandInAssessmentRequest())
        }
        let denied = lines.wait(for: "denied ")
        for part in [
            "reason=GATE-0201", "principal=\(identity.principalId)", "from=127.0.0.1",
            "tenant=\(identity.tenantId)",
            "method=\(Method.priorityServiceHandInAssessment.name)",
            "request=\(refused?.status?.requestId ?? "none")", "time=2",
        ] { #expect(denied.contains(part), "\(part)") }
        let stranger = try served.strangersChannel()
        _ = failure { () throws(ClientError) in try IdentityServiceClient(stranger).whoAmI() }
        #expect(lines.wait(for: "not-authenticated ").contains("reason=GATE-0101"))
        #expect(!served.log.all.contains { $0.contains("GATE-") })
    }

    @Test
    func `without a log of its own they stand in the ordinary one`() throws {
        let served = try ServedHub()
        let viewer = try served.channel(.viewer)
        _ = failure { () throws(ClientError) in
            try PriorityServiceClient(viewer).handInAssessment(HandInAssessmentRequest())
        }
        #expect(served.log.wait(for: "security denied ").contains("reason=GATE-0201"))
    }

    @Test
    func `a flood of one event hides no other`() {
        let lines = LogLines()
        let time = ManualClock(instant: Instant(microseconds: 1_750_000_000_000_000))
        let log = SecurityLog(
            within: Log(clock: time.clock) { line in lines.log("", ["line": line]) },
            clock: time.clock
        )
        for _ in 0...Log.linesMax { log(.denied, "GATE-0201", .init()) }
        log(.alarm, "WIRE-0807", .init())
        #expect(lines.all.contains { $0.contains("security alarm") })
        let denied = lines.all.filter { $0.contains("security denied") }
        #expect(denied.count <= Log.linesMax)
        time.advance(milliseconds: Log.spanMilliseconds)
        log(.denied, "GATE-0201", .init())
        #expect(lines.all.contains { $0.contains("lines-left-out") })
    }

    @Test(arguments: [
        ("GATE-0101", "not-authenticated"), ("GATE-0103", "not-authenticated"),
        ("GATE-0107", "enrolment-refused"), ("IDEN-0103", "enrolment-refused"),
        ("GATE-0201", "denied"), ("GATE-0401", "denied"), ("GATE-0501", "denied"),
        ("GATE-0301", "limited"), ("STORE-0201", "limited"),
    ])
    func `each kind of refusal is an event`(code: String, event: String) {
        #expect(SecurityLog.event(of: code).map { "\($0.word)" } == event)
        for other in ["GATE-0502", "CALL-0412", "STORE-0103", "IDEN-0201", "GOV-0101"] {
            #expect(SecurityLog.event(of: other) == nil)
        }
    }

    /// A word that appears nowhere else; each field has its own.
    private static func canary(_ number: Int) -> String { "canary-\(number)-zx7qk" }

    @Test
    func `planted words are in no log and in no file beside the stores`() throws {
        let lines = LogLines()
        let served = try ServedHub(security: SecurityLog(own: lines.log))
        try served.hub.loadStarterKit()
        let maker = RequestMaker(texts: ["window": "first"], numbers: [:])
        var planted = 0
        let roles: [(Role, String?)] = [
            (.viewer, "X00000001"), (.steward, "X00000001"), (.admin, "X00000001"),
            (.regionLead, nil), (.operator, nil),
        ]
        for (role, tenant) in roles {
            let bundle = try served.hub.issue(
                IssueRequest(tenantCode: tenant, role: role, name: SecurityLogTests.canary(0))
            )
            let channel = try served.channel(bundle)
            for method in Method.allCases {
                let table = method.requestType.wireTable
                for leaf in maker.leaves(table) where leaf.kind == .string {
                    planted += 1
                    let json = maker.json(
                        table,
                        leaf,
                        "\"\(SecurityLogTests.canary(planted))\""
                    )
                    guard let request = try? method.request(json: json) else { continue }
                    var options = CallOptions()
                    options.isDryRun = method.facts.supportsDryRun && planted.isMultiple(of: 2)
                    options.expectedTenant =
                        planted.isMultiple(of: 7)
                        ? SecurityLogTests.canary(planted) : nil
                    _ = Answer(method, request, options, channel)
                }
            }
        }
        #expect(planted > 100)
        served.stop()
        #expect(!lines.all.isEmpty)
        for line in served.log.all + lines.all {
            #expect(!line.contains("canary-"), "\(line)")
        }
        // The stores hold what was saved; nothing else does.
        let search = [
            "grep", "-rqa", "--exclude=*.db", "--exclude=*.db-wal", "canary-", served.folder.path,
        ]
        let code = try Tool.run(search, in: ScratchFolder()).code
        #expect(code == 1)
        print("planted words: \(planted)")
    }
}
