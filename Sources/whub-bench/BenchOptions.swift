import HubClient
import HubLoop
import HubWire

/// What to load, and how much.
struct BenchOptions {
    /// What is done over and over.
    enum Mode: String {
        case unary
        case write
        case idle
        case handshake
        case flood
    }

    static let help = """
        whub-bench unary     --hub HOST:PORT --bundle DIR [--method M] [--body JSON | --bytes N]
                             [-c CONNECTIONS] [-d DEPTH] [-n TOTAL]
        whub-bench write     --hub HOST:PORT --bundle DIR [-c CONNECTIONS] [-d DEPTH] [-n TOTAL]
                             each call in flight is a writer with a theme of its own, which it
                             makes and then changes over and over
        whub-bench handshake --hub HOST:PORT --bundle DIR [-n TOTAL]
        whub-bench idle      --hub HOST:PORT --bundle DIR [-c CONNECTIONS]
        whub-bench flood     --hub HOST:PORT --bundle DIR --other DIR [--flood KIND]
                             [-c CONNECTIONS] [-d DEPTH] [--rate N] [--seconds N]
                             [--method M] [--body JSON | --bytes N]
                             the first bundle floods with ping, read, write or refused; the other
                             one, of another organisation, makes N calls a second, for so many
                             seconds alone and then for as many beside the flood

        Prints one line of JSON; idle prints "ready" and holds until its input ends.
        """

    var mode: Mode
    let target: Target
    var method = Method.identityServicePing
    var request: [UInt8] = []
    var connections = 1
    var depth = 1
    var total: UInt64 = 100_000
    /// Who makes the light load beside a flood.
    var other: Target?
    var floodKind = FloodLoad.Kind.ping
    /// Calls a second of the light load.
    var rate: UInt64 = 200
    /// How long each half of it lasts.
    var seconds: UInt64 = 10
    /// Ends the load before its total.
    var stop: StopFlag?

    init(_ words: [String]) throws(BenchError) {
        guard let mode = words.first.flatMap(Mode.init(rawValue:)) else {
            throw BenchError("the first word is unary, write, handshake, idle or flood", code: 2)
        }
        self.mode = mode
        var values = Given()
        var index = 1
        while index < words.count {
            guard Self.names.contains(words[index]), index + 1 < words.count else {
                throw BenchError("\(words[index]): unknown, or without a value", code: 2)
            }
            values.pairs.append((words[index], words[index + 1]))
            index += 2
        }
        target = try Self.target(values, "--bundle")
        if let name = values["--method"] {
            guard let method = Method(name: name) ?? Method(name: "workforcehub.v1.\(name)") else {
                throw BenchError("there is no method \(name)", code: 2)
            }
            self.method = method
        }
        request = try Self.request(method, values)
        if mode == .write {
            guard values["--method"] == nil, values["--body"] == nil, values["--bytes"] == nil
            else { throw BenchError("write has a method and a body of its own", code: 2) }
            method = ThemeWriter.method
        }
        connections = Int(try Self.number(values["-c"], 1, upTo: 100_000))
        depth = Int(try Self.number(values["-d"], 1, upTo: 1_024))
        total = try Self.number(values["-n"], 100_000, upTo: 1 << 40)
        guard mode != .write || connections * depth <= ThemeWriter.countMax else {
            throw BenchError("at most \(ThemeWriter.countMax) calls in flight", code: 2)
        }
        if mode == .flood { try readFlood(values) }
        guard method.shape == .unary else { throw BenchError("only unary methods", code: 2) }
    }

    private static let names = [
        "--hub", "--bundle", "--method", "--body", "--bytes", "-c", "-d", "-n", "--other",
        "--flood", "--rate", "--seconds",
    ]

    private mutating func readFlood(_ values: Given) throws(BenchError) {
        other = try Self.target(values, "--other")
        guard let kind = FloodLoad.Kind(rawValue: values["--flood"] ?? "ping") else {
            let kinds = FloodLoad.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw BenchError("--flood is one of \(kinds)", code: 2)
        }
        floodKind = kind
        rate = max(1, try Self.number(values["--rate"], 200, upTo: 1_000))
        seconds = max(1, try Self.number(values["--seconds"], 10, upTo: 600))
        guard kind != .write || connections * depth <= ThemeWriter.countMax else {
            throw BenchError("at most \(ThemeWriter.countMax) calls in flight", code: 2)
        }
        guard !method.facts.isMutating else {
            throw BenchError("the light load reads", code: 2)
        }
    }

    private static func target(_ values: Given, _ option: String) throws(BenchError) -> Target {
        guard let directory = values[option] else {
            throw BenchError("\(option) is missing", code: 2)
        }
        let bundle: Bundle
        do throws(ContextError) {
            bundle = try Bundle.read(directory)
        } catch {
            throw BenchError(error.message, code: 2)
        }
        let written = values["--hub"].flatMap { HostPort.parse($0, defaultPort: hubPort) }
        guard let address = written ?? bundle.facts.address else {
            throw BenchError("--hub is missing, or not HOST:PORT", code: 2)
        }
        return Target(
            address: address,
            serverName: bundle.facts.serverName,
            hubID: bundle.facts.hubID,
            tls: bundle.tls
        )
    }

    private static func request(
        _ method: Method,
        _ values: Given
    ) throws(BenchError) -> [UInt8] {
        if let text = values["--bytes"] {
            guard method == .identityServicePing else {
                throw BenchError("--bytes is for IdentityService/Ping", code: 2)
            }
            let count = Int(try number(text, 0, upTo: 1 << 20))
            return PingRequest(payload: [UInt8](repeating: 0x2A, count: count)).encoded()
        }
        do throws(WireError) {
            return try method.request(json: values["--body"] ?? "{}")
        } catch {
            throw BenchError("--body is not JSON of the method: \(error)", code: 2)
        }
    }

    private static func number(
        _ text: String?,
        _ usual: UInt64,
        upTo most: UInt64
    ) throws(BenchError) -> UInt64 {
        guard let text else { return usual }
        guard !text.isEmpty, text.utf8.count <= 15,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = UInt64(text), number <= most
        else { throw BenchError("\(text) is not a number up to \(most)", code: 2) }
        return number
    }
}

/// Options as they were typed; of two of one name the first counts.
private struct Given {
    var pairs: [(name: String, value: String)] = []

    subscript(name: String) -> String? {
        pairs.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}
