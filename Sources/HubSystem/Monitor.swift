/// A guarded value whose changes other threads can wait for.
///
/// Meant for the mailboxes of threads that block on purpose, such as the store's; an event loop
/// never waits on one. `@inlinable` for the same reason as `Lock`.
@safe
@usableFromInline
package final class Monitor<Value: ~Copyable>: @unchecked Sendable {
    @usableFromInline let mutex: RawMutex
    @usableFromInline let changed: RawCondition
    // Whoever holds the mutex is alone: checking that once more would cost more than the mutex.
    @exclusivity(unchecked)
    @usableFromInline var value: Value

    /// Guards `value`.
    package init(_ value: consuming sending Value) {
        mutex = RawMutex()
        changed = RawCondition()
        unsafe self.value = value
    }

    deinit {
        changed.destroy()
        mutex.destroy()
    }

    /// Runs `body` with the value, then wakes every thread that waits for a change.
    ///
    /// - Parameter body: Changes the value.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; waiting threads are woken all the same.
    @inlinable
    package func change<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        mutex.lock()
        defer {
            changed.wakeAll()
            mutex.unlock()
        }
        return try unsafe body(&value)
    }

    /// Runs `body` with the value as it is, and wakes nobody.
    ///
    /// - Parameter body: Looks at the value.
    /// - Returns: What `body` returns.
    @inlinable
    package func look<Result: ~Copyable>(
        _ body: (borrowing Value) -> sending Result
    ) -> sending Result {
        mutex.lock()
        defer { mutex.unlock() }
        return unsafe body(value)
    }

    /// Runs `body` with the value, then wakes one of the threads that wait for a change.
    ///
    /// For work that any of them can do: waking all would have every other one find nothing.
    ///
    /// - Parameter body: Changes the value.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; a thread is woken all the same.
    @inlinable
    package func changeForOne<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        mutex.lock()
        defer {
            changed.wakeOne()
            mutex.unlock()
        }
        return try unsafe body(&value)
    }

    /// Waits until `body` has an answer.
    ///
    /// - Parameter body: Looks at the value, may change it, and answers, or answers `nil` to wait
    ///   for the next change. Called again after each change.
    /// - Returns: The first answer.
    @inlinable
    package func wait<Result>(_ body: (inout sending Value) -> sending Result?) -> sending Result {
        mutex.lock()
        defer { mutex.unlock() }
        while true {
            if let answer = unsafe body(&value) { return answer }
            changed.wait(mutex)
        }
    }

    /// Waits until `body` has an answer, or a deadline passes.
    ///
    /// - Parameters:
    ///   - deadline: When to give up, on the machine's steady clock.
    ///   - body: Looks at the value, may change it, and answers, or answers `nil` to wait for the
    ///     next change. Called again after each change, and once after the deadline.
    /// - Returns: The first answer, `nil` when there was none in time.
    @inlinable
    package func wait<Result>(
        until deadline: Moment,
        _ body: (inout sending Value) -> sending Result?
    ) -> sending Result? {
        mutex.lock()
        defer { mutex.unlock() }
        while true {
            if let answer = unsafe body(&value) { return answer }
            if !changed.wait(mutex, until: deadline) { return unsafe body(&value) }
        }
    }
}
