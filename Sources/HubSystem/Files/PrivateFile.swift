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
