import HubSystem
import HubTestKit
import Testing

/// Commands that need no hub, and what is said when there is none.
struct OfflineTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    @Test(
        arguments: [
            (["version"], 0), (["--help"], 0), (["whoami", "--help"], 0), (["explain"], 0),
            (["explain", "CLNT-0101"], 0), (["explain", "clnt-0101"], 0), (["explain", "X-1"], 3),
            (["describe"], 0), (["describe", "Ping"], 0), (["describe", "Nothing"], 3),
            (["describe", "ping"], 0),
            (["completion", "bash"], 0), (["completion", "csh"], 2), (["context", "list"], 0),
            (["nonsense"], 2), (["context"], 2), (["whoami", "--nonsense"], 2),
            (["whoami", "x"], 2),
            (["whoami"], 3), (["whoami", "--context", "x"], 3), (["--version"], 0),
            (["-o", "json"], 3), (["--context", "x", "--no-color"], 3), ([], 0),
            (["priorities", "agree"], 2), (["context", "list", "-o", "json"], 0),
            (["whoami", "--context", "../x"], 2),
            (["whoami", "-o", "csv"], 2), (["context", "use", "x"], 3),
            (["context", "add", "x"], 2),
            (["context", "add", "x", "--bundle", "/nowhere"], 3), (["call", "Nothing"], 3),
            (["call", "Ping", "-d", "{"], 6), (["call", "Ping", "-d", "{\"a\": 1}"], 6),
            (["call", "Ping", "-d", "@/nowhere"], 3), (["call", "Ping", "--key", "1"], 2),
            (["call", "Ping", "--timeout", "soon"], 2), (["call", "Ping", "--as-of", "then"], 2),
        ] as [([String], Int32)]
    )
    func `a command line has its exit code`(arguments: [String], code: Int32) throws {
        let run = try ProgramRun("whub", arguments, home: home)
        #expect(run.exit == .code(code), "\(arguments): \(run.error)")
        // Data on one stream, everything else on the other.
        #expect(run.output.isEmpty == (code != 0 || arguments == ["context", "list"]))
        #expect(!run.error.contains("\u{1B}"))
        if code != 0 { #expect(run.error.hasPrefix("whub: "), "\(run.error)") }
    }

    @Test func `without a context the first step is named`() throws {
        let run = try whub("whoami")
        #expect(run.error.contains("whub enrol HOST:PORT"))
        let alone = try whub()
        #expect(alone.output.contains("whub enrol HOST:PORT - --context NAME"))
        #expect(alone.output.split(separator: "\n").count < 10, "\(alone.output)")
    }

    @Test func `a mistake leads to the help of its own command`() throws {
        let run = try whub("priorities", "agree")
        #expect(run.error.contains("Help: whub priorities agree --help"))
        #expect(run.error.contains("--role TEXT"))
        #expect(run.error.contains("--on DATE"))
        #expect(try whub("nonsense").error.contains("Help: whub --help"))
    }

    @Test func `reasons that people meet are listed first`() throws {
        let run = try whub("explain")
        #expect(run.output.hasPrefix("PRIO-0101"))
        #expect(run.output.contains("CLNT-0101"))
    }

    @Test(arguments: ["import", "template"])
    func `help says what each column of the file takes`(verb: String) throws {
        let run = try whub("priorities", verb, "--help")
        for word in ["Columns of the file:", "area for improvement", "shared unnamed", "remove"] {
            #expect(run.output.contains(word), "\(run.output)")
        }
    }

    @Test func `what was typed cannot command the terminal`() throws {
        let run = try whub("explain", "\u{1B}]0;x\u{7}")
        #expect(!run.error.contains("\u{1B}"))
        #expect(run.error.contains("\\u{1B}"))
    }

    @Test func `an explanation says what to do`() throws {
        let run = try whub("explain", "CLNT-0202")
        #expect(run.output.contains("same bytes with the same key"))
    }

    @Test func `a method is found in small letters, and one that is nearly one is named`() throws {
        let run = try whub("describe", "handinasessment")
        #expect(run.exit == .code(3))
        #expect(run.error.contains("did you mean `HandInAssessment`?"), "\(run.error)")
        #expect(try whub("describe", "handinassessment").exit == .code(0))
        #expect(try !whub("describe", "Nothing").error.contains("did you mean"))
    }

    @Test func `a description has the fields of a method`() throws {
        let run = try whub("describe", "IdentityService/Ping")
        #expect(run.output.contains("payload"))
        #expect(run.output.contains("workforcehub.v1.PingRequest"))
    }

    @Test func `a description goes into the messages of a request, and knows them by name`() throws
    {
        let method = try whub("describe", "SavePlan")
        #expect(method.output.contains("workforcehub.v1.PlannedAction"), "\(method.output)")
        #expect(method.output.contains("dependsOn"))
        let message = try whub("describe", "workforceplan")
        #expect(message.exit == .code(0) && message.output.hasPrefix("  workforcehub.v1.Workforce"))
        #expect(
            message.output.contains("PARTNER_TYPE_UNIONS") && message.output.contains("funding")
        )
        #expect(try whub("describe", "WorkforcePlanet").exit == .code(3))
    }

    @Test func `a home that is no directory is told`() throws {
        let bytes: [UInt8] = [1]
        try LocalFile.create(home.file(".config"), with: bytes.span)
        let run = try whub("context", "list")
        #expect(run.exit == .code(1))
        #expect(run.error.contains(".config"))
    }
}
