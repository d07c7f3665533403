import HubSession
import HubWire
import Testing

/// A frame that an open connection with one live call (stream 1) refuses.
struct BadFrame: Sendable, CustomTestStringConvertible {
    let name: String
    let rule: Breach.Rule
    let bytes: [UInt8]

    var testDescription: String { name }

    init(_ name: String, _ rule: Breach.Rule, _ bytes: [UInt8]) {
        self.name = name
        self.rule = rule
        self.bytes = bytes
    }

    init(_ name: String, _ rule: Breach.Rule, _ frame: Frame) {
        self.init(name, rule, frame.bytes)
    }

    static let all: [BadFrame] = [
        BadFrame("length 0", .lengthTooSmall, [UInt8](repeating: 0, count: 12)),
        BadFrame("length 7", .lengthTooSmall, [0, 0, 0, 7, 0, 0, 0, 0, 7, 0, 0, 0]),
        BadFrame("type 0", .unknownType, Frame(FrameType(rawValue: 0), 0)),
        BadFrame("type 11", .unknownType, Frame(FrameType(rawValue: 11), 0)),
        BadFrame("type 127", .unknownType, Frame(FrameType(rawValue: 127), 0)),
        BadFrame("flag 2", .unknownFlag, [0, 0, 0, 8, 0, 0, 0, 1, 10, 2, 0, 0]),
        BadFrame("END on CANCEL", .endNotAllowed, [0, 0, 0, 8, 0, 0, 0, 1, 5, 1, 0, 0]),
        BadFrame("END on END", .endNotAllowed, [0, 0, 0, 8, 0, 0, 0, 1, 10, 1, 0, 0]),
        BadFrame("reserved 1", .reservedNotZero, [0, 0, 0, 8, 0, 0, 0, 1, 10, 0, 0, 1]),
        BadFrame("reserved 256", .reservedNotZero, [0, 0, 0, 8, 0, 0, 0, 1, 10, 0, 1, 0]),
        BadFrame("RESULT from a client", .wrongDirection, Frame(.result, 1)),
        BadFrame("HELLO on a stream", .wrongStream, Frame(.hello, 1)),
        BadFrame("PING on a stream", .wrongStream, Frame(.ping, 1, [0, 0, 0, 0, 0, 0, 0, 0])),
        BadFrame("GOAWAY on a stream", .wrongStream, Frame(.goAway, 1)),
        BadFrame("CALL on stream 0", .wrongStream, Frame(.call, 0)),
        BadFrame("MESSAGE on stream 0", .wrongStream, Frame(.message, 0)),
        BadFrame("CANCEL on stream 0", .wrongStream, Frame(.cancel, 0)),
        BadFrame("END on stream 0", .wrongStream, Frame(.end, 0)),
        BadFrame("PING of 7", .wrongSize, Frame(.ping, 0, [1, 2, 3, 4, 5, 6, 7])),
        BadFrame("PING of 9", .wrongSize, Frame(.ping, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9])),
        BadFrame("CREDIT of 3", .wrongSize, Frame(.credit, 0, [1, 2, 3])),
        BadFrame("CREDIT of 5", .wrongSize, Frame(.credit, 0, [1, 2, 3, 4, 5])),
        BadFrame("CANCEL with a payload", .wrongSize, Frame(.cancel, 1, [1])),
        BadFrame("END with a payload", .wrongSize, Frame(.end, 1, [1])),
        BadFrame("GOAWAY that is no message", .goAwayUnreadable, Frame(.goAway, 0, [0x0A, 9])),
        BadFrame("CALL over its size", .frameTooLarge, Frame(.call, 2, .zeros(16_385))),
        BadFrame("GOAWAY over its size", .frameTooLarge, Frame(.goAway, 0, .zeros(4_097))),
        BadFrame(
            "an extension over its size",
            .frameTooLarge,
            Frame(FrameType(rawValue: 200), 0, .zeros(16_385))
        ),
        BadFrame("stream 1 again", .streamIdGap, Frame(.call, 1)),
        BadFrame("stream 3 after 1", .streamIdGap, Frame(.call, 3)),
        BadFrame("MESSAGE above last", .streamNotOpened, Frame(.message, 2)),
        BadFrame("CANCEL above last", .streamNotOpened, Frame(.cancel, 2)),
        BadFrame("END above last", .streamNotOpened, Frame(.end, 9)),
        BadFrame("CREDIT above last", .streamNotOpened, Frame.credit(2, 1)),
        BadFrame("CREDIT 0 for the connection", .creditZero, Frame.credit(0, 0)),
        BadFrame("CREDIT 0 for a stream", .creditZero, Frame.credit(1, 0)),
        BadFrame("credit above 2^31 - 1", .creditTooHigh, Frame.credit(0, 0x7FFF_FFFF)),
        BadFrame("PONG without PING", .unaskedPong, Frame(.pong, 0, .zeros(8))),
        BadFrame("two ENDs", .afterEnd, Frame(.end, 1).bytes + Frame(.end, 1).bytes),
        BadFrame(
            "MESSAGE after END",
            .afterEnd,
            Frame(.end, 1).bytes + Frame(.message, 1).bytes
        ),
    ]
}

struct ServerFrameRuleTests {
    @Test(arguments: BadFrame.all)
    func `a broken rule ends the connection with its name`(bad: BadFrame) throws {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1, [1]))
        _ = harness.sent()
        _ = harness.receive(bytes: bad.bytes)
        #expect(harness.breach == bad.rule)
        let frames = harness.sent()
        let last = try #require(frames.last)
        #expect(last.head.type == .goAway)
        let goAway = try GoAway(decoding: last.payload)
        #expect(goAway.reason == .breach)
        #expect(goAway.lastStream == 1)
        #expect(!goAway.message.isEmpty)
    }

    @Test(arguments: [
        Frame(.call, 2, .zeros(16_384)), Frame(.goAway, 0, leaving(bytes: 4_096)),
        Frame(FrameType(rawValue: 128), 0, .zeros(16_384)), Frame(FrameType(rawValue: 255), 77),
        Frame(.message, 1), Frame(.message, 1, .zeros(1_048_576)), Frame.credit(0, 1),
        Frame.credit(1, 0x7FFE_FFFF), Frame(.cancel, 1), Frame(.end, 1),
        Frame(.call, 2, ends: true),
    ])
    func `the same frames inside the rules are taken`(frame: Frame) {
        let harness = ServerHarness.open()
        _ = harness.receive(Frame(.call, 1, [1]))
        _ = harness.receive(frame)
        #expect(!harness.isClosing)
    }

    @Test
    func `events are the same in every division of the bytes`() {
        let script =
            Frame(.hello, 0).bytes + Frame(.call, 1, [1, 2]).bytes
            + Frame(.message, 1, [7, 7, 7], ends: true).bytes
            + Frame(.ping, 0, .zeros(8)).bytes + Frame(.call, 2, []).bytes
            + Frame(.message, 2, []).bytes + Frame(.end, 2).bytes + Frame(.cancel, 2).bytes
        let whole = ServerHarness()
        let expected = whole.receive(bytes: script)
        #expect(expected.count == 7)
        for size in 1...script.count {
            let harness = ServerHarness()
            var events: [ServerEvent] = []
            for start in stride(from: 0, to: script.count, by: size) {
                events += harness.receive(
                    bytes: Array(script[start..<min(start + size, script.count)])
                )
            }
            #expect(events == expected, "in pieces of \(size)")
        }
    }
}

/// A client's farewell of a wanted size, most of it words.
private func leaving(bytes: Int) -> [UInt8] {
    var goAway = GoAway()
    goAway.reason = .draining
    goAway.message = String(repeating: "x", count: bytes - 5)
    return goAway.encoded()
}

extension Array where Element == UInt8 {
    static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
