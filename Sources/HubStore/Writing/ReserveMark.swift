private import Synchronization

/// Says that a call was let in by what is kept free of its file.
package final class ReserveMark: Sendable {
    private let flag = Atomic<Bool>(false)

    /// A mark that is not set.
    package init() {}

    /// Whether the call went on from what is kept free.
    package var isSet: Bool { flag.load(ordering: .acquiring) }

    /// Sets it.
    func set() { flag.store(true, ordering: .releasing) }
}
