import HubSystem

/// Turns the store read-only before the disk is full, and writable again well after.
final class SpaceWatch: Sendable {
    /// How often the file system is asked.
    static let lookMilliseconds: UInt64 = 1_000

    private struct State {
        var isLow = false
        var nextLook: Moment?
    }

    private let state = Lock(State())
    private let clock: HubClock
    private let keptBytes: UInt64
    private let freeBytes: @Sendable () -> UInt64?

    /// A watch.
    ///
    /// - Parameters:
    ///   - keptBytes: What must stay free; writing starts again with a quarter more.
    ///   - clock: The time.
    ///   - freeBytes: Asks the file system; `nil` when it does not say, and then nothing changes.
    init(keptBytes: UInt64, clock: HubClock, freeBytes: @escaping @Sendable () -> UInt64?) {
        self.keptBytes = keptBytes
        self.clock = clock
        self.freeBytes = freeBytes
    }

    /// Why nothing may be written now.
    var refusal: StoreError? {
        let now = clock.moment
        let isLow = state.withLock { state in
            if let next = state.nextLook, now < next { return state.isLow }
            state.nextLook = now.advanced(milliseconds: Self.lookMilliseconds)
            guard let free = freeBytes() else { return state.isLow }
            let mark = state.isLow ? keptBytes + keptBytes / 4 : keptBytes
            state.isLow = free < mark
            return state.isLow
        }
        return isLow ? StoreError(.spaceLow, "less than \(keptBytes) bytes are free") : nil
    }
}
