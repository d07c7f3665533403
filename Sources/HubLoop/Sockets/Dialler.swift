private import CLinux
private import Glibc
package import HubSystem

/// Connects a client, on the calling thread; never used on a loop.
package enum Dialler {
    /// Connects to the first of a host's addresses that answers.
    ///
    /// Each address gets an equal share of the time that is left, so that one which swallows
    /// packets does not use up the time of those behind it. Looking a name up has the name
    /// service's own time limit, which is not part of the deadline.
    ///
    /// - Parameters:
    ///   - target: The host, by name or address, and the port.
    ///   - deadline: When to give up.
    ///   - clock: What the deadline is measured with.
    /// - Returns: A connected socket and who answered.
    /// - Throws: `LoopError`.
    /// - Complexity: At most `addressesMax` attempts.
    package static func connect(
        to target: HostPort,
        until deadline: Moment,
        clock: HubClock = .system
    ) throws(LoopError) -> Connected {
        let endpoints = try resolve(target)
        var reports: [String] = []
        var codes: [LoopError.Code] = []
        for (index, endpoint) in endpoints.enumerated() {
            let left = clock.moment.milliseconds(until: deadline)
            if left == 0 { break }
            let share = max(1, left / UInt64(endpoints.count - index))
            let limit = min(deadline, clock.moment.advanced(milliseconds: share))
            do {
                if let socket = try attempt(endpoint, until: limit, clock: clock) {
                    return Connected(socket: socket, peer: endpoint)
                }
                codes.append(.timedOut)
                reports.append("\(endpoint): no answer")
            } catch {
                codes.append(error.number == ECONNREFUSED ? .refused : .unreachable)
                reports.append("\(endpoint): \(error)")
            }
        }
        if reports.isEmpty { throw LoopError(.timedOut, "\(target): no time left to connect") }
        let code = codes.allSatisfy { $0 == codes[0] } ? codes[0] : .unreachable
        throw LoopError(code, reports.joined(separator: "; "))
    }

    /// A connection and who is at its other end.
    @frozen
    package struct Connected: ~Copyable {
        /// The connection.
        package var socket: Socket
        /// The address that answered.
        package let peer: Endpoint
    }

    /// The addresses of a host, in the order the system prefers them.
    ///
    /// - Parameter target: The host, by name or address, and the port.
    /// - Returns: At least one and at most `addressesMax` endpoints.
    /// - Throws: `LoopError` when the name is not known or nobody could be asked.
    package static func resolve(_ target: HostPort) throws(LoopError) -> [Endpoint] {
        if let address = Address(target.host) { return [Endpoint(address, port: target.port)] }
        var raw = [clinux_address](repeating: clinux_address(), count: addressesMax)
        let limit = Int32(addressesMax)
        let count = unsafe clinux_resolve(target.host, target.port, &raw, limit)
        if count < 0 {
            let isTemporary = count == EAI_AGAIN || count == EAI_SYSTEM || count == EAI_MEMORY
            throw LoopError(
                isTemporary ? .nameServiceFailed : .nameUnknown,
                unsafe "\(target.host): \(String(cString: gai_strerror(count)))"
            )
        }
        let endpoints = raw.prefix(Int(count)).compactMap { Endpoint($0) }
        if endpoints.isEmpty { throw LoopError(.nameUnknown, "\(target.host): no address") }
        return endpoints
    }

    private static func attempt(
        _ endpoint: Endpoint,
        until limit: Moment,
        clock: HubClock
    ) throws(SystemError) -> Socket? {
        let socket = try Socket.connect(to: endpoint)
        guard try socket.descriptor.wait(for: .writable, until: limit, clock: clock) else {
            return nil
        }
        try socket.finishConnecting()
        return socket
    }
}

/// How many addresses of one host are tried.
package let addressesMax = 16
