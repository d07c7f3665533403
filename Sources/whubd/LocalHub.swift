import HubService
import HubSystem
import HubWire

/// Local commands on a data directory: through the hub that serves it, else by opening it.
enum LocalHub {
    /// Runs one command; makes nothing where there is no hub.
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
            if case .error(let error)? = answer.response { throw HubError(error) }
            return answer.response
        }
        let hub = try open(data)
        defer { hub.close() }
        return try LocalCommands(hub).run(asked)
    }

    /// Opens the hub of a data directory.
    ///
    /// - Parameter data: The directory.
    /// - Returns: The hub.
    /// - Throws: `HubError` of the kind `missing` where there is none; nothing is made then.
    static func open(_ data: String) throws(HubError) -> Hub {
        guard try Hub.isThere(data) else { throw HubError.noHub(data) }
        let hub = try Hub(data: data)
        guard hub.facts != nil else {
            hub.close()
            throw HubError.noHub(data)
        }
        return hub
    }
}
