package import HubSystem

/// Makes identifiers that sort by the time of making and cannot be foreseen.
///
/// The layout is that of a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then 74 random
/// bits. Within one millisecond, and when the clock goes back, the random part counts on from the
/// last one, so that one source never makes two that are out of order.
package final class OpaqueIDSource: Sendable {
    private struct State {
        var random: RandomPool
        var last = OpaqueID(high: 0, low: 0)
    }

    private let state: Lock<State>
    private let clock: HubClock

    /// A source.
    package init(clock: HubClock, cryptography: StoreCryptography) {
        self.clock = clock
        state = Lock(State(random: RandomPool(cryptography)))
    }

    /// The next identifier.
    package func next() -> OpaqueID {
        let time = clock.instant
        return state.withLock { state in
            let random = state.random.takeID()
            var id = OpaqueID(time: time, random: random)
            if id <= state.last {
                // Some steps on, not one: the next is not to be guessed from this one.
                let step = 1 + random.low & 0xFFFF_FFFF
                let (sum, isOver) = (state.last.low & ~(3 << 62)).addingReportingOverflow(step)
                let carry: UInt64 = isOver || sum >> 62 != 0 ? 1 : 0
                let low = 0x8000_0000_0000_0000 | sum & 0x3FFF_FFFF_FFFF_FFFF
                id = OpaqueID(high: state.last.high + carry, low: low)
            }
            state.last = id
            return id
        }
    }
}
