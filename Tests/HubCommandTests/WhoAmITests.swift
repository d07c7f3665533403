import HubClient
import HubCrypto
import HubServerKit
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct WhoAmITests {
    @Test func `a context is added from a bundle, and whoami answers`() throws {
        let hub = try TestHub()
        let home = try TemporaryDirectory()
        let bundle = try TemporaryDirectory()
        try hub.writeBundle(bundle.path)
        let added = try ProgramRun.whub(
            ["context", "add", "test", "--hub", "\(hub.address)", "--bundle", bundle.path],
            home: home
        )
        #expect(added.exit == .code(0), "\(added.error)")
        let answer = try ProgramRun.whub(["whoami"], home: home)
        #expect(answer.exit == .code(0), "\(answer.error)")
        #expect(answer.output.contains(hub.name.principal.description))
        #expect(answer.output.contains("Workforce \\u{1b}[31mlead"))
        let json = try ProgramRun.whub(["whoami", "-o", "json"], home: home)
        #expect(json.output.contains("\"tenantCode\": \"E09000001\""))
        #expect(json.error.isEmpty)
    }
}
