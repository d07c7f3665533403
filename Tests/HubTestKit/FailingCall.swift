private import Glibc

/// Fails as a system call does.
///
/// - Parameter number: The error's number.
/// - Returns: -1, with `errno` set.
package func failingCall(_ number: Int32) -> Int {
    errno = number
    return -1
}

/// Numbers of errors, as the kernel gives them.
package enum ErrorNumber {
    /// A signal came in between.
    package static let interrupted = EINTR
    /// It would have to wait.
    package static let wouldBlock = EAGAIN
    /// The peer has reset the connection.
    package static let reset = ECONNRESET
}
