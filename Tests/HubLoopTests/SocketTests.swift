import HubLoop
import HubSystem
import HubTestKit
import Testing

private func listen(_ text: String) throws -> Listener {
    try Listener.listen(on: try #require(HostPort.parse(text)?.listeningEndpoint))
}

private func soon() -> Moment { HubClock.system.moment.advanced(milliseconds: 30_000) }

/// Takes in the one connection that has been made.
private func acceptOne(_ listener: borrowing Listener) throws -> AcceptedOne {
    let isReady = try listener.descriptor.wait(for: .readable, until: soon())
    try #require(isReady)
    guard case .connection(let socket, let peer) = try listener.accept() else {
        throw SystemError(number: 0, call: "accept")
    }
    return AcceptedOne(socket: socket, peer: peer)
}

private struct AcceptedOne: ~Copyable {
    let socket: Socket
    let peer: Endpoint?
}

struct SocketTests {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
    func `a listener on port 0 tells its port, and a connection its peer`(text: String) throws {
        let listener = try listen(text)
        let endpoint = try #require(try listener.localEndpoint())
        #expect(endpoint.port != 0)
        let target = try #require(HostPort.parse(endpoint.description))
        let client = try Dialler.connect(to: target, until: soon())
        #expect(client.peer == endpoint)
        let accepted = try acceptOne(listener)
        let own = try client.socket.localEndpoint()
        #expect(accepted.peer == own)
        #expect(accepted.peer?.address.isLoopback == true)
        guard case .nobody = try listener.accept() else {
            Issue.record("nobody else has connected")
            return
        }
    }

    @Test
    func `an IPv4 peer of a dual-stack listener has an IPv4 address`() throws {
        let listener = try listen(":0")
        let port = try #require(try listener.localEndpoint()).port
        let client = try Dialler.connect(to: HostPort(host: "127.0.0.1", port: port), until: soon())
        let accepted = try acceptOne(listener)
        #expect(accepted.peer?.address == Address("127.0.0.1"))
        #expect(client.peer.address.family == .four)
    }

    @Test
    func `one port is listened on once, unless it is shared`() throws {
        let first = try listen("127.0.0.1:0")
        let taken = try #require(try first.localEndpoint())
        #expect(throws: SystemError.self) { _ = try Listener.listen(on: taken) }

        let shared = try Listener.listen(
            on: try #require(HostPort.parse("127.0.0.1:0")?.listeningEndpoint),
            isShared: true
        )
        let port = try #require(try shared.localEndpoint())
        let second = try Listener.listen(on: port, isShared: true)
        let same = try second.localEndpoint()
        #expect(same == port)
    }

    @Test
    func `a port that nobody listens on refuses`() throws {
        let port = try #require(try listen("127.0.0.1:0").localEndpoint()).port
        let target = HostPort(host: "127.0.0.1", port: port)
        #expect(throws: LoopError(.refused, "")) {
            _ = try Dialler.connect(to: target, until: soon())
        }
    }

    @Test
    func `a deadline that has passed is a deadline`() throws {
        let listener = try listen("127.0.0.1:0")
        let port = try #require(try listener.localEndpoint()).port
        #expect(throws: LoopError(.timedOut, "")) {
            _ = try Dialler.connect(
                to: HostPort(host: "127.0.0.1", port: port),
                until: Moment(nanoseconds: 0)
            )
        }
    }

    @Test
    func `a name that cannot exist is unknown`() {
        #expect(throws: LoopError.self) {
            _ = try Dialler.resolve(HostPort(host: "no such name", port: 1))
        }
    }

    @Test
    func `both halves of a connection end on their own`() throws {
        let pair = try Socket.pair()
        _ = try pair.first.write(Array("last".utf8).span)
        try pair.first.finishSending()
        var buffer = [UInt8](repeating: 0, count: 16)
        var space = buffer.mutableSpan
        let count = try pair.second.read(into: &space)
        #expect(count == 4)
        let end = try pair.second.read(into: &space)
        #expect(end == 0)
        _ = try pair.second.write([9].span)
        let back = try pair.first.read(into: &space)
        #expect(back == 1)
        #expect(buffer[0] == 9)
    }

    @Test
    func `a socket without bytes answers nothing, one without room takes nothing`() throws {
        let pair = try Socket.pair()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var space = buffer.mutableSpan
        let none = try pair.first.read(into: &space)
        #expect(none == nil)
        var sent = 0
        while let count = try pair.first.write(buffer.span) { sent += count }
        #expect(sent > 0)
    }

    @Test
    func `writing to a peer that has gone is an error and no signal`() throws {
        let first = try endOfAPair()
        #expect(throws: SystemError.self) { _ = try first.write([1].span) }
    }

    private func endOfAPair() throws -> Socket {
        let pair = try Socket.pair()
        return try Socket.adopt(try pair.first.descriptor.duplicate())
    }
}

struct LocalSocketTests {
    @Test
    func `a control socket is this user's alone and knows who connects`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("control")
        let listener = try Listener.listen(path: path)
        #expect(try LocalFile.facts(path)?.permissions == 0o600)
        let client = try Socket.connect(path: path)
        let accepted = try acceptOne(listener)
        #expect(accepted.peer == nil)
        let peer = try accepted.socket.localPeer()
        #expect(peer.process == ThisProcess.identifier)
        #expect(peer.user == ThisProcess.user)
        _ = try client.write([1].span)
        var buffer: [UInt8] = [0]
        var space = buffer.mutableSpan
        let count = try accepted.socket.read(into: &space)
        #expect(count == 1)
    }

    @Test
    func `a file left by a process that died is replaced, a directory is not`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("control")
        do { _ = try Listener.listen(path: path) }
        #expect(throws: SystemError.self) { _ = try Socket.connect(path: path) }
        let listener = try Listener.listen(path: path)
        let client = try Socket.connect(path: path)
        let accepted = try acceptOne(listener)
        #expect(accepted.peer == nil)
        #expect(try client.localEndpoint() == nil)
        #expect(throws: SystemError.self) { _ = try Listener.listen(path: directory.path) }
    }

    @Test
    func `a path of 107 bytes fits and one of 108 does not`() throws {
        let directory = try TemporaryDirectory()
        let room = 107 - directory.path.utf8.count - 1
        let longest = directory.file(String(repeating: "s", count: room))
        let listener = try Listener.listen(path: longest)
        let isClosedOnExec = listener.descriptor.isClosedOnExec
        #expect(isClosedOnExec)
        #expect(throws: SystemError.self) { _ = try Listener.listen(path: "\(longest)s") }
    }
}

struct ServiceManagerTests {
    private static let cases: [(String?, String?, Int32)] = [
        ("77", "2", 2), ("77", "0", 0), ("77", "64", 64), ("77", "65", 0), ("78", "2", 0),
        (nil, "2", 0), ("77", nil, 0), ("77", "", 0), ("77", "+2", 0), ("77", "-1", 0),
        ("77", "2 ", 0), ("", "2", 0), ("77", "99999999999999999999", 0),
    ]

    @Test(arguments: cases)
    func `inherited sockets are counted only when they are meant for us`(
        process: String?,
        count: String?,
        expected: Int32
    ) {
        let environment = Environment([])
            .setting("LISTEN_PID", to: process)
            .setting("LISTEN_FDS", to: count)
        #expect(InheritedListeners.count(environment, process: 77) == expected)
    }

    @Test
    func `an inherited socket must listen`() throws {
        let number = try listen("127.0.0.1:0").descriptor.duplicate().take()
        var inherited = InheritedListeners(first: number, count: 1)
        #expect(inherited.count == 1)
        let endpoint = try inherited.takeNext()?.localEndpoint()
        #expect(endpoint?.address == Address("127.0.0.1"))
        if try inherited.takeNext() != nil { Issue.record("there was one only") }

        let other = try Socket.pair().first.descriptor.duplicate().take()
        #expect(throws: SystemError.self) {
            var inherited = InheritedListeners(first: other, count: 1)
            _ = try inherited.takeNext()
        }
    }

    @Test(arguments: [false, true])
    func `a service manager is told, by path or by abstract name`(isAbstract: Bool) throws {
        let directory = try TemporaryDirectory()
        // An abstract name has no file and needs no directory, but must be this test's alone.
        let name = isAbstract ? "@\(directory.path)" : directory.file("notify")
        let manager = try DatagramSocket.listen(name)
        let environment = Environment([(name: "NOTIFY_SOCKET", value: name)])
        #expect(try ServiceManager.tell("READY=1\nSTATUS=ok", environment: environment))
        let told = try manager.receive()
        #expect(told == Array("READY=1\nSTATUS=ok".utf8))
    }

    @Test
    func `without a service manager nobody is told`() throws {
        #expect(try !ServiceManager.tell("READY=1", environment: Environment([])))
        let empty = Environment([(name: "NOTIFY_SOCKET", value: "")])
        #expect(try !ServiceManager.tell("READY=1", environment: empty))
        let nobody = Environment([(name: "NOTIFY_SOCKET", value: "/nonexistent/socket")])
        #expect(throws: SystemError.self) {
            try ServiceManager.tell("READY=1", environment: nobody)
        }
    }
}
