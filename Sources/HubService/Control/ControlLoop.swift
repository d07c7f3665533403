package import HubLoop
package import HubSystem
import HubWire

/// The main thread of a serving hub: signals, and local commands one after the other.
package struct ControlLoop: LoopHandler, ~Copyable {
    /// What other threads tell it.
    package enum Message: Sendable {
        /// The server ends by itself.
        case end
    }

    private let hub: Hub
    private let server: Server
    private let log: Log
    private let signals: SignalSource
    private let listener: Listener
    /// How long what could not be done waits until it is tried again.
    private let mailMilliseconds: UInt64

    private static let signalToken = Token.fixed(0)
    private static let listenerToken = Token.fixed(1)
    private static let mailTimer = TimerKind(rawValue: 1)
    private static let hourTimer = TimerKind(rawValue: 2)
    private static let hourMilliseconds: UInt64 = 3_600_000
    /// How long messages to the region wait after they could not be carried, tenants whose time is
    /// up, and files from which something was erased.
    package static let mailMilliseconds: UInt64 = 30_000

    /// A loop for a running server.
    ///
    /// - Parameters:
    ///   - hub: The hub.
    ///   - server: What serves it.
    ///   - log: Where operators read.
    ///   - mailMilliseconds: How long what could not be done waits until it is tried again.
    /// - Returns: The loop.
    /// - Throws: `SystemError` when the socket or the signals are not to be had.
    package static func make(
        hub: Hub,
        server: Server,
        log: Log,
        mailMilliseconds: UInt64 = ControlLoop.mailMilliseconds
    ) throws(SystemError) -> ControlLoop {
        let signals = try SignalSource.open([.terminate, .interrupt, .hangUp])
        let listener = try Listener.listen(path: ControlSocket.path(data: hub.data))
        return ControlLoop(
            hub: hub,
            server: server,
            log: log,
            signals: signals,
            listener: listener,
            mailMilliseconds: mailMilliseconds
        )
    }

    private init(
        hub: Hub,
        server: Server,
        log: Log,
        signals: consuming SignalSource,
        listener: consuming Listener,
        mailMilliseconds: UInt64
    ) {
        self.hub = hub
        self.server = server
        self.log = log
        self.signals = signals
        self.listener = listener
        self.mailMilliseconds = mailMilliseconds
    }

    /// Begins to listen.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when a descriptor cannot be watched.
    package mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        try loop.register(signals.descriptor, as: ControlLoop.signalToken, for: .readable)
        try loop.register(listener.descriptor, as: ControlLoop.listenerToken, for: .readable)
        armMailTimer(&loop)
        doHourly(&loop)
    }

    /// A signal or a local command came.
    ///
    /// - Parameters:
    ///   - token: Which of both.
    ///   - readiness: Not looked at: both are only ever readable.
    ///   - loop: The loop.
    package mutating func ready(
        _ token: Token,
        _ readiness: Readiness,
        _ loop: inout LoopContext
    ) {
        do throws(SystemError) {
            if token == ControlLoop.signalToken {
                while let signal = try signals.next() { take(signal, &loop) }
            } else {
                try answerOne()
            }
        } catch {
            log("control-failed", ["cause": error.description])
        }
    }

    private mutating func take(_ signal: Signal, _ loop: inout LoopContext) {
        switch signal {
        case .hangUp:
            do throws(HubError) {
                try hub.issuer.reload()
                server.reload(try hub.serverContext())
                log("certificates-reloaded", [:])
            } catch {
                log("reload-failed", ["cause": error.message])
            }
        default:
            log("draining", [:])
            server.drain()
            loop.stop()
        }
    }

    private func answerOne() throws(SystemError) {
        switch try listener.accept() {
        case .connection(let socket, _):
            let deadline = hub.clock.moment.advanced(
                milliseconds: ControlSocket.receiveMilliseconds
            )
            guard try socket.localPeer().user == ThisProcess.user,
                let bytes = try ControlSocket.receive(on: socket, until: deadline, hub.clock)
            else { return }
            let response = answer(bytes)
            let end = hub.clock.moment.advanced(milliseconds: ControlSocket.receiveMilliseconds)
            try ControlSocket.send(response, on: socket, until: end, hub.clock)
        default: return
        }
    }

    private func answer(_ bytes: [UInt8]) -> ControlResponse {
        do throws(HubError) {
            let request: ControlRequest
            do throws(WireError) {
                request = try ControlRequest(decoding: bytes, rules: .strict)
            } catch {
                throw HubError("the running hub is of another version: \(error)")
            }
            return ControlResponse(response: try LocalCommands(hub, server).run(request))
        } catch {
            let failure = error.told
            return ControlResponse(response: .error(failure))
        }
    }

    /// The server ends by itself: there is nothing left to control.
    ///
    /// - Parameters:
    ///   - message: There is one.
    ///   - loop: The loop.
    package mutating func received(_ message: Message, _ loop: inout LoopContext) { loop.stop() }

    /// It is time to tell the region again what could not be told, or an hour has passed.
    ///
    /// - Parameters:
    ///   - kind: Which of both.
    ///   - token: There is one.
    ///   - loop: The loop.
    package mutating func timerFired(
        _ kind: TimerKind,
        _ token: Token,
        _ loop: inout LoopContext
    ) {
        guard kind == ControlLoop.mailTimer else { return doHourly(&loop) }
        server.retryMail()
        server.lookAfterTenants()
        server.rewriteErased()
        armMailTimer(&loop)
    }

    /// Lets the hub look after its own certificates, and shows what came of it.
    private func doHourly(_ loop: inout LoopContext) {
        if hub.hourly(log) {
            do throws(HubError) {
                server.reload(try hub.serverContext())
                log("certificates-reloaded", [:])
            } catch {
                log("reload-failed", ["cause": error.message])
            }
        }
        loop.arm(
            ControlLoop.hourTimer,
            for: ControlLoop.listenerToken,
            afterMilliseconds: ControlLoop.hourMilliseconds
        )
    }

    private func armMailTimer(_ loop: inout LoopContext) {
        loop.arm(
            ControlLoop.mailTimer,
            for: ControlLoop.listenerToken,
            afterMilliseconds: mailMilliseconds
        )
    }

    /// Nothing is put off to the end of a turn.
    package mutating func endOfTurn(_ loop: inout LoopContext) {}
}
