public import HubSystem

/// What happens on a loop: the driver of a server's or a client's connections.
///
/// All calls come from the loop's own thread, one after the other. None of them may wait.
@usableFromInline
package protocol LoopHandler: ~Copyable, SendableMetatype {
    /// What other threads tell the loop.
    associatedtype Message: Sendable

    /// The loop begins: descriptors are registered here.
    ///
    /// - Parameter loop: Where to register and to set clocks.
    /// - Throws: `SystemError`; the loop then ends before its first turn.
    mutating func started(_ loop: inout LoopContext) throws(SystemError)

    /// A descriptor is ready.
    ///
    /// An event may be late: of a token given up earlier in the same turn. The handler's table says
    /// so (`SlotTable.with` answers `nil`), and the handler does nothing.
    ///
    /// - Parameters:
    ///   - token: What it was registered with.
    ///   - readiness: What can be done. After `hangUp` it must be read to its end and closed.
    ///   - loop: Where to register and to set clocks.
    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext)

    /// Mail from another thread.
    ///
    /// - Parameters:
    ///   - message: What was posted.
    ///   - loop: Where to register and to set clocks.
    mutating func received(_ message: Message, _ loop: inout LoopContext)

    /// A clock has run out.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    ///   - loop: Where to register and to set clocks.
    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext)

    /// Everything that this turn brought has been handled: what was written is sent now.
    ///
    /// - Parameter loop: Where to register and to set clocks.
    mutating func endOfTurn(_ loop: inout LoopContext)
}
