import HubSession
import HubWire
import Testing

/// What a driver is told of frames that it never sees.
struct FrameCountTests {
    @Test
    func `every frame counts once, and a call that is refused unseen like eight more`() {
        var settings = SessionSettings()
        settings.streamsMax = 1
        let harness = ServerHarness.open(settings)
        #expect(harness.session.takeFrames() == 1)
        #expect(harness.session.takeFrames() == 0)
        let ping = Frame(.ping, 0, [0, 0, 0, 0, 0, 0, 0, 1])
        let credit = Frame(.credit, 0, [0, 0, 0, 1])
        _ = harness.receive(ping, credit, credit, Frame(FrameType(rawValue: 200), 9, [1]))
        #expect(harness.session.takeFrames() == 4)
        _ = harness.receive(Frame(.call, 1), Frame(.cancel, 1), Frame(.cancel, 1))
        #expect(harness.session.takeFrames() == 3)
        _ = harness.receive(Frame(.call, 2))
        #expect(harness.session.takeFrames() == 1 + ServerSession.framesPerRefusal)
    }
}
