private import Glibc
package import HubSystem

/// A fresh directory for one test, removed with everything in it when the test lets go.
package final class TemporaryDirectory: Sendable {
    /// Where it is.
    package let path: String

    /// Makes an empty directory that only this user can look into.
    ///
    /// - Throws: `SystemError` when the system's place for temporary files takes none.
    package init() throws(SystemError) {
        let root = Environment.current()["TMPDIR"] ?? "/tmp"
        var template = Array("\(root)/whub-test-XXXXXX".utf8CString)
        let made = unsafe mkdtemp(&template) != nil
        if !made { throw SystemError.last("mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { removeTree(path, depth: 0) }

    /// The path of something in it.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of what it holds, sorted.
    package var names: [String] { entries(of: path).sorted() }
}

private func removeTree(_ path: String, depth: Int) {
    if depth > treeDepthMax { return }
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
        for name in entries(of: path) { removeTree("\(path)/\(name)", depth: depth + 1) }
        unsafe rmdir(path)
    } else {
        unsafe unlink(path)
    }
}

/// The names in a directory, in no order; none when it cannot be read.
package func entries(of path: String) -> [String] {
    guard let directory = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
            unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                unsafe String(cString: name)
            }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

private let treeDepthMax = 16
