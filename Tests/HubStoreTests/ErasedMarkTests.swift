import HubStore
import HubSystem
import HubTestKit
import Testing

/// A file goes on to be written anew for as long as it says that something was erased from it.
struct ErasedMarkTests {
    /// Limits for which any file is too large.
    private static let none = {
        var options = WriterOptions()
        options.rewriting.bytesMax = 1
        options.rewriting.lastBytesMax = 1
        return options
    }()

    private let words = Array("words of somebody who was erased".utf8)

    /// A folder with a file from which something was erased and that was not written anew, with
    /// words in bytes that no row uses, as a database leaves them.
    private func folder(erasing: Bool = true) throws -> TestFolder {
        let folder = try TestFolder()
        do {
            let store = try TestStore(folder: folder, options: Self.none)
            _ = try store.write { context throws(StoreError) in
                try context.create(noteID(1), in: notes, [.text("one"), .null], body: [1])
                try context.create(noteID(2), in: notes, [.text("two"), .null], body: [2])
            }
            if erasing {
                _ = try store.write { context throws(StoreError) in
                    try context.erase(noteID(2), in: notes, body: [])
                }
            }
            store.writer.rewriteErased()
            store.writer.close()
        }
        var bytes = try LocalFile.read(path(folder), bytesMax: 10_000_000)
        try #require(plant(in: &bytes) > 0)
        try LocalFile.replace(path(folder), with: bytes.span)
        #expect(try isThere(folder))
        return folder
    }

    private func path(_ folder: TestFolder) -> String { "\(folder.path)/records.db" }

    /// Writes the words into the gap of every leaf (SQLite's file format, "B-tree Pages").
    ///
    /// - Returns: Into how many.
    private func plant(in bytes: inout [UInt8]) -> Int {
        func number(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
        let size = number(16)
        var count = 0
        for page in stride(from: size, to: bytes.count, by: size) where bytes[page] == 0x0D {
            let first = page + 8 + 2 * number(page + 3)
            guard page + number(page + 5) - first > words.count else { continue }
            bytes.replaceSubrange(first..<first + words.count, with: words)
            count += 1
        }
        return count
    }

    private func isThere(_ folder: TestFolder) throws -> Bool {
        let bytes = try LocalFile.read(path(folder), bytesMax: 10_000_000)
        return bytes.indices.contains { bytes[$0...].starts(with: words) }
    }

    /// Opens the file, does something with it, and closes it.
    private func open(
        _ folder: TestFolder,
        _ options: WriterOptions = WriterOptions(),
        _ body: (TestStore) throws -> Void = { _ in }
    ) throws {
        let store = try TestStore(folder: folder, options: options)
        try body(store)
        store.writer.close()
        #expect(Command.run(["python3", journalVerifier, path(folder)]) == 0)
    }

    @Test
    func `a file that the last program could not write anew is written by the next`() throws {
        let folder = try folder()
        try open(folder)
        #expect(try !isThere(folder))
    }

    @Test func `a file from which nothing was erased stays as it is`() throws {
        let folder = try folder(erasing: false)
        try open(folder) { $0.writer.rewriteErased() }
        #expect(try isThere(folder))
    }

    @Test func `once is enough`() throws {
        let folder = try folder()
        try open(folder)
        let before = try LocalFile.read(path(folder), bytesMax: 10_000_000)
        try open(folder) { $0.writer.rewriteErased() }
        #expect(try LocalFile.read(path(folder), bytesMax: 10_000_000) == before)
    }

    @Test
    func `a large file is left alone while it is in use, and written anew when it is closed`()
        throws
    {
        let folder = try folder()
        var options = WriterOptions()
        (options.rewriting.memoryBytesMax, options.rewriting.bytesMax) = (1, 1)
        try open(folder, options) { store in
            store.writer.rewriteErased()
            _ = try store.write { context throws(StoreError) in context.lastRevision }
            #expect(try isThere(folder))
        }
        #expect(try !isThere(folder))
    }

    @Test func `one that is too large even then stays as it is, and says so still`() throws {
        let folder = try folder()
        try open(folder, Self.none)
        #expect(try isThere(folder))
        try open(folder)
        #expect(try !isThere(folder))
    }

    @Test func `a disk without room for the file a second time is left alone`() throws {
        let folder = try folder()
        let bytes = UInt64(try LocalFile.facts(path(folder))?.bytes ?? 0)
        var options = WriterOptions()
        options.hasRoom = { $0 < bytes }
        try open(folder, options) { $0.writer.rewriteErased() }
        #expect(try isThere(folder))
        options.hasRoom = { $0 <= bytes }
        try open(folder, options)
        #expect(try !isThere(folder))
    }

    @Test func `what waits for its time is done when it is asked for again`() throws {
        let folder = try folder()
        try open(folder) { store in
            store.writer.rewriteErased()
            _ = try store.write { context throws(StoreError) in
                try context.create(noteID(3), in: notes, [.text("three"), .null], body: [3])
            }
            #expect(try !isThere(folder))
            let before = try LocalFile.read(path(folder), bytesMax: 10_000_000)
            _ = try store.write { context throws(StoreError) in
                try context.erase(noteID(3), in: notes, body: [])
            }
            for milliseconds in [1, RewriteLimits().milliseconds] {
                store.time.advance(milliseconds: milliseconds)
                store.writer.rewriteErased()
            }
            _ = try store.write { context throws(StoreError) in context.lastRevision }
            let after = try LocalFile.read(path(folder), bytesMax: 10_000_000)
            #expect(after != before)
            // Nothing is owed any more: closing it leaves it as it is.
            store.writer.close()
            #expect(try LocalFile.read(path(folder), bytesMax: 10_000_000) == after)
        }
    }

    @Test func `what is erased in a rehearsal sets no mark`() throws {
        let folder = try folder(erasing: false)
        try open(folder) { store in
            var call = store.call
            call.isDryRun = true
            _ = try store.write(call) { context throws(StoreError) in
                try context.erase(noteID(1), in: notes, body: [])
            }
        }
        #expect(try isThere(folder))
    }
}
