private import CLinux
private import Glibc

/// A POSIX thread that runs one body and can be waited for.
///
/// - Important: `join` before the last reference goes; a thread nobody joins is detached.
@safe
@usableFromInline
package struct Thread: ~Copyable {
    private let handle: pthread_t

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: Shown by debuggers and `top`; at most 15 bytes.
    ///   - body: Runs on the new thread, to its end.
    /// - Returns: The running thread.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    @usableFromInline
    package static func start(
        name: StaticString,
        _ body: sending @escaping () -> Void
    ) throws(SystemError) -> Thread {
        let box = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        var handle = pthread_t()
        // The closure runs on another thread: it must not capture, and may not be isolated.
        let failed = unsafe pthread_create(&handle, nil, threadMain, box.toOpaque())
        if failed != 0 {
            unsafe box.release()
            throw SystemError(number: failed, call: "pthread_create")
        }
        return Thread(handle: handle)
    }

    /// Waits for the thread's body to return.
    package consuming func join() {
        pthread_join(handle, nil)
        discard self
    }

    deinit { pthread_detach(handle) }
}

/// What a new thread is handed.
private final class Start {
    let name: StaticString
    let body: () -> Void

    init(name: StaticString, body: @escaping () -> Void) {
        self.name = name
        self.body = body
    }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    start.name.withUTF8Buffer { name in
        unsafe name.withMemoryRebound(to: CChar.self) { name in
            guard let text = name.baseAddress else { return }
            _ = unsafe pthread_setname_np(pthread_self(), text)
        }
    }
    start.body()
    return nil
}
