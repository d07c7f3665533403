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
    private var bytes: [UInt8]

    /// The digest of a call without messages.
    init(_ call: CallContext) {
        var input = Array("whub-request-1".utf8)
        RequestDigest.append(call.method.nameBytes, to: &input)
        input.append(call.isDryRun ? 1 : 0)
        RequestDigest.append(call.assertions.tenantCode.map { Array($0.utf8) }, to: &input)
        let epoch = call.assertions.epoch.map { epoch in
            (0..<8).map { UInt8(truncatingIfNeeded: epoch >> (56 - $0 * 8)) }
        }
        RequestDigest.append(epoch, to: &input)
        bytes = SHA256.digest(of: input).bytes
    }

    /// Folds one message in.
    ///
    /// - Parameter message: As it was received.
    mutating func add(_ message: Span<UInt8>) {
        var input = bytes
        RequestDigest.append(Array(copying: message), to: &input)
        bytes = SHA256.digest(of: input).bytes
    }

    /// The 32 bytes.
    var digest: [UInt8] { bytes }

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
    /// Whose file the call works on: what its method's facts say, and the caller's own tenant.
    var place: StorePlace {
        switch method.facts.scope {
        case .region: return .region
        case .tenant:
            if let caller { return .tenant(caller.tenant) }
            return .registry
        default: return .registry
        }
    }

    /// The call as the store's writer knows it.
    ///
    /// - Parameter digest: Of what the caller intends.
    /// - Returns: The call; its key is bound to the principal.
    func writeCall(digest: RequestDigest) -> WriteCall {
        let actor = caller?.principal.bytes ?? []
        var call = WriteCall(
            actor: actor,
            method: "\(method.name)",
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

    /// What the caller is told of a write.
    ///
    /// - Parameter result: How the store's writer ended it.
    /// - Returns: The response and its status, or a fault.
    func outcome(of result: WriteResult<WriteAnswer, Fault>) -> LoopMail.Outcome {
        switch result {
        case .committed(let answer, let receipt):
            let applied = answer.hasChanged ? Applied.yes : .no
            return .answered(answer.response, status: status(receipt, applied: applied))
        case .rehearsed(let answer, let receipt):
            return .answered(answer.response, status: status(receipt, applied: .no))
        case .replayed(let stored):
            var status = Status()
            status.applied = .yes
            status.revision = UInt64(clamping: stored.revision)
            status.requestId = requestID.description
            return .answered(stored.body, status: status.encoded())
        case .keyReused: return .failed(Fault(.keyUsedForAnotherRequest))
        case .refused(let fault): return .failed(fault)
        case .failed(let error): return .failed(Fault(error))
        case .unknown(let error):
            var fault = Fault(.outcomeUnknown)
            fault.applied = .unknown
            fault.cause = "\(error.code): \(error.detail)"
            return .failed(fault)
        }
    }

    private func status(_ receipt: WriteReceipt, applied: Applied) -> [UInt8] {
        var status = Status()
        status.applied = applied
        status.dryRun = isDryRun
        status.revision = UInt64(clamping: receipt.revision)
        status.epoch = UInt64(clamping: receipt.epoch)
        status.chainHead = receipt.head.chain
        status.requestId = requestID.description
        return status.encoded()
    }
}
