import HubSystem
import HubTestKit
import HubVectorKit
import Testing

/// The client that shares no line with this hub, and the vectors through it.
struct PythonTests {
    @Test
    func `the hub does what the scripts say, over TLS and in real time`() throws {
        let python = try Programs.python()
        let client = try PythonTests.client(python)
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let run = try ChildProcess.start(
            python,
            ["\(client.path)/clients/python/conformance.py", "\(hub.address)", "--bundle", bundle]
                + (Environment.current()["WHUB_QUICK"] == nil ? ["--slow"] : [])
        )
        let exit = try run.wait(seconds: 900)
        let failures = run.outputText.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
        #expect(exit == .code(0), "\(failures.joined(separator: "\n"))\n\(run.errorText)")
        #expect(failures.isEmpty)
        #expect(try hub.stop() == .code(0))
    }

    @Test
    func `a hub that is stopped answers the call that is open`() throws {
        let python = try Programs.python()
        let client = try PythonTests.client(python)
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let run = try ChildProcess.start(
            python,
            [
                "\(client.path)/clients/python/conformance.py", "\(hub.address)", "--bundle",
                bundle,
                "--only", "stop-while-open", "--pid", "\(hub.process.identifier)",
            ]
        )
        let exit = try run.wait()
        #expect(exit == .code(0), "\(run.outputText)\(run.errorText)")
        #expect(run.outputText.contains("pass stop-while-open"))
        #expect(try hub.process.wait() == .code(0))
    }

    @Test
    func `the client's own tests pass`() throws {
        let python = try Programs.python()
        let client = try PythonTests.client(python)
        let tests = "\(client.path)/clients/python"
        let run = try ChildProcess.start(
            python,
            ["-m", "unittest", "discover", "-s", "\(tests)/tests", "-t", tests]
        )
        let exit = try run.wait(seconds: 300)
        #expect(exit == .code(0), "\(run.errorText)")
    }

    /// A copy of the client with its schemas compiled, so that the tree stays as it is.
    private static func client(_ python: String) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        let copied = try ChildProcess.start(
            try Programs.installed("cp"),
            ["-r", Vectors.path("."), "\(folder.path)/"]
        )
        #expect(try copied.wait() == .code(0), "\(copied.errorText)")
        let generated = try ChildProcess.start("\(folder.path)/clients/python/generate.sh")
        #expect(try generated.wait() == .code(0), "\(generated.errorText)")
        return folder
    }
}
