import HubArguments
import HubLoop
import HubService
import HubStore
import HubSystem

/// `whubd serve`: serves a hub until it is told to stop.
enum ServeCommand {
    static let command = Command(
        CommandDeclaration(
            "serve",
            summary: "serve a hub until it is told to stop",
            details: "SIGTERM stops it when open calls are answered; SIGHUP reads the server's "
                + "certificate again. Where a service manager sets CREDENTIALS_DIRECTORY, the key "
                + "that certifies devices is read from the file clients.key there, and is not "
                + "needed in the data directory. " + ServeLimits.details,
            options: [
                Command.dataOption,
                OptionDeclaration(
                    "listen",
                    takes: .text("HOST:PORT"),
                    isRequired: true,
                    help: "the address to listen at; 127.0.0.1 is this machine alone"
                ),
                OptionDeclaration(
                    "loops",
                    takes: .text("N"),
                    help: "threads for connections, 1 to 64; as many as processors without it"
                ),
                OptionDeclaration(
                    "security-log",
                    takes: .text("FILE"),
                    help: "append refusals and alarms to this file, not to the ordinary log"
                ),
            ] + ServeLimits.options,
            examples: [
                .init("whubd serve --data hub --listen 127.0.0.1:7443", "for this machine"),
                .init("whubd serve --data hub --listen 0.0.0.0:7443", "for the network"),
            ]
        )
    ) { line in try run(line) }

    private static func run(_ line: ParsedCommand) throws {
        let data = try line.required("data")
        let listen = try line.required("listen")
        guard let address = HostPort.parse(listen, defaultPort: 7_443) else {
            throw CommandLineError("\(listen) is not of the form HOST:PORT", line.command)
        }
        let loops = try loopCount(line)
        guard try Hub.isThere(data) else { throw HubError.noHub(data) }
        // Before any thread is started: all of them inherit the mask.
        try SignalMask.block([.terminate, .interrupt, .hangUp])
        SignalMask.ignoreBrokenPipes()
        SteadyMemory.settle()
        let descriptors = try DescriptorLimit.raise()
        let log = Log { line in try? StandardStream.error.write(line + "\n") }
        var settings = storeSettings(log)
        try ServeLimits.apply(line, to: &settings)
        let credentials = Environment.current()["CREDENTIALS_DIRECTORY"]
        let hub = try Hub(data: data, credentials: credentials, settings: settings)
        try hub.authority.requireHandedKey()
        var limits = ServerLimits(descriptors: descriptors, loops: loops)
        try ServeLimits.apply(line, to: &limits)
        let server = try Server(
            hub: hub,
            address: address,
            loops: loops,
            limits: limits,
            log: log,
            security: try securityLog(line.value("security-log"), log)
        )
        let mailbox = try Mailbox<ControlLoop.Message>(limit: 1)
        server.onEnd { _ = mailbox.post(.end) }
        var loop = try EventLoop.make(mailbox: mailbox)
        var control = try ControlLoop.make(hub: hub, server: server, log: log)
        log(
            "serving",
            [
                "hub": hub.facts?.name ?? "", "address": server.endpoint.description,
                "loops": "\(loops)", "descriptors": "\(descriptors)",
            ]
        )
        try loop.run(&control)
        let failure = server.wait()
        hub.close()
        if let failure { throw HubError(failure) }
        log("stopped", [:])
    }

    /// A file for the security log; each line opens it anew, so that it can be moved away.
    private static func securityLog(
        _ path: String?,
        _ log: Log
    ) throws(HubError) -> SecurityLog? {
        guard let path else { return nil }
        let nothing: [UInt8] = []
        do throws(SystemError) {
            try LocalFile.append(path, nothing.span)
        } catch {
            throw HubError("\(path): \(error)")
        }
        return SecurityLog(
            own: Log { line in
                do throws(SystemError) {
                    try LocalFile.append(path, Array("\(line)\n".utf8).span)
                } catch {
                    log("security-log-failed", ["cause": error.description])
                }
            }
        )
    }

    private static func loopCount(_ line: ParsedCommand) throws(CommandLineError) -> Int {
        guard let text = line.value("loops") else { return ThisProcess.processors }
        guard let count = Int(text), (1...64).contains(count) else {
            throw CommandLineError("--loops takes a number from 1 to 64", line.command)
        }
        return count
    }

    private static func storeSettings(_ log: Log) -> StoreSettings {
        var settings = StoreSettings()
        settings.onPoison = { file, error in
            log("file-poisoned", ["file": "\(file)", "cause": "\(error.code): \(error.detail)"])
        }
        return settings
    }
}
