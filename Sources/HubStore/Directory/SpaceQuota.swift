import HubSystem

/// How much room a file and its log may take, asked of the file system now and then.
///
/// A part is kept back for the hub's own record of what happened, so that a tenant whose room is
/// used up is still told what the registry decides about it.
final class SpaceQuota: Sendable {
    /// How often the file system is asked while the file is far from its limit.
    static let lookMilliseconds: UInt64 = 1_000
    /// The part of the limit that is kept back: a sixty-fourth.
    static let reserveParts: UInt64 = 64

    private struct State {
        var used: UInt64 = 0
        var nextLook: Moment?
    }

    private let state = Lock(State())
    private let path: String
    private let limitBytes: UInt64
    private let clock: HubClock

    /// A quota.
    ///
    /// - Parameters:
    ///   - path: The file; its log lies beside it.
    ///   - limitBytes: What both may take.
    ///   - clock: The time.
    init(path: String, limitBytes: UInt64, clock: HubClock) {
        self.path = path
        self.limitBytes = limitBytes
        self.clock = clock
    }

    /// Why the file may not be written now.
    ///
    /// - Parameter fromReserve: Whether by a call for which a part was kept back.
    /// - Returns: The failure, which has use and limit; `nil` while there is room.
    func refusal(fromReserve: Bool) -> StoreError? {
        let used = look()
        let limit = fromReserve ? limitBytes : limitBytes - limitBytes / Self.reserveParts
        guard used >= limit else { return nil }
        return StoreError(
            .quota,
            "\(used) of \(limitBytes) bytes are used",
            space: StoreError.Space(usedBytes: used, limitBytes: limitBytes)
        )
    }

    private func look() -> UInt64 {
        let now = clock.moment
        let limit = limitBytes
        return state.withLock { state in
            let isNear = state.used >= limit / 2
            if !isNear, let next = state.nextLook, now < next { return state.used }
            state.nextLook = now.advanced(milliseconds: Self.lookMilliseconds)
            state.used = size(path) + size("\(path)-wal")
            return state.used
        }
    }

    private func size(_ path: String) -> UInt64 {
        guard let facts = try? LocalFile.facts(path) else { return 0 }
        return UInt64(clamping: facts.bytes)
    }
}
