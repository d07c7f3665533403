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
    }

    static let help = """
        whub-bench unary     --hub HOST:PORT --bundle DIR [--method M] [--body JSON | --bytes N]
                             [-c CONNECTIONS] [-d DEPTH] [-n TOTAL]
        whub-bench write     --hub HOST:PORT --bundle DIR [-c CONNECTIONS] [-d DEPTH] [-n TOTAL]
                             each call in flight is a writer with a theme of its own, which it
                             makes and then changes over and over
        whub-bench handshake --hub HOST:PORT --bundle DIR [-n TOTAL]
        whub-bench idle      --hub HOST:PORT --bundle DIR [-c CONNECTIONS]

        Prints one line of JSON; idle prints "ready" and holds until its input ends.
        """

    let mode: Mode
    let target: Target
    var method = Method.identityServicePing
    var request: [UInt8] = []
    var connections = 1
    var depth = 1
    var total: UInt64 = 100_000

    init(_ words: [String]) throws(BenchError) {
        guard let mode = words.first.flatMap(Mode.init(rawValue:)) else {
            throw BenchError("the first word is unary, write, handshake or idle", code: 2)
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
        target = try Self.target(values)
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
        guard method.shape == .unary else { throw BenchError("only unary methods", code: 2) }
    }

    private static let names = [
        "--hub", "--bundle", "--method", "--body", "--bytes", "-c", "-d", "-n",
    ]

    private static func target(_ values: Given) throws(BenchError) -> Target {
        guard let directory = values["--bundle"] else {
            throw BenchError("--bundle is missing", code: 2)
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
