import HubLoop
import HubService
import HubStore
import HubSystem

/// `whubd serve`: serves a hub until it is told to stop.
enum ServeCommand {
    static func run(_ words: some Sequence<String>) throws {
        let options = try Options(words, flags: [], valued: ["--data", "--listen", "--loops"])
        let data = try options.required("--data")
        let listen = try options.required("--listen")
        guard let address = HostPort.parse(listen, defaultPort: 7_443) else {
            throw UsageError("\(listen) is not of the form HOST:PORT")
        }
        let loops = try loopCount(options)
        // Before any thread is started: all of them inherit the mask.
        try SignalMask.block([.terminate, .interrupt, .hangUp])
        SignalMask.ignoreBrokenPipes()
        let descriptors = try DescriptorLimit.raise()
        let log = Log { line in try? StandardStream.error.write(line + "\n") }
        let hub = try Hub(data: data, settings: settings(log))
        let server = try Server(hub: hub, address: address, loops: loops, log: log)
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

    private static func loopCount(_ options: Options) throws -> Int {
        guard let text = try options.value("--loops") else { return ThisProcess.processors }
        guard let count = Int(text), (1...64).contains(count) else {
            throw UsageError("--loops takes a number from 1 to 64")
        }
        return count
    }

    private static func settings(_ log: Log) -> StoreSettings {
        var settings = StoreSettings()
        settings.onPoison = { file, error in
            log("file-poisoned", ["file": "\(file)", "cause": "\(error.code): \(error.detail)"])
        }
        return settings
    }
}
