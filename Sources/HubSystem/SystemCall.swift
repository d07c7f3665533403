private import Glibc

/// Runs a system call, again when a signal interrupted it: the one place that knows EINTR.
///
/// Never for `close`: on Linux the descriptor is gone even when the call was interrupted.
///
/// - Parameters:
///   - name: The call's name, for the error.
///   - body: Makes the call; an answer below zero means that `errno` says why.
/// - Returns: The call's answer, zero or more.
/// - Throws: `SystemError` with the call's number and name.
package func systemCall(
    _ name: String,
    _ body: () -> Int
) throws(SystemError) -> Int {
    while true {
        let answer = body()
        if answer >= 0 { return answer }
        let number = errno
        if number == EINTR { continue }
        // Carrying on after these would act on memory or a descriptor that is not ours.
        precondition(number != EFAULT, "a system call was given memory that is not there")
        throw SystemError(number: number, call: name)
    }
}

/// Runs a system call that answers with a C `int`, such as a descriptor.
///
/// - Parameters:
///   - name: The call's name, for the error.
///   - body: Makes the call; an answer below zero means that `errno` says why.
/// - Returns: The call's answer, zero or more.
/// - Throws: `SystemError` with the call's number and name.
@discardableResult
package func systemCall(
    _ name: String,
    _ body: () -> Int32
) throws(SystemError) -> Int32 {
    Int32(truncatingIfNeeded: try systemCall(name) { Int(body()) })
}

/// Runs a system call on a descriptor that does not block.
///
/// - Parameters:
///   - name: The call's name, for the error.
///   - body: Makes the call; an answer below zero means that `errno` says why.
/// - Returns: The call's answer, or `nil` when it would have had to wait.
/// - Throws: `SystemError` with the call's number and name.
package func systemCallIfReady(
    _ name: String,
    _ body: () -> Int
) throws(SystemError) -> Int? {
    while true {
        let answer = body()
        if answer >= 0 { return answer }
        let number = errno
        if number == EINTR { continue }
        if number == EAGAIN { return nil }
        precondition(number != EFAULT, "a system call was given memory that is not there")
        throw SystemError(number: number, call: name)
    }
}
