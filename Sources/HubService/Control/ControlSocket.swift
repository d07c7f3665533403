import HubLoop
package import HubSystem
package import HubWire

/// The local socket of a running hub: a message each way, each behind its length.
package enum ControlSocket {
    /// The largest message either way.
    static let messageBytesMax = 256 * 1_024
    /// How long one exchange may take.
    static let exchangeMilliseconds: UInt64 = 10_000
    /// How long the hub waits for a local command that is being sent: meanwhile it hears no signal.
    static let receiveMilliseconds: UInt64 = 1_000

    /// Where the socket of a data directory is.
    package static func path(data: String) -> String { "\(data)/control.sock" }

    /// Asks the hub that serves a data directory.
    ///
    /// - Parameters:
    ///   - request: What to do.
    ///   - data: The data directory.
    ///   - clock: For the time limit.
    /// - Returns: The answer; `nil` when no hub is running there.
    /// - Throws: `HubError` when a running hub does not answer.
    package static func ask(
        _ request: ControlRequest,
        data: String,
        clock: HubClock
    ) throws(HubError) -> ControlResponse? {
        let path = path(data: data)
        let isThere = try HubError.system(path) { () throws(SystemError) in
            try LocalFile.facts(path) != nil
        }
        guard isThere else { return nil }
        guard let socket = connect(path) else { return nil }
        let deadline = clock.moment.advanced(milliseconds: exchangeMilliseconds)
        return try HubError.system("the running hub does not answer") {
            () throws(SystemError) -> ControlResponse? in
            try send(request, on: socket, until: deadline, clock)
            guard let bytes = try receive(on: socket, until: deadline, clock) else { return nil }
            do throws(WireError) {
                return try ControlResponse(decoding: bytes)
            } catch {
                return nil
            }
        }
    }

    /// A socket that nobody listens on was left by a process that died.
    private static func connect(_ path: String) -> Socket? {
        do throws(SystemError) { return try Socket.connect(path: path) } catch { return nil }
    }

    /// Sends one message.
    static func send(
        _ message: some WireMessage,
        on socket: borrowing Socket,
        until deadline: Moment,
        _ clock: HubClock
    ) throws(SystemError) {
        let payload = message.encoded()
        var bytes: [UInt8] = []
        FrameHead.append(UInt32(clamping: payload.count), to: &bytes)
        bytes += payload
        var sent = 0
        while sent < bytes.count {
            if let count = try socket.write(bytes.span.extracting(sent..<bytes.count)) {
                sent += count
            } else {
                try wait(socket, .writable, deadline, clock)
            }
        }
    }

    /// Receives one message; `nil` when the other end closed, or sent too much.
    static func receive(
        on socket: borrowing Socket,
        until deadline: Moment,
        _ clock: HubClock
    ) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 16 * 1_024)
        while true {
            if bytes.count >= 4 {
                let length = Int(FrameHead.word(bytes.span, 0))
                guard length <= messageBytesMax else { return nil }
                if bytes.count >= 4 + length { return Array(bytes[4..<4 + length]) }
            }
            var span = space.mutableSpan
            guard let count = try socket.read(into: &span) else {
                try wait(socket, .readable, deadline, clock)
                continue
            }
            guard count > 0 else { return nil }
            bytes += space[0..<count]
        }
    }

    private static func wait(
        _ socket: borrowing Socket,
        _ direction: Direction,
        _ deadline: Moment,
        _ clock: HubClock
    ) throws(SystemError) {
        guard try socket.descriptor.wait(for: direction, until: deadline, clock: clock) else {
            throw SystemError.timedOut("poll")
        }
    }
}
