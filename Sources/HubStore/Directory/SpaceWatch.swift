import HubSystem

/// Turns the store read-only before the disk is full, and writable again well after.
final class SpaceWatch: Sendable {
    /// How often the file system is asked.
    static let lookMilliseconds: UInt64 = 1_000

    private struct State {
        var isLow = false
        var isScarce = false
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
        look().isLow ? StoreError(.spaceLow, "less than \(keptBytes) bytes are free") : nil
    }

    /// Why not even the files may be written that others rest upon: who may come in, and who
    /// looked.
    ///
    /// Somebody can be locked out, and an access be recorded, when nothing else is written.
    var lastRefusal: StoreError? {
        look().isScarce ? StoreError(.spaceLow, "less than \(keptBytes / 4) bytes are free") : nil
    }

    /// Whether so many bytes can be written and what must stay free stays so; asked anew each time.
    func hasRoom(for bytes: UInt64) -> Bool {
        guard let free = freeBytes() else { return true }
        return free >= keptBytes + keptBytes / 4 && free - keptBytes - keptBytes / 4 >= bytes
    }

    private func look() -> State {
        let now = clock.moment
        return state.withLock { state in
            if let next = state.nextLook, now < next { return state }
            state.nextLook = now.advanced(milliseconds: Self.lookMilliseconds)
            guard let free = freeBytes() else { return state }
            state.isLow = free < SpaceWatch.mark(keptBytes, state.isLow)
            state.isScarce = free < SpaceWatch.mark(keptBytes / 4, state.isScarce)
            return state
        }
    }

    private static func mark(_ bytes: UInt64, _ isBelow: Bool) -> UInt64 {
        isBelow ? bytes + bytes / 4 : bytes
    }
}
