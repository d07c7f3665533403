public import HubSystem

/// One thread, one poller, and everything that happens on them.
///
/// There is no Swift concurrency on this path: no task, no continuation, no existential and no hop
/// per request. Each of them was measured at hundreds to thousands of instructions and several
/// allocations, where reading, answering and encrypting a small request takes 2,600. Confinement is
/// checked by the compiler all the same: loop, context, tables and handler are not `Sendable`, so
/// they can be *sent* to the loop's thread (`start`) but never shared with another. Other threads
/// reach the loop through its `Mailbox` only.
///
/// One turn:
///
///     give way (to threads that work for the loop, where they share its processor)
///     wait (until an event, mail, or the next clock)
///       -> events    ready(token, readiness)
///       -> mail      received(message)
///       -> clocks    timerFired(kind, token)
///       -> endOfTurn()          here the driver sends what the turn has written
///
/// `@inlinable` where the handler's or the message's type is involved: unspecialised, one turn
/// looked types up at run time for some 3,500 instructions.
///
/// Mail that arrives during a turn is taken in the next one. Nothing is freed behind the handler's
/// back: an event for a connection closed earlier in the turn is recognised by its generation.
@usableFromInline
package struct EventLoop<Message: Sendable>: ~Copyable {
    @usableFromInline var context: LoopContext
    @usableFromInline var batch: [Message] = []
    @usableFromInline let mailbox: Mailbox<Message>

    private init(context: consuming LoopContext, mailbox: Mailbox<Message>) {
        self.context = context
        self.mailbox = mailbox
    }

    /// Makes a loop.
    ///
    /// - Parameters:
    ///   - mailbox: How other threads reach it; of this loop alone.
    ///   - clock: What its clocks are measured with.
    ///   - eventsPerTurnMax: How many events one wait takes; more are told in the next turn.
    /// - Returns: A loop that has not begun.
    /// - Throws: `SystemError` when the process has no descriptor left.
    package static func make(
        mailbox: Mailbox<Message>,
        clock: HubClock = .system,
        eventsPerTurnMax: Int = loopEventsPerTurnMax
    ) throws(SystemError) -> EventLoop {
        let poller = try Poller.make(eventsPerTurnMax: eventsPerTurnMax)
        try poller.addEdgeTriggered(mailbox.bellNumber, .wakeUp)
        return EventLoop(context: LoopContext(poller: poller, clock: clock), mailbox: mailbox)
    }

    /// Runs until the handler stops the loop.
    ///
    /// The mailbox is closed afterwards.
    ///
    /// - Parameter handler: What happens.
    /// - Throws: `SystemError` when the handler could not start or the kernel cannot wait.
    @inlinable
    package mutating func run<Handler: LoopHandler & ~Copyable>(
        _ handler: inout Handler
    ) throws(SystemError) where Handler.Message == Message {
        defer { mailbox.close() }
        try handler.started(&context)
        while !context.isStopping { try turn(&handler) }
    }

    @inlinable
    mutating func turn<Handler: LoopHandler & ~Copyable>(
        _ handler: inout Handler
    ) throws(SystemError) where Handler.Message == Message {
        Processor.giveWay()
        let mayWait = mailbox.readerFallsAsleep()
        let count = try context.wait(mayWait: mayWait)
        for index in 0..<count {
            let (token, readiness) = context.event(index)
            if token == .wakeUp { continue }
            handler.ready(token, readiness, &context)
        }
        // Looked at in every turn: a busy loop is not rung for.
        mailbox.drain(into: &batch)
        if !batch.isEmpty {
            for message in batch { handler.received(message, &context) }
            batch.removeAll(keepingCapacity: true)
        }
        while let due = context.popDue() {
            handler.timerFired(due.kind, due.token, &context)
        }
        handler.endOfTurn(&context)
    }

    /// Hands a loop and its handler to a new thread that runs them.
    ///
    /// - Parameters:
    ///   - name: The thread's name; at most 15 bytes.
    ///   - loop: The loop.
    ///   - handler: What happens on it.
    ///   - ended: Called on the loop's thread when it has ended, with the failure that ended it.
    /// - Returns: The thread.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    @inlinable
    package static func start<Handler: LoopHandler & ~Copyable>(
        name: StaticString,
        loop: consuming sending EventLoop,
        handler: consuming sending Handler,
        ended: @escaping @Sendable (SystemError?) -> Void
    ) throws(SystemError) -> Thread where Handler.Message == Message {
        let load = Load(loop: loop, handler: handler)
        return try Thread.start(name: name) { ended(load.run()) }
    }

    /// What a new loop's thread is handed: a class only because a closure cannot own a noncopyable.
    @usableFromInline
    final class Load<Handler: LoopHandler & ~Copyable> where Handler.Message == Message {
        @usableFromInline var loop: EventLoop
        @usableFromInline var handler: Handler

        @inlinable
        init(loop: consuming sending EventLoop, handler: consuming sending Handler) {
            self.loop = loop
            self.handler = handler
        }

        @inlinable
        func run() -> SystemError? {
            do {
                try loop.run(&handler)
                return nil
            } catch {
                return error
            }
        }
    }
}

/// Confined to its thread; handed over once, by `start`.
@available(*, unavailable)
extension EventLoop: Sendable {}

/// How many events one turn takes unless told otherwise; a turn stays short enough to be fair.
package let loopEventsPerTurnMax = 256
