import HubLoop
import HubSystem
import HubTestKit
import Testing

@testable import HubService

/// What a serving hub does by itself every so often.
struct ControlLoopTests {
    /// Where a database says that something was erased from it: the last byte of its `user_version`
    /// (SQLite's file format, "The Database Header").
    private static let mark = 63

    /// A folder with a hub whose region's file says that something was erased from it.
    private func marked() throws -> (folder: TemporaryDirectory, region: String) {
        let folder = try TemporaryDirectory()
        try ServedHub(in: folder).stop()
        let region = folder.file("data/region.db")
        var bytes = try LocalFile.read(region, bytesMax: 100_000_000)
        try #require(bytes[Self.mark] == 0)
        bytes[Self.mark] = 1
        try LocalFile.replace(region, with: bytes.span)
        return (folder, region)
    }

    private func isMarked(_ path: String) throws -> Bool {
        try LocalFile.read(path, bytesMax: 100_000_000)[Self.mark] == 1
    }

    @Test func `a file from which something was erased is written anew by the clock`() throws {
        let (folder, region) = try marked()
        let hub = try ServedHub(in: folder)
        // Opening it is not enough: it is the clock that does it.
        #expect(try isMarked(region))
        let mailbox = try Mailbox<ControlLoop.Message>(limit: 1)
        let handler = try ControlLoop.make(
            hub: hub.hub,
            server: hub.server,
            log: hub.log.log,
            mailMilliseconds: 10
        )
        let thread = try EventLoop.start(
            name: "control",
            loop: try EventLoop.make(mailbox: mailbox),
            handler: handler,
            ended: { _ in }
        )
        let end = HubClock.system.moment.advanced(milliseconds: 30_000)
        var isDone = false
        while !isDone, HubClock.system.moment < end {
            isDone = try !isMarked(region)
            if !isDone { pause(milliseconds: 10) }
        }
        #expect(isDone)
        #expect(mailbox.post(.end) == .accepted)
        thread.join()
    }
}
