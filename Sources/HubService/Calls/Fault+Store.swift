package import HubStore
import HubWire

extension Fault {
    /// What a failure of the store is to the caller.
    ///
    /// - Parameter error: The failure; its detail goes to the log alone.
    package init(_ error: StoreError) {
        let reason: Reason
        var applied = Applied.no
        switch error.code {
        case .cancelled: reason = .cancelled
        case .deadlineExceeded: reason = .outOfTime
        case .conflict: reason = .changedSinceYouReadIt
        case .missing: reason = .notFound
        // The other rules are those that the hub looks at before it writes: its own mistake.
        case .constraint where error.constraint == .unique: reason = .alreadyThere
        case .invalidCursor: reason = .pageMarkerNotValid
        case .queueFull, .readsFull, .busy, .tooManyOpen, .cannotOpen, .memory: reason = .storeBusy
        case .spaceLow, .full, .readOnly: reason = .readOnly
        case .poisoned, .closed: reason = .beingRecovered
        case .withdrawn: reason = .noLongerActive
        case .quota: reason = .spaceUsedUp
        case .corrupt, .wrongFile, .newerFile: reason = .dataDamaged
        case .outcomeUnknown:
            reason = .outcomeUnknown
            applied = .unknown
        default: reason = .faultOfTheHub
        }
        if error.code == .readsFull {
            self.init(reason, "too many of your organisation's reads wait at once")
        } else if let space = error.space {
            self.init(reason, space.words)
        } else {
            self.init(reason)
        }
        self.applied = applied
        revision = UInt64(clamping: error.currentRevision ?? 0)
        storeCode = error.code
        if !error.isOfTheCaller { cause = "\(error.code): \(error.detail)" }
    }
}

extension StoreError.Space {
    /// Use and limit, for whoever may read both: the organisation itself.
    fileprivate var words: String {
        let isSmall = limitBytes < 16 * 1_024 * 1_024
        let unit: UInt64 = isSmall ? 1_024 : 1_024 * 1_024
        let (used, limit) = (usedBytes / unit, limitBytes / unit)
        let name = isSmall ? "KiB" : "MiB"
        return "your organisation's records take \(used) \(name) of the \(limit) \(name) there are"
    }
}

extension StoreError {
    /// Whether a failure has to do with the caller alone, whose reason says all there is to say.
    ///
    /// So have full lines: an organisation fills its own, and a line of the log for each call that
    /// it refuses would have whoever floods one write the log, on the loop of its neighbours.
    fileprivate var isOfTheCaller: Bool {
        switch code {
        case .cancelled, .deadlineExceeded, .conflict, .missing, .invalidCursor, .withdrawn,
            .queueFull, .readsFull:
            true
        case .constraint: constraint == .unique
        default: false
        }
    }
}
