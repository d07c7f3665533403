private import Glibc

/// A directory that only its owner can look into, such as the one of client contexts.
package struct PrivateDirectory: Sendable {
    /// Where it is.
    package let path: String

    /// Makes the directory, and those above it, where they are missing.
    ///
    /// - Parameter path: Where.
    /// - Returns: The directory.
    /// - Throws: `SystemError`: when it cannot be made, or is no directory, or belongs to another
    ///   user, or is open to others. It is never silently narrowed: somebody may rely on it, and
    ///   what it held has already been readable.
    package static func open(_ path: String) throws(SystemError) -> PrivateDirectory {
        try make(path, depth: 0)
        guard let facts = try LocalFile.facts(path), facts.isDirectory else {
            throw SystemError(number: ENOTDIR, call: "mkdir")
        }
        guard facts.owner == geteuid(), facts.permissions & 0o077 == 0 else {
            throw SystemError(number: EPERM, call: "mkdir")
        }
        return PrivateDirectory(path: path)
    }

    /// The path of a file in it.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Reads one of its files, refusing one that others can read or write.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - bytesMax: The most that is accepted.
    /// - Returns: Its bytes, or `nil` when it is not there.
    /// - Throws: `SystemError`; with `isRefused` when it is open to others.
    package func read(_ name: String, bytesMax: Int) throws(SystemError) -> [UInt8]? {
        guard let facts = try LocalFile.facts(file(name)) else { return nil }
        guard facts.isRegular, facts.owner == geteuid(), facts.permissions & 0o077 == 0 else {
            throw SystemError(number: EPERM, call: "open")
        }
        return try LocalFile.read(file(name), bytesMax: bytesMax)
    }

    /// Replaces one of its files whole, readable for the owner alone.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - bytes: What it holds afterwards.
    /// - Throws: `SystemError`; the old file is then still there.
    package func replace(_ name: String, with bytes: Span<UInt8>) throws(SystemError) {
        try LocalFile.replace(file(name), with: bytes, mode: privateFileMode)
    }

    /// Removes one of its files, if it is there.
    ///
    /// - Parameter name: The file's name.
    /// - Throws: `SystemError` when it is there and stays.
    package func remove(_ name: String) throws(SystemError) {
        try LocalFile.remove(file(name))
    }

    private static func make(_ path: String, depth: Int) throws(SystemError) {
        if depth > pathDepthMax { throw SystemError(number: ENAMETOOLONG, call: "mkdir") }
        do {
            try makeOne(path)
        } catch let error where error.isMissing {
            let parent = LocalFile.parent(of: path)
            if parent == path || parent == "." { throw error }
            try make(parent, depth: depth + 1)
            try makeOne(path)
        } catch {
            throw error
        }
    }

    private static func makeOne(_ path: String) throws(SystemError) {
        do {
            try systemCall("mkdir") { unsafe mkdir(path, 0o700) }
        } catch let error where error.isThere {
            return
        } catch {
            throw error
        }
    }
}

/// How many directories are made above one that was asked for.
private let pathDepthMax = 32
