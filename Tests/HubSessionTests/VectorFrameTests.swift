import HubSession
import HubVectorKit
import HubWire
import Testing

struct VectorFrameTests {
    @Test
    func `the server judges each frame as its vector says`() throws {
        let vectors = try Vectors.single("frames").filter { $0["receiver"].text == "server" }
        #expect(vectors.count > 50)
        for vector in vectors {
            let bytes = try vector["bytes"].bytes()
            for piece in [Int.max, 1] where piece > 1 || bytes.count < 20_000 {
                let verdict = try VectorFrameTests.server(vector, bytes, piece: piece)
                let expected = try VectorFrameTests.expected(vector)
                #expect(expected.allows(verdict), "\(vector["id"].text ?? ""), by \(piece)")
            }
        }
    }

    @Test
    func `the client judges each frame as its vector says`() throws {
        let vectors = try Vectors.single("frames").filter { $0["receiver"].text == "client" }
        #expect(vectors.count > 50)
        for vector in vectors {
            let bytes = try vector["bytes"].bytes()
            for piece in [Int.max, 1] where piece > 1 || bytes.count < 20_000 {
                let verdict = VectorFrameTests.client(vector, bytes, piece: piece)
                let expected = try VectorFrameTests.expected(vector)
                #expect(expected.allows(verdict), "\(vector["id"].text ?? ""), by \(piece)")
            }
        }
    }

    /// What a receiver made of a frame.
    enum Verdict: Equatable {
        case breach(String)
        case whole
        case more
    }

    /// What a vector says; a frame that is sound in itself may still come out of order.
    struct Expected {
        let verdict: Verdict

        func allows(_ seen: Verdict) -> Bool {
            guard verdict == .whole, case .breach(let code) = seen else { return seen == verdict }
            let isAboutTheFrame = code.hasPrefix("WIRE-01")
            return !isAboutTheFrame
        }
    }

    private static func expected(_ vector: VectorValue) throws -> Expected {
        let expect = vector["expect"]
        if let code = expect["breach"].text { return Expected(verdict: .breach(code)) }
        return Expected(verdict: expect["more"].isTrue ? .more : .whole)
    }

    private static func server(
        _ vector: VectorValue,
        _ bytes: [UInt8],
        piece: Int
    ) throws -> Verdict {
        var settings = SessionSettings()
        settings.messageBytesMax = vector["message_bytes_max"].number ?? 65_536
        let harness = ServerHarness(settings)
        let isHello = bytes.count > 8 && bytes[8] == FrameType.hello.rawValue
        if !isHello { _ = harness.receive(Frame(.hello, 0), Frame(.call, 1)) }
        var start = 0
        while start < bytes.count, !harness.isClosing {
            let end = piece == .max ? bytes.count : min(bytes.count, start + piece)
            _ = harness.receive(bytes: Array(bytes[start..<end]))
            start = end
        }
        if let breach = harness.breach { return .breach(breach.rawValue) }
        return harness.isInsideFrame || bytes.isEmpty ? .more : .whole
    }

    private static func client(
        _ vector: VectorValue,
        _ bytes: [UInt8],
        piece: Int
    ) -> Verdict {
        var settings = SessionSettings()
        settings.messageBytesMax = vector["message_bytes_max"].number ?? 65_536
        let now = SessionTime(milliseconds: 0)
        var session = ClientSession(settings: settings, software: "test", now: now)
        var input: [UInt8] = []
        let isHello = bytes.count > 8 && bytes[8] == FrameType.hello.rawValue
        if !isHello { input = Frame(.hello, 0).bytes }
        _ = session.open(CallHeader())
        var start = 0
        while true {
            var offset = 0
            let whole = input
            var event = ClientEvent.needsMore
            repeat {
                event = session.next(in: whole.span, from: &offset)
                if case .closing(let breach) = event { return .breach(breach.rule.rawValue) }
            } while event != .needsMore
            input.removeFirst(offset)
            guard start < bytes.count else {
                return input.isEmpty && !bytes.isEmpty ? .whole : .more
            }
            let end = piece == .max ? bytes.count : min(bytes.count, start + piece)
            input += bytes[start..<end]
            start = end
        }
    }
}
