import HubStore
import HubWire

/// How a call ended.
package enum CallOutcome: Sendable {
    /// With one message, and a status that is empty for a read.
    case answered([UInt8], status: [UInt8])
    /// With a fault.
    case failed(Fault)

    /// The outcome of a call that could not use what is kept back of a full file, because too much
    /// of it was used lately: it is told when, not that there is no room at all.
    ///
    /// - Parameter wait: Milliseconds; `nil` where it could.
    /// - Returns: The outcome; the same for every other one.
    func waiting(forReserve wait: UInt64?) -> CallOutcome {
        guard let wait, case .failed(let fault) = self, fault.storeCode == .quota else {
            return self
        }
        var waiting = Fault.tooMany(.tooManyCallsFromYourOrganisation, wait)
        waiting.message =
            "\(fault.message), and what is kept back for taking records away was "
            + "used too fast. \(waiting.message)"
        return .failed(waiting)
    }
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
            return .answered(answer.response, status: status(receipt, applied).encoded())
        case .rehearsed(let answer, let receipt):
            return .answered(answer.response, status: status(receipt, .no).encoded())
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

    /// What a change answered the first time, under this call's own id.
    private func replay(_ stored: StoredOutcome) -> CallOutcome {
        var status = status(stored.receipt, .yes)
        status.dryRun = false
        return .answered(stored.body, status: status.encoded())
    }

    private func status(_ receipt: WriteReceipt, _ applied: Applied) -> Status {
        var status = Status()
        status.applied = applied
        status.dryRun = isDryRun
        status.requestId = requestID.description
        guard !hidesRegistry else { return status }
        status.revision = UInt64(clamping: receipt.revision)
        status.epoch = UInt64(clamping: receipt.epoch)
        status.chainHead = receipt.head.chain
        return status
    }

    /// Whether the state of the file is not the caller's to know: the registry's would tell a
    /// council whenever another one invites somebody.
    private var hidesRegistry: Bool {
        place == .registry && method.facts.permission != .operate
    }
}

/// What a writing handler leaves.
struct WriteAnswer: Sendable {
    let response: [UInt8]
    /// Whether anything was recorded; a file full of errors, for one, changes nothing.
    let hasChanged: Bool
    /// Whether it posted messages to another file.
    let hasMail: Bool
    /// The bytes of what they say.
    let bytesPosted: Int
    /// The bytes of the records that it put into the journal.
    let bytesRecorded: Int
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
            let kept = change.replay
            try stored { () throws(StoreError) in try store.keepOutcome(kept) }
        } else {
            store.leaveKeyFree()
        }
        hasMail = store.hasPosted
        bytesPosted = store.bytesPosted
        bytesRecorded = store.bytesRecorded
        publication = hasChanged ? try snapshots.publication(of: place, in: store) : nil
    }
}
