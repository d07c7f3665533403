import HubLoop
import HubServerKit
import HubService
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// Commands against a hub, from the bundle to the answer.
struct HubRunTests {
    private let home: TemporaryDirectory
    private let bundle: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
        bundle = try TemporaryDirectory()
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func enter(_ hub: TestHub) throws {
        try hub.writeBundle(bundle.path)
        let run = try whub(
            "context",
            "add",
            "test",
            "--hub",
            "\(hub.address)",
            "--bundle",
            bundle.path
        )
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output == "")
    }

    @Test func `whoami answers in a table and in JSON`() throws {
        let hub = try TestHub(council: "Example Council A\u{202E}")
        try enter(hub)
        let table = try whub("whoami")
        #expect(table.exit == .code(0), "\(table.error)")
        #expect(table.output.contains("Workforce lead"))
        #expect(table.output.contains("Example Council A\\u{202E} (\(TestHub.tenantCode))"))
        #expect(table.output.contains("steward (priorities, plans, wres, training)"))
        #expect(table.error == "")
        #expect(!table.output.contains("Revision"))
        #expect(!table.output.contains("Z\n"))
        #expect(try whub("whoami", "--verbose").output.contains("Revision"))
        let json = try whub("-o", "json", "whoami", "--context", "test")
        let answer = try WhoAmIResponse(json: json.output)
        #expect(answer.tenantCode == TestHub.tenantCode)
        #expect(answer.tenantName == "Example Council A\u{202E}")
        #expect(!json.output.contains("\u{202E}"))
    }

    @Test func `a call takes its request from the line, a file or the input`() throws {
        let hub = try TestHub()
        try enter(hub)
        let request = #"{"payload": "aGVsbG8="}"#
        let line = try whub("call", "Ping", "-d", request)
        #expect(line.exit == .code(0), "\(line.error)")
        #expect(try PingResponse(json: line.output).payload == Array("hello".utf8))
        let bytes = Array(request.utf8)
        try LocalFile.create(home.file("request.json"), with: bytes.span)
        let file = try whub("call", "IdentityService/Ping", "-d", "@\(home.file("request.json"))")
        #expect(file.output == line.output)
        let input = try whub(
            "call",
            "workforcehub.v1.IdentityService/Ping",
            "--data=-",
            input: request
        )
        #expect(input.output == line.output)
        let empty = try whub("call", "Ping")
        #expect(try PingResponse(json: empty.output).payload == [])
    }

    @Test func `what is wrong with a request is told field by field`() throws {
        let hub = try TestHub()
        try enter(hub)
        let long = Base64Text.zeros(1_026)
        let run = try whub("call", "Ping", "-d", "{\"payload\": \"\(long)\"}")
        #expect(run.exit == .code(6))
        #expect(run.output == "")
        #expect(run.error.contains("payload: "))
        #expect(run.error.contains("CALL-0412"))
    }

    @Test func `an assertion that fails ends the command`() throws {
        let hub = try TestHub()
        try enter(hub)
        #expect(try whub("whoami", "--expect-tenant", TestHub.tenantCode).exit == .code(0))
        let run = try whub("whoami", "--expect-tenant", "E09000002")
        #expect(run.exit == .code(5))
        #expect(run.error.contains("GATE-0501"))
    }

    @Test func `an example hub says so on every command, beside the data`() throws {
        let hub = try TestHub(kind: .example)
        try enter(hub)
        let run = try whub("whoami", "-o", "json")
        #expect(run.error.contains("EXAMPLE HUB Test hub"))
        #expect(!run.error.contains("\u{1B}"))
        #expect(throws: Never.self) { try WhoAmIResponse(json: run.output) }
    }

    @Test func `a hub that is gone cannot be reached`() throws {
        let hub = try TestHub()
        try enter(hub)
        hub.stop()
        let run = try whub("whoami", "--timeout", "5s")
        #expect(run.exit == .code(7))
        #expect(run.error.contains("CLNT-0101"))
        #expect(run.error.contains("Next:"))
    }

    @Test func `a revoked certificate is not let in`() throws {
        let hub = try TestHub()
        try enter(hub)
        hub.hub.directory.replace(.init())
        let run = try whub("whoami")
        #expect(run.exit == .code(4))
        #expect(run.error.contains("WIRE-08"))
    }

    @Test func `a bundle of another authority shows at the first call`() throws {
        let hub = try TestHub()
        let other = try CertificateMaker(now: HubClock.system.instant)
        try hub.writeBundle(bundle.path, authority: other.root)
        let added = try whub(
            "context",
            "add",
            "test",
            "--hub=\(hub.address)",
            "--bundle=\(bundle.path)"
        )
        #expect(added.exit == .code(0), "\(added.error)")
        let run = try whub("whoami")
        #expect(run.exit == .code(7))
        #expect(run.error.contains("CLNT-0103"))
    }

    @Test func `contexts are shown, used and removed`() throws {
        let hub = try TestHub()
        try enter(hub)
        let list = try whub("context", "list")
        #expect(list.output.contains("*"))
        #expect(list.output.contains("\(hub.address)"))
        let csv = try whub("context", "list", "--ask", "-o", "csv")
        #expect(csv.output.contains("test,*,\(hub.address),"), "\(csv.output)")
        #expect(csv.output.contains("Example Council A,steward"))
        let json = try whub("context", "list", "-o", "json")
        #expect(json.output.contains("\"tenant_code\": \"\(TestHub.tenantCode)\""))
        let show = try whub("context", "show")
        #expect(show.output.contains(TestHub.tenantCode))
        #expect(show.output.contains("localhost"))
        #expect(try whub("context", "use", "test").exit == .code(0))
        #expect(try whub("context", "remove", "test", "--yes").exit == .code(0))
        #expect(try whub("whoami").exit == .code(3))
    }

    @Test func `the load generator counts every call`() throws {
        let hub = try TestHub()
        try hub.writeBundle(bundle.path)
        let place = ["--hub", "\(hub.address)", "--bundle", bundle.path]
        let calls = try ProgramRun(
            "whub-bench",
            ["unary", "-c", "3", "-d", "5", "-n", "500", "--bytes", "100"] + place,
            home: home
        )
        #expect(calls.exit == .code(0), "\(calls.error)")
        #expect(calls.output.contains("\"n\":500,"))
        #expect(calls.output.contains("\"failed\":0"))
        let refused = try ProgramRun(
            "whub-bench",
            ["unary", "-n", "10", "--bytes", "1025"] + place,
            home: home
        )
        #expect(refused.output.contains("\"failed\":10"))
        let shakes = try ProgramRun("whub-bench", ["handshake", "-n", "5"] + place, home: home)
        #expect(shakes.output.contains("\"n\":5,"), "\(shakes.error)")
        let idle = try ProgramRun("whub-bench", ["idle", "-c", "20"] + place, home: home)
        #expect(idle.exit == .code(0), "\(idle.error)")
        #expect(idle.output == "ready\n")
        let flood = try ProgramRun(
            "whub-bench",
            ["flood", "--other", bundle.path, "--flood", "refused", "-d", "4", "--seconds", "1"]
                + ["--rate", "50"] + place,
            home: home
        )
        #expect(flood.exit == .code(0), "\(flood.error)")
        #expect(flood.output.contains("\"quiet_n\":50,"), "\(flood.output)")
        #expect(flood.output.contains("\"flooded_failed\":0") && flood.output.contains("ratio_p99"))
        let wrongs = [
            ["flood"], ["flood", "--other", bundle.path, "--flood", "nothing"],
            ["unary", "-c", "x"], ["unary", "-d", "1000"], ["nothing"], ["write", "-c", "101"],
        ]
        for wrong in wrongs {
            let run = try ProgramRun("whub-bench", wrong + place, home: home)
            #expect(run.exit == .code(2), "\(wrong): \(run.error)")
        }
    }
}

/// Base64 of zero bytes.
enum Base64Text {
    /// So many zero bytes, a multiple of three.
    static func zeros(_ count: Int) -> String { String(repeating: "AAAA", count: count / 3) }
}
