import HubArguments
import HubService
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
        let others = status.tenants > 0 ? status.tenants - 1 : 0
        print("\(status.tenants) tenants: the region itself and \(others) councils")
        print("certificates were issued to \(status.principals) people or programs")
        print(status.address.isEmpty ? "not being served" : "served at \(status.address)")
    }
}
