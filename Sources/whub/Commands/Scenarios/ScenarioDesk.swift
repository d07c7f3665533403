import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// A command's conversation with the hub about scenarios.
struct ScenarioDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: ScenarioServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = ScenarioServiceClient(channel)
    }

    /// A scenario; `nil` where there is none of that code.
    func find(_ code: String) throws(CommandError) -> Scenario? {
        do throws(ClientError) {
            return try hub.getScenario(GetScenarioRequest(code: code), asides).scenario
        } catch {
            if error.code == .notFound { return nil }
            throw CommandError(error)
        }
    }

    /// The parts of plans that name a scenario, as `CODE/REF`.
    func resting(on code: String) throws(CommandError) -> [String] {
        let plans = PlanServiceClient(channel)
        let request = GetThreadRequest(start: "scenario/\(code)")
        let entries = try ask(plans.getThread, request, asides).entries
        return entries.filter { $0.from == 1 }.map(\.ref)
    }

    /// The assumptions of a scenario, as the domain has them.
    static func assumptions(_ scenario: Scenario) throws(CommandError) -> Assumptions {
        var list: [Assumption] = []
        for one in scenario.assumptions {
            guard let kind = AssumptionKind(rawValue: one.kind) else {
                throw .dataError(
                    "the scenario assumes \(one.kind), which this program does not know"
                )
            }
            list.append(
                Assumption(
                    kind,
                    from: one.from.isEmpty ? nil : try? DayText.day(one.from),
                    one.value,
                    low: one.low,
                    high: one.high,
                    yearly: one.yearly,
                    name: one.name,
                    source: one.source,
                    figure: try? FigureReference.read(one.figure)
                )
            )
        }
        do throws(DomainError) {
            return try Assumptions(list)
        } catch {
            throw .dataError("\(error.finding().sentence) [\(error.reason)]")
        }
    }

    /// A scenario of assumptions.
    static func scenario(
        _ code: String,
        _ assumptions: Assumptions,
        _ simulation: Simulation
    ) -> Scenario {
        var scenario = Scenario(code: code, name: code)
        scenario.seed = simulation.seed
        scenario.runs = UInt32(clamping: simulation.count)
        scenario.assumptions = assumptions.list.map { one in
            ScenarioAssumption(
                kind: one.kind.rawValue,
                from: one.from?.iso ?? "",
                value: one.value,
                low: one.low,
                high: one.high,
                yearly: one.yearly,
                name: one.name,
                source: one.source,
                figure: one.figure?.description ?? ""
            )
        }
        return scenario
    }
}
