package import HubSystem

/// Takes connections in, a few per turn, and rests when there is no room for more.
///
/// Without the rest a listener that cannot take its first waiting connection would be readable in
/// every turn, and the loop would spin at full load while it can do least about it.
package struct Acceptor: ~Copyable {
    private let listener: Listener
    private let token: Token
    private let restKind: TimerKind
    private let connectionsPerTurnMax: Int

    /// Whether it rests until its clock runs out.
    package private(set) var isResting = false

    /// Takes connections in from a listener.
    ///
    /// - Parameters:
    ///   - listener: Where they come from.
    ///   - token: What its events carry; a fixed one.
    ///   - restKind: Which of the token's clocks ends a rest.
    ///   - connectionsPerTurnMax: How many are taken per turn; each costs a handshake.
    package init(
        _ listener: consuming Listener,
        token: Token,
        restKind: TimerKind = TimerKind(rawValue: 0),
        connectionsPerTurnMax: Int = acceptedPerTurnMax
    ) {
        self.listener = listener
        self.token = token
        self.restKind = restKind
        self.connectionsPerTurnMax = connectionsPerTurnMax
    }

    /// Begins to listen for events.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when the loop cannot watch it.
    package mutating func start(_ loop: inout LoopContext) throws(SystemError) {
        try loop.register(listener.descriptor, as: token, for: .readable)
    }

    /// Takes in those who wait; called when the token is ready.
    ///
    /// - Parameters:
    ///   - loop: The loop.
    ///   - body: Is given each connection with its peer.
    /// - Throws: `SystemError` when the listener is unusable.
    package mutating func accept(
        _ loop: inout LoopContext,
        _ body: (consuming Socket, Endpoint?, inout LoopContext) -> Void
    ) throws(SystemError) {
        if isResting { return }
        for _ in 0..<connectionsPerTurnMax {
            switch try listener.accept() {
            case .connection(let socket, let peer): body(socket, peer, &loop)
            case .nobody: return
            case .exhausted: return try rest(&loop)
            }
        }
    }

    /// Stops taking connections in for a while, also when the driver itself has enough.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when the loop cannot change its watch.
    package mutating func rest(_ loop: inout LoopContext) throws(SystemError) {
        if isResting { return }
        isResting = true
        try loop.modify(listener.descriptor, as: token, for: [])
        loop.arm(restKind, for: token, afterMilliseconds: acceptRestMilliseconds)
    }

    /// Ends a rest; called when the rest's clock runs out.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when the loop cannot change its watch.
    package mutating func wake(_ loop: inout LoopContext) throws(SystemError) {
        guard isResting else { return }
        isResting = false
        loop.disarm(restKind, for: token)
        try loop.modify(listener.descriptor, as: token, for: .readable)
    }

    /// Closes the listener: whoever waits in its queue, or comes later, is refused by the kernel.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when the loop cannot let go of it; it is closed all the same.
    package consuming func stop(_ loop: inout LoopContext) throws(SystemError) {
        loop.disarm(restKind, for: token)
        try loop.deregister(listener.descriptor)
    }

    /// Where it listens, with the port the system chose; `nil` for a local socket.
    ///
    /// - Throws: `SystemError` when the kernel does not say.
    package borrowing func localEndpoint() throws(SystemError) -> Endpoint? {
        try listener.localEndpoint()
    }
}

/// How many connections one turn takes in unless told otherwise.
package let acceptedPerTurnMax = 64

/// How long an acceptor rests when there is no room for one more connection.
package let acceptRestMilliseconds: UInt64 = 100
