package import HubSystem

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
///     wait (until an event, mail, or the next clock)
///       -> events    ready(token, readiness)
///       -> mail      received(message)
///       -> clocks    timerFired(kind, token)
///       -> endOfTurn()          here the driver sends what the turn has written
///
/// Mail that arrives during a turn is taken in the next one. Nothing is freed behind the handler's
/// back: an event for a connection closed earlier in the turn is recognised by its generation.
package struct EventLoop<Message: Sendable>: ~Copyable {
    private var context: LoopContext
    private var batch: [Message] = []
    private let mailbox: Mailbox<Message>
    private let clock: HubClock

    private init(
        poller: consuming Poller,
        mailbox: Mailbox<Message>,
        clock: HubClock
    ) {
        context = LoopContext(poller: poller, now: clock.moment)
        self.mailbox = mailbox
        self.clock = clock
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
        return EventLoop(poller: poller, mailbox: mailbox, clock: clock)
    }

    /// Runs until the handler stops the loop.
    ///
    /// The mailbox is closed afterwards.
    ///
    /// - Parameter handler: What happens.
    /// - Throws: `SystemError` when the handler could not start or the kernel cannot wait.
    package mutating func run<Handler: LoopHandler & ~Copyable>(
        _ handler: inout Handler
    ) throws(SystemError) where Handler.Message == Message {
        defer { mailbox.close() }
        try handler.started(&context)
        while !context.isStopping { try turn(&handler) }
    }

    private mutating func turn<Handler: LoopHandler & ~Copyable>(
        _ handler: inout Handler
    ) throws(SystemError) where Handler.Message == Message {
        // The wait is measured from here, not from the turn's beginning: a long turn must not make
        // every clock late by its own length.
        let longest = context.waitMilliseconds(now: clock.moment)
        let mayWait = longest != 0 && mailbox.readerFallsAsleep()
        let count = try context.poller.wait(milliseconds: mayWait ? longest : 0)
        context.now = clock.moment
        for index in 0..<count {
            let event = context.poller.event(index)
            if event.token == .wakeUp { continue }
            handler.ready(event.token, event.readiness, &context)
        }
        // Looked at in every turn: a busy loop is not rung for.
        mailbox.drain(into: &batch)
        if !batch.isEmpty {
            for message in batch { handler.received(message, &context) }
            batch.removeAll(keepingCapacity: true)
        }
        while let due = context.timers.popDue(at: context.now) {
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
    private final class Load<Handler: LoopHandler & ~Copyable> where Handler.Message == Message {
        private var loop: EventLoop
        private var handler: Handler

        init(loop: consuming sending EventLoop, handler: consuming sending Handler) {
            self.loop = loop
            self.handler = handler
        }

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
