private import CLinux
private import Glibc

/// Files that only their owner may read.
package enum PrivateFile {
    /// Makes an empty file with mode 0600.
    ///
    /// - Parameter path: The file.
    /// - Returns: `false` when something has the name already; it is left as it is.
    /// - Throws: `SystemError` when the file can neither be made nor found.
    package static func make(path: String) throws(SystemError) -> Bool {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw .last("open")
        }
        _ = close(descriptor)
        return true
    }

    /// Refuses a name that is not a file of this user's own, such as a link to another one.
    ///
    /// - Parameter path: The file.
    /// - Throws: `SystemError` when it is anything else, or not there.
    package static func requireOwn(path: String) throws(SystemError) {
        guard let facts = try LocalFile.facts(path) else {
            throw SystemError(number: ENOENT, call: "lstat")
        }
        guard facts.isRegular else { throw SystemError(number: ELOOP, call: "lstat") }
        guard facts.owner == geteuid() else { throw SystemError(number: EPERM, call: "lstat") }
    }

    /// Copies a file, byte by byte, and waits until the copy is on the disk.
    ///
    /// Never for a file that SQLite has open in this process: closing any descriptor of it gives
    /// up the process's locks on it.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - target: The copy, with mode 0600; must not exist.
    /// - Throws: `SystemError`; what was copied by then is left.
    package static func copy(_ source: String, to target: String) throws(SystemError) {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .last("open") }
        defer { _ = close(input) }
        let output = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw .last("open") }
        defer { _ = close(output) }
        var block = [UInt8](repeating: 0, count: 262_144)
        while true {
            let count = unsafe read(input, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last("read") }
            if count == 0 { break }
            try writeAll(block[..<count], to: output)
        }
        guard fsync(output) == 0 else { throw .last("fsync") }
    }

    private static func writeAll(
        _ bytes: ArraySlice<UInt8>,
        to descriptor: Int32
    ) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { space in
                unsafe write(descriptor, space.baseAddress, space.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .last("write") }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether something has the name.
    ///
    /// - Parameter path: The name.
    /// - Returns: `true` for a file, a folder or anything else of that name.
    package static func exists(path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}

/// How much room a file system has.
package enum DiskSpace {
    /// The bytes that a process without special rights can still write.
    ///
    /// - Parameter path: Any file or folder in the file system.
    /// - Returns: Free bytes.
    /// - Throws: `SystemError` when the file system does not say.
    package static func freeBytes(path: String) throws(SystemError) -> UInt64 {
        var facts = statvfs()
        guard unsafe statvfs(path, &facts) == 0 else { throw .last("statvfs") }
        let (bytes, tooMany) = UInt64(facts.f_bavail)
            .multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        return tooMany ? .max : bytes
    }
}
