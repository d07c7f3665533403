import HubSystem

/// The newest state of a file that everybody reads and few change, in memory.
///
/// Each committed change publishes what it left before its caller is answered, so that nobody who
/// knows of a change reads the state before it. Changes that were committed together are published
/// by several threads in any order: the revision decides, and an older state is passed over.
package final class PublishedSnapshot<Value: Sendable>: Sendable {
    private struct Newest {
        var value: Value
        var revision: Int64
    }

    private let newest: Lock<Newest>
    private let follow: @Sendable (Value) -> Void

    /// A snapshot that shows `value`.
    ///
    /// - Parameters:
    ///   - value: What the file held when it was opened.
    ///   - revision: The file's last revision then.
    ///   - follow: Told of each newer state, in the order of revisions; must be quick.
    package init(
        _ value: Value,
        revision: Int64,
        follow: @escaping @Sendable (Value) -> Void = { _ in }
    ) {
        newest = Lock(Newest(value: value, revision: revision))
        self.follow = follow
    }

    /// What the file holds now.
    package var snapshot: Value { newest.withLock { $0.value } }

    /// Shows a newer state; an older one is passed over.
    ///
    /// - Parameters:
    ///   - value: What the file holds.
    ///   - revision: The revision that it held it after.
    package func publish(_ value: Value, revision: Int64) {
        newest.withLock { newest in
            guard revision >= newest.revision else { return }
            newest = Newest(value: value, revision: revision)
            follow(value)
        }
    }
}
