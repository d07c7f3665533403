/// A value that one thread at a time may touch, guarded by a POSIX mutex.
///
/// The standard library's `Mutex` does the same, but its futex code is not instrumented: the thread
/// sanitizer reports false races for everything it guards. Hold it for nanoseconds; never call out
/// of the closure into code that waits.
///
/// `@inlinable`, because an unspecialised generic looks its types up at run time on every call,
/// which costs far more than the lock. A `package` type's members are inlined elsewhere only when
/// the type itself is `@usableFromInline`; without it the compiler ignores them silently.
@safe
@usableFromInline
package final class Lock<Value: ~Copyable>: @unchecked Sendable {
    @usableFromInline let mutex: RawMutex
    // Whoever holds the mutex is alone: checking that once more would cost more than the mutex.
    @exclusivity(unchecked)
    @usableFromInline var value: Value

    /// Guards `value`.
    package init(_ value: consuming sending Value) {
        mutex = RawMutex()
        unsafe self.value = value
    }

    deinit { mutex.destroy() }

    /// Runs `body` with the value while no other thread can reach it.
    ///
    /// - Parameter body: Reads or changes the value.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inlinable
    @inline(always)
    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        mutex.lock()
        defer { mutex.unlock() }
        return try unsafe body(&value)
    }
}
