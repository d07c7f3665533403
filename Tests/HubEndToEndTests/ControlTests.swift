import HubLoop
import HubSystem
import HubTestKit
import HubWire
import Testing

/// What comes over the local socket of the real hub.
struct ControlTests {
    @Test
    func `garbage, too much and another version are answered or dropped, and the hub lives on`()
        throws
    {
        let hub = try RunningHub()
        let path = "\(hub.data)/control.sock"
        func behindLength(_ payload: [UInt8]) -> [UInt8] {
            var bytes: [UInt8] = []
            FrameHead.append(UInt32(clamping: payload.count), to: &bytes)
            return bytes + payload
        }
        let garbage: [(bytes: [UInt8], isAnswered: Bool)] = [
            ([], false), ([0], false), ([0xFF, 0xFF, 0xFF, 0xFF], false), ([0, 4, 0, 1], false),
            (behindLength([]), true), (behindLength([0xFF]), true),
            (behindLength([0xFA, 0x3F, 0x00]), true), ([0, 0, 0, 9, 1, 2], false),
        ]
        for one in garbage {
            let socket = try Socket.connect(path: path)
            let answer = try ControlTests.exchange(one.bytes, on: socket)
            #expect(answer.isEmpty != one.isAnswered, "\(one.bytes)")
            if one.isAnswered {
                let response = try ControlResponse(decoding: Array(answer.dropFirst(4)))
                guard case .error? = response.response else {
                    Issue.record("\(one.bytes) was understood")
                    continue
                }
            }
        }
        let status = try RunningHub.run(["status", "--data", hub.data])
        #expect(status.exit == .code(0), "\(status.error)")
        #expect(status.output.contains("served at \(hub.address)"))
        #expect(try hub.stop() == .code(0))
    }

    /// Sends bytes, ends the sending, and takes what comes until the hub closes.
    private static func exchange(
        _ bytes: [UInt8],
        on socket: borrowing Socket
    ) throws -> [UInt8] {
        let clock = HubClock.system
        let deadline = clock.moment.advanced(milliseconds: 30_000)
        if !bytes.isEmpty { _ = try socket.write(bytes.span) }
        try socket.finishSending()
        var answer: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 4_096)
        while true {
            guard try socket.descriptor.wait(for: .readable, until: deadline, clock: clock) else {
                throw HubFailure(what: "the hub has not closed the socket")
            }
            var span = space.mutableSpan
            guard let count = try socket.read(into: &span) else { continue }
            guard count > 0 else { return answer }
            answer += space[0..<count]
        }
    }
}
