import HubClient
import HubWire
import Testing

@testable import HubService

/// What somebody may call whose methods an admin has listed.
struct IntegratorTests {
    /// What it may call without a list: who it is, what it may do, and to keep its key.
    private static let own: [Method] = [
        .identityServiceWhoAmI, .identityServicePing, .identityServiceCanI,
        .identityServiceListOwnKeys,
        .healthServiceCheckHealth, .enrolmentServiceRenew, .enrolmentServiceEnrol,
    ]

    private static func reason(_ method: Method, _ channel: Channel) throws -> String {
        var options = CallOptions()
        options.isDryRun = method.facts.supportsDryRun
        let maker = RequestMaker(texts: [:], numbers: [:])
        let request = try method.request(json: maker.json(method.requestType.wireTable))
        return String(Answer(method, request, options, channel).text.prefix(9))
    }

    @Test
    func `it may call the methods that are listed, its own, and none beside`() throws {
        let served = try ServedHub()
        let listed: [Method] = [.priorityServiceListWindows, .priorityServiceListLocalThemes]
        let bundle = try served.hub.issue(
            IssueRequest(
                tenantCode: "X00000001",
                role: .integrator,
                name: "test",
                methods: listed.map { "\($0.name)" }
            )
        )
        let channel = try served.channel(bundle)
        for method in Method.allCases {
            let reason = try IntegratorTests.reason(method, channel)
            let isAllowed = (listed + IntegratorTests.own).contains(method)
            #expect((reason != "GATE-0201") == isAllowed, "\(method.name): \(reason)")
        }
        for (method, isAllowed) in [
            (Method.priorityServiceListWindows, true), (.priorityServiceListScales, false),
            (.priorityServiceGetAssessment, false), (.identityServiceWhoAmI, true),
        ] {
            let asked = CanIRequest(method: "\(method.name)")
            let told = try IdentityServiceClient(channel).canI(asked)
            #expect(told.allowed == isAllowed, "\(method.name)")
        }
        let refused = failure { () throws(ClientError) in
            try PriorityServiceClient(channel).listScales()
        }
        #expect(refused?.message.contains("which an admin of your organisation lists") == true)
    }

    @Test
    func `one without a list may call nothing but its own, and a viewer what needs no role`() throws
    {
        let served = try ServedHub()
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .integrator, name: "test")
        )
        let bare = try served.channel(bundle)
        let viewer = try served.channel(.viewer)
        for method in Method.allCases where method.facts.permission == .authenticated {
            #expect(try IntegratorTests.reason(method, bare) == "GATE-0201", "\(method.name)")
            #expect(try IntegratorTests.reason(method, viewer) != "GATE-0201", "\(method.name)")
        }
        for method in IntegratorTests.own {
            #expect(try IntegratorTests.reason(method, bare) != "GATE-0201", "\(method.name)")
        }
    }

    @Test
    func `what needs no role and what people do with records can be listed, and no administration`()
        throws
    {
        let grants = AdminRules.grants(.integrator, [.priorities])
        for method in Method.allCases {
            let kept = try? AdminRules.check(methods: ["\(method.name)"], with: grants)
            let isOwn = RoleTable.isOpen(method.facts.permission)
            let isOfRecords =
                [.view, .contribute, .steward].contains(method.facts.permission)
                && [.hub, .priorities].contains(method.facts.family)
            #expect((kept != nil) == (isOwn || isOfRecords), "\(method.name)")
        }
    }
}
