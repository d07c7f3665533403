public import HubSystem

/// What became of mail.
@usableFromInline
package enum Posted: Sendable {
    /// The loop will get it.
    case accepted
    /// There is no room; nothing was taken.
    case full
    /// The loop has ended; nobody would read it.
    case closed
}

/// The only way for another thread to reach a loop: mail it collects once per turn.
///
/// Bounded, first in first out per poster. The loop's bell is rung only when mail comes to an empty
/// box of a loop that sleeps, so that a busy loop costs its posters no system call, and a batch
/// costs one.
@usableFromInline
package final class Mailbox<Message: Sendable>: Sendable {
    @usableFromInline
    struct Contents {
        @usableFromInline var messages: [Message] = []
        @usableFromInline var isReaderAsleep = false
        @usableFromInline var isClosed = false

        /// Whether the bell must be rung for mail that was just left.
        @inlinable
        mutating func wakesReader() -> Bool {
            let asleep = isReaderAsleep
            isReaderAsleep = false
            return asleep
        }
    }

    @usableFromInline let contents: Lock<Contents>
    @usableFromInline let bell: WakeUp

    /// How many messages wait at most.
    @usableFromInline package let limit: Int

    /// An empty box.
    ///
    /// - Parameter limit: How many messages wait at most.
    /// - Throws: `SystemError` when the process has no descriptor left.
    package init(limit: Int) throws(SystemError) {
        precondition(limit > 0, "a mailbox that takes nothing")
        self.limit = limit
        bell = try WakeUp()
        contents = Lock(Contents())
    }

    /// Leaves one message, from any thread.
    ///
    /// - Parameter message: What the loop is told.
    /// - Returns: What became of it.
    @inlinable
    package func post(_ message: Message) -> Posted {
        let (posted, mustRing) = contents.withLock { contents in
            if contents.isClosed { return (Posted.closed, false) }
            if contents.messages.count >= limit { return (Posted.full, false) }
            contents.messages.append(message)
            return (Posted.accepted, contents.wakesReader())
        }
        if mustRing { bell.ring() }
        return posted
    }

    /// Leaves several messages at once, all or none, from any thread.
    ///
    /// - Parameter batch: What the loop is told, in this order.
    /// - Returns: What became of them.
    @inlinable
    package func post(contentsOf batch: [Message]) -> Posted {
        if batch.isEmpty { return .accepted }
        let (posted, mustRing) = contents.withLock { contents in
            if contents.isClosed { return (Posted.closed, false) }
            if batch.count > limit - contents.messages.count { return (Posted.full, false) }
            contents.messages.append(contentsOf: batch)
            return (Posted.accepted, contents.wakesReader())
        }
        if mustRing { bell.ring() }
        return posted
    }

    /// The descriptor that tells the loop of mail.
    var bellNumber: Int32 { bell.number }

    /// Takes everything that waits.
    ///
    /// `batch` comes empty; its memory becomes the box's.
    @inlinable
    func drain(into batch: inout [Message]) {
        contents.withLock { contents in
            contents.isReaderAsleep = false
            if !contents.messages.isEmpty { swap(&contents.messages, &batch) }
        }
    }

    /// Told before the loop waits: from here mail rings the bell.
    ///
    /// - Returns: `false` when mail is there already; the loop must not sleep.
    @inlinable
    func readerFallsAsleep() -> Bool {
        contents.withLock { contents in
            contents.isReaderAsleep = contents.messages.isEmpty
            return contents.isReaderAsleep
        }
    }

    /// Takes no more mail.
    ///
    /// What waits unread is dropped.
    @inlinable
    func close() {
        contents.withLock { contents in
            contents.isClosed = true
            contents.messages = []
        }
    }
}
