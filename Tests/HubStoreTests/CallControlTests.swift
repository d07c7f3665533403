import HubSystem
import Testing

@testable import HubStore

/// What stops a read from within.
struct CallControlTests {
    /// Works for a while, so that the thread's own time passes.
    private func work(nanoseconds: UInt64) {
        let end = ThreadTime.nanoseconds + nanoseconds
        while ThreadTime.nanoseconds < end {}
    }

    private func control(nanosecondsMax: UInt64?, stepsMax: Int? = nil) -> CallControl {
        let control = CallControl(clock: .system)
        control.isOnLoop = true
        control.begin(
            cancel: nil,
            deadline: nil,
            stepsMax: stepsMax,
            nanosecondsMax: nanosecondsMax
        )
        return control
    }

    @Test func `a read that works for too long on a loop is stopped, however few its steps`() {
        let control = control(nanosecondsMax: 1_000_000)
        #expect(!control.mustInterrupt())
        #expect(!control.mustInterrupt())
        work(nanoseconds: 1_000_001)
        #expect(control.mustInterrupt())
        #expect(control.stopped == .overBudget)
        // The next call has its own time.
        control.begin(cancel: nil, deadline: nil, nanosecondsMax: 1_000_000)
        #expect(!control.mustInterrupt() && control.stopped == nil)
    }

    @Test func `a read without a limit of time goes on, and steps are counted all the same`() {
        let free = control(nanosecondsMax: nil)
        #expect(!free.mustInterrupt())
        work(nanoseconds: 2_000_000)
        #expect(!free.mustInterrupt())
        let counted = control(nanosecondsMax: nil, stepsMax: 200)
        #expect(!counted.mustInterrupt())
        #expect(counted.mustInterrupt() && counted.stopped == .overBudget)
    }
}
