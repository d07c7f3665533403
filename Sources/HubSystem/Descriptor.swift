private import CLinux
private import Glibc

/// A file descriptor with one owner, closed when the owner goes.
///
/// Adopt first, configure second: what `init(adopting:)` takes is closed even when a later step
/// fails.
package struct Descriptor: ~Copyable, Sendable {
    /// The kernel's number, for system calls made while this value lives; never keep it longer.
    package let number: Int32

    /// Takes over an open descriptor that nobody else will close.
    package init(adopting number: Int32) {
        precondition(number >= 0, "not a descriptor")
        self.number = number
    }

    deinit { closeOnce(number) }

    /// Gives the number away; closing it is the caller's business from here.
    package consuming func take() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Closes, where a failure matters: a file's last write may be refused only here.
    ///
    /// - Throws: `SystemError`; the descriptor is closed all the same.
    package consuming func close() throws(SystemError) {
        let number = number
        discard self
        let failure = closeOnce(number)
        // An interrupted close has closed: there is nothing to repeat and nothing to report.
        guard failure != 0, failure != EINTR else { return }
        throw SystemError(number: failure, call: "close")
    }

    /// A second descriptor of the same open file, closed on exec.
    ///
    /// - Parameter lowest: The lowest number it may get.
    /// - Returns: The copy, with an owner of its own.
    /// - Throws: `SystemError` when the process has no descriptor left.
    package borrowing func duplicate(from lowest: Int32 = 3) throws(SystemError) -> Descriptor {
        let number = number
        return Descriptor(adopting: try systemCall("fcntl") { clinux_duplicate(number, lowest) })
    }

    /// Keeps the descriptor out of programs that this process starts.
    ///
    /// - Throws: `SystemError`, never for an open descriptor.
    package borrowing func closeOnExec() throws(SystemError) {
        let number = number
        try systemCall("fcntl") { clinux_set_close_on_exec(number) }
    }

    /// Whether programs that this process starts will not see the descriptor.
    package var isClosedOnExec: Bool { clinux_has_close_on_exec(number) == 1 }

    /// Makes calls answer at once instead of waiting.
    ///
    /// - Throws: `SystemError`, never for an open descriptor.
    package borrowing func doNotBlock() throws(SystemError) {
        let number = number
        try systemCall("fcntl") { clinux_set_non_blocking(number) }
    }
}

/// Closes and answers the failure's number, 0 for none.
///
/// A number that is not open means that two owners believed in it, and that the next close could
/// hit a stranger's connection: that is a bug, and the process stops.
@discardableResult
private func closeOnce(_ number: Int32) -> Int32 {
    guard close(number) != 0 else { return 0 }
    let failure = errno
    precondition(failure != EBADF, "a descriptor was closed twice")
    return failure
}
