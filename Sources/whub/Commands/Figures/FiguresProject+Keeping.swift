import HubArguments
import HubClient
import HubDomain
import HubReport
import HubSystem
import HubText
import HubWire

// Keeping a projection: as pictures, and as a scenario on the hub.
extension ProjectionPage {
    /// Keeps the pictures that the options name.
    func keepPictures(_ invocation: Invocation) throws(CommandError) {
        if let path = invocation.line.value("svg") {
            let fan = FanChartPicture.svg(
                ProjectionChart.fan(quantity, simulation),
                id: "fan",
                title: "\(quantity.words) by year"
            )
            try invocation.keep(picture: fan, at: path)
        }
        if let path = invocation.line.value("waterfall") {
            let waterfall = SpanChartPicture.svg(
                ProjectionChart.waterfall(projection),
                id: "waterfall",
                title: "Where recruits are needed, and what covers them"
            )
            try invocation.keep(picture: waterfall, at: path)
        }
    }

    /// Keeps the projection as a scenario, where `--save` names one.
    func save(_ invocation: Invocation) throws(CommandError) {
        guard let code = invocation.line.value("save") else { return }
        let desk = try ScenarioDesk(invocation)
        let present = try desk.find(code)
        var scenario = ScenarioDesk.scenario(code, assumptions, simulation)
        if let present { (scenario.name, scenario.note) = (present.name, present.note) }
        var request = SaveScenarioRequest(scenario: scenario)
        request.baseRevision = present?.revision ?? 0
        let answer = try desk.ask(desk.hub.saveScenario, request)
        invocation.sayKept(
            "Kept: scenario \(code)",
            answer.saved,
            next: "whub scenarios show \(code)"
        )
    }
}
