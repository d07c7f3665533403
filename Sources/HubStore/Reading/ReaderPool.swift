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
    /// For whom it is read, such as a tenant; the reads of each party take turns with the others'.
    package var party: [UInt8] = []
    /// Where its work is counted.
    package var work: WorkAccount?

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
///
/// What one party reads, of whatever files, is a line, and the lines take turns. One line never has
/// all threads, where there are several: long lists of one council leave a thread to the others.
package final class ReaderPool: Sendable {
    /// The most calls that wait; the next one is refused.
    package static let waitingMax = 1_024
    /// The most calls of one party that wait; the next one is refused.
    package static let partyWaitingMax = 64
    /// Steps of SQLite's machine that a read may take: a few tens of seconds.
    package static let stepsMax = 2_000_000_000

    /// How far its threads yield to loops and writers, in nice values: where one processor is
    /// wanted by both, nine tenths are theirs, and they run as soon as they wake.
    static let niceness: Int32 = 10

    private struct Line: Hashable {
        let party: [UInt8]
        /// The file, where nobody is named.
        let file: ObjectIdentifier?

        init(_ party: [UInt8], of file: Writer) {
            self.party = party
            self.file = party.isEmpty ? ObjectIdentifier(file) : nil
        }
    }

    private struct Queue {
        var lines: FairLines<Line, @Sendable () -> Void>
        var threads = 0
        var isStopping = false
    }

    private enum Turn {
        case run(Line, @Sendable () -> Void)
        case stop
    }

    private let queue: Monitor<Queue>
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
        let lines = FairLines<Line, @Sendable () -> Void>(
            runningMax: max(1, count - 1),
            lineWaitingMax: Self.partyWaitingMax,
            waitingMax: Self.waitingMax
        )
        let queue = Monitor(Queue(lines: lines))
        self.queue = queue
        for _ in 0..<max(1, count) {
            queue.change { $0.threads += 1 }
            do {
                _ = try Thread.start(name: "store-read") { Self.work(queue) }
            } catch {
                queue.change { $0.threads -= 1 }
                throw error
            }
        }
    }

    private static func work(_ queue: Monitor<Queue>) {
        // Whoever calls a point read beside a long list is not to wait for the list.
        ThreadPriority.yieldToOthers(by: niceness)
        while case .run(let line, let job) = queue.wait({ next(&$0) }) {
            job()
            queue.change { $0.lines.ended(line) }
        }
        queue.change { $0.threads -= 1 }
    }

    private static func next(_ queue: inout Queue) -> Turn? {
        if let (line, job) = queue.lines.take() { return .run(line, job) }
        return queue.isStopping && queue.lines.isEmpty ? .stop : nil
    }

    /// Queues a read.
    ///
    /// - Parameters:
    ///   - call: When to stop.
    ///   - file: The writer of the file to read.
    ///   - job: Reads; sees one state of the file from its first statement to its end. A long list
    ///     is read in several calls, by key at one revision, so that none holds the log.
    ///   - completion: Called once, with the result, by whoever the completions are delivered to.
    /// - Throws: `readsFull`, `closed`; then the completion is not called.
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
            try queue.lines.append(work, to: Line(call.party, of: file))
        }
    }

    private static func run<Value: Sendable, Failure: Error>(
        _ call: ReadCall,
        on file: Writer,
        _ job: @Sendable (borrowing Database) throws(Failure) -> Value
    ) -> ReadResult<Value, Failure> {
        do throws(StoreError) {
            try Interruption(clock: file.clock, cancel: call.cancel, deadline: call.deadline)
                .check()
            let connection = try file.takeConnection()
            let begun = ThreadTime.nanoseconds
            defer { call.work?.add(ThreadTime.nanoseconds &- begun) }
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
        queue.wait { $0.threads == 0 ? () : nil }
    }
}
