private import CLinux
private import Glibc

/// Folders and the names in them: making, listing, renaming, and making that last.
package enum Folder {
    /// Makes the folder at `path` for its owner alone; one that is there already is left as it is.
    ///
    /// - Parameter path: The folder; its parent must exist.
    /// - Throws: `SystemError` when it cannot be made, or when something else has the name.
    package static func make(path: String) throws(SystemError) {
        if unsafe mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw .last("mkdir") }
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open") }
        _ = close(descriptor)
    }

    /// Who besides this user may change what is in a folder.
    package enum Ownership: Equatable, Sendable {
        /// Nobody.
        case own
        /// The user to whom it belongs.
        case otherUser
        /// Its group, or everybody.
        case writableByOthers
    }

    /// Looks who may change what is in a folder; a link to it is followed.
    ///
    /// - Parameter path: The folder.
    /// - Returns: Who may.
    /// - Throws: `SystemError` when it cannot be looked at.
    package static func ownership(path: String) throws(SystemError) -> Ownership {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open") }
        defer { _ = close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("fstat") }
        guard status.st_uid == geteuid() else { return .otherUser }
        return status.st_mode & 0o022 == 0 ? .own : .writableByOthers
    }

    /// Waits until the names in a folder are on the disk.
    ///
    /// - Parameter path: The folder whose entries were made, renamed or removed.
    /// - Throws: `SystemError`; the entries may then be lost with the power.
    package static func sync(path: String) throws(SystemError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last("fsync") }
    }

    /// The names in a folder, without `.` and `..`, in the order of their bytes.
    ///
    /// - Parameter path: The folder.
    /// - Returns: The names that are valid UTF-8.
    /// - Throws: `SystemError` when the folder cannot be read.
    package static func names(path: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw .last("opendir") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { space in
                unsafe Array(space.prefix { $0 != 0 })
            }
            guard let name = String(validating: bytes, as: UTF8.self) else { continue }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Gives a file another name in one step; a file that had the name is replaced.
    ///
    /// - Parameters:
    ///   - old: The file.
    ///   - new: Its name from now on, in the same file system.
    /// - Throws: `SystemError`; then nothing changed.
    package static func rename(_ old: String, to new: String) throws(SystemError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw .last("rename") }
    }

    /// Removes a file; one that is not there counts as removed.
    ///
    /// - Parameter path: The file.
    /// - Throws: `SystemError` when it is still there.
    package static func removeFile(path: String) throws(SystemError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("unlink") }
    }

    /// Removes an empty folder; one that is not there counts as removed.
    ///
    /// - Parameter path: The folder.
    /// - Throws: `SystemError` when it is still there.
    package static func removeFolder(path: String) throws(SystemError) {
        guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw .last("rmdir") }
    }
}
