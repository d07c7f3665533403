import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubClient
@testable import HubService

/// Connections of a key that was replaced while they were open.
final class ReplacedKeyTests {
    private let at: EnrolmentTime
    private let old: Channel
    private let fresh: Channel

    init() throws {
        at = try EnrolmentTime()
        let bundle = try at.served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .steward, name: "test")
        )
        try at.served.hub.loadStarterKit()
        old = try at.served.channel(bundle)
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let renewed = try EnrolmentServiceClient(old).renew(request, at.keyed)
        fresh = try EnrolmentTests.channel(at.served, renewed.chain, key)
    }

    deinit {
        // The hub's clock stands still: it would wait for ends that nobody reads.
        old.close()
        fresh.close()
    }

    private static let file = Array("Priority,Kind,Text\r\nSWP1,strength,Grows.\r\n".utf8)

    private func upload() throws -> UploadCall<ImportChunk, ImportAssessmentResponse> {
        var options = at.keyed
        options.timeoutMilliseconds = 300_000
        let upload = try PriorityServiceClient(old).importAssessment(options)
        let batch = UniqueID(milliseconds: 1_700_000_000_000)
        var start = ImportStart(window: "first", batch: batch.description)
        start.fileBytes = UInt64(ReplacedKeyTests.file.count)
        try upload.send(ImportChunk(start: start))
        _ = try IdentityServiceClient(old).ping()
        return upload
    }

    /// The new key is used, and the old one's connection has been told.
    private func replace(_ link: Link) throws {
        _ = try IdentityServiceClient(fresh).ping()
        while link.goAway == nil, link.ending == nil { _ = link.advance(until: nil) }
    }

    /// The one loop has looked at its mail and its clocks.
    private func turn() throws {
        for _ in 0..<2 { _ = try IdentityServiceClient(fresh).ping() }
    }

    @Test
    func `a call that is open when its key is replaced is answered, a new one not looked at`()
        throws
    {
        let upload = try upload()
        let link = try old.connected(until: nil)
        try replace(link)
        #expect(link.goAway?.reason == .draining)
        #expect(link.goAway?.message.hasPrefix("WIRE-0805: ") == true)
        #expect(link.ending == nil && !link.isUsable)
        try upload.send(ImportChunk(data: ReplacedKeyTests.file))
        #expect(try upload.finish().saved != nil)
        // The next call needs another connection, which the old key does not get.
        let refused = EnrolmentTests.ping(old)
        #expect(refused?.description.contains("WIRE-0805") == true, "\(refused?.message ?? "in")")
        _ = try IdentityServiceClient(fresh).ping()
    }

    @Test
    func `a connection of a replaced key is closed after a minute, whatever is open`() throws {
        let upload = try upload()
        let link = try old.connected(until: nil)
        try replace(link)
        at.time.advance(milliseconds: ServerLimits().replacedDrainMilliseconds - 1)
        try turn()
        link.refresh()
        #expect(link.ending == nil)
        at.time.advance(milliseconds: 1)
        try turn()
        let ended = at.served.log.wait(for: "connection-ended")
        #expect(ended.contains("reason=WIRE-0805"), "\(ended)")
        do throws(ClientError) {
            _ = try upload.finish()
            Issue.record("answered")
        } catch {
            #expect(error.reasonCode == "CLNT-0202", "\(error)")
        }
        #expect(link.goAway?.reason == .notAccepted)
        #expect(link.goAway?.message.hasPrefix("WIRE-0805: ") == true)
        _ = try IdentityServiceClient(fresh).ping()
    }
}
