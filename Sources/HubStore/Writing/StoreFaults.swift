/// Where a test can make the store fail as a disk would.
package struct StoreFaults: Sendable {
    /// A moment at which a disk fails.
    package enum Stage: Sendable {
        /// The commit fails and nothing of it is there.
        case beforeCommit
        /// The commit fails although everything of it is there.
        case afterCommit
        /// A checkpoint fails.
        case checkpoint
    }

    private let failure: @Sendable (Stage) -> StoreError?

    /// Faults that a closure decides on, each time a stage is reached.
    package init(_ failure: @escaping @Sendable (Stage) -> StoreError?) { self.failure = failure }

    /// None: what everything but tests uses.
    package static let none = StoreFaults { _ in nil }

    func strike(_ stage: Stage) throws(StoreError) {
        if let error = failure(stage) { throw error }
    }
}
