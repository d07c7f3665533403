import HubService
import HubSystem
import HubWire

/// Local commands on a data directory: through the hub that serves it, else by opening it.
enum LocalHub {
    /// Runs one command.
    ///
    /// - Parameters:
    ///   - request: The command.
    ///   - data: The data directory.
    /// - Returns: Its answer.
    /// - Throws: `HubError`.
    static func run(
        _ request: ControlRequest.Request,
        data: String
    ) throws(HubError) -> ControlResponse.Response? {
        let asked = ControlRequest(request: request)
        if let answer = try ControlSocket.ask(asked, data: data, clock: .system) {
            if case .error(let error)? = answer.response {
                throw HubError(error.message, isUsage: error.isUsage)
            }
            return answer.response
        }
        let hub = try Hub(data: data)
        defer { hub.close() }
        return try LocalCommands(hub).run(asked)
    }
}
