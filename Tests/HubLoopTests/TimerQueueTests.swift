import HubLoop
import HubSystem
import HubTestKit
import Testing

private func at(_ nanoseconds: UInt64) -> Moment { Moment(nanoseconds: nanoseconds) }

private let idle = TimerKind(rawValue: 0)
private let frame = TimerKind(rawValue: 7)
private let first = Token(slot: 0, generation: 1)
private let second = Token(slot: 1, generation: 1)

/// Everything that is due at a moment.
private func due(_ queue: inout TimerQueue, at now: UInt64) -> [TimerQueue.Due] {
    var all: [TimerQueue.Due] = []
    while let one = queue.popDue(at: at(now)) { all.append(one) }
    return all
}

struct TimerQueueTests {
    @Test
    func `a clock fires at its deadline and not before, once`() {
        var queue = TimerQueue()
        queue.arm(idle, for: first, at: at(100))
        #expect(due(&queue, at: 99).isEmpty)
        #expect(due(&queue, at: 100) == [TimerQueue.Due(token: first, kind: idle)])
        #expect(due(&queue, at: 1_000).isEmpty)
        #expect(queue.nextLook == nil)
    }

    @Test
    func `clocks fire in the order of their deadlines`() {
        var queue = TimerQueue()
        queue.arm(idle, for: second, at: at(20))
        queue.arm(frame, for: first, at: at(10))
        queue.arm(idle, for: first, at: at(30))
        #expect(
            due(&queue, at: 30) == [
                TimerQueue.Due(token: first, kind: frame),
                TimerQueue.Due(token: second, kind: idle),
                TimerQueue.Due(token: first, kind: idle),
            ]
        )
    }

    @Test
    func `a clock that is put off fires at the new time only`() {
        var queue = TimerQueue()
        queue.arm(idle, for: first, at: at(10))
        queue.arm(idle, for: first, at: at(50))
        #expect(queue.nextLook == at(10), "putting off costs no move in the heap")
        #expect(due(&queue, at: 10).isEmpty)
        #expect(queue.nextLook == at(50))
        #expect(due(&queue, at: 50).count == 1)
    }

    @Test
    func `a clock that is brought forward fires at the new time only`() {
        var queue = TimerQueue()
        queue.arm(idle, for: second, at: at(20))
        queue.arm(idle, for: first, at: at(50))
        queue.arm(idle, for: first, at: at(10))
        #expect(queue.nextLook == at(10))
        #expect(due(&queue, at: 10) == [TimerQueue.Due(token: first, kind: idle)])
        #expect(due(&queue, at: 100) == [TimerQueue.Due(token: second, kind: idle)])
    }

    @Test
    func `a stopped clock does not fire, and can be set again`() {
        var queue = TimerQueue()
        queue.arm(idle, for: first, at: at(10))
        queue.disarm(idle, for: first)
        #expect(queue.deadline(idle, for: first) == nil)
        #expect(due(&queue, at: 10).isEmpty)
        queue.arm(idle, for: first, at: at(20))
        queue.disarm(idle, for: first)
        queue.arm(idle, for: first, at: at(15))
        #expect(queue.deadline(idle, for: first) == at(15))
        #expect(due(&queue, at: 15).count == 1)
    }

    @Test
    func `stopping all clocks of a token leaves other tokens' running`() {
        var queue = TimerQueue()
        queue.arm(idle, for: first, at: at(10))
        queue.arm(frame, for: first, at: at(10))
        queue.arm(idle, for: second, at: at(10))
        queue.disarmAll(for: first)
        #expect(due(&queue, at: 10) == [TimerQueue.Due(token: second, kind: idle)])
    }

    @Test
    func `a slot's next tenant does not inherit clocks`() {
        var queue = TimerQueue()
        let successor = Token(slot: 0, generation: 2)
        queue.arm(idle, for: first, at: at(10))
        queue.arm(frame, for: successor, at: at(30))
        #expect(queue.deadline(idle, for: successor) == nil)
        queue.disarmAll(for: first)
        queue.disarm(frame, for: first)
        #expect(due(&queue, at: 30) == [TimerQueue.Due(token: successor, kind: frame)])
    }

    @Test
    func `a fixed token and a slot of the same number have clocks of their own`() {
        var queue = TimerQueue()
        queue.arm(idle, for: .fixed(0), at: at(10))
        queue.arm(idle, for: first, at: at(20))
        #expect(due(&queue, at: 10) == [TimerQueue.Due(token: .fixed(0), kind: idle)])
        #expect(due(&queue, at: 20) == [TimerQueue.Due(token: first, kind: idle)])
    }

    @Test
    func `the last moment means never`() {
        var queue = TimerQueue()
        queue.arm(idle, for: first, at: at(.max))
        #expect(queue.nextLook == nil)
        queue.arm(idle, for: first, at: at(5))
        queue.arm(idle, for: first, at: at(.max))
        #expect(due(&queue, at: .max).isEmpty)
    }

    @Test
    func `ten thousand clocks put off a hundred times need ten thousand entries`() {
        var queue = TimerQueue()
        for round in 1...100 as ClosedRange<UInt64> {
            for slot in 0..<10_000 as Range<UInt32> {
                queue.arm(idle, for: Token(slot: slot, generation: 1), at: at(round * 1_000))
                queue.arm(idle, for: Token(slot: slot, generation: 1), at: at(round * 500))
            }
        }
        #expect(queue.queuedCount == 10_000)
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func `a queue agrees with a list that is searched, through any history`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = TimerQueue()
        var model: [Token: [UInt8: UInt64]] = [:]
        var generations = [UInt32](repeating: 1, count: 30)
        var now: UInt64 = 0
        for _ in 0..<20_000 {
            let slot = Int.random(in: 0..<30, using: &generator)
            let token = Token(slot: UInt32(slot), generation: generations[slot])
            let kind = UInt8.random(in: 0..<TimerKind.limit, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<6:
                let deadline = now + UInt64.random(in: 0..<200, using: &generator)
                queue.arm(TimerKind(rawValue: kind), for: token, at: at(deadline))
                model[token, default: [:]][kind] = deadline
            case 6:
                queue.disarm(TimerKind(rawValue: kind), for: token)
                model[token]?[kind] = nil
            case 7:
                queue.disarmAll(for: token)
                model[token] = nil
                generations[slot] += 1
            default:
                now += UInt64.random(in: 0..<40, using: &generator)
                let fired = due(&queue, at: now)
                var expected = 0
                for (token, clocks) in model {
                    for (kind, deadline) in clocks where deadline <= now {
                        let due = TimerQueue.Due(token: token, kind: TimerKind(rawValue: kind))
                        #expect(fired.contains(due), "seed \(seed)")
                        model[token]?[kind] = nil
                        expected += 1
                    }
                }
                #expect(fired.count == expected, "seed \(seed)")
                let nearest = model.values.flatMap(\.values).min()
                if let nearest {
                    #expect((queue.nextLook?.nanoseconds ?? .max) <= nearest, "seed \(seed)")
                }
            }
        }
        #expect(queue.queuedCount <= 30 * Int(TimerKind.limit))
    }
}
