private import Glibc

/// A guarded value whose changes other threads can wait for.
///
/// Meant for the mailboxes of threads that block on purpose, such as the store's; an event loop
/// never waits on one.
@safe
package final class Monitor<Value: ~Copyable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    /// Guards `value`.
    package init(_ value: consuming sending Value) {
        unsafe mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        unsafe changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        let madeMutex = unsafe pthread_mutex_init(mutex, nil)
        let madeCondition = unsafe pthread_cond_init(changed, nil)
        precondition(madeMutex == 0 && madeCondition == 0, "a monitor could not be made")
        self.value = value
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs `body` with the value, then wakes every thread that waits for a change.
    ///
    /// - Parameter body: Changes the value.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; waiting threads are woken all the same.
    package func change<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer {
            unsafe pthread_cond_broadcast(changed)
            unsafe pthread_mutex_unlock(mutex)
        }
        return try body(&value)
    }

    /// Waits until `body` has an answer.
    ///
    /// - Parameter body: Looks at the value, may change it, and answers, or answers `nil` to wait
    ///   for the next change. Called again after each change.
    /// - Returns: The first answer.
    package func wait<Result>(_ body: (inout sending Value) -> sending Result?) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let answer = body(&value) { return answer }
            unsafe pthread_cond_wait(changed, mutex)
        }
    }
}
