import HubSystem

/// One thread for work that waits for the disk, with a bounded queue.
final class WaitingThread: Sendable {
    /// Pieces of work that may wait.
    static let waitingMax = 1_024

    private struct Queue {
        var waiting: [@Sendable () -> Void] = []
        var isStopping = false
        var hasEnded = false
    }

    private let queue: Monitor<Queue>

    /// Starts the thread.
    init(name: StaticString) throws(SystemError) {
        let queue = Monitor(Queue())
        self.queue = queue
        _ = try Thread.start(name: name) {
            while true {
                let batch: [@Sendable () -> Void]? = queue.wait { queue in
                    if queue.waiting.isEmpty { return queue.isStopping ? .some(nil) : nil }
                    let batch = queue.waiting
                    queue.waiting = []
                    return batch
                }
                guard let batch else { break }
                for work in batch { work() }
            }
            queue.change { $0.hasEnded = true }
        }
    }

    /// Queues work.
    ///
    /// - Parameter work: What to do on the thread.
    /// - Returns: Whether there was room.
    func post(_ work: @escaping @Sendable () -> Void) -> Bool {
        queue.change { queue in
            guard !queue.isStopping, queue.waiting.count < WaitingThread.waitingMax else {
                return false
            }
            queue.waiting.append(work)
            return true
        }
    }

    /// Does what waits, then ends the thread and waits for it.
    func stop() {
        queue.change { $0.isStopping = true }
        queue.wait { $0.hasEnded ? () : nil }
    }
}
