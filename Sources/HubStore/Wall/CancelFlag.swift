private import Synchronization

/// Set once by whoever takes a call back; seen by the thread that works on it.
package final class CancelFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    /// A flag that is not set.
    package init() {}

    /// Takes the call back, if it is not too late.
    package func cancel() { flag.store(true, ordering: .relaxed) }

    /// Whether the call was taken back.
    package var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
