import HubSystem
import HubTestKit
import Testing

struct LocalFileTests {
    @Test
    func `a file is replaced whole, keeps no leftovers and has the mode that was asked for`() throws
    {
        let directory = try TemporaryDirectory()
        let path = directory.file("contexts")
        try LocalFile.replace(path, with: [1, 2, 3].span)
        #expect(try LocalFile.facts(path)?.permissions == 0o600)
        try LocalFile.replace(path, with: [4].span, mode: 0o644)
        #expect(try LocalFile.read(path, bytesMax: 100) == [4])
        #expect(try LocalFile.facts(path)?.permissions == 0o644)
        #expect(directory.names == ["contexts"])
    }

    @Test
    func `a file that cannot be replaced leaves nothing behind`() throws {
        let directory = try TemporaryDirectory()
        _ = try PrivateDirectory.open(directory.file("taken"))
        #expect(throws: SystemError.self) {
            try LocalFile.replace(directory.file("taken"), with: [1].span)
        }
        #expect(directory.names == ["taken"])
        let error = #expect(throws: SystemError.self) {
            try LocalFile.replace(directory.file("missing/file"), with: [1].span)
        }
        #expect(error?.isMissing == true)
    }

    @Test
    func `a new file must be new`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("key")
        try LocalFile.create(path, with: [1].span)
        let error = #expect(throws: SystemError.self) {
            try LocalFile.create(path, with: [2].span)
        }
        #expect(error?.isThere == true)
        #expect(try LocalFile.read(path, bytesMax: 1) == [1])
    }

    @Test
    func `removing what is not there is no failure`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("key")
        try LocalFile.create(path, with: [1].span)
        try LocalFile.remove(path)
        try LocalFile.remove(path)
        #expect(try LocalFile.facts(path) == nil)
        #expect(throws: SystemError.self) { try LocalFile.remove(directory.path) }
    }

    @Test(arguments: [
        ("a", "."), ("a/b", "a"), ("/a", "/"), ("/", "/"), ("/a/b/c", "/a/b"), ("é/b", "é"),
    ])
    func `a path's directory is what stands before its last slash`(path: String, parent: String) {
        #expect(LocalFile.parent(of: path) == parent)
    }
}

struct PrivateDirectoryTests {
    private func mode(_ bits: String, _ path: String) throws {
        #expect(try ChildProcess.start("/bin/chmod", [bits, path]).wait() == .code(0))
    }

    @Test
    func `a private directory is made with those above it, for the owner alone`() throws {
        let root = try TemporaryDirectory()
        let path = root.file("config/whub/contexts")
        let directory = try PrivateDirectory.open(path)
        for path in [root.file("config"), root.file("config/whub"), path] {
            #expect(try LocalFile.facts(path)?.permissions == 0o700)
        }
        #expect(try directory.read("north", bytesMax: 10) == nil)
        try directory.replace("north", with: [1].span)
        #expect(try directory.read("north", bytesMax: 10) == [1])
        #expect(try LocalFile.facts(directory.file("north"))?.permissions == 0o600)
        try directory.remove("north")
        #expect(try PrivateDirectory.open(path).read("north", bytesMax: 10) == nil)
    }

    @Test(arguments: [("700", true), ("500", true), ("710", false), ("701", false), ("755", false)])
    func `a directory open to others is refused`(bits: String, isFine: Bool) throws {
        let root = try TemporaryDirectory()
        let path = root.file("contexts")
        _ = try PrivateDirectory.open(path)
        try mode(bits, path)
        if isFine {
            _ = try PrivateDirectory.open(path)
        } else {
            let error = #expect(throws: SystemError.self) { try PrivateDirectory.open(path) }
            #expect(error?.isRefused == true)
        }
    }

    @Test(arguments: [("600", true), ("400", true), ("640", false), ("604", false)])
    func `a key open to others is refused`(bits: String, isFine: Bool) throws {
        let root = try TemporaryDirectory()
        let kept = try PrivateDirectory.open(root.file("keys"))
        try kept.replace("key", with: [9].span)
        try mode(bits, kept.file("key"))
        if isFine {
            #expect(try kept.read("key", bytesMax: 1) == [9])
        } else {
            #expect(throws: SystemError.self) { try kept.read("key", bytesMax: 1) }
        }
    }

    @Test
    func `a file, a link or nothing in place of a directory is refused`() throws {
        let root = try TemporaryDirectory()
        try LocalFile.create(root.file("plain"), with: [0].span)
        #expect(throws: SystemError.self) { try PrivateDirectory.open(root.file("plain")) }
        #expect(throws: SystemError.self) { try PrivateDirectory.open(root.file("plain/below")) }
        let arguments = ["-s", root.path, root.file("link")]
        #expect(try ChildProcess.start("/bin/ln", arguments).wait() == .code(0))
        #expect(throws: SystemError.self) { try PrivateDirectory.open(root.file("link")) }
    }
}
