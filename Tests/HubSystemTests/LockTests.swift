import HubSystem
import Testing

struct LockTests {
    @Test
    func `eight threads that count under one lock lose nothing`() throws {
        let count = Lock(0)
        let finished = Monitor(0)
        for _ in 0..<8 {
            _ = try Thread.start(name: "count") {
                for _ in 0..<10_000 { count.withLock { $0 += 1 } }
                finished.change { $0 += 1 }
            }
        }
        finished.wait { $0 == 8 ? () : nil }
        #expect(count.withLock { $0 } == 80_000)
    }

    @Test
    func `a thread that is joined has finished`() throws {
        let done = Lock(false)
        let thread = try Thread.start(name: "join") { done.withLock { $0 = true } }
        thread.join()
        #expect(done.withLock { $0 })
    }
}

struct ClockTests {
    @Test
    func `a moment beyond the last one is the last one`() {
        let late = Moment(nanoseconds: .max - 1)
        #expect(late.advanced(milliseconds: 1).nanoseconds == .max)
        #expect(Moment(nanoseconds: 0).advanced(milliseconds: .max).nanoseconds == .max)
    }

    @Test(arguments: [(0, 0), (1, 1), (999_999, 1), (1_000_000, 1), (1_000_001, 2)])
    func `a wait is rounded up to whole milliseconds`(
        gap: UInt64,
        expected: UInt64
    ) {
        let start = Moment(nanoseconds: 5)
        #expect(start.milliseconds(until: Moment(nanoseconds: 5 + gap)) == expected)
        #expect(Moment(nanoseconds: 5 + gap).milliseconds(until: start) == 0)
    }
}

struct MonitorTests {
    @Test
    func `waiting ends at the deadline when nothing changes`() {
        let monitor = Monitor(0)
        let passed = HubClock.system.moment
        #expect(monitor.wait(until: passed) { $0 == 1 ? true : nil } == nil)
        monitor.change { $0 = 1 }
        #expect(monitor.wait(until: passed) { $0 == 1 ? true : nil } == true)
    }

    @Test
    func `waiting ends when another thread makes the change`() throws {
        let monitor = Monitor(0)
        let thread = try Thread.start(name: "change") { monitor.change { $0 = 7 } }
        let deadline = HubClock.system.moment.advanced(milliseconds: 60_000)
        #expect(monitor.wait(until: deadline) { $0 == 7 ? $0 : nil } == 7)
        thread.join()
    }
}
