import HubWire

/// What may be said of a frame by its head alone, for one direction.
struct FrameRules {
    /// The side that sends.
    private let sender: Sender

    private enum Sender {
        case client
        case server
    }

    /// Frames that a client sends.
    static let fromClient = FrameRules(sender: .client)
    /// Frames that a server sends.
    static let fromServer = FrameRules(sender: .server)

    /// Checks the head's fields, in the order in which the specification reports them.
    ///
    /// - Parameters:
    ///   - head: The frame's head.
    ///   - messageBytesMax: The largest message that this side takes.
    /// - Throws: `Breach` naming the first rule that does not hold.
    func check(_ head: FrameHead, messageBytesMax: Int) throws(Breach) {
        guard head.reserved == 0 else {
            throw Breach(.reservedNotZero, "the reserved bytes are not 0")
        }
        guard head.flags & ~FrameHead.endFlag == 0 else {
            throw Breach(.unknownFlag, "a flag other than END is set")
        }
        guard let rule = FrameRules.rule(of: head.type, messageBytesMax: messageBytesMax) else {
            throw Breach(.unknownType, "frames of type \(head.type.rawValue) are not known")
        }
        if let only = rule.only, only != sender {
            throw Breach(.wrongDirection, "a frame of type \(head.type.rawValue) from this side")
        }
        if head.ends, !head.type.isExtension, !rule.mayEnd || sender == .server {
            throw Breach(.endNotAllowed, "END has no meaning on type \(head.type.rawValue)")
        }
        switch rule.streams {
        case .connection where head.stream != 0:
            throw Breach(.wrongStream, "type \(head.type.rawValue) belongs on stream 0")
        case .call where head.stream == 0:
            throw Breach(.wrongStream, "type \(head.type.rawValue) belongs on a stream")
        default: break
        }
        if head.payloadBytes > rule.bytesMax {
            guard rule.bytesMin != rule.bytesMax else {
                throw Breach(.wrongSize, "type \(head.type.rawValue) has \(rule.bytesMax) bytes")
            }
            throw Breach(
                .frameTooLarge,
                "\(head.payloadBytes) bytes where at most \(rule.bytesMax) are taken"
            )
        }
        guard head.payloadBytes >= rule.bytesMin else {
            throw Breach(.wrongSize, "type \(head.type.rawValue) has \(rule.bytesMin) bytes")
        }
    }

    private enum Streams {
        case connection
        case call
        case either
    }

    private struct Rule {
        let streams: Streams
        let bytesMax: Int
        var bytesMin = 0
        var mayEnd = false
        var only: Sender?
    }

    private static func rule(of type: FrameType, messageBytesMax: Int) -> Rule? {
        switch type {
        case .message: Rule(streams: .call, bytesMax: messageBytesMax, mayEnd: true)
        case .call:
            Rule(
                streams: .call,
                bytesMax: WireLimits.callHeaderBytesMax,
                mayEnd: true,
                only: .client
            )
        case .result: Rule(streams: .call, bytesMax: WireLimits.statusBytesMax, only: .server)
        case .hello: Rule(streams: .connection, bytesMax: WireLimits.helloBytesMax)
        case .cancel, .end: Rule(streams: .call, bytesMax: 0, only: .client)
        case .credit:
            Rule(
                streams: .either,
                bytesMax: WireLimits.creditBytes,
                bytesMin: WireLimits.creditBytes
            )
        case .ping, .pong:
            Rule(
                streams: .connection,
                bytesMax: WireLimits.pingBytes,
                bytesMin: WireLimits.pingBytes
            )
        case .goAway: Rule(streams: .connection, bytesMax: WireLimits.goAwayBytesMax)
        default:
            type.isExtension
                ? Rule(streams: .either, bytesMax: WireLimits.extensionBytesMax)
                : nil
        }
    }
}
