import HubClient
import HubCrypto
import HubStore
import HubWire
import Testing

@testable import HubService

/// What is held, whether the journals are whole, and who may do what.
struct GovernanceTests {
    private static func verify(
        _ channel: Channel,
        _ heads: [RememberedHead] = []
    ) throws(ClientError) -> [VerifyAuditResponse] {
        var answers: [VerifyAuditResponse] = []
        try GovernanceServiceClient(channel).verifyAudit(VerifyAuditRequest(heads: heads)) {
            (answer) throws(ClientError) in answers.append(answer)
        }
        return answers
    }

    private static func save(_ code: String, _ channel: Channel) throws(ClientError) {
        let theme = LocalTheme(code: code, name: "A theme")
        _ = try PriorityServiceClient(channel).saveLocalTheme(SaveLocalThemeRequest(theme: theme))
    }

    @Test
    func `both journals are verified, with the heads that a client remembers`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        var heads: [RememberedHead] = []
        for code in ["A1", "A2"] {
            try GovernanceTests.save(code, channel)
            let identity = try IdentityServiceClient(channel).whoAmI()
            heads.append(
                RememberedHead(
                    epoch: identity.storeEpoch,
                    revision: identity.revision,
                    chainHead: identity.chainHead
                )
            )
        }
        _ = try GovernanceServiceClient(channel).listAccesses()
        let answers = try GovernanceTests.verify(channel, heads)
        #expect(answers.map(\.file) == ["records", "accesses"])
        #expect(answers.allSatisfy { $0.isDone && $0.fault.isEmpty })
        #expect(answers.map(\.revisions) == [2, 1])
        #expect(answers.first?.headsFound == 2)
        var other = try #require(heads.last)
        other.chainHead = [UInt8](repeating: 1, count: 32)
        let missing = try #require(try GovernanceTests.verify(channel, [heads[0], other]).first)
        #expect(missing.headsFound == 1)
        #expect(missing.headsMissing == [other])
        #expect(missing.fault.contains("1 head that you remember"))
        other.chainHead = [1]
        let short = [other]
        let refused = failure { () throws(ClientError) in
            try GovernanceTests.verify(channel, short)
        }
        #expect(refused?.reasonCode == "CALL-0412")
    }

    @Test
    func `another council's heads are in no chain of one's own`() throws {
        let served = try ServedHub()
        let first = try served.channel(.steward)
        try GovernanceTests.save("A1", first)
        let identity = try IdentityServiceClient(first).whoAmI()
        let head = RememberedHead(
            epoch: identity.storeEpoch,
            revision: identity.revision,
            chainHead: identity.chainHead
        )
        let second = try served.channel(.steward, tenant: "X00000002")
        try GovernanceTests.save("A1", second)
        let answer = try #require(try GovernanceTests.verify(second, [head]).first)
        #expect(answer.headsFound == 0)
        #expect(answer.headsMissing == [head])
    }

    @Test
    func `what is held is told by kind, with its class and when it changed`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        for code in ["A1", "A2"] { try GovernanceTests.save(code, channel) }
        _ = try GovernanceServiceClient(channel).listAccesses()
        let held = try GovernanceServiceClient(try served.channel(.admin)).listHeld()
        let counts = held.holdings.map { "\($0.kind): \($0.records)" }
        #expect(
            counts == [
                "self-assessments: 0", "local themes: 2", "race equality returns: 0",
                "released counts: 0", "race equality actions: 0", "training records: 0",
                "workers: 0", "arrangements with workers: 0", "delegated activities: 0",
                "funded courses: 0", "development programmes: 0",
                "links to people who draw on care: 0", "erasures of workers: 0",
                "places of programmes: 0", "rules of keeping: 0",
                "purges: 0", "training rules: 0", "mappings of training files: 0",
                "workforce figures: 0", "scenarios: 0", "workforce plans: 0", "organisations: 0",
                "changes in the journal: 2", "accounts and certificates: 2", "accesses: 1",
            ]
        )
        #expect(
            held.holdings.map(\.dataClass.rawValue) == [
                2, 2, 4, 2, 2, 3, 3, 3, 3, 3, 3, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3,
            ]
        )
        #expect(held.holdings[0].firstChange == nil)
        #expect(held.holdings[1].firstChange != nil)
        #expect(held.holdings[1].lastChange != nil)
        #expect(held.bytes > 0)
        let refused = failure { () throws(ClientError) in
            try GovernanceServiceClient(channel).listHeld()
        }
        #expect(refused?.reasonCode == "GATE-0201")
    }

    private static func canI(
        _ method: Method,
        _ channel: Channel
    ) throws(ClientError) -> CanIResponse {
        try IdentityServiceClient(channel).canI(CanIRequest(method: "\(method.name)"))
    }

    @Test
    func `can-i names who could grant, within the own organisation`() throws {
        let served = try ServedHub()
        let viewer = try served.channel(.viewer)
        let alone = try GovernanceTests.canI(.priorityServiceHandInAssessment, viewer)
        #expect(!alone.allowed)
        #expect(alone.roles == [.steward, .integrator])
        #expect(alone.family == .priorities)
        #expect(alone.granters == [GrantWords.operators])
        for (tenant, name) in [("X00000001", "An admin of A"), ("X00000002", "An admin of B")] {
            _ = try served.hub.issue(IssueRequest(tenantCode: tenant, role: .admin, name: name))
        }
        let helped = try GovernanceTests.canI(.priorityServiceHandInAssessment, viewer)
        #expect(helped.granters == ["An admin of A"])
        #expect(try GovernanceTests.canI(.priorityServiceListLocalThemes, viewer).allowed)
        let window = try GovernanceTests.canI(.priorityServiceSaveWindow, viewer)
        #expect(window.granters == [GrantWords.operators])
        #expect(try GovernanceTests.canI(.identityServicePing, viewer).roles.isEmpty)
        let unknown = failure { () throws(ClientError) in
            try IdentityServiceClient(viewer).canI(CanIRequest(method: "no.Such/Method"))
        }
        #expect(unknown?.reasonCode == "CALL-0412")
    }

    @Test
    func `a refusal says for whom the method is, and names nobody`() throws {
        let served = try ServedHub()
        _ = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .admin, name: "An admin of A")
        )
        let viewer = try served.channel(.viewer)
        let refused = failure { () throws(ClientError) in
            try PriorityServiceClient(viewer).handInAssessment(HandInAssessmentRequest())
        }
        let message = try #require(refused?.status?.message)
        #expect(message.contains("steward for priorities"))
        #expect(message.contains("an admin of your organisation"))
        #expect(!message.contains("An admin of A"))
    }

    @Test(
        arguments: [
            (.priorityServiceHandInAssessment, [.admin], "granted by yourself, as admin"),
            (.priorityServiceSaveWindow, [.operator], "granted by yourself, as operator"),
            (.priorityServiceSaveWindow, [.admin], "granted by the hub's operators"),
            (.priorityServiceHandInAssessment, [.integrator], "an admin of your organisation"),
            (.priorityServiceHandInAssessment, [.operator], "nobody can grant to the region"),
            (.priorityServiceGetAssessment, [.integrator], "which an admin of your organisation"),
            (.priorityServiceGetAssessment, [.admin], "viewer, contributor or steward for prior"),
            (.adminServiceListPrincipals, [.regionLead], "it is for operator, which"),
            (.adminServiceListPrincipals, [.viewer], "it is for admin, which"),
        ] as [(HubWire.Method, [Role], String)]
    )
    func `a refusal names who could really help the caller`(
        method: HubWire.Method,
        roles: [Role],
        words: String
    ) {
        let grants = roles.flatMap { AdminRules.grants($0, [.priorities]) }
        let message = GrantWords.refusal(method, to: grants)
        #expect(message.contains(words), "\(message)")
        #expect(!message.contains("or integrator"))
    }
}
