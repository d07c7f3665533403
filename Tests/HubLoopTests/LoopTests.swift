import HubLoop
import HubSystem
import Testing

/// A handler made of closures, for one test each.
private struct Scripted: LoopHandler {
    var onStart: (inout LoopContext) throws(SystemError) -> Void = { _ in }
    var onReady: (Token, Readiness, inout LoopContext) -> Void = { _, _, _ in }
    var onTimer: (TimerKind, Token, inout LoopContext) -> Void = { _, _, _ in }
    var onTurn: (inout LoopContext) -> Void = { _ in }

    func started(_ loop: inout LoopContext) throws(SystemError) { try onStart(&loop) }
    func received(_ message: Never, _ loop: inout LoopContext) {}
    func endOfTurn(_ loop: inout LoopContext) { onTurn(&loop) }

    func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        onReady(token, readiness, &loop)
    }

    func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {
        onTimer(kind, token, &loop)
    }

    /// Runs on a loop of its own.
    func run(clock: HubClock = .system) throws {
        var loop = try EventLoop<Never>.make(mailbox: Mailbox(limit: 1), clock: clock)
        var handler = self
        try loop.run(&handler)
    }
}

/// Read by one thread only: closures of one loop.
private final class Notes {
    var lines: [String] = []
    var turns = 0
}

struct LoopTests {
    @Test
    func `clocks fire in order, and a stopped one does not`() throws {
        let notes = Notes()
        var script = Scripted()
        script.onStart = { loop in
            loop.arm(TimerKind(rawValue: 2), for: .fixed(1), afterMilliseconds: 3)
            loop.arm(TimerKind(rawValue: 1), for: .fixed(1), afterMilliseconds: 1)
            loop.arm(TimerKind(rawValue: 3), for: .fixed(1), afterMilliseconds: 2)
            loop.disarm(TimerKind(rawValue: 3), for: .fixed(1))
        }
        script.onTimer = { kind, token, loop in
            notes.lines.append("\(kind.rawValue) of \(token.slot)")
            if kind.rawValue == 2 { loop.stop() }
        }
        try script.run()
        #expect(notes.lines == ["1 of 1", "2 of 1"])
    }

    @Test
    func `a turn that is wanted begins without anything happening`() throws {
        let notes = Notes()
        var script = Scripted()
        script.onStart = { loop in loop.wantTurn() }
        script.onTurn = { loop in
            notes.turns += 1
            if notes.turns == 10 { loop.stop() } else { loop.wantTurn() }
        }
        try script.run()
        #expect(notes.turns == 10)
    }

    @Test
    func `an unread byte is told again in every turn`() throws {
        let pair = try Socket.pair()
        _ = try pair.first.write([1].span)
        let second = try pair.second.descriptor.duplicate()
        let notes = Notes()
        var script = Scripted()
        let ready = Holder(second)
        script.onStart = { loop throws(SystemError) in
            try loop.register(ready.descriptor, as: .fixed(3), for: .readable)
        }
        script.onReady = { token, readiness, loop in
            notes.lines.append("\(token.slot) \(readiness.rawValue)")
            if notes.lines.count == 3 { loop.stop() }
        }
        try script.run()
        #expect(notes.lines == ["3 1", "3 1", "3 1"])
    }

    @Test
    func `the peer's end is readable, its loss is a hang-up`() throws {
        let notes = Notes()
        for isFinishOnly in [true, false] {
            var pair = try Socket.pair()
            let watched = Holder(try pair.second.descriptor.duplicate())
            if isFinishOnly { try pair.first.finishSending() } else { pair = try Socket.pair() }
            var script = Scripted()
            script.onStart = { loop throws(SystemError) in
                try loop.register(watched.descriptor, as: .fixed(0), for: .readable)
            }
            script.onReady = { _, readiness, loop in
                let words = [
                    readiness.contains(.readable) ? "readable" : "",
                    readiness.contains(.peerFinished) ? "finished" : "",
                    readiness.contains(.hangUp) ? "gone" : "",
                ]
                notes.lines.append(words.joined(separator: " "))
                loop.stop()
            }
            try script.run()
            _ = pair.first.descriptor.number
        }
        #expect(notes.lines == ["readable finished ", "readable finished gone"])
    }

    @Test
    func `a descriptor without interest is quiet until it is asked for`() throws {
        let pair = try Socket.pair()
        _ = try pair.first.write([1].span)
        let watched = Holder(try pair.second.descriptor.duplicate())
        let notes = Notes()
        var script = Scripted()
        script.onStart = { loop throws(SystemError) in
            try loop.register(watched.descriptor, as: .fixed(0), for: [])
            loop.arm(TimerKind(rawValue: 0), for: .fixed(0), afterMilliseconds: 1)
        }
        script.onTimer = { _, _, loop in
            notes.lines.append("asked")
            try? loop.modify(watched.descriptor, as: .fixed(0), for: [.readable, .writable])
        }
        script.onReady = { _, readiness, loop in
            notes.lines.append("ready \(readiness.rawValue)")
            loop.stop()
        }
        try script.run()
        #expect(notes.lines == ["asked", "ready 3"])
    }

    @Test
    func `an event of a connection closed in the same turn is recognised as late`() throws {
        var table = SlotTable<Socket>(limit: 2)
        var pairs: [Holder] = []
        var tokens: [Token] = []
        for _ in 0..<2 {
            let pair = try Socket.pair()
            _ = try pair.first.write([1].span)
            let token = table.insert(try Socket.adopt(pair.second.descriptor.duplicate()))
            tokens.append(try #require(token))
            pairs.append(Holder(try pair.first.descriptor.duplicate()))
        }
        var handler = ClosesTheOther(table: table, tokens: tokens)
        var loop = try EventLoop<Never>.make(mailbox: Mailbox(limit: 1))
        try loop.run(&handler)
        // Both were ready in the first turn: the second event came for a slot that was given up.
        #expect(handler.served == 1)
        #expect(handler.late == 1)
    }

    @Test
    func `a handler that cannot start ends the loop with its error`() throws {
        var script = Scripted()
        script.onStart = { _ throws(SystemError) in throw SystemError(number: 13, call: "test") }
        #expect(throws: SystemError(number: 13, call: "test")) { try script.run() }
    }

    @Test
    func `a descriptor is registered once`() throws {
        let pair = try Socket.pair()
        let watched = Holder(try pair.second.descriptor.duplicate())
        var script = Scripted()
        script.onStart = { loop throws(SystemError) in
            try loop.register(watched.descriptor, as: .fixed(0), for: .readable)
            try loop.register(watched.descriptor, as: .fixed(1), for: .readable)
        }
        #expect(throws: SystemError.self) { try script.run() }
    }
}

/// A descriptor that closures can share.
private final class Holder {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}

/// Two connections become ready in one turn; whichever is served first closes the other.
private struct ClosesTheOther: LoopHandler, ~Copyable {
    var table: SlotTable<Socket>
    let tokens: [Token]
    var served = 0
    var late = 0

    init(table: consuming SlotTable<Socket>, tokens: [Token]) {
        self.table = table
        self.tokens = tokens
    }

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        for token in tokens {
            try table.with(token) { socket throws(SystemError) in
                try loop.register(socket.descriptor, as: token, for: .readable)
            }
        }
    }

    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        guard table.contains(token) else {
            late += 1
            return
        }
        served += 1
        for other in tokens where other != token { _ = table.remove(other) }
        loop.stop()
    }

    mutating func received(_ message: Never, _ loop: inout LoopContext) {}
    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {}
    mutating func endOfTurn(_ loop: inout LoopContext) {}
}
