private import Glibc

/// A POSIX mutex at an address that never changes.
///
/// Apart from the generic types that use it, so that those can be specialised in other modules
/// while the system's calls stay in this one.
@safe
@usableFromInline
struct RawMutex {
    fileprivate let pointer: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        unsafe pointer = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        let made = unsafe pthread_mutex_init(pointer, nil)
        precondition(made == 0, "a mutex could not be made")
    }

    @usableFromInline
    func destroy() {
        unsafe pthread_mutex_destroy(pointer)
        unsafe pointer.deallocate()
    }

    @usableFromInline
    func lock() { unsafe pthread_mutex_lock(pointer) }

    @usableFromInline
    func unlock() { unsafe pthread_mutex_unlock(pointer) }
}

/// A POSIX condition on the steady clock, at an address that never changes.
@safe
@usableFromInline
struct RawCondition {
    private let pointer: UnsafeMutablePointer<pthread_cond_t>

    init() {
        unsafe pointer = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        // The calendar may jump while somebody waits.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        let made = unsafe pthread_cond_init(pointer, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
        precondition(made == 0, "a condition could not be made")
    }

    @usableFromInline
    func destroy() {
        unsafe pthread_cond_destroy(pointer)
        unsafe pointer.deallocate()
    }

    @usableFromInline
    func wakeAll() { unsafe pthread_cond_broadcast(pointer) }

    @usableFromInline
    func wakeOne() { unsafe pthread_cond_signal(pointer) }

    @usableFromInline
    func wait(_ mutex: RawMutex) { unsafe pthread_cond_wait(pointer, mutex.pointer) }

    /// Answers `false` when the deadline has passed.
    @usableFromInline
    func wait(_ mutex: RawMutex, until deadline: Moment) -> Bool {
        var time = timespec()
        time.tv_sec = Int(clamping: deadline.nanoseconds / 1_000_000_000)
        time.tv_nsec = Int(deadline.nanoseconds % 1_000_000_000)
        return unsafe pthread_cond_timedwait(pointer, mutex.pointer, &time) != ETIMEDOUT
    }
}
