import HubLoop
import HubSystem
import HubTestKit
import Testing

struct SignalTests {
    @Test
    func `a blocked signal is read from its source, once`() async {
        await #expect(processExitsWith: .exitCode(42)) {
            try SignalMask.block([.terminate, .hangUp])
            let source = try SignalSource.open([.terminate, .hangUp])
            if try source.next() != nil { ThisProcess.exit(code: 1) }
            raiseHere(.terminate)
            raiseHere(.terminate)
            let isReady = try source.descriptor.wait(for: .readable, until: nil)
            if !isReady { ThisProcess.exit(code: 2) }
            if try source.next() != .terminate { ThisProcess.exit(code: 3) }
            if try source.next() != nil { ThisProcess.exit(code: 4) }
            raiseHere(.hangUp)
            if try source.next() != .hangUp { ThisProcess.exit(code: 5) }
            ThisProcess.exit(code: 42)
        }
    }

    @Test
    func `a signal that is let through ends the process`() async {
        await #expect(processExitsWith: .signal(15)) {
            try SignalMask.block([.terminate])
            raiseHere(.terminate)
            try SignalMask.unblock([.terminate])
        }
    }

    @Test(arguments: Signal.allCases)
    func `a signal's number leads back to it`(signal: Signal) {
        #expect(Signal(number: signal.number) == signal)
        #expect(Signal(number: 0) == nil)
    }
}

struct AcceptorTests {
    @Test
    func `without a descriptor left the acceptor rests, and serves again after`() async {
        await #expect(processExitsWith: .exitCode(42)) {
            let server = try RunningEcho()
            let client = try Socket.connect(to: server.endpoint)
            // Everything else is used up: only what is dropped below can be had.
            try DescriptorLimit.lower(to: 64)
            var hoard: [Hoarded] = []
            while let one = try? client.descriptor.duplicate() { hoard.append(Hoarded(one)) }
            if hoard.isEmpty { ThisProcess.exit(code: 1) }
            _ = hoard.popLast()
            let second = try Socket.connect(to: server.endpoint)
            try second.descriptor.writeAll([7].span)
            // The server has no room now; when it has rested and there is some, it answers.
            hoard = []
            let limit = HubClock.system.moment.advanced(milliseconds: 30_000)
            if try !second.descriptor.wait(for: .readable, until: limit) {
                ThisProcess.exit(code: 2)
            }
            server.stop()
            ThisProcess.exit(code: 42)
        }
    }

    @Test
    func `an acceptor without room does not spin`() async {
        await #expect(processExitsWith: .exitCode(42)) {
            let endpoint = try #require(HostPort.parse("127.0.0.1:0")?.listeningEndpoint)
            let listener = try Listener.listen(on: endpoint)
            let address = try #require(try listener.localEndpoint())
            let client = try Socket.connect(to: address)
            var loop = try EventLoop<Never>.make(mailbox: Mailbox(limit: 1))
            try DescriptorLimit.lower(to: 64)
            var handler = Resting(listener, hoarding: try client.descriptor.duplicate())
            try loop.run(&handler)
            // One event, one rest, one more event when the rest is over: and no turn besides.
            if handler.events != 2 || handler.turns > 4 { ThisProcess.exit(code: 1) }
            ThisProcess.exit(code: 42)
        }
    }
}

/// A descriptor in an array.
private final class Hoarded {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}

/// Accepts where nothing can be accepted, twice.
private struct Resting: LoopHandler, ~Copyable {
    var acceptor: Acceptor
    var events = 0
    var turns = 0
    /// Every descriptor that there is.
    var hoard: [Hoarded]

    init(_ listener: consuming Listener, hoarding first: consuming Descriptor) {
        acceptor = Acceptor(listener, token: .fixed(0))
        hoard = [Hoarded(first)]
    }

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        try acceptor.start(&loop)
    }

    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        events += 1
        // Again each time: the threads of the test library close one now and then.
        while let one = try? hoard[0].descriptor.duplicate() { hoard.append(Hoarded(one)) }
        try? acceptor.accept(&loop) { _, _, _ in ThisProcess.exit(code: 9) }
        if !acceptor.isResting { ThisProcess.exit(code: 8) }
        if events == 2 { loop.stop() }
    }

    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {
        try? acceptor.wake(&loop)
    }

    mutating func endOfTurn(_ loop: inout LoopContext) { turns += 1 }
    mutating func received(_ message: Never, _ loop: inout LoopContext) {}
}
