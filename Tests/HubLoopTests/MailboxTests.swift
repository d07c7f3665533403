import HubLoop
import HubSystem
import Testing

/// Counts what it is told, and stops when it has heard enough.
private struct Listening: LoopHandler, ~Copyable {
    let expected: Int
    let heard: Lock<[Int]>

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {}
    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {}
    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {}
    mutating func endOfTurn(_ loop: inout LoopContext) {}

    mutating func received(_ message: Int, _ loop: inout LoopContext) {
        let count = heard.withLock { heard in
            heard.append(message)
            return heard.count
        }
        if count == expected { loop.stop() }
    }
}

struct MailboxTests {
    @Test
    func `mail of four threads arrives whole and in each one's order`() throws {
        let mailbox = try Mailbox<Int>(limit: 64)
        let heard = Lock<[Int]>([])
        for poster in 0..<4 {
            _ = try Thread.start(name: "poster") {
                for number in 0..<2_000 {
                    // A full box means that the loop has mail to read: it will make room.
                    while mailbox.post(poster * 10_000 + number) == .full {}
                }
            }
        }
        var loop = try EventLoop.make(mailbox: mailbox)
        var handler = Listening(expected: 8_000, heard: heard)
        try loop.run(&handler)
        let all = heard.withLock { $0 }
        for poster in 0..<4 {
            let own = all.filter { $0 / 10_000 == poster }.map { $0 % 10_000 }
            #expect(own == Array(0..<2_000))
        }
    }

    @Test
    func `mail posted before the loop begins is read`() throws {
        let mailbox = try Mailbox<Int>(limit: 4)
        #expect(mailbox.post(contentsOf: [1, 2, 3]) == .accepted)
        let heard = Lock<[Int]>([])
        var loop = try EventLoop.make(mailbox: mailbox)
        var handler = Listening(expected: 3, heard: heard)
        try loop.run(&handler)
        #expect(heard.withLock { $0 } == [1, 2, 3])
    }

    @Test
    func `a box takes its limit and not one more, and a batch whole or not at all`() throws {
        let mailbox = try Mailbox<Int>(limit: 3)
        #expect(mailbox.post(contentsOf: []) == .accepted)
        #expect(mailbox.post(contentsOf: [1, 2]) == .accepted)
        #expect(mailbox.post(contentsOf: [3, 4]) == .full)
        #expect(mailbox.post(3) == .accepted)
        #expect(mailbox.post(4) == .full)
        let heard = Lock<[Int]>([])
        var loop = try EventLoop.make(mailbox: mailbox)
        var handler = Listening(expected: 3, heard: heard)
        try loop.run(&handler)
        #expect(heard.withLock { $0 } == [1, 2, 3])
    }

    @Test
    func `a loop that has ended takes no mail`() throws {
        let mailbox = try Mailbox<Int>(limit: 3)
        _ = mailbox.post(1)
        var loop = try EventLoop.make(mailbox: mailbox)
        var handler = Listening(expected: 1, heard: Lock([]))
        try loop.run(&handler)
        #expect(mailbox.post(2) == .closed)
        #expect(mailbox.post(contentsOf: [2]) == .closed)
    }
}
