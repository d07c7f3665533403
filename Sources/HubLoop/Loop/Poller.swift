private import CLinux
import HubSystem

/// What the owner of a descriptor wants to be told about.
package struct Interest: OptionSet, Hashable, Sendable {
    /// The bits.
    package let rawValue: UInt8

    /// The interest of these bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bytes, connections, or the end of what the peer sends.
    package static let readable = Interest(rawValue: 1)
    /// Room to write, or a connection that is made.
    package static let writable = Interest(rawValue: 2)
}

/// What the kernel says about a descriptor.
@usableFromInline
package struct Readiness: OptionSet, Hashable, Sendable {
    /// The bits.
    @usableFromInline
    package let rawValue: UInt8

    /// The readiness of these bits.
    @usableFromInline
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A read will not wait; it may tell of the end or of a failure.
    package static let readable = Readiness(rawValue: 1)
    /// A write will not wait; it may tell of a failure.
    package static let writable = Readiness(rawValue: 2)
    /// The peer has ended its sending; what it sent before may still be unread.
    package static let peerFinished = Readiness(rawValue: 4)
    /// Both directions are over, or the descriptor has failed.
    ///
    /// Reported whatever the interest, and in every turn again: the owner must read what is left
    /// and close.
    package static let hangUp = Readiness(rawValue: 8)
}

/// The kernel's list of watched descriptors (epoll, level-triggered), and what it last told.
///
/// Level-triggered: a descriptor left readable is told again in the next turn, so nothing is lost
/// when a turn stops early. The wake-up alone is edge-triggered (see `WakeUp`).
@safe
struct Poller: ~Copyable {
    private let descriptor: Descriptor
    private let events: UnsafeMutablePointer<epoll_event>
    private let capacity: Int

    private init(adopting descriptor: consuming Descriptor, capacity: Int) {
        self.descriptor = descriptor
        self.capacity = capacity
        unsafe events = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
        unsafe events.initialize(repeating: epoll_event(), count: capacity)
    }

    deinit { unsafe events.deallocate() }

    static func make(eventsPerTurnMax: Int) throws(SystemError) -> Poller {
        precondition(eventsPerTurnMax > 0, "a poller that hears nothing")
        let number = try systemCall("epoll_create1") { clinux_epoll_create() }
        return Poller(adopting: Descriptor(adopting: number), capacity: eventsPerTurnMax)
    }

    func add(_ number: Int32, _ token: Token, _ interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_ADD, number, token, mask(interest))
    }

    func change(_ number: Int32, _ token: Token, _ interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_MOD, number, token, mask(interest))
    }

    func addEdgeTriggered(_ number: Int32, _ token: Token) throws(SystemError) {
        try control(EPOLL_CTL_ADD, number, token, EPOLLIN.rawValue | EPOLLET.rawValue)
    }

    func remove(_ number: Int32) throws(SystemError) {
        try control(EPOLL_CTL_DEL, number, Token(word: 0), 0)
    }

    /// Waits for events; `event(_:)` tells what they say until the next wait.
    ///
    /// - Parameter milliseconds: How long at most; below zero for ever.
    /// - Returns: How many there are, 0 when the time passed.
    /// - Throws: `SystemError`, never in a sound process.
    mutating func wait(milliseconds: Int32) throws(SystemError) -> Int {
        let number = descriptor.number
        let events = unsafe events
        let space = Int32(clamping: capacity)
        // An interrupted wait starts again with the full time; every signal the loop cares about
        // comes through a descriptor, so nothing but a debugger interrupts it.
        return Int(
            try systemCall("epoll_wait") {
                unsafe epoll_wait(number, events, space, milliseconds)
            }
        )
    }

    func event(_ index: Int) -> (token: Token, readiness: Readiness) {
        precondition(index >= 0 && index < capacity)
        let bits = unsafe events[index].events
        var readiness: Readiness = []
        if bits & EPOLLIN.rawValue != 0 { readiness.insert(.readable) }
        if bits & EPOLLOUT.rawValue != 0 { readiness.insert(.writable) }
        if bits & EPOLLRDHUP.rawValue != 0 { readiness.formUnion([.readable, .peerFinished]) }
        if bits & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { readiness.insert(.hangUp) }
        return (Token(word: unsafe clinux_event_token(events + index)), readiness)
    }

    private func control(
        _ operation: Int32,
        _ number: Int32,
        _ token: Token,
        _ bits: UInt32
    ) throws(SystemError) {
        let poller = descriptor.number
        try systemCall("epoll_ctl") {
            clinux_epoll_ctl(poller, operation, number, bits, token.word)
        }
    }

    private func mask(_ interest: Interest) -> UInt32 {
        var bits: UInt32 = 0
        // The peer's end is told only to those who read: to others it would be told in every turn.
        if interest.contains(.readable) { bits |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
        if interest.contains(.writable) { bits |= EPOLLOUT.rawValue }
        return bits
    }
}
