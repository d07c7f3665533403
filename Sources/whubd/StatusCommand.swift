import HubArguments
import HubService
import HubText
import HubWire

/// `whubd status`: says what hub is there, and where it is served.
enum StatusCommand {
    static let command = Command(
        CommandDeclaration(
            "status",
            summary: "say what hub is there, and where it is served",
            options: [Command.dataOption],
            examples: [.init("whubd status --data hub", "is it being served?")]
        )
    ) { line in
        let data = try line.required("data")
        guard case .status(let status)? = try LocalHub.run(.status(.init()), data: data) else {
            throw HubError("the hub gave another answer than was asked for")
        }
        print("\(status.hubName), \(status.hubId)")
        let others = status.tenants > 0 ? Int(status.tenants) - 1 : 0
        print(
            "\(NumberText.count(Int(status.tenants), "tenant")): the region itself and "
                + NumberText.count(others, "council")
        )
        let holders = NumberText.count(
            Int(status.principals),
            "person or program",
            "people or programs"
        )
        print("certificates were issued to \(holders)")
        print(status.address.isEmpty ? "not being served" : "served at \(status.address)")
    }
}
