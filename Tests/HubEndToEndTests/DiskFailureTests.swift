import HubClient
import HubTestKit
import HubWire
import Testing

/// The real hub on a disk that fails, as far as the hub can tell.
struct DiskFailureTests {
    @Test
    func `a hub whose region cannot be written ends, and is whole when it is started again`()
        throws
    {
        let hub = try RunningHub()
        let bundle = try hub.issue("region-lead", isOfHub: true)
        #expect(try hub.stop() == .code(0))
        try hub.serveAgain(under: [
            Programs.installed("strace"), "-f", "-qq", "-o", hub.folder.file("trace"),
            "-P", "\(hub.data)/region.db-wal", "-e", "trace=fdatasync",
            "-e", "inject=fdatasync:error=EIO:when=1+",
        ])
        var scale = RatingScale(id: "two", name: "Two levels")
        scale.direction = .higherIsBetter
        scale.levels = [ScaleLevel(name: "low"), ScaleLevel(name: "high")]
        let request = SaveScaleRequest(scale: scale)
        let before = PriorityServiceClient(try hub.channel(bundle))
        do throws(ClientError) {
            _ = try before.saveScale(request)
            Issue.record("saved on a disk that failed")
        } catch {
            #expect(error.reasonCode == "STORE-0203", "\(error)")
        }
        #expect(try hub.process.wait() == .code(1), "\(hub.process.errorText)")
        let log = hub.process.errorText
        #expect(log.contains("file-poisoned file=region.db"), "\(log)")
        #expect(log.contains("ending file=region.db"), "\(log)")
        #expect(log.contains("whubd: region.db takes no more changes"), "\(log)")
        // As a supervisor would do.
        try hub.serveAgain()
        let client = PriorityServiceClient(try hub.channel(bundle))
        let known = try client.listScales().scales.first { $0.id == "two" }
        let base = known?.revision ?? 0
        _ = try client.saveScale(SaveScaleRequest(scale: scale, baseRevision: base))
        #expect(try client.listScales().scales.map(\.id) == ["two"])
        #expect(try hub.stop() == .code(0))
    }
}
