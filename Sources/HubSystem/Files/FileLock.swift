private import CLinux
private import Glibc

/// An exclusive claim on a file, held until the value goes.
///
/// The kernel gives the lock back when its holder dies, however it dies, so a lock file left behind
/// by a crash stops nobody. The holder's process number stands in the file, for people.
package struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Why a lock was not given.
    package enum Refusal: Error, Equatable, Sendable {
        /// Another process holds it: its number, when it could be read.
        case held(byProcess: Int32?)
        /// The file could not be opened or locked.
        case failed(SystemError)
    }

    private init(adopting descriptor: Int32) { self.descriptor = descriptor }

    /// Locks the file at `path`, which is made when it is missing; does not wait.
    ///
    /// - Parameter path: The lock file; only its owner may read it. A link is not followed.
    /// - Returns: The lock, held.
    /// - Throws: `Refusal.held` when another holder exists, in this process or another.
    package static func acquire(path: String) throws(Refusal) -> FileLock {
        // A link with this name would have another file emptied and written.
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else { throw .failed(.last("open")) }
        let lock = FileLock(adopting: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .failed(.last("flock")) }
            throw .held(byProcess: lock.readHolder())
        }
        try lock.writeHolder()
        return lock
    }

    private borrowing func readHolder() -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &text, text.count, 0)
        guard count > 0 else { return nil }
        let digits = text.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }

    private borrowing func writeHolder() throws(Refusal) {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { throw .failed(.last("ftruncate")) }
        guard unsafe pwrite(descriptor, text, text.count, 0) == text.count else {
            throw .failed(.last("pwrite"))
        }
    }

    deinit { _ = close(descriptor) }
}
