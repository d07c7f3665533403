import HubSession
import HubWire
import Testing

struct ServerCreditTests {
    private func settings(stream: Int, connection: Int) -> SessionSettings {
        var settings = SessionSettings()
        settings.streamCreditBytes = stream
        settings.connectionCreditBytes = connection
        return settings
    }

    @Test
    func `a message may take the window below zero and the next one is a breach`() {
        let harness = ServerHarness.open(settings(stream: 1_000, connection: 1_000_000))
        _ = harness.receive(Frame(.call, 1))
        let first = harness.receive(Frame(.message, 1, .zeros(5_000)))
        #expect(first == [.message(1, payload: 0..<5_000, ends: false)])
        _ = harness.receive(Frame(.message, 1))
        #expect(harness.breach == .noStreamCredit)
    }

    @Test
    func `credit given back lets the next message through`() {
        let harness = ServerHarness.open(settings(stream: 1_000, connection: 1_000_000))
        _ = harness.receive(Frame(.call, 1))
        _ = harness.receive(Frame(.message, 1, .zeros(5_000)))
        harness.session.release(1, payloadBytes: 5_000)
        #expect(harness.sent() == [Frame.credit(1, 5_012)])
        _ = harness.receive(Frame(.message, 1))
        #expect(!harness.isClosing)
    }

    @Test
    func `the connection's credit goes back when a message arrives`() {
        let harness = ServerHarness.open(settings(stream: 100_000, connection: 10_000))
        _ = harness.receive(Frame(.call, 1), Frame(.call, 2))
        _ = harness.receive(Frame(.message, 1, .zeros(9_988)))
        #expect(harness.sent() == [Frame.credit(0, 10_000)])
        _ = harness.receive(Frame(.message, 2))
        #expect(!harness.isClosing)
    }

    @Test
    func `credit that is withheld is given back when there is room again, once`() {
        let harness = ServerHarness.open(settings(stream: 10_000, connection: 20_000))
        _ = harness.receive(Frame(.call, 1), Frame(.call, 2))
        harness.session.withhold()
        _ = harness.receive(Frame(.message, 1, .zeros(9_000)), Frame(.message, 2, .zeros(9_000)))
        harness.session.release(1, payloadBytes: 9_000)
        #expect(harness.sent().isEmpty)
        harness.session.grantWithheld()
        #expect(harness.sent() == [Frame.credit(0, 18_024), Frame.credit(1, 9_012)])
        harness.session.grantWithheld()
        #expect(harness.sent().isEmpty)
        harness.session.release(2, payloadBytes: 9_000)
        #expect(harness.sent() == [Frame.credit(2, 9_012)])
    }

    @Test
    func `a client that goes on without the credit that is withheld breaks a rule`() {
        let harness = ServerHarness.open(settings(stream: 10_000, connection: 10_000))
        _ = harness.receive(Frame(.call, 1), Frame(.call, 2))
        harness.session.withhold()
        _ = harness.receive(Frame(.message, 1, .zeros(10_000)))
        harness.session.release(1, payloadBytes: 10_000)
        // Calls, ends and credit cost nothing and are never held up.
        #expect(harness.receive(Frame(.end, 1)) == [.halfClosed(1)])
        _ = harness.receive(Frame(.message, 2))
        #expect(harness.breach == .noConnectionCredit)
    }

    @Test
    func `a window counts what was used and gives nothing back twice`() {
        var window = ReceiveWindow(size: 100)
        window.charge(payloadBytes: 37)
        #expect(window.release(payloadBytes: 37) == nil)
        #expect(window.credit == 51)
        window.charge(payloadBytes: 0)
        #expect(window.release(payloadBytes: 0) == 61)
        #expect(window.credit == 100)
    }

    @Test
    func `a receive window at zero is closed and above zero is open`() {
        var window = ReceiveWindow(size: 13)
        window.charge(payloadBytes: 0)
        #expect(window.isOpen)
        var other = ReceiveWindow(size: 12)
        other.charge(payloadBytes: 0)
        #expect(!other.isOpen)
    }

    @Test
    func `messages for an ended stream give the connection's credit back`() {
        let harness = ServerHarness.open(settings(stream: 10_000, connection: 10_000))
        _ = harness.receive(Frame(.call, 1))
        harness.session.finish(1, status: [])
        _ = harness.sent()
        #expect(harness.receive(Frame(.message, 1, .zeros(6_000))).isEmpty)
        #expect(harness.sent() == [Frame.credit(0, 6_012)])
    }

    @Test
    func `an answer waits for credit and its status waits with it`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1), Frame(.call, 2))
        let large = [UInt8].zeros(WireLimits.messageBytesFloor)
        #expect(harness.send(large, on: 1) == .sent)
        #expect(harness.send(large, on: 1) == .kept)
        harness.session.finish(1, status: [])
        #expect(harness.sent().map(\.head.type) == [.message])
        #expect(harness.callsInFlight == 2)
        _ = harness.receive(Frame.credit(1, 100_000))
        #expect(harness.sent().map(\.head.type) == [.message, .result])
        #expect(harness.callsInFlight == 1)
    }

    @Test
    func `a call without credit for its time is given up and the connection lives`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        let large = [UInt8].zeros(WireLimits.messageBytesFloor)
        _ = harness.send(large, on: 1)
        _ = harness.send(large, on: 1)
        _ = harness.sent()
        let late = harness.now.after(harness.settings.noCreditMilliseconds)
        #expect(harness.tick(SessionTime(milliseconds: late.milliseconds - 1)) == .goOn)
        #expect(harness.tick(late) == .starved(1))
        harness.session.finish(1, status: [8, 4])
        #expect(harness.sent() == [Frame(.result, 1, [8, 4])])
        #expect(harness.tick(late) == .goOn)
    }

    @Test
    func `a connection without credit for its time ends`() {
        var limits = Limits()
        limits.streamCreditBytes = 100_000_000
        let harness = ServerHarness.open(limits: limits)
        _ = harness.receive(Frame(.call, 1))
        let large = [UInt8].zeros(WireLimits.messageBytesFloor)
        while harness.send(large, on: 1) == .sent {
            _ = harness.sent()
        }
        let late = harness.now.after(harness.settings.noCreditMilliseconds)
        #expect(harness.nextDeadline == late)
        #expect(harness.tick(late) == .closing(.noCredit))
    }

    @Test
    func `a message over what the client takes is not sent, and both sizes are known`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1))
        let bytes = [UInt8].zeros(WireLimits.messageBytesFloor + 1)
        #expect(
            harness.send(bytes, on: 1)
                == .tooLarge(max: WireLimits.messageBytesFloor)
        )
    }

    @Test
    func `the client's limits raise the floors and never lower them`() {
        var low = Limits()
        low.messageBytesMax = 10
        low.streamCreditBytes = 10
        low.connectionCreditBytes = 10
        let harness = ServerHarness.open(limits: low)
        _ = harness.receive(Frame(.call, 1))
        let floor = [UInt8].zeros(WireLimits.messageBytesFloor)
        #expect(harness.send(floor, on: 1) == .sent)
        var high = Limits()
        high.messageBytesMax = 1_000_000
        let other = ServerHarness.open(limits: high)
        _ = other.receive(Frame(.call, 1))
        let large = [UInt8].zeros(1_000_000)
        #expect(other.send(large, on: 1) == .sent)
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7] as [UInt64])
    func `credit never drifts over many messages`(seed: UInt64) {
        let harness = ServerHarness.open(settings(stream: 2_000, connection: 4_000))
        _ = harness.receive(Frame(.call, 1))
        var stream = 2_000
        var connection = 4_000
        var state = seed &+ 1
        for _ in 0..<2_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = Int(state >> 33) % 1_500
            guard stream > 0, connection > 0 else {
                Issue.record("a receiver that is done granted nothing, seed \(seed)")
                return
            }
            _ = harness.receive(Frame(.message, 1, .zeros(size)))
            stream -= size + 12
            connection -= size + 12
            harness.session.release(1, payloadBytes: size)
            for frame in harness.sent() where frame.head.type == .credit {
                let grant = Int(FrameHead.word(frame.payload.span, 0))
                if frame.head.stream == 0 { connection += grant } else { stream += grant }
            }
        }
        #expect(!harness.isClosing)
        #expect(stream <= 2_000 && connection <= 4_000)
    }
}
