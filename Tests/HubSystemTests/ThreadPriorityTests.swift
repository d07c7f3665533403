import Glibc
import HubSystem
import Testing

/// Threads that yield.
struct ThreadPriorityTests {
    /// The calling thread's own: to Linux a thread is what the name calls a process.
    private static func niceness() -> Int32 { getpriority(Int32(PRIO_PROCESS.rawValue), 0) }

    @Test
    func `a thread that yields does so alone`() throws {
        let before = Self.niceness()
        let found = Monitor<Int32?>(nil)
        let hasShortTurns = Monitor(false)
        let thread = try Thread.start(name: "yielding") {
            let isTaken = ThreadPriority.yieldToOthers(by: 3)
            hasShortTurns.change { $0 = isTaken }
            let niceness = Self.niceness()
            found.change { $0 = niceness }
        }
        thread.join()
        #expect(hasShortTurns.change { $0 })
        // More than 19 there is not.
        #expect(found.change { $0 } == min(before + 3, 19))
        #expect(Self.niceness() == before)
    }
}
