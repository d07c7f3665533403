import HubWire

/// How long a frame that is partly here may take to be whole.
struct FrameClock: Hashable, Sendable {
    private var started: SessionTime?
    private var length = 0

    /// A frame is partly here, or nothing is.
    ///
    /// - Parameters:
    ///   - have: Bytes of it that are here; with none the clock stands still.
    ///   - length: The length that it states, 0 while that is not known.
    ///   - now: The moment.
    mutating func partial(have: Int, length: Int, _ now: SessionTime) {
        guard have > 0 else { return whole() }
        if started == nil { started = now }
        self.length = length
    }

    /// The frame is whole.
    mutating func whole() { started = nil }

    /// When the frame has to be whole: a fixed time and what its length allows the slowest peer.
    func deadline(_ settings: SessionSettings) -> SessionTime? {
        let allowance = UInt64(length) * 1_000 / settings.frameBytesPerSecond
        return started?.after(settings.frameMilliseconds).after(allowance)
    }
}
