import Glibc
import HubSystem

/// A fresh folder for one test, removed with everything in it.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        var random = SystemRandomNumberGenerator()
        let base = ProcessInfoPath.temporary
        path = "\(base)/hub-store-\(getpid())-\(random.next())"
        try Folder.make(path: path)
    }

    deinit { Self.remove(path) }

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
