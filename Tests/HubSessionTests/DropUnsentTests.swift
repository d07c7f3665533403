import HubWire
import Testing

@testable import HubSession

/// What is left of the output when somebody may see nothing more.
struct DropUnsentTests {
    private func queue() -> [Int] {
        var queue = OutboundQueue()
        var ends: [Int] = []
        for size in [5, 100, 7] {
            queue.append(.message, stream: 1, payload: [UInt8](repeating: 9, count: size).span)
            ends.append(queue.count)
        }
        return ends
    }

    private func left(written: Int, offered: Int) -> Int {
        var queue = OutboundQueue()
        for size in [5, 100, 7] {
            queue.append(.message, stream: 1, payload: [UInt8](repeating: 9, count: size).span)
        }
        queue.remove(written)
        queue.dropUnsent(keeping: offered)
        return written + queue.count
    }

    @Test
    func `a frame that was begun is finished, and nothing after it is sent`() {
        let ends = queue()
        #expect(left(written: 0, offered: 0) == 0)
        #expect(left(written: 1, offered: 0) == ends[0])
        #expect(left(written: ends[0], offered: 0) == ends[0])
        #expect(left(written: ends[0] + 1, offered: 0) == ends[1])
        #expect(left(written: 0, offered: 1) == ends[0])
        #expect(left(written: ends[0], offered: ends[1]) == ends[2])
        #expect(left(written: 0, offered: 1_000_000) == ends[2])
    }
}
