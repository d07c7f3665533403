import HubStore
import HubSystem
import HubTestKit
import Testing

/// Who else could change what is in a data directory.
struct DirectoryRightsTests {
    private func open(_ path: String) throws(StoreError) {
        try StoreDirectory(
            path: path,
            schemas: StoreSchemas(records: [], registry: [], region: []),
            cryptography: .test(seed: 4),
            clock: .system
        ).close()
    }

    @Test(arguments: [("0700", true), ("0755", true), ("0770", false), ("0702", false)])
    func `nobody else may write in a data directory`(mode: String, isRight: Bool) throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/data"
        try Folder.make(path: path)
        #expect(Command.run(["chmod", mode, path]) == 0)
        do throws(StoreError) {
            try open(path)
            #expect(isRight)
        } catch {
            #expect(!isRight)
            #expect(error.code == .cannotOpen)
            #expect(error.detail.contains("others may write in"))
        }
    }

    @Test(arguments: ["lock", "registry.db", "region.db"])
    func `a link in the place of a file is not followed`(name: String) throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/data"
        try open(path)
        try Folder.rename("\(path)/\(name)", to: "\(folder.path)/elsewhere")
        #expect(Command.run(["ln", "-s", "\(folder.path)/elsewhere", "\(path)/\(name)"]) == 0)
        #expect(throws: StoreError(.cannotOpen)) { try open(path) }
    }
}
