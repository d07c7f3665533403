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

    /// The name that `--save` gives, before anything is projected.
    static func savedName(_ invocation: Invocation) throws(CommandError) -> String? {
        guard let name = invocation.line.value("save") else { return nil }
        let isPlain = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || [0x2D, 0x2E, 0x5F].contains(byte)
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw invocation.usage(
                "--save takes a NAME of 1 to 64 letters, digits, points, hyphens and underscores, "
                    + "such as better-retention"
            )
        }
        return name
    }

    /// Keeps the projection as a scenario, where `--save` names one.
    func save(_ invocation: Invocation) throws(CommandError) {
        guard let code = try Self.savedName(invocation) else { return }
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
