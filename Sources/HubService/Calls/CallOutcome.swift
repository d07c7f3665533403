import HubStore
import HubWire

/// How a call ended.
package enum CallOutcome: Sendable {
    /// With one message, and a status that is empty for a read.
    case answered([UInt8], status: [UInt8])
    /// With a fault.
    case failed(Fault)
}

extension CallContext {
    /// What the caller is told of a write.
    ///
    /// - Parameter result: How the store's writer ended it.
    /// - Returns: The response and its status, or a fault.
    func outcome(of result: WriteResult<WriteAnswer, Fault>) -> CallOutcome {
        switch result {
        case .committed(let answer, let receipt):
            let applied = answer.hasChanged ? Applied.yes : .no
            return .answered(answer.response, status: status(receipt, applied: applied))
        case .rehearsed(let answer, let receipt):
            return .answered(answer.response, status: status(receipt, applied: .no))
        case .replayed(let stored): return replay(stored)
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

    private func replay(_ stored: StoredOutcome) -> CallOutcome {
        do throws(Fault) {
            let kept = try Fault.decoded(KeptOutcome.self, stored.body)
            var status = kept.status(stored.revision, requestID)
            if hidesRegistry { status.forgetRevision() }
            return .answered(kept.response, status: status.encoded())
        } catch {
            return .failed(error)
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
        if hidesRegistry { status.forgetRevision() }
        return status.encoded()
    }

    /// Whether the state of the file is not the caller's to know: the registry's would tell a
    /// council whenever another one invites somebody.
    private var hidesRegistry: Bool {
        place == .registry && method.facts.permission != .operate
    }
}

extension Status {
    /// Leaves out how far the file has come.
    fileprivate mutating func forgetRevision() {
        revision = 0
        epoch = 0
        chainHead = []
    }
}

/// What a writing handler leaves.
struct WriteAnswer: Sendable {
    let response: [UInt8]
    /// Whether anything was recorded; a file full of errors, for one, changes nothing.
    let hasChanged: Bool
    /// Whether it posted messages to another file.
    let hasMail: Bool
    /// What the change makes known once it is committed.
    let publication: Publication?

    /// Runs a handler, and keeps what came of it with the change.
    init(
        _ snapshots: HubSnapshots,
        _ place: StorePlace,
        _ store: inout WriteContext,
        _ handler: (inout WriteContext) throws(Fault) -> EncodedChange
    ) throws(Fault) {
        let before = store.lastRevision
        let change = try handler(&store)
        response = change.response
        hasChanged = store.lastRevision != before
        if hasChanged, change.isKept {
            let kept = KeptOutcome(change, in: store).encoded()
            try stored { () throws(StoreError) in try store.keepOutcome(kept) }
        } else {
            store.leaveKeyFree()
        }
        hasMail = store.hasPosted
        publication = hasChanged ? try snapshots.publication(of: place, in: store) : nil
    }
}
