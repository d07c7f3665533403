private import CLinux
private import Glibc

/// Whole files of the user's, read and written in one go.
package enum LocalFile {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Which file.
    ///   - bytesMax: The most that is accepted.
    /// - Returns: Its bytes.
    /// - Throws: `SystemError`; with `isTooLarge` when the file has more than `bytesMax` bytes.
    package static func read(_ path: String, bytesMax: Int) throws(SystemError) -> [UInt8] {
        let descriptor = Descriptor(
            adopting: try systemCall("open") { unsafe clinux_open(path, O_RDONLY, 0) }
        )
        guard let bytes = try descriptor.readAll(bytesMax: bytesMax) else {
            throw SystemError(number: EFBIG, call: "read")
        }
        return bytes
    }

    /// Opens a file to be read piece by piece.
    ///
    /// - Parameter path: Which file; a symbolic link is not followed.
    /// - Returns: The file, at its beginning.
    /// - Throws: `SystemError` when it cannot be opened.
    package static func open(_ path: String) throws(SystemError) -> Descriptor {
        Descriptor(
            adopting: try systemCall("open") {
                unsafe clinux_open(path, O_RDONLY | O_NOFOLLOW, 0)
            }
        )
    }

    /// Replaces a file whole: whoever looks sees the old bytes or the new ones, never a mixture,
    /// and after a power cut too.
    ///
    /// Writes beside the file, forces it to disk, renames, and forces the directory to disk.
    ///
    /// - Parameters:
    ///   - path: Which file; its directory must exist.
    ///   - bytes: What it holds afterwards.
    ///   - mode: Who may do what with it; the process's mask is not applied.
    /// - Throws: `SystemError`; the old file is then still there.
    package static func replace(
        _ path: String,
        with bytes: Span<UInt8>,
        mode: UInt32 = privateFileMode
    ) throws(SystemError) {
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).new"
        do {
            try create(temporary, with: bytes, mode: mode)
            try systemCall("rename") { unsafe rename(temporary, path) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        try synchroniseDirectory(of: path)
    }

    /// Writes a file that must not exist yet, and forces it to disk.
    ///
    /// - Parameters:
    ///   - path: Which file; its directory must exist.
    ///   - bytes: What it holds afterwards.
    ///   - mode: Who may do what with it; the process's mask is not applied.
    /// - Throws: `SystemError`; with `isThere` when the file exists already. After any other
    ///   failure an unfinished file may be left.
    package static func create(
        _ path: String,
        with bytes: Span<UInt8>,
        mode: UInt32 = privateFileMode
    ) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        // Nobody else may open it before it has its final mode.
        let descriptor = Descriptor(
            adopting: try systemCall("open") { unsafe clinux_open(path, flags, mode & 0o600) }
        )
        let number = descriptor.number
        try systemCall("fchmod") { fchmod(number, mode) }
        try descriptor.writeAll(bytes)
        try systemCall("fsync") { fsync(number) }
        try descriptor.close()
    }

    /// Appends to a file, which is made for its owner alone when it is missing.
    ///
    /// - Parameters:
    ///   - path: Which file; its directory must exist, and a symbolic link is not followed.
    ///   - bytes: What is added.
    /// - Throws: `SystemError`; a part of the bytes may be there then.
    package static func append(
        _ path: String,
        _ bytes: Span<UInt8>
    ) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW
        let descriptor = Descriptor(
            adopting: try systemCall("open") {
                unsafe clinux_open(path, flags, privateFileMode)
            }
        )
        try descriptor.writeAll(bytes)
        try descriptor.close()
    }

    /// Removes a file; one that is not there is as good as removed.
    ///
    /// - Parameter path: Which file.
    /// - Throws: `SystemError` when it is there and stays.
    package static func remove(_ path: String) throws(SystemError) {
        do {
            try systemCall("unlink") { unsafe unlink(path) }
        } catch let error where error.isMissing {
            return
        }
    }

    /// What is said about a file.
    ///
    /// - Parameter path: Which file; a symbolic link is not followed.
    /// - Returns: Its permissions, owner and size, or `nil` when it is not there.
    /// - Throws: `SystemError` when it cannot be looked at.
    package static func facts(_ path: String) throws(SystemError) -> FileFacts? {
        var status = stat()
        do {
            try systemCall("lstat") { unsafe lstat(path, &status) }
        } catch let error where error.isMissing {
            return nil
        }
        return FileFacts(
            permissions: status.st_mode & 0o7777,
            owner: status.st_uid,
            bytes: Int(status.st_size),
            isDirectory: status.st_mode & S_IFMT == S_IFDIR,
            isRegular: status.st_mode & S_IFMT == S_IFREG
        )
    }

    /// Forces the names in a file's directory to disk.
    private static func synchroniseDirectory(of path: String) throws(SystemError) {
        let directory = parent(of: path)
        let descriptor = Descriptor(
            adopting: try systemCall("open") {
                unsafe clinux_open(directory, O_RDONLY | O_DIRECTORY, 0)
            }
        )
        let number = descriptor.number
        try systemCall("fsync") { fsync(number) }
    }

    /// The directory that a path's last part lies in.
    package static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// What the file system says about one file.
package struct FileFacts: Equatable, Sendable {
    /// The permission bits, such as 0600.
    package let permissions: UInt32
    /// The number of the user who owns it.
    package let owner: UInt32
    /// Its size.
    package let bytes: Int
    /// Whether it is a directory.
    package let isDirectory: Bool
    /// Whether it is an ordinary file: no directory, link, socket or device.
    package let isRegular: Bool
}

/// Read and write for the owner, nothing for anybody else.
package let privateFileMode: UInt32 = 0o600

extension SystemError {
    /// Whether something named is not there.
    package var isMissing: Bool { number == ENOENT }

    /// Whether something that was to be new is there already.
    package var isThere: Bool { number == EEXIST }

    /// Whether a file was larger than was accepted.
    package var isTooLarge: Bool { number == EFBIG }

    /// Whether the user may not do this.
    package var isRefused: Bool { number == EACCES || number == EPERM }
}
