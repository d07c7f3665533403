import Glibc
import HubSystem

/// A fresh folder for one test, removed with everything in it.
final class TestFolder: Sendable {
    let path: String
    private let isOurs: Bool

    /// A folder that somebody else removes.
    init(at path: String) throws {
        self.path = path
        isOurs = false
    }

    init() throws {
        var random = SystemRandomNumberGenerator()
        let base = ProcessInfoPath.temporary
        path = "\(base)/hub-store-\(getpid())-\(random.next())"
        isOurs = true
        try Folder.make(path: path)
    }

    deinit {
        if isOurs { Self.remove(path) }
    }

    private static func remove(_ path: String) {
        guard let names = try? Folder.names(path: path) else {
            try? Folder.removeFile(path: path)
            return
        }
        for name in names { remove("\(path)/\(name)") }
        try? Folder.removeFolder(path: path)
    }
}

private enum ProcessInfoPath {
    static var temporary: String {
        unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    }
}
