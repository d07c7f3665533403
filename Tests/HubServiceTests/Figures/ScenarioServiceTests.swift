import HubClient
import HubDomain
import HubWire
import Testing

@testable import HubService

/// Scenarios over a connection; all numbers are invented.
struct ScenarioServiceTests {
    private let served: ServedHub
    private let client: ScenarioServiceClient
    private let channel: Channel

    init() throws {
        served = try ServedHub()
        channel = try served.channel(.contributor)
        client = ScenarioServiceClient(channel)
    }

    /// A sound scenario.
    static func scenario(_ code: String = "middle", turnover: Double = 25) -> Scenario {
        var scenario = Scenario(code: code, name: "The middle one", note: "One line.\nAnother.")
        (scenario.seed, scenario.runs) = (7, 200)
        func add(_ kind: String, _ value: Double, from: String = "") {
            scenario.assumptions.append(
                ScenarioAssumption(
                    kind: kind,
                    from: from,
                    value: value,
                    name: kind,
                    source: "Invented"
                )
            )
        }
        add("base_year", 2024)
        add("end_year", 2034)
        add("filled_posts", 100_000)
        add("vacant_posts", 10_000)
        add("demand_growth", 2)
        add("turnover_rate", turnover)
        return scenario
    }

    @discardableResult
    private func save(
        _ scenario: Scenario,
        base: UInt64 = 0
    ) throws(ClientError) -> SaveScenarioResponse {
        try client.saveScenario(SaveScenarioRequest(scenario: scenario, baseRevision: base))
    }

    @Test
    func `a scenario is kept, listed with what it comes to, and read as it was kept`() throws {
        let saved = try save(Self.scenario())
        // 110,000 posts grow by 2% in each of ten years.
        #expect(saved.summary.map { $0.extraPosts.rounded() } == 24_089)
        let listed = try client.listScenarios().scenarios
        #expect(listed.map(\.code) == ["middle"] && listed.first == saved.summary)
        #expect(listed.first?.baseYear == 2024 && listed.first?.endYear == 2034)
        var kept = try #require(
            try client.getScenario(GetScenarioRequest(code: "middle")).scenario
        )
        #expect(kept.revision == saved.saved?.revision)
        kept.revision = 0
        #expect(kept == Self.scenario())
    }

    @Test
    func `an earlier version is read, and compared with the newest`() throws {
        let first = try save(Self.scenario()).saved?.revision ?? 0
        let second = try save(Self.scenario(turnover: 22), base: first).saved?.revision ?? 0
        let failed = failure { () throws(ClientError) in
            try save(Self.scenario(turnover: 20), base: first)
        }
        #expect(failed?.reasonCode == "STORE-0101")
        var options = CallOptions()
        options.asOf = .revision(first)
        let then = try client.getScenario(GetScenarioRequest(code: "middle"), options)
        #expect(then.scenario?.assumptions.last?.value == 25)
        var request = CompareScenariosRequest(code: "middle", revision: first, other: "middle")
        let answer = try client.compareScenarios(request)
        #expect(answer.differences.map(\.kind) == ["turnover_rate"])
        #expect(answer.differences.first?.value == 25)
        #expect(answer.differences.first?.otherValue == 22)
        // What is not said is drawn from nothing but the value.
        #expect(answer.differences.first?.low == 25 && answer.differences.first?.high == 25)
        #expect(answer.differences.first?.otherLow == 22)
        var wide = Self.scenario("wide")
        (wide.assumptions[5].low, wide.assumptions[5].high) = (20, 31)
        wide.assumptions[5].yearly = 1.5
        try save(wide)
        let spread = try client.compareScenarios(
            CompareScenariosRequest(code: "wide", other: "middle")
        ).differences
        #expect(spread.map(\.kind) == ["turnover_rate"])
        #expect(spread.first?.low == 20 && spread.first?.high == 31)
        #expect(spread.first?.yearly == 1.5 && spread.first?.otherYearly == 0)
        #expect(answer.summary?.revision == first && answer.other?.revision == second)
        #expect(answer.years.map(\.year) == Array(2025...2034))
        #expect(answer.years.allSatisfy { $0.posts == $0.otherPosts })
        #expect(answer.years.allSatisfy { $0.recruits > $0.otherRecruits })
        request.revision = second + 100
        let ahead = request
        let refused = failure { () throws(ClientError) in try client.compareScenarios(ahead) }
        #expect(refused?.reasonCode == "CALL-0412")
    }

    @Test
    func `what cannot be assumed is refused with the rule that says so`() throws {
        func reason(_ change: (inout Scenario) -> Void) -> String? {
            var scenario = Self.scenario()
            change(&scenario)
            let wrong = scenario
            return failure { () throws(ClientError) in try save(wrong) }?.reasonCode
        }
        #expect(reason { $0.assumptions[5].value = 996 } == "PROJ-0103")
        #expect(reason { $0.assumptions[5].value = .nan } == "PROJ-0103")
        #expect(reason { $0.assumptions[5].kind = "hope" } == "PROJ-0102")
        #expect(reason { $0.assumptions[1].value = 2024 } == "PROJ-0104")
        #expect(reason { $0.assumptions.removeLast() } == "PROJ-0105")
        #expect(reason { $0.assumptions[4].source = "" } == "PROJ-0106")
        #expect(reason { $0.assumptions[4].from = "soon" } == "CALL-0412")
        #expect(reason { $0.runs = 99 } == "CALL-0412")
        #expect(reason { $0.code = "a b" } == "CALL-0412")
        #expect(reason { $0.name = "" } == "CALL-0412")
        #expect(try client.listScenarios().scenarios.isEmpty)
        #expect(reason { $0.runs = 0 } == nil)
    }

    @Test
    func `a scenario is withdrawn with a reason, and viewers only look`() throws {
        let base = try save(Self.scenario()).saved?.revision ?? 0
        let viewer = ScenarioServiceClient(try served.channel(.viewer))
        #expect(try viewer.listScenarios().scenarios.count == 1)
        var request = WithdrawScenarioRequest(code: "middle", baseRevision: base)
        let plain = request
        let unreasoned = failure { () throws(ClientError) in try client.withdrawScenario(plain) }
        #expect(unreasoned?.reasonCode == "CALL-0412")
        request.why = "Out of date."
        let sound = request
        let refused = failure { () throws(ClientError) in try viewer.withdrawScenario(sound) }
        #expect(refused?.reasonCode == "GATE-0201")
        #expect(try client.withdrawScenario(sound).saved?.id == "middle")
        #expect(try client.listScenarios().scenarios.isEmpty)
        let gone = failure { () throws(ClientError) in try client.withdrawScenario(sound) }
        #expect(gone?.code == .notFound)
        var options = CallOptions()
        options.asOf = .revision(base)
        #expect(try client.listScenarios(ListScenariosRequest(), options).scenarios.count == 1)
        // It may be made again.
        #expect(try save(Self.scenario()).saved != nil)
    }

    @Test func `no text of a scenario tells who somebody is`() throws {
        func code(_ change: (inout Scenario) -> Void) -> String? {
            var scenario = Self.scenario()
            change(&scenario)
            return failure { () throws(ClientError) in try save(scenario) }?.reasonCode
        }
        let text = "Ask ann@example.org"
        #expect(code { $0.name = text } == "PROJ-0109")
        #expect(code { $0.note = text } == "PROJ-0109")
        #expect(code { $0.assumptions[2].source = text } == "PROJ-0109")
        #expect(code { $0.note = "Ask the workforce lead" } == nil)
        let why = WithdrawScenarioRequest(code: "middle", baseRevision: 0, why: text)
        let refused = failure { () throws(ClientError) in try client.withdrawScenario(why) }
        #expect(refused?.reasonCode == "PROJ-0109")
    }
}
