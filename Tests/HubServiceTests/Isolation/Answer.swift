import HubClient
import HubCrypto
import HubWire

/// Everything that a caller learns of one call, as text.
struct Answer {
    /// With times and ids of this one call masked.
    let text: String
    /// As it came, for words that nobody may be told.
    let raw: String
    /// Bytes of messages and status together, as far as they are not this one call's own.
    let size: Int

    /// Calls any method.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - request: The encoded request, or the one chunk of an upload.
    ///   - options: What the header says.
    ///   - channel: Who calls.
    ///   - known: Ids that are not masked, since somebody might tell them.
    init(
        _ method: Method,
        _ request: [UInt8],
        _ options: CallOptions,
        _ channel: Channel,
        known: [String] = []
    ) {
        do throws(ClientError) {
            var texts: [String] = []
            var size = 0
            switch method.shape {
            case .unary:
                let reply = try channel.unary(method, bytes: request, options)
                texts.append(Answer.json(method, reply.message))
                size = reply.message.count + Answer.size(reply.status)
            case .serverStream:
                try channel.serverStream(method, bytes: request, options) {
                    (bytes) throws(ClientError) in
                    texts.append(Answer.json(method, bytes))
                    size += bytes.count
                }
            case .clientStream, .bidirectional:
                let upload = try channel.clientStream(method, options)
                try upload.send(request)
                let reply = try upload.finish()
                texts.append(Answer.json(method, reply.message))
                size = reply.message.count + Answer.size(reply.status)
            }
            raw = texts.joined(separator: "\n")
            self.size = size
            text = Answer.masked(raw, known)
        } catch {
            let violations = error.status?.violations.map { violation in
                "\(violation.path) \(violation.rule) \(violation.expected)"
            }
            let words = ["\(error)"] + (violations ?? []) + ["\(error.status?.revision ?? 0)"]
            raw = words.joined(separator: "\n")
            size = error.status.map { Answer.size($0) } ?? 0
            text = Answer.masked(raw, known)
        }
    }

    /// A status without what is random in it.
    private static func size(_ status: Status) -> Int {
        var status = status
        status.requestId = ""
        return status.encoded().count
    }

    private static func json(_ method: Method, _ bytes: [UInt8]) -> String {
        if method == .governanceServiceListAccesses { return looks(bytes) }
        return (try? method.responseJSON(bytes.span)) ?? "an answer that cannot be read"
    }

    /// Who looked, each once: the list grows with every look at it, this one too.
    ///
    /// Those of an earlier caller are left out, since they move off the page as it grows.
    private static func looks(_ bytes: [UInt8]) -> String {
        guard let response = try? ListAccessesResponse(decoding: bytes) else {
            return "an answer that cannot be read"
        }
        let role = response.accesses.first?.role
        let own = response.accesses.filter { $0.role == role }
        let looks = own.map { "\($0.role) \($0.name) \($0.method) \($0.purpose)" }
        return Set(looks).sorted().joined(separator: "\n")
    }

    /// Ids and times are made anew by each call.
    private static func masked(_ text: String, _ known: [String]) -> String {
        var masked = ""
        var run: [UInt8] = []
        let inRun = Set("0123456789abcdefTZ:.-".utf8)
        func end() {
            let word = String(decoding: run, as: UTF8.self)
            let isTime = run.count >= 20 && run.last == UInt8(ascii: "Z")
            let isNewID = UniqueID(word) != nil && !known.contains(word)
            masked += isTime ? "TIME" : isNewID ? "ID" : word
            run = []
        }
        for byte in text.utf8 {
            if inRun.contains(byte) {
                run.append(byte)
            } else {
                end()
                masked.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        end()
        return masked
    }
}
