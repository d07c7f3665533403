import HubWire
import Testing

@testable import HubSession

/// What the output holds for a peer that reads, and never everything.
struct OutboundSpaceTests {
    private static func append(_ size: Int, _ mark: UInt8, to queue: inout OutboundQueue) {
        let payload = [UInt8](repeating: mark, count: size)
        queue.append(.message, stream: 1, payload: payload.span)
    }

    @Test(arguments: [20, 300, 70_000])
    func `a queue that never runs empty holds little more than what waits`(size: Int) {
        var queue = OutboundQueue()
        var most = 0
        OutboundSpaceTests.append(size, 0, to: &queue)
        while most < 1_000_000 {
            most += size + 50_000
            for _ in 0...(50_000 / size) { OutboundSpaceTests.append(size, 7, to: &queue) }
            queue.remove(queue.count - 1)
            let frame = size + WireLimits.frameHeadBytes
            let (waiting, held) = (queue.count, queue.heldBytes)
            #expect(waiting == 1 && held <= 64 * 1_024 + 2 * frame)
        }
    }

    @Test
    func `what waits stays the same when space is given back, to the byte`() {
        var queue = OutboundQueue()
        var sent: [UInt8] = []
        var expected: [UInt8] = []
        for round in 0..<400 {
            let size = (round * 7_919) % 3_000
            let head = FrameHead(.message, stream: 1, payloadBytes: size)
            head.append(to: &expected)
            expected += [UInt8](repeating: UInt8(round % 251), count: size)
            OutboundSpaceTests.append(size, UInt8(round % 251), to: &queue)
            let count = max(0, min(queue.count - 1, (round * 104_729) % 3_000))
            for index in 0..<count { sent.append(queue.waiting[index]) }
            queue.remove(count)
        }
        let held = queue.heldBytes
        #expect(held < expected.count)
        // A frame that was begun is found again.
        let begun = sent.count
        queue.dropUnsent(keeping: 0)
        for index in 0..<queue.count { sent.append(queue.waiting[index]) }
        #expect(sent.elementsEqual(expected.prefix(sent.count)))
        #expect(sent.count - begun < 3_000 + WireLimits.frameHeadBytes)
    }
}
