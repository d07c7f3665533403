import HubClient
import HubSystem
import HubTestKit
import HubWire
import Testing

struct ProgramTests {
    @Test
    func `from an empty directory to an answer`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let home = try TemporaryDirectory()
        let environment = Environment([
            (name: "HOME", value: home.path), (name: "PATH", value: "/usr/bin:/bin"),
            (name: "LD_LIBRARY_PATH", value: Environment.current()["LD_LIBRARY_PATH"] ?? ""),
        ])
        func whub(_ words: [String]) throws -> (ChildProcess.Exit, String, String) {
            let run = try ChildProcess.start(
                try Programs.built("whub"),
                words,
                environment: environment
            )
            let exit = try run.wait()
            return (exit, run.outputText, run.errorText)
        }
        let added = try whub([
            "context", "add", "test", "--hub", "\(hub.address)", "--bundle", bundle,
        ])
        #expect(added.0 == .code(0), "\(added.2)")
        let answer = try whub(["whoami", "-o", "json"])
        #expect(answer.0 == .code(0), "\(answer.2)")
        #expect(answer.1.contains("\"tenantCode\": \"X00000001\""), "\(answer.1)")
        #expect(answer.2.contains("EXAMPLE HUB"))
        #expect(try hub.stop() == .code(0))
        #expect(try whub(["whoami"]).0 == .code(7))
    }

    @Test
    func `a directory that holds a hub is not made into another`() throws {
        let hub = try RunningHub()
        #expect(try hub.stop() == .code(0))
        let again = try RunningHub.run([
            "init", "--data", hub.data, "--region", "north-east", "--name", "localhost",
        ])
        #expect(again.exit == .code(5))
        #expect(again.error.contains("holds a hub already"))
    }

    @Test
    func `a second process on the same directory is refused`() throws {
        let hub = try RunningHub()
        let second = try RunningHub.run([
            "serve", "--data", hub.data, "--listen", "127.0.0.1:0",
        ])
        #expect(second.exit == .code(5), "\(second.error)")
        #expect(second.error.contains("is already being served"))
        let client = IdentityServiceClient(try hub.channel(try hub.issue("viewer")))
        #expect(throws: Never.self) { try client.ping() }
    }

    @Test
    func `an address that another hub serves is refused, whoever owns it`() throws {
        let hub = try RunningHub()
        let folder = try TemporaryDirectory()
        let data = folder.file("data")
        let made = try RunningHub.run([
            "init", "--data", data, "--region", "south-west", "--name", "localhost",
        ])
        #expect(made.exit == .code(0), "\(made.error)")
        let second = try RunningHub.run([
            "serve", "--data", data, "--listen", "\(hub.address)", "--loops", "2",
        ])
        #expect(second.exit == .code(5), "\(second.error)")
        #expect(second.error.contains("\(hub.address)"), "\(second.error)")
        #expect(!second.error.contains("serving hub="), "\(second.error)")
        let client = IdentityServiceClient(try hub.channel(try hub.issue("viewer")))
        #expect(throws: Never.self) { try client.ping() }
    }

    @Test
    func `the first admin of a council is invited at the shell, and no other`() throws {
        let hub = try RunningHub()
        let words = [
            "invite", "--data", hub.data, "--tenant", "E06000047", "--role", "admin", "--name", "A",
        ]
        #expect(try RunningHub.run(words).exit == .code(0))
        _ = try hub.issue("admin")
        let late = try RunningHub.run(words.map { $0 == "E06000047" ? "X00000001" : $0 })
        #expect(late.exit == .code(5), "\(late.error)")
        #expect(late.error.contains("break-glass"), "\(late.error)")
    }

    @Test
    func `a hub without local issue hands out nothing at the shell`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.file("data")
        let made = try RunningHub.run([
            "init", "--data", data, "--region", "north-east", "--name", "localhost",
        ])
        #expect(made.exit == .code(0), "\(made.error)")
        #expect(made.output.contains("whubd invite --data"))
        let issued = try RunningHub.run([
            "issue", "--data", data, "--tenant", "E06000001", "--role", "steward", "--out",
            folder.file("bundle"), "--name", "Lead",
        ])
        #expect(issued.exit == .code(1))
        #expect(issued.error.contains("by invitation only"))
        #expect(try LocalFile.facts(folder.file("bundle")) == nil)
    }

    @Test
    func `certificates that are read again are shown, and open connections live on`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("viewer")
        let client = IdentityServiceClient(try hub.channel(bundle))
        _ = try client.ping()
        hub.process.send(signal: Signal.hangUp.number)
        try hub.process.collect { hub.process.errorText.contains("certificates-reloaded") }
        _ = try client.ping()
        #expect(throws: Never.self) {
            try IdentityServiceClient(try hub.channel(bundle)).ping()
        }
        #expect(try hub.stop() == .code(0))
    }

    @Test
    func `a hub that is told to stop says so, and ends well`() throws {
        let hub = try RunningHub()
        let channel = try hub.channel(try hub.issue("viewer"))
        let client = IdentityServiceClient(channel)
        _ = try client.ping()
        #expect(try hub.stop() == .code(0))
        #expect(hub.process.errorText.contains("draining"))
        #expect(hub.process.errorText.contains("stopped"))
        let error = #expect(throws: ClientError.self) { try client.ping() }
        #expect(error?.exitCode == .unreachable)
    }

    @Test
    func `a hub that is told to stop takes nobody new, and finishes what it has begun`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let channel = try hub.channel(bundle)
        let file = Array("Priority,Kind,Text\r\nSWP1,strength,Leaders grow here.\r\n".utf8)
        var start = ImportStart(window: "first", batch: "01977420-dc00-7abc-8def-0123456789ab")
        start.fileBytes = UInt64(file.count)
        let upload = try PriorityServiceClient(channel).importAssessment()
        try upload.send(ImportChunk(start: start))
        _ = try IdentityServiceClient(channel).ping()
        hub.process.send(signal: Signal.terminate.number)
        try hub.process.collect { hub.process.errorText.contains("draining") }
        // The loops are told one after the other; each one's listener is gone with its news.
        var isRefused = false
        for _ in 1...20 where !isRefused {
            let late = IdentityServiceClient(try hub.channel(bundle))
            do throws(ClientError) {
                _ = try late.ping()
            } catch {
                isRefused = "\(error)".contains("refused")
            }
        }
        #expect(isRefused)
        try upload.send(ImportChunk(data: file))
        #expect(try upload.finish().saved != nil)
        #expect(try hub.process.wait() == .code(0))
    }
}
