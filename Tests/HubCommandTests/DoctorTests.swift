import HubServerKit
import HubService
import HubSystem
import HubTLS
import HubTestKit
import Testing

/// Finding out why the hub cannot be reached, and who may do what.
struct DoctorTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home)
    }

    private func enter(_ hub: TestHub, authority: Certificate? = nil) throws {
        try hub.writeBundle(home.path, authority: authority)
        let run = try whub(
            "context",
            "add",
            "test",
            "--hub=\(hub.address)",
            "--bundle=\(home.path)"
        )
        #expect(run.exit == .code(0), "\(run.error)")
    }

    @Test func `every step of a sound way is ok`() throws {
        let hub = try TestHub()
        try enter(hub)
        let run = try whub("doctor", "-o", "csv")
        #expect(run.exit == .code(0), "\(run.error)")
        for step in [
            "Context", "This clock", "Certificate", "Name", "Connection", "TLS", "Hub", "You",
            "Hub's clock",
        ] {
            #expect(run.output.contains("\r\n\(step),ok,"), "\(step): \(run.output)")
        }
        #expect(!run.output.contains("failed"))
        #expect(!run.output.contains("issued by"))
    }

    @Test func `somebody who answers instead of the hub is named by who issued its certificate`()
        throws
    {
        let hub = try TestHub()
        let other = try CertificateMaker(now: HubClock.system.instant)
        try enter(hub, authority: other.root)
        let run = try whub("doctor", "-o", "csv")
        #expect(run.exit == .code(7))
        #expect(run.output.contains("issued by “"), "\(run.output)")
        #expect(run.error.contains("IT department"))
    }

    @Test func `the way ends where it fails, with the exit code of why`() throws {
        #expect(try whub("doctor").exit == .code(3))
        let hub = try TestHub()
        let other = try CertificateMaker(now: HubClock.system.instant)
        try enter(hub, authority: other.root)
        let foreign = try whub("doctor")
        #expect(foreign.exit == .code(7))
        #expect(foreign.output.contains("TLS"))
        #expect(foreign.error.contains("CLNT-0103"))
        #expect(foreign.error.contains("IT department"))
        #expect(try whub("context", "remove", "test", "--yes").exit == .code(0))
        try enter(hub)
        hub.hub.directory.replace(.init())
        let revoked = try whub("doctor")
        #expect(revoked.exit == .code(4), "\(revoked.output)")
        hub.stop()
        let gone = try whub("doctor", "-o", "csv")
        #expect(gone.exit == .code(7))
        #expect(gone.output.contains("Connection,failed"))
        #expect(!gone.output.contains("TLS"))
    }

    @Test func `what a role allows is told, with the role that is missing`() throws {
        let hub = try TestHub()
        try enter(hub)
        let yes = try whub("can-i", "HandInAssessment")
        #expect(yes.exit == .code(0), "\(yes.error)")
        #expect(yes.output.hasPrefix("Yes"))
        let no = try whub("can-i", "SaveWindow")
        #expect(no.exit == .code(4))
        #expect(no.output.contains("needs the role region lead"), "\(no.output)")
        #expect(no.error.contains("ask the hub's operators, who can invite you as region lead"))
        #expect(try whub("can-i", "Nothing").exit == .code(3))
        let csv = try whub("can-i", "SaveWindow", "-o", "csv")
        #expect(csv.output.contains("no,region lead"))
    }
}
