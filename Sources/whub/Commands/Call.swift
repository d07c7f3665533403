import HubArguments
import HubClient
import HubCrypto
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub call`.
    static let call = Command(
        CommandDeclaration(
            "call",
            summary: "call any method with JSON",
            details: "The request is canonical proto3 JSON; for a method that takes many, one on "
                + "each line. Responses are printed as JSON. `whub describe METHOD` tells the "
                + "fields.",
            options: [
                OptionDeclaration(
                    "data",
                    letter: "d",
                    takes: .text("JSON"),
                    help: "the request, {} without it; @FILE reads a file, - the input"
                ),
                OptionDeclaration("as-of", takes: .text("WHEN"), help: "read an earlier state"),
                OptionDeclaration("dry-run", help: "do everything and keep nothing"),
                OptionDeclaration(
                    "key",
                    takes: .text("UUID"),
                    help: "the key of a change that is sent again"
                ),
            ],
            words: [WordDeclaration("METHOD", help: "its name, or the last part of it")],
            examples: [
                .init("whub call Ping -d '{\"payload\": \"aGVsbG8=\"}'", "is the hub there?")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let method = try MethodName.resolve(invocation.line.word("METHOD") ?? "")
        let options = try invocation.callOptions()
        let json = try data(invocation)
        let requests = try encode(json, for: method)
        let channel = try invocation.channel()
        do throws(ClientError) {
            switch method.shape {
            case .unary:
                let reply = try channel.unary(method, bytes: requests[0], options)
                try show(reply.message, of: method, pretty: true, invocation)
            case .serverStream:
                try channel.serverStream(method, bytes: requests[0], options) {
                    (bytes) throws(ClientError) in
                    try show(bytes, of: method, pretty: false, invocation)
                }
            case .clientStream, .bidirectional:
                let reply = try channel.upload(method, bytes: requests, options)
                try show(reply.message, of: method, pretty: true, invocation)
            }
        } catch {
            throw CommandError(error)
        }
        if method.facts.isMutating, let status = channel.lastStatus {
            invocation.console.say(outcome(status))
        }
    }

    private static func data(_ invocation: Invocation) throws(CommandError) -> String {
        let text = invocation.line.value("data") ?? "{}"
        let isFile = text.hasPrefix("@")
        guard isFile || text == "-" else { return text }
        let path = isFile ? String(text.dropFirst()) : text
        let bytes = try invocation.contents(of: path, bytesMax: JSONLimits.bytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .dataError("the request is not UTF-8")
        }
        return text
    }

    private static func encode(
        _ json: String,
        for method: Method
    ) throws(CommandError) -> [[UInt8]] {
        var texts = [json]
        if method.shape == .clientStream || method.shape == .bidirectional {
            texts = json.split(separator: "\n").map(String.init)
        }
        var requests: [[UInt8]] = []
        for (index, text) in texts.enumerated() {
            do throws(WireError) {
                requests.append(try method.request(json: text))
            } catch {
                let place = texts.count > 1 ? "line \(index + 1): " : ""
                let fault = JSONFault.text(error, of: method.requestType.wireTable)
                throw .dataError(
                    "\(place)the request cannot be taken: \(fault)",
                    next: "whub describe \(MethodName.last(method))"
                )
            }
        }
        return requests
    }

    private static func show(
        _ bytes: [UInt8],
        of method: Method,
        pretty: Bool,
        _ invocation: Invocation
    ) throws(ClientError) {
        do throws(WireError) {
            let json = try method.responseJSON(bytes.span, pretty: pretty)
            let text = TerminalText.escaped(json: json) + "\n"
            do throws(CommandError) {
                try invocation.console.write(text)
            } catch {
                // Nobody reads any more: the rest is not wanted either.
                ThisProcess.exit(code: error.exitCode.rawValue)
            }
        } catch {
            throw ClientError(.hubBrokeTheProtocol, "an answer cannot be read: \(error)")
        }
    }

    private static func outcome(_ status: Status) -> String {
        if status.dryRun { return "dry run: nothing was kept" }
        var text = "revision \(status.revision), epoch \(status.epoch)"
        if !status.chainHead.isEmpty {
            text += ", chain head \(Hexadecimal.text(status.chainHead.span))"
        }
        return text
    }
}
