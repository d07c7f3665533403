import HubSession
import HubWire
import Testing

struct ServerCallTests {
    @Test
    func `a call over the stream cap is refused with a pause and the others live`() throws {
        var settings = SessionSettings()
        settings.streamsMax = 2
        let harness = ServerHarness.open(settings)
        let events = harness.receive(Frame(.call, 1), Frame(.call, 2), Frame(.call, 3))
        #expect(events.count == 2)
        let frames = harness.sent()
        #expect(frames.map(\.head.stream) == [3])
        let status = try Status(decoding: frames[0].payload)
        #expect(status.code == .resourceExhausted)
        #expect(status.retryAfterMs > 0)
        harness.session.finish(1, status: [])
        #expect(harness.receive(Frame(.call, 4)).count == 1)
    }

    @Test
    func `a RESULT ends both directions and later frames are ignored`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        harness.session.finish(1, status: [])
        #expect(harness.sent() == [Frame(.result, 1)])
        let late = harness.receive(
            Frame(.message, 1),
            Frame(.end, 1),
            Frame(.cancel, 1),
            Frame.credit(1, 5)
        )
        #expect(late.isEmpty)
        #expect(!harness.isClosing)
    }

    @Test
    func `a cancelled call keeps its place until it is finished`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        #expect(harness.receive(Frame(.cancel, 1), Frame(.cancel, 1)) == [.cancelled(1)])
        #expect(harness.callsInFlight == 1)
        #expect(harness.receive(Frame(.message, 1)).isEmpty)
        let bytes: [UInt8] = [1]
        // What stands is told, however late.
        #expect(harness.send(bytes, on: 1) == .sent)
        harness.session.finish(1, status: [8, 1])
        #expect(harness.sent() == [Frame(.message, 1, [1]), Frame(.result, 1, [8, 1])])
        #expect(harness.callsInFlight == 0)
        #expect(harness.send(bytes, on: 1) == .gone)
    }

    @Test
    func `an answer that waits for credit when its call is cancelled is still an answer`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        let large = [UInt8](repeating: 1, count: WireLimits.messageBytesFloor)
        #expect(harness.send(large, on: 1) == .sent)
        #expect(harness.send([2], on: 1) == .kept)
        harness.session.finish(1, status: [])
        _ = harness.sent()
        #expect(harness.receive(Frame(.cancel, 1)).isEmpty)
        #expect(harness.sent().isEmpty)
        _ = harness.receive(Frame.credit(1, 100_000))
        #expect(harness.sent() == [Frame(.message, 1, [2]), Frame(.result, 1)])
    }

    @Test
    func `draining finishes what runs and looks at nothing new`() throws {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        harness.session.drain(.draining, harness.now)
        let goAway = try GoAway(decoding: #require(harness.sent().first).payload)
        #expect(goAway.reason == .draining)
        #expect(goAway.lastStream == 1)
        #expect(harness.receive(Frame(.call, 2), Frame(.message, 2), Frame(.end, 2)).isEmpty)
        #expect(!harness.isDrained)
        harness.session.finish(1, status: [])
        #expect(harness.sent() == [Frame(.result, 1)])
        #expect(harness.isDrained)
    }

    @Test
    func `a stranger gets three calls`() throws {
        let now = SessionTime(milliseconds: 1_000)
        let harness = ServerHarness.open(.stranger(from: now))
        for id in 1...3 as ClosedRange<UInt32> {
            #expect(harness.receive(Frame(.call, id)).count == 1)
            harness.session.finish(id, status: [])
        }
        _ = harness.sent()
        #expect(harness.receive(Frame(.call, 4)).isEmpty)
        let result = try #require(harness.sent().first)
        #expect(try Status(decoding: result.payload).reason == "CALL-0102")
    }

    @Test
    func `a stranger's connection ends after its time`() {
        let now = SessionTime(milliseconds: 1_000)
        let harness = ServerHarness.open(.stranger(from: now))
        #expect(harness.tick(now.after(29_999)) == .goOn)
        #expect(harness.tick(now.after(30_000)) == .closing(.strangerLate))
    }

    @Test
    func `after a cancel whatever crosses it is ignored`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        _ = harness.receive(Frame(.cancel, 1))
        #expect(harness.receive(Frame(.end, 1), Frame(.end, 1), Frame(.message, 1)).isEmpty)
        #expect(!harness.isClosing)
    }

    @Test
    func `a client that says it leaves gets its answers and opens nothing more`() {
        var leaving = GoAway()
        leaving.reason = .draining
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1), Frame(.goAway, 0, leaving.encoded()))
        #expect(!harness.isDrained)
        harness.session.finish(1, status: [])
        _ = harness.sent()
        #expect(harness.isDrained)
        _ = harness.receive(Frame(.call, 2))
        #expect(harness.breach == .callAfterLeaving)
    }

    @Test
    func `a client that ends with an error is left at once and told nothing`() {
        var error = GoAway()
        error.reason = .breach
        let harness = ServerHarness.open()
        #expect(harness.receive(Frame(.goAway, 0, error.encoded())) == [.closing(.peerClosed)])
        #expect(harness.sent().isEmpty)
    }

    @Test
    func `nothing is taken after the last word`() {
        let harness = ServerHarness.open()
        harness.session.close(.overloaded, harness.now)
        #expect(harness.receive(Frame(.call, 1)).isEmpty)
        #expect(harness.discard(1_024 * 1_024))
        #expect(!harness.discard(1))
        let end = harness.now.after(harness.settings.lingerMilliseconds)
        #expect(harness.tick(end) == .closed)
    }
}

struct ServerClockTests {
    @Test
    func `a frame's time starts at its first byte and grows with its length`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        _ = harness.receive(bytes: Array(Frame(.message, 1, .zeros(163_840)).bytes.prefix(12)))
        let start = harness.now
        harness.now = start.after(9_000)
        _ = harness.receive(bytes: [0])
        harness.now = start.after(19_999)
        #expect(harness.tick(harness.now) == .goOn)
        #expect(harness.tick(start.after(20_000)) == .closing(.frameLate))
    }

    @Test
    func `a trickle of single bytes does not stretch a frame's time`() {
        let harness = ServerHarness.open()
        let bytes = Frame(.call, 1, .zeros(8)).bytes
        for byte in bytes.dropLast() {
            _ = harness.receive(bytes: [byte])
            harness.now = harness.now.after(600)
            if harness.tick(harness.now) != .goOn { break }
        }
        #expect(harness.closing == .frameLate)
    }

    @Test
    func `silence is broken by a ping and any byte is life`() {
        let harness = ServerHarness.open()
        let settings = harness.settings
        harness.now = harness.now.after(settings.silenceMilliseconds)
        #expect(harness.tick(harness.now) == .goOn)
        let pings = harness.sent()
        #expect(pings.map(\.head.type) == [.ping])
        harness.now = harness.now.after(settings.answerMilliseconds - 1)
        _ = harness.receive(Frame(.pong, 0, pings[0].payload))
        harness.now = harness.now.after(1)
        #expect(harness.tick(harness.now) == .goOn)
        #expect(!harness.isClosing)
    }

    @Test
    func `a peer that is gone is left after the ping's time`() {
        let harness = ServerHarness.open()
        let settings = harness.settings
        harness.now = harness.now.after(settings.silenceMilliseconds)
        _ = harness.tick(harness.now)
        harness.now = harness.now.after(settings.answerMilliseconds)
        #expect(harness.tick(harness.now) == .closing(.silent))
    }

    @Test
    func `three pings that come too fast end the connection`() {
        let harness = ServerHarness.open()
        let ping = Frame(.ping, 0, .zeros(8))
        for _ in 0..<3 { _ = harness.receive(ping) }
        #expect(!harness.isClosing)
        _ = harness.receive(ping)
        #expect(harness.closing == .pingsTooFast)
    }

    @Test
    func `pings at the announced pace are answered for ever`() {
        let harness = ServerHarness.open()
        for _ in 0..<50 {
            _ = harness.receive(Frame(.ping, 0, [1, 2, 3, 4, 5, 6, 7, 8]))
            #expect(harness.sent() == [Frame(.pong, 0, [1, 2, 3, 4, 5, 6, 7, 8])])
            harness.now = harness.now.after(harness.settings.pingIntervalMilliseconds)
        }
    }

    @Test
    func `output that stands still ends the connection`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.ping, 0, .zeros(8)))
        harness.session.wrote(0, now: harness.now)
        let late = harness.now.after(harness.settings.writeStallMilliseconds)
        #expect(harness.nextDeadline == late)
        #expect(harness.tick(late) == .closing(.writeStalled))
    }

    @Test
    func `refusals that nobody reads end the connection`() {
        var settings = SessionSettings()
        settings.streamsMax = 1
        settings.controlBytesMax = 1_000
        let harness = ServerHarness.open(settings)
        for id in 1...200 as ClosedRange<UInt32> {
            _ = harness.receive(Frame(.call, id))
            if harness.isClosing { break }
        }
        #expect(harness.closing == .controlUnread)
    }
}
