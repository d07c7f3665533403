private import CLinux
private import Glibc

/// A system call that failed.
@usableFromInline
package struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The error's number, as the kernel gave it.
    package let number: Int32
    /// The call that failed.
    package let call: String

    /// Describes the failure of `call`.
    package init(number: Int32, call: String) {
        self.number = number
        self.call = call
    }

    /// The last failure on this thread, named after the call that caused it.
    package static func last(_ call: String) -> SystemError {
        SystemError(number: errno, call: call)
    }

    /// The kernel's own words for the error, with the call's name.
    @usableFromInline
    package var description: String {
        var buffer = [CChar](repeating: 0, count: 128)
        let count = buffer.count
        let text = unsafe buffer.withUnsafeMutableBufferPointer { space in
            guard let base = space.baseAddress else { return "" }
            let failed = unsafe __xpg_strerror_r(number, base, count)
            return unsafe failed == 0 ? String(cString: base) : "error \(number)"
        }
        return "\(call): \(text)"
    }
}

extension SystemError {
    /// Whether somebody listens at the address already.
    package var isAddressTaken: Bool { number == EADDRINUSE }

    /// Whether what was asked for is not there.
    package var isNotThere: Bool { number == ENOENT }

    /// Whether the disk, or what its owner may use of it, is full.
    package var isOutOfSpace: Bool { number == ENOSPC || number == EDQUOT }

    /// A wait that took too long.
    package static func timedOut(_ call: String) -> SystemError {
        SystemError(number: ETIMEDOUT, call: call)
    }
}
