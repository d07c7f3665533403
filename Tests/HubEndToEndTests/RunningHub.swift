import HubClient
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubVectorKit

/// A hub made by `whubd init` and served by `whubd serve`, on loopback, in a fresh directory.
final class RunningHub {
    let folder: TemporaryDirectory
    private(set) var process: ChildProcess
    private(set) var address: HostPort

    /// Where the hub keeps everything.
    var data: String { folder.file("data") }

    init() throws {
        SignalMask.ignoreBrokenPipes()
        folder = try TemporaryDirectory()
        let made = try RunningHub.run([
            "init", "--data", folder.file("data"), "--region", "north-east", "--name", "localhost",
            "--starter", "--example", "--local-issue",
        ])
        guard made.exit == .code(0) else { throw HubFailure(what: made.error) }
        (process, address) = try RunningHub.serve(folder.file("data"))
    }

    /// Serves the same directory again, after the process before has ended.
    ///
    /// - Parameters:
    ///   - tracer: A program, with its words, that starts the hub and watches it.
    ///   - environment: The hub's variables.
    /// - Throws: `HubFailure` when it cannot be served.
    func serveAgain(
        under tracer: [String] = [],
        environment: Environment = .current()
    ) throws {
        (process, address) = try RunningHub.serve(data, under: tracer, environment)
    }

    private static func serve(
        _ data: String,
        under tracer: [String] = [],
        _ environment: Environment = .current()
    ) throws -> (ChildProcess, HostPort) {
        let hub = [
            try Programs.built("whubd"), "serve", "--data", data, "--listen", "127.0.0.1:0",
            "--loops", "2",
        ]
        let command = tracer + hub
        let process = try ChildProcess.start(
            command[0],
            Array(command.dropFirst()),
            environment: environment
        )
        try process.collect { process.errorText.contains("\n") || hasEnded(process) }
        let words = process.errorText.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard let word = words.first(where: { $0.hasPrefix("address=") }),
            let address = HostPort.parse(String(word.dropFirst(8)), defaultPort: 0)
        else { throw HubFailure(what: process.errorText) }
        return (process, address)
    }

    /// A hub that cannot start says so and closes its streams.
    private static func hasEnded(_ process: ChildProcess) -> Bool {
        process.errorText.contains("whubd: ")
    }

    /// Runs `whubd` to its end.
    static func run(
        _ arguments: [String]
    ) throws -> (exit: ChildProcess.Exit, output: String, error: String) {
        let process = try ChildProcess.start(try Programs.built("whubd"), arguments)
        let exit = try process.wait()
        return (exit, process.outputText, process.errorText)
    }

    /// Makes a principal of Example Council A, or with a role of the hub; its bundle's directory.
    func issue(_ role: String, isOfHub: Bool = false) throws -> String {
        let out = folder.file("bundle-\(role)")
        let whom =
            isOfHub ? ["--hub-role", role] : ["--tenant", "X00000001", "--role", role]
        let issued = try RunningHub.run(
            [
                "issue", "--data", data, "--out", out, "--name", "Test \(role)",
            ] + whom
        )
        guard issued.exit == .code(0) else { throw HubFailure(what: issued.error) }
        return out
    }

    /// A channel for a bundle's directory.
    func channel(_ bundle: String) throws -> Channel {
        let bundle = try Bundle.read(bundle)
        return try channel(tls: bundle.tls)
    }

    /// A channel with another proof.
    func channel(tls: TLSClientContext) throws -> Channel {
        Channel(target(tls: tls), settings: .once)
    }

    /// This hub, with a proof.
    func target(tls: TLSClientContext) -> Target {
        Target(address: address, serverName: .host("localhost"), hubID: nil, tls: tls)
    }

    /// A file of the hub's authority.
    func authority(_ name: String) throws -> [UInt8] {
        try LocalFile.read("\(data)/authority/\(name)", bytesMax: 64 * 1_024)
    }

    /// Asks the hub to stop, and waits.
    func stop() throws -> ChildProcess.Exit {
        process.send(signal: Signal.terminate.number)
        return try process.wait()
    }
}

extension ChannelSettings {
    /// Nothing is sent twice.
    static var once: ChannelSettings {
        var settings = ChannelSettings()
        settings.retry = .never
        return settings
    }
}

/// Why a hub could not be had.
struct HubFailure: Error {
    let what: String
}
