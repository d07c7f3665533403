import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// What the real hub leaves where programs put what is temporary.
struct TemporaryFileTests {
    @Test
    func `imports, exports, reports and enrolments leave no file outside the hub's directory`()
        throws
    {
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        #expect(try hub.stop() == .code(0))
        let place = hub.folder.file("temporary")
        _ = try PrivateDirectory.open(place)
        try hub.serveAgain(under: [
            try Programs.installed("env"), "TMPDIR=\(place)", "SQLITE_TMPDIR=\(place)",
        ])
        let client = PriorityServiceClient(try hub.channel(bundle))
        let rows = (0..<5).map { "SWP1,strength,Statement number \($0) of many.\r\n" }.joined()
        let file = Array("Priority,Kind,Text\r\n\(rows)".utf8)
        let upload = try client.importAssessment()
        var start = ImportStart(window: "first", batch: "01977420-dc00-7abc-8def-0123456789ab")
        start.fileBytes = UInt64(file.count)
        try upload.send(ImportChunk(start: start))
        try upload.send(ImportChunk(data: file))
        #expect(try upload.finish().saved != nil)
        #expect(entries(of: place).isEmpty)
        _ = try client.getReport(GetReportRequest(window: "first"))
        try client.exportAssessment(ExportAssessmentRequest(window: "first")) { _ in }
        let made = try RunningHub.run([
            "invite", "--data", hub.data, "--hub-role", "operator", "--name", "Test",
        ])
        let word = made.output.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("WH1-") }
        let code = try #require(InvitationCode(String(word ?? "")))
        let enroller = Enroller(code, at: hub.address, serverName: .host("localhost"))
        _ = try enroller.enrol(PrivateKey())
        #expect(entries(of: place).isEmpty)
        #expect(try hub.stop() == .code(0))
        #expect(entries(of: place).isEmpty)
    }
}
