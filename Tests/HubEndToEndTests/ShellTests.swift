import HubClient
import HubSystem
import HubTestKit
import HubWire
import Testing

/// The server's own commands at the shell of its machine.
struct ShellTests {
    @Test
    func `a certificate is never written over, and a wrong line makes nothing`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("viewer")
        let key = try LocalFile.read("\(bundle)/client.key", bytesMax: 10_000)
        let wrong: [(code: Int32, says: String, words: [String])] = [
            (
                5, "already",
                ["--out", bundle, "--name", "Again", "--tenant", "X00000001"]
                    + ["--role", "viewer"]
            ),
            (
                2, "without --tenant",
                ["--out", "new", "--name", "Operator"]
                    + ["--hub-role", "operator", "--tenant", "X00000001"]
            ),
            (2, "needs --tenant", ["--out", "new", "--name", "Nobody", "--role", "viewer"]),
            (
                3, "E06000005, Darlington",
                ["--out", "new", "--name", "Lead", "--role", "viewer"]
                    + ["--tenant", "darlington"]
            ),
            (
                2, "--role",
                ["--out", "new", "--name", "Lead", "--role", "boss"]
                    + ["--tenant", "X00000001"]
            ),
        ]
        for one in wrong {
            let run = try RunningHub.run(["issue", "--data", hub.data] + one.words)
            #expect(run.exit == .code(one.code), "\(one.words) \(run.error)")
            #expect(run.error.contains(one.says), "\(run.error)")
        }
        #expect(try LocalFile.read("\(bundle)/client.key", bytesMax: 10_000) == key)
        #expect(try LocalFile.facts("new") == nil)
        let nowhere = try RunningHub.run(
            ["issue", "--data", hub.data, "--out", "\(bundle)/client.key/new", "--name", "Lead"]
                + ["--role", "viewer", "--tenant", "X00000001"]
        )
        #expect(nowhere.exit != .code(0))
        let status = try RunningHub.run(["status", "--data", hub.data])
        #expect(status.output.contains("15 tenants: the region itself and 14 councils"))
        #expect(status.output.contains("issued to 1 person or program"), "\(status.output)")
    }

    @Test
    func `who is let in is called what was said, or else by the role`() throws {
        let hub = try RunningHub()
        let cases: [(name: [String], role: [String], called: String)] = [
            (["--name", "Lead of A"], ["--tenant", "X00000001", "--role", "viewer"], "Lead of A"),
            ([], ["--tenant", "X00000001", "--role", "viewer"], "viewer"),
            ([], ["--hub-role", "region-lead"], "region lead"),
        ]
        for (number, one) in cases.enumerated() {
            let out = "\(hub.data)-\(number)"
            let run = try RunningHub.run(
                ["issue", "--data", hub.data, "--out", out] + one.name + one.role
            )
            #expect(run.exit == .code(0), "\(run.error)")
            let answer = try IdentityServiceClient(try hub.channel(out)).whoAmI()
            #expect(answer.principalName == one.called)
        }
    }

    @Test
    func `asking about a hub that is not there makes nothing`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.file("nohub")
        for words in [
            ["status"], ["serve", "--listen", "127.0.0.1:0"],
            ["issue", "--tenant", "X00000001", "--role", "viewer", "--name", "Lead"]
                + ["--out", folder.file("bundle")],
        ] {
            let run = try RunningHub.run(words + ["--data", data])
            #expect(run.exit == .code(3), "\(words) \(run.error)")
            #expect(run.error.contains("holds no hub"))
            #expect(try LocalFile.facts(data) == nil)
        }
    }

    @Test(
        arguments: [
            (["--version"], 0, "whubd workforce-hub/"), (["version"], 0, "whubd workforce-hub/"),
            (["--help"], 0, "issue"),
            (["issue", "--help"], 0, "Examples:"), (["init", "--help"], 0, "--local-issue"),
            ([], 2, "Commands:"), (["isue"], 2, "did you mean `whubd issue`?"),
            (["serve"], 2, "--data DIR"), (["serve", "--data", "x"], 2, "whubd serve --help"),
            (["serve", "--data", "x", "--listen", "y:z"], 2, "HOST:PORT"),
            (["init", "--data", "x", "--region", "nowhere", "--name", "a"], 3, "north-east"),
        ] as [([String], Int32, String)]
    )
    func `a line has its exit code and names what would be right`(
        words: [String],
        code: Int32,
        says: String
    ) throws {
        let run = try RunningHub.run(words)
        #expect(run.exit == .code(code), "\(run.error)")
        #expect((code == 0 ? run.output : run.error).contains(says), "\(run.output)\(run.error)")
    }
}
