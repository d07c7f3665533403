import HubCrypto
import HubSession
import HubStore
import HubSystem
import HubWire

/// What a caller intends, as 32 bytes: the same key with another digest is another request.
///
/// Begins with method, dry run and assertions, each with its length; then each message, as received
/// and with its length, is folded in: d' = SHA-256(d ‖ length ‖ message).
package struct RequestDigest: Sendable {
    /// The digest so far; what it begins with while nothing was folded in.
    private var bytes: [UInt8]
    private var hasMessage = false

    /// The digest of a call without messages.
    init(_ call: CallContext) {
        var input: [UInt8] = []
        input.reserveCapacity(128)
        input += "whub-request-1".utf8
        RequestDigest.append(call.method.nameBytes, to: &input)
        input.append(call.isDryRun ? 1 : 0)
        RequestDigest.append(call.assertions.tenantCode.map { Array($0.utf8) }, to: &input)
        let epoch = call.assertions.epoch.map { epoch in
            (0..<8).map { UInt8(truncatingIfNeeded: epoch >> (56 - $0 * 8)) }
        }
        RequestDigest.append(epoch, to: &input)
        bytes = input
    }

    /// Folds one message in.
    ///
    /// - Parameter message: As it was received.
    mutating func add(_ message: Span<UInt8>) {
        var head = bytes
        FrameHead.append(UInt32(clamping: message.count), to: &head)
        // Piece by piece: the message is not copied to stand behind its length.
        var hash = SHA256()
        hash.update(head)
        hash.update(message)
        bytes = hash.finish().bytes
        hasMessage = true
    }

    /// The 32 bytes; of a call without messages, the digest of what it begins with.
    var digest: [UInt8] { hasMessage ? bytes : SHA256.digest(of: bytes).bytes }

    /// Appends a value that may be missing: a missing one is unlike an empty one.
    private static func append(_ value: [UInt8]?, to output: inout [UInt8]) {
        guard let value else {
            FrameHead.append(.max, to: &output)
            return
        }
        FrameHead.append(UInt32(clamping: value.count), to: &output)
        output += value
    }
}

extension CallContext {
    /// The call as the store's writer knows it.
    ///
    /// - Parameter digest: Of what the caller intends.
    /// - Returns: The call; its key is bound to the principal.
    func writeCall(digest: RequestDigest) -> WriteCall {
        let actor = caller?.principalBytes ?? []
        var call = WriteCall(
            actor: actor,
            method: method.text,
            request: requestID.bytes
        )
        call.isDryRun = isDryRun
        call.deadline = deadline
        if let key {
            call.key = IdempotencyKey(
                principal: actor,
                key: OpaqueID(key.id),
                digest: digest.digest
            )
        }
        return call
    }
}
