import HubArguments
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import whub

/// What the programs end with: as documented, and alike where they mean the same.
struct ExitTableTests {
    private func text(_ file: String) throws -> String {
        let bytes = try LocalFile.read("\(NamedCommands.root())/\(file)", bytesMax: 1_000_000)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `the README says of each exit code what the programs mean by it`() throws {
        let lines = try text("README.md").split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("| exit code | ") })
        let table = lines[(start + 2)...].prefix { $0.hasPrefix("| ") }
        let expected = ExitCode.allCases.map { code in
            let isOfBoth = ExitCode.ofServer.contains(code)
            return "| \(code.rawValue) | \(code.meaning)\(isOfBoth ? "" : " (`whub`)") |"
        }
        #expect(Array(table) == expected)
    }

    @Test func `the first help page of each program lists its codes`() {
        let client = Program.grammar.help([], columns: 500)
        for code in ExitCode.allCases {
            #expect(client.contains("\(code.rawValue)  \(code.meaning)\n"), "\(client)")
        }
        let server = serverGrammar.help([], columns: 500)
        for code in ExitCode.allCases {
            let isListed = server.contains("\(code.rawValue)  \(code.meaning)\n")
            #expect(isListed == ExitCode.ofServer.contains(code), "\(code)")
        }
        #expect(!Program.grammar.help(["whoami"]).contains("Exit codes"))
    }

    @Test func `a suspended organisation is not let in, whoever asks and however`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        try hub.enter("lead", hub.bundle, home)
        let request = IssueRequest(tenantCode: nil, role: .operator, name: "Operator")
        try hub.enter("operator", try hub.hub.issue(request), home)
        func whub(_ words: String...) throws -> ProgramRun {
            try ProgramRun("whub", words, home: home)
        }
        #expect(try whub("--context", "lead", "whoami").exit == .code(0))
        let suspended = try whub(
            "--context=operator",
            "admin",
            "tenant",
            "suspend",
            TestHub.tenantCode,
            "--reason=A laptop was stolen there",
            "--yes"
        )
        #expect(suspended.exit == .code(0), "\(suspended.error)")
        for words in [["whoami"], ["doctor"], [], ["priorities", "windows"], ["can-i", "Ping"]] {
            let run = try ProgramRun("whub", ["--context", "lead"] + words, home: home)
            #expect(run.exit == .code(4), "\(words): \(run.error)")
        }
        let steps = try whub("--context", "lead", "doctor", "-o", "csv").output
        #expect(steps.contains("Hub,ok,") && steps.contains("You,failed,"), "\(steps)")
    }

    @Test func `a council that is not there is told to an operator as such`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        let request = IssueRequest(tenantCode: nil, role: .operator, name: "Operator")
        try hub.enter("operator", try hub.hub.issue(request), home)
        for words in [
            ["admin", "tenant", "suspend", "E06000099", "--reason", "x", "--yes"],
            ["admin", "invite", "--tenant", "E06000099", "--role", "admin", "--name", "A"],
            ["admin", "break-glass", "E06000099", "--name", "A", "--reason", "x", "--yes"],
        ] {
            let run = try ProgramRun("whub", words, home: home)
            #expect(run.exit == .code(3), "\(words): \(run.error)")
            #expect(run.error.contains("there is no such council on this hub"), "\(run.error)")
            #expect(!run.error.contains("in your organisation"))
        }
    }
}
