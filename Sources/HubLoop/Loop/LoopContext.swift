public import HubSystem

/// What a handler may do to its loop.
@usableFromInline
package struct LoopContext: ~Copyable {
    private let core: LoopCore

    init(poller: consuming Poller, clock: HubClock) {
        core = LoopCore(poller: poller, clock: clock)
    }

    /// The time, read once when the turn began: everything in one turn happens at one moment.
    package var now: Moment { unsafe core.now }

    /// Whether the loop ends with this turn.
    @usableFromInline package var isStopping: Bool { unsafe core.isStopping }

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
        try unsafe core.poller.add(descriptor.number, token, interest)
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
        try unsafe core.poller.change(descriptor.number, token, interest)
    }

    /// Stops watching a descriptor that stays open.
    ///
    /// Closing does this by itself.
    ///
    /// - Parameter descriptor: Which.
    /// - Throws: `SystemError` when it is not watched.
    package func deregister(_ descriptor: borrowing Descriptor) throws(SystemError) {
        try unsafe core.poller.remove(descriptor.number)
    }

    /// Sets or moves a clock.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    ///   - deadline: When it runs out.
    package mutating func arm(_ kind: TimerKind, for token: Token, at deadline: Moment) {
        unsafe core.timers.arm(kind, for: token, at: deadline)
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
        unsafe core.timers.arm(kind, for: token, at: core.now.advanced(milliseconds: milliseconds))
    }

    /// Stops a clock.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    package mutating func disarm(_ kind: TimerKind, for token: Token) {
        unsafe core.timers.disarm(kind, for: token)
    }

    /// Stops all clocks of a token, as when its connection closes.
    ///
    /// - Parameter token: Whose.
    package mutating func disarmAll(for token: Token) {
        unsafe core.timers.disarmAll(for: token)
    }

    /// Has the next turn begin without waiting, for work this turn left over on purpose.
    package mutating func wantTurn() { unsafe core.isTurnWanted = true }

    /// Ends the loop after this turn.
    package mutating func stop() { unsafe core.isStopping = true }

    /// Waits for what comes first: an event, the bell, or the next clock.
    ///
    /// Answers how many events.
    @usableFromInline
    mutating func wait(mayWait: Bool) throws(SystemError) -> Int {
        var milliseconds: Int32 = 0
        if unsafe mayWait && !core.isTurnWanted {
            // Measured from here, not from the turn's beginning: a long turn must not make every
            // clock late by its own length.
            milliseconds =
                unsafe core.timers.nextLook.map {
                    Int32(clamping: core.clock.moment.milliseconds(until: $0))
                } ?? -1
        }
        unsafe core.isTurnWanted = false
        let count = try unsafe core.poller.wait(milliseconds: milliseconds)
        unsafe core.now = core.clock.moment
        return count
    }

    /// What one of the events says that the last wait brought.
    @usableFromInline
    func event(_ index: Int) -> (token: Token, readiness: Readiness) {
        unsafe core.poller.event(index)
    }

    /// A clock that has run out by now.
    @usableFromInline
    mutating func popDue() -> TimerQueue.Due? { unsafe core.timers.popDue(at: core.now) }
}

/// What a context stands for.
///
/// A class, although one value alone refers to it: 6.3.1 stops with a failed assertion when
/// inlinable code may destroy a noncopyable whose `deinit` is not inlinable. Exclusive access is
/// not checked again at run time: the noncopyable context, passed `inout`, is the only way in, and
/// the checks were a third of a turn's instructions.
private final class LoopCore {
    @exclusivity(unchecked) var poller: Poller
    @exclusivity(unchecked) var timers = TimerQueue()
    @exclusivity(unchecked) var isTurnWanted = false
    @exclusivity(unchecked) var isStopping = false
    @exclusivity(unchecked) var now: Moment
    let clock: HubClock

    init(poller: consuming Poller, clock: HubClock) {
        unsafe self.poller = poller
        self.clock = clock
        unsafe now = clock.moment
    }
}

/// Confined to its loop's thread.
@available(*, unavailable)
extension LoopContext: Sendable {}
