import HubSession
import HubWire
import Testing

struct ServerGreetingTests {
    @Test
    func `the first frame is HELLO with the settings' limits`() throws {
        let settings = SessionSettings()
        let session = ServerSession(
            settings: settings,
            hello: Hello(),
            now: SessionTime(milliseconds: 0)
        )
        let frames = Frame.all(in: Array(copying: session.output.waiting))
        #expect(frames.map(\.head.type) == [.hello])
        let hello = try Hello(decoding: frames[0].payload)
        #expect(hello.limits?.messageBytesMax == UInt32(settings.messageBytesMax))
        #expect(hello.limits?.streamsMax == UInt32(settings.streamsMax))
    }

    @Test
    func `a client that greets may call at once`() {
        let harness = ServerHarness()
        let events = harness.receive(Frame(.hello, 0), Frame(.call, 1, [1, 2, 3]))
        #expect(events == [.greeted(software: ""), .call(1, header: 0..<3, ends: false)])
    }

    @Test(arguments: [FrameType.call, .message, .ping, .credit, .cancel, .end, .goAway])
    func `anything before HELLO is a breach`(type: FrameType) {
        let harness = ServerHarness()
        let size = type == .ping ? 8 : type == .credit ? 4 : 0
        let stream: UInt32 = type == .ping || type == .goAway ? 0 : 1
        _ = harness.receive(Frame(type, stream, [UInt8](repeating: 1, count: size)))
        #expect(harness.breach == .helloMissing)
    }

    @Test
    func `a second HELLO is a breach`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.hello, 0))
        #expect(harness.breach == .helloTwice)
    }

    @Test
    func `a HELLO that is no message is a breach`() {
        let harness = ServerHarness()
        _ = harness.receive(Frame(.hello, 0, [0x0A, 0xFF]))
        #expect(harness.breach == .helloUnreadable)
    }

    @Test(arguments: [(16_384, false), (16_385, true)])
    func `HELLO has a largest size`(bytes: Int, isBreach: Bool) {
        let harness = ServerHarness()
        // An unknown field of the wanted size: tag 15, length-delimited.
        let length = bytes - 4
        let head: [UInt8] = [
            0x7A, UInt8(length & 0x7F | 0x80), UInt8(length >> 7 & 0x7F | 0x80),
            UInt8(length >> 14),
        ]
        let payload = head + [UInt8](repeating: 0, count: length)
        #expect(payload.count == bytes)
        _ = harness.receive(Frame(.hello, 0, payload))
        #expect((harness.breach == .frameTooLarge) == isBreach)
        #expect(harness.isClosing == isBreach)
    }

    @Test
    func `a size over the limit is refused before its body arrives`() {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1, [1]))
        var head: [UInt8] = []
        FrameHead(.message, stream: 1, payloadBytes: 1_024 * 1_024 + 1).append(to: &head)
        _ = harness.receive(bytes: head)
        #expect(harness.breach == .frameTooLarge)
    }

    @Test
    func `no HELLO within its time ends the connection`() {
        let harness = ServerHarness()
        let late = harness.now.after(harness.settings.helloMilliseconds)
        #expect(harness.tick(SessionTime(milliseconds: late.milliseconds - 1)) == .goOn)
        #expect(harness.nextDeadline == late)
        #expect(harness.tick(late) == .closing(.greetingLate))
        #expect(harness.sent().map(\.head.type) == [.goAway])
    }
}
