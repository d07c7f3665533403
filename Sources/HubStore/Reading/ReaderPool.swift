package import HubSystem

/// What a pool needs to know of a call that reads.
package struct ReadCall: Sendable {
    /// After this moment the call is not begun, and is stopped within its statements.
    package var deadline: Moment?
    /// Set by the caller to take the call back.
    package var cancel: CancelFlag?
    /// Steps of SQLite's machine that it may take.
    package var stepsMax = ReaderPool.stepsMax
    /// Where the answer goes: the number of a loop, for whoever delivers.
    package var destination = 0

    /// A call with nothing special about it.
    package init() {}
}

/// How a call that reads ended.
package enum ReadResult<Value: Sendable, Failure: Error>: Sendable {
    /// What was read.
    case read(Value)
    /// The job refused.
    case refused(Failure)
    /// The store failed or the call was stopped.
    case failed(StoreError)
}

/// Threads for reads that are too long for a loop, each call in a read transaction of its own.
package final class ReaderPool: Sendable {
    /// The most calls that wait; the next one is refused.
    package static let waitingMax = 1_024
    /// Steps of SQLite's machine that a read may take: a few tens of seconds.
    package static let stepsMax = 2_000_000_000

    private struct Queue {
        var waiting = WaitingLine<@Sendable () -> Void>()
        var running = 0
        var isStopping = false
    }

    private let queue = Monitor(Queue())
    private let deliver: Delivery

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - deliver: Takes each completion.
    /// - Throws: `SystemError` when the kernel has no threads to give.
    package init(
        count: Int,
        deliver: @escaping Delivery = { for completion in $0 { completion.run() } }
    ) throws(SystemError) {
        self.deliver = deliver
        let queue = queue
        for _ in 0..<max(1, count) {
            queue.change { $0.running += 1 }
            do {
                _ = try Thread.start(name: "store-read") { Self.work(queue) }
            } catch {
                queue.change { $0.running -= 1 }
                throw error
            }
        }
    }

    private static func work(_ queue: Monitor<Queue>) {
        while true {
            let next: (@Sendable () -> Void)?? = queue.wait { queue in
                if let first = queue.waiting.popFirst() { return .some(.some(first)) }
                return queue.isStopping ? .some(.none) : nil
            }
            guard let next, let job = next else { break }
            job()
        }
        queue.change { $0.running -= 1 }
    }

    /// Queues a read.
    ///
    /// - Parameters:
    ///   - call: When to stop.
    ///   - file: The writer of the file to read.
    ///   - job: Reads; sees one state of the file from its first statement to its end. A long list
    ///     is read in several calls, by key at one revision, so that none holds the log.
    ///   - completion: Called once, with the result, by whoever the completions are delivered to.
    /// - Throws: `queueFull`, `closed`; then the completion is not called.
    package func submit<Value: Sendable, Failure: Error>(
        _ call: ReadCall,
        on file: Writer,
        job: @escaping @Sendable (borrowing Database) throws(Failure) -> Value,
        completion: @escaping @Sendable (ReadResult<Value, Failure>) -> Void
    ) throws(StoreError) {
        let registration = try ReaderRegistration(file)
        let work: @Sendable () -> Void = { [deliver] in
            let result = Self.run(call, on: file, job)
            withExtendedLifetime(registration) {}
            deliver([Completion(destination: call.destination) { completion(result) }])
        }
        try queue.change { queue throws(StoreError) in
            guard !queue.isStopping else { throw StoreError(.closed, "the pool is stopping") }
            guard queue.waiting.count < Self.waitingMax else {
                throw StoreError(.queueFull, "\(Self.waitingMax) reads wait")
            }
            queue.waiting.append(work)
        }
    }

    private static func run<Value: Sendable, Failure: Error>(
        _ call: ReadCall,
        on file: Writer,
        _ job: @Sendable (borrowing Database) throws(Failure) -> Value
    ) -> ReadResult<Value, Failure> {
        do throws(StoreError) {
            let connection = try file.takeConnection()
            let result = try run(call, with: connection.database, job)
            file.idleReaders.put(connection)
            return result
        } catch {
            return .failed(error)
        }
    }

    /// Runs a job in a read transaction; a connection whose transaction cannot end is not kept.
    private static func run<Value: Sendable, Failure: Error>(
        _ call: ReadCall,
        with database: borrowing Database,
        _ job: @Sendable (borrowing Database) throws(Failure) -> Value
    ) throws(StoreError) -> ReadResult<Value, Failure> {
        let control = database.state.control
        control.begin(cancel: call.cancel, deadline: call.deadline, stepsMax: call.stepsMax)
        defer { control.end() }
        if control.mustStop() {
            return .failed(StoreError(control.stopped ?? .cancelled, "before it began"))
        }
        try database.begin(.reading)
        let result: ReadResult<Value, Failure>
        do throws(Failure) {
            result = .read(try job(database))
        } catch {
            let reason = control.stopped
            result = reason.map { .failed(StoreError($0, "while it ran")) } ?? .refused(error)
        }
        control.end()
        try database.rollBack()
        return result
    }

    /// Runs what waits, then ends the threads and waits for them.
    package func stop() {
        queue.change { $0.isStopping = true }
        queue.wait { $0.running == 0 ? () : nil }
    }
}
