import HubClient
import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// What may be kept of requests that are not answered yet.
struct BudgetTests {
    private static let cap = 100_000

    @Test
    func `there is room below a cap, none at it, and too much at twice as much`() {
        typealias Room = RequestBudget.Room
        #expect(Room(99, of: 100) == .enough)
        #expect(Room(100, of: 100) == .full)
        #expect(Room(199, of: 100) == .full)
        #expect(Room(200, of: 100) == .exceeded)
    }

    @Test
    func `a principal's cap is its own, and the server's is everybody's`() {
        var limits = ServerLimits()
        limits.keptRequestBytesOfPrincipalMax = 100
        limits.keptRequestBytesOfServerMax = 150
        let budget = RequestBudget(limits)
        let first = UniqueID(milliseconds: 1)
        let second = UniqueID(milliseconds: 2)
        #expect(budget.change(by: 99, of: first) == .enough)
        #expect(budget.change(by: 1, of: first) == .full)
        #expect(budget.room(of: first) == .full && budget.room(of: second) == .enough)
        #expect(budget.change(by: 49, of: second) == .enough)
        #expect(budget.change(by: 1, of: nil) == .full)
        #expect(budget.room(of: second) == .full && budget.room(of: nil) == .full)
        #expect(budget.change(by: 100, of: first) == .exceeded)
        _ = budget.change(by: -200, of: first)
        _ = budget.change(by: -49, of: second)
        #expect(budget.change(by: -1, of: nil) == .enough)
        #expect(budget.total == 0)
        #expect(budget.room(of: first) == .enough && budget.room(of: second) == .enough)
    }

    @Test
    func `a tenant's cap is that of all its principals`() {
        var limits = ServerLimits()
        limits.keptRequestBytesOfTenantMax = 100
        let budget = RequestBudget(limits)
        let principals = (1...3).map { UniqueID(milliseconds: $0) }
        let tenant = UniqueID(milliseconds: 9)
        let other = UniqueID(milliseconds: 10)
        #expect(budget.change(by: 60, of: principals[0], in: tenant) == .enough)
        #expect(budget.change(by: 39, of: principals[1], in: tenant) == .enough)
        #expect(budget.change(by: 1, of: principals[1], in: tenant) == .full)
        #expect(budget.room(of: principals[0], in: tenant) == .full)
        #expect(budget.room(of: principals[2], in: other) == .enough)
        #expect(budget.change(by: -1, of: principals[0], in: tenant) == .enough)
        #expect(budget.room(of: principals[1], in: tenant) == .enough)
    }

    /// Which cap is the low one.
    enum Cap: CaseIterable {
        case connection
        case principal
        case tenant
        case server

        var limits: ServerLimits {
            var limits = ServerLimits()
            switch self {
            case .connection: limits.keptRequestBytesMax = BudgetTests.cap
            case .principal: limits.keptRequestBytesOfPrincipalMax = BudgetTests.cap
            case .tenant: limits.keptRequestBytesOfTenantMax = BudgetTests.cap
            case .server: limits.keptRequestBytesOfServerMax = BudgetTests.cap
            }
            return limits
        }
    }

    private static func ping(_ channel: Channel) -> ClientError? {
        failure { () throws(ClientError) in try IdentityServiceClient(channel).ping() }
    }

    @Test(arguments: Cap.allCases)
    func `at a cap new calls are refused until there is room, and others' are not`(
        cap: Cap
    ) throws {
        let served = try ServedHub(limits: cap.limits)
        let request = IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        let bundle = try served.hub.issue(request)
        let channel = try served.channel(bundle)
        let same = try served.channel(bundle)
        let other = try served.channel(.viewer)
        let foreign = try served.channel(.viewer, tenant: "X00000002")
        for channel in [same, other, foreign] { #expect(BudgetTests.ping(channel) == nil) }
        let chunks = Upload([UInt8](repeating: 0, count: BudgetTests.cap + 1), chunkBytes: 49_999)
            .chunks
        let upload = try PriorityServiceClient(channel).importAssessment()
        try upload.send(chunks[0])
        try upload.send(chunks[1])
        // Two bytes below the cap.
        #expect(BudgetTests.ping(channel) == nil)
        #expect(served.budget.total == BudgetTests.cap - 2)
        try upload.send(chunks[2])
        let refused = BudgetTests.ping(channel)
        #expect(refused?.reasonCode == "CALL-0103")
        #expect(refused?.status?.retryAfterMs ?? 0 > 0)
        #expect(BudgetTests.ping(same)?.reasonCode == (cap == .connection ? nil : "CALL-0103"))
        let isShared = cap == .tenant || cap == .server
        #expect(BudgetTests.ping(other)?.reasonCode == (isShared ? "CALL-0103" : nil))
        #expect(BudgetTests.ping(foreign)?.reasonCode == (cap == .server ? "CALL-0103" : nil))
        upload.cancel()
        for channel in [channel, same, other, foreign] { #expect(BudgetTests.ping(channel) == nil) }
        #expect(served.budget.total == 0)
    }

    @Test
    func `refused streams and calls of every shape leave nothing behind`() throws {
        let served = try ServedHub()
        try served.hub.loadStarterKit()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        let large = String(repeating: "x", count: 900_000)
        for _ in 1...5 {
            let export = failure { () throws(ClientError) in
                try client.exportAssessment(ExportAssessmentRequest(window: large)) { _ in }
            }
            #expect(export?.code == .notFound)
            let save = failure { () throws(ClientError) in
                try client.saveAssessment(SaveAssessmentRequest(window: large))
            }
            #expect(save?.code == .notFound)
            let get = failure { () throws(ClientError) in
                try client.getTemplate(GetTemplateRequest(window: large))
            }
            #expect(get?.code == .notFound)
            #expect(served.budget.total == 0)
        }
    }

    @Test
    func `a connection that sends to twice the cap is sent away`() throws {
        let served = try ServedHub(limits: Cap.connection.limits)
        let channel = try served.channel(.steward)
        let file = [UInt8](repeating: 0, count: 1_000_000)
        let error = failure { () throws(ClientError) in
            try channel.send(
                .priorityServiceImportAssessment,
                Upload(file).chunks.map { $0.encoded() },
                .keyed
            )
        }
        #expect(error?.exitCode == .unreachable, "\(String(describing: error))")
        #expect(served.log.all.contains { $0.contains("WIRE-0703") })
        #expect(BudgetTests.ping(channel) == nil)
        #expect(served.budget.total == 0)
    }

    @Test
    func `a connection whose credit is withheld for too long is sent away`() throws {
        var limits = Cap.connection.limits
        limits.withheldMillisecondsMax = 0
        limits.withheldLookMilliseconds = 0
        let served = try ServedHub(limits: limits)
        let channel = try served.channel(.steward)
        let file = [UInt8](repeating: 0, count: 150_000)
        let upload: RawUpload = try channel.clientStream(.priorityServiceImportAssessment, .keyed)
        let chunks = Upload(file, chunkBytes: 60_000).chunks
        let error = failure { () throws(ClientError) in
            for chunk in chunks.prefix(2) { try upload.send(chunk.encoded()) }
            _ = try upload.finish()
        }
        #expect(error?.exitCode == .unreachable, "\(String(describing: error))")
        #expect(served.log.all.contains { $0.contains("WIRE-0703") })
    }

    @Test
    func `credit that was withheld for another's sake is granted when that one is done`() throws {
        var limits = ServerLimits()
        limits.keptRequestBytesOfPrincipalMax = 1_500_000
        let served = try ServedHub(limits: limits)
        try served.hub.loadStarterKit()
        let request = IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        let bundle = try served.hub.issue(request)
        let first = try served.channel(bundle)
        let upload = try PriorityServiceClient(first).importAssessment()
        for chunk in Upload([UInt8](repeating: 0, count: 1_450_000)).chunks.dropLast() {
            try upload.send(chunk)
        }
        #expect(BudgetTests.ping(first) == nil)
        let outcome = Monitor<String?>(nil)
        let target = try served.target(bundle)
        let thread = try Thread.start(name: "second") {
            let file = [UInt8](repeating: UInt8(ascii: ","), count: 700_000)
            let messages = Upload(file).chunks.map { $0.encoded() }
            let error = failure { () throws(ClientError) in
                try Channel(target, settings: .once)
                    .send(.priorityServiceImportAssessment, messages, .keyed)
            }
            outcome.change { $0 = error?.description ?? "answered" }
        }
        // The second one's first messages fill what the first one has left.
        while served.budget.total < 1_500_000 {}
        upload.cancel()
        _ = BudgetTests.ping(first)
        #expect(outcome.wait { $0 } == "answered")
        thread.join()
        #expect(served.budget.total == 0)
    }
}
