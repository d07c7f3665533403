import HubLoop
import HubSystem
import HubTestKit
import Testing

/// A client that blocks, on the test's own thread.
private struct Client: ~Copyable {
    let socket: Socket
    let deadline = HubClock.system.moment.advanced(milliseconds: 60_000)

    init(_ endpoint: Endpoint) throws {
        let target = HostPort(host: "\(endpoint.address)", port: endpoint.port)
        let connected = try Dialler.connect(to: target, until: deadline)
        socket = connected.socket
    }

    func send(_ bytes: [UInt8]) throws { try socket.descriptor.writeAll(bytes.span) }

    func receive(_ count: Int) throws -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while received.count < count {
            var space = buffer.mutableSpan
            guard let read = try socket.read(into: &space) else {
                let isReady = try socket.descriptor.wait(for: .readable, until: deadline)
                try #require(isReady, "no answer")
                continue
            }
            if read == 0 { break }
            received.append(contentsOf: buffer[..<read])
        }
        return received
    }
}

struct EchoTests {
    @Test
    func `what is sent comes back, and the end comes back as an end`() throws {
        let server = try RunningEcho()
        let client = try Client(server.endpoint)
        try client.send(Array("hello".utf8))
        let received = try client.receive(5)
        #expect(received == Array("hello".utf8))
        try client.send(Array("bye".utf8))
        try client.socket.finishSending()
        let rest = try client.receive(100)
        #expect(rest == Array("bye".utf8))
        server.stop()
    }

    @Test
    func `a hundred connections are served at once, in any order`() throws {
        let server = try RunningEcho()
        var clients = SlotTable<Client>(limit: 100)
        for _ in 0..<100 { _ = clients.insert(try Client(server.endpoint)) }
        for round in 0..<5 as Range<UInt8> {
            try clients.visit { token, client in
                try client.send([round, UInt8(token.slot)])
            }
            try clients.visit { token, client in
                let received = try client.receive(2)
                #expect(received == [round, UInt8(token.slot)])
            }
        }
        #expect(server.accepted[0].withLock { $0 } == 100)
        server.stop()
    }

    @Test(arguments: [UInt64(9)])
    func `more than the kernel buffers comes back whole while the peer reads slowly`(
        seed: UInt64
    ) throws {
        let server = try RunningEcho()
        let client = try Client(server.endpoint)
        var generator = SeededGenerator(seed: seed)
        let bytes = generator.bytes(2 * 1_024 * 1_024)
        let sender = try client.socket.descriptor.duplicate()
        let thread = try Thread.start(name: "sender") { [bytes] in
            try? sender.writeAll(bytes.span)
        }
        let received = try client.receive(bytes.count)
        #expect(received == bytes)
        thread.join()
        server.stop()
    }

    @Test
    func `loops that share a port share its connections`() throws {
        let server = try RunningEcho(loops: 2)
        for _ in 0..<200 {
            let client = try Client(server.endpoint)
            try client.send([1])
            let received = try client.receive(1)
            #expect(received == [1])
        }
        let counts = server.accepted.map { $0.withLock { $0 } }
        #expect(counts.reduce(0, +) == 200)
        // The kernel spreads by hash: that one loop gets none of 200 has a chance of 2^-199.
        #expect(counts.allSatisfy { $0 > 0 }, "\(counts)")
        server.stop()
    }

    @Test
    func `a peer that resets is forgotten and others are served`() throws {
        let server = try RunningEcho()
        for _ in 0..<20 {
            let client = try Client(server.endpoint)
            try client.send([UInt8](repeating: 7, count: 100_000))
            // Closing with bytes unread resets the connection.
            _ = try client.socket.descriptor.wait(for: .readable, until: client.deadline)
        }
        let client = try Client(server.endpoint)
        try client.send([1, 2, 3])
        let received = try client.receive(3)
        #expect(received == [1, 2, 3])
        server.stop()
    }
}
