import HubClient
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// A device that renews its key, at the real hub.
struct ReplacedKeyRunTests {
    private static let file = Array("Priority,Kind,Text\r\nSWP1,strength,Grows.\r\n".utf8)

    @Test
    func `the old key's open call is answered after GOAWAY, its next connection refused`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let old = try hub.channel(bundle)
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let renewed = try EnrolmentServiceClient(old).renew(request)
        let fresh = try hub.channel(
            tls: TLSClientContext(
                anchors: [Certificate(pem: hub.authority("root.pem"))],
                chain: renewed.chain.map { try Certificate(der: $0) },
                key: key
            )
        )
        let upload = try PriorityServiceClient(old).importAssessment()
        var start = ImportStart(window: "first", batch: "01977420-dc00-7abc-8def-0123456789ab")
        start.fileBytes = UInt64(ReplacedKeyRunTests.file.count)
        try upload.send(ImportChunk(start: start))
        _ = try IdentityServiceClient(old).ping()
        _ = try IdentityServiceClient(fresh).ping()
        try hub.process.collect { hub.process.errorText.contains("key-retired") }
        try upload.send(ImportChunk(data: ReplacedKeyRunTests.file))
        #expect(try upload.finish().saved != nil)
        // Each loop is told by itself, a moment after the line.
        var refused: ClientError?
        for _ in 0..<1_000 where refused == nil {
            do throws(ClientError) {
                _ = try IdentityServiceClient(old).ping()
            } catch {
                refused = error
            }
        }
        #expect(refused?.description.contains("WIRE-0805") == true, "\(refused?.message ?? "in")")
        _ = try IdentityServiceClient(fresh).ping()
        #expect(try hub.stop() == .code(0))
    }
}
