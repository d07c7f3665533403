import Glibc
import HubSystem
import Testing

/// Threads that yield.
struct ThreadPriorityTests {
    @Test
    func `a thread that yields does so alone`() throws {
        let before = getpriority(PRIO_PROCESS, 0)
        let found = Monitor<Int32?>(nil)
        let thread = try Thread.start(name: "yielding") {
            ThreadPriority.yieldToOthers(by: 3)
            let niceness = getpriority(PRIO_PROCESS, 0)
            found.change { $0 = niceness }
        }
        thread.join()
        // More than 19 there is not.
        #expect(found.change { $0 } == min(before + 3, 19))
        #expect(getpriority(PRIO_PROCESS, 0) == before)
    }
}
