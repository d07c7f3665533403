import HubService
import HubWire

/// `whubd status`: says what hub is there, and where it is served.
enum StatusCommand {
    static func run(_ words: some Sequence<String>) throws {
        let options = try Options(words, flags: [], valued: ["--data"])
        let data = try options.required("--data")
        guard case .status(let status)? = try LocalHub.run(.status(.init()), data: data) else {
            throw HubError("the hub gave another answer than was asked for")
        }
        guard !status.hubId.isEmpty else {
            throw HubError("\(data) holds no hub yet; make one with `whubd init`", isUsage: true)
        }
        print("\(status.hubName), \(status.hubId)")
        print("\(status.tenants) tenants, \(status.principals) principals")
        print(status.address.isEmpty ? "not being served" : "served at \(status.address)")
    }
}
