package import HubSystem

/// What a handler may do to its loop.
package struct LoopContext: ~Copyable {
    var poller: Poller
    var timers = TimerQueue()
    private var isTurnWanted = false

    /// The time, read once when the turn began: everything in one turn happens at one moment.
    package internal(set) var now: Moment

    /// Whether the loop ends with this turn.
    package private(set) var isStopping = false

    init(poller: consuming Poller, now: Moment) {
        self.poller = poller
        self.now = now
    }

    /// Begins to watch a descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: Which; its owner closes it, which also ends the watching.
    ///   - token: What events will carry.
    ///   - interest: What to be told about.
    /// - Throws: `SystemError` when it is watched already or the kernel has no room.
    package func register(
        _ descriptor: borrowing Descriptor,
        as token: Token,
        for interest: Interest
    ) throws(SystemError) {
        try poller.add(descriptor.number, token, interest)
    }

    /// Changes what a watched descriptor's owner is told about.
    ///
    /// One system call: only on a change.
    ///
    /// - Parameters:
    ///   - descriptor: Which.
    ///   - token: What events will carry.
    ///   - interest: What to be told about; nothing still tells of a hang-up.
    /// - Throws: `SystemError` when it is not watched.
    package func modify(
        _ descriptor: borrowing Descriptor,
        as token: Token,
        for interest: Interest
    ) throws(SystemError) {
        try poller.change(descriptor.number, token, interest)
    }

    /// Stops watching a descriptor that stays open.
    ///
    /// Closing does this by itself.
    ///
    /// - Parameter descriptor: Which.
    /// - Throws: `SystemError` when it is not watched.
    package func deregister(_ descriptor: borrowing Descriptor) throws(SystemError) {
        try poller.remove(descriptor.number)
    }

    /// Sets or moves a clock.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    ///   - deadline: When it runs out.
    package mutating func arm(_ kind: TimerKind, for token: Token, at deadline: Moment) {
        timers.arm(kind, for: token, at: deadline)
    }

    /// Sets or moves a clock.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    ///   - milliseconds: How long from the beginning of this turn.
    package mutating func arm(
        _ kind: TimerKind,
        for token: Token,
        afterMilliseconds milliseconds: UInt64
    ) {
        timers.arm(kind, for: token, at: now.advanced(milliseconds: milliseconds))
    }

    /// Stops a clock.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    package mutating func disarm(_ kind: TimerKind, for token: Token) {
        timers.disarm(kind, for: token)
    }

    /// Stops all clocks of a token, as when its connection closes.
    ///
    /// - Parameter token: Whose.
    package mutating func disarmAll(for token: Token) {
        timers.disarmAll(for: token)
    }

    /// Has the next turn begin without waiting, for work this turn left over on purpose.
    package mutating func wantTurn() { isTurnWanted = true }

    /// Ends the loop after this turn.
    package mutating func stop() { isStopping = true }

    /// How long the next wait may be, in the kernel's terms: 0 not at all, -1 for ever.
    mutating func waitMilliseconds(now: Moment) -> Int32 {
        if isTurnWanted {
            isTurnWanted = false
            return 0
        }
        guard let look = timers.nextLook else { return -1 }
        return Int32(clamping: now.milliseconds(until: look))
    }
}

/// Confined to its loop's thread.
@available(*, unavailable)
extension LoopContext: Sendable {}
