package import HubSystem

/// The few threads on which files are written: each takes a file and runs one group of its calls.
///
/// Bulk work has a thread of its own, so that an import keeps nobody waiting but its own tenant.
@usableFromInline
package final class StoreThreads: Sendable {
    /// Which threads a turn runs on.
    @usableFromInline
    enum Lane: Sendable {
        case ordinary
        case bulk
    }

    private struct Queue {
        var turns = WaitingLine<@Sendable () -> Void>()
        var isStopping = false

        mutating func take() -> Turn? {
            if let turn = turns.popFirst() { return .run(turn) }
            return isStopping ? .stop : nil
        }
    }

    private enum Turn {
        case run(@Sendable () -> Void)
        case stop
    }

    private let ordinary = Monitor(Queue())
    private let bulk = Monitor(Queue())
    private let running = Monitor(0)

    /// Starts the threads.
    ///
    /// - Parameter count: How many threads for ordinary calls; one more is for bulk work.
    /// - Throws: `SystemError` when the kernel has no threads to give.
    package init(count: Int) throws(SystemError) {
        for _ in 0..<max(1, count) { try start("store", ordinary) }
        try start("store-bulk", bulk)
    }

    private func start(_ name: StaticString, _ queue: Monitor<Queue>) throws(SystemError) {
        running.change { $0 += 1 }
        let running = running
        do {
            _ = try Thread.start(name: name) {
                while case .run(let turn) = queue.wait({ $0.take() }) { turn() }
                running.change { $0 -= 1 }
            }
        } catch {
            running.change { $0 -= 1 }
            throw error
        }
    }

    /// Lets a file have its turn, after those that asked before.
    func schedule(_ lane: Lane, _ turn: @escaping @Sendable () -> Void) {
        queue(lane).changeForOne { $0.turns.append(turn) }
    }

    /// Whether no other file waits for its turn: the present one may go on where it is, which
    /// wakes nobody and finds the file's pages in the processor's cache.
    func isNobodyWaiting(_ lane: Lane) -> Bool { queue(lane).look { $0.turns.isEmpty } }

    private func queue(_ lane: Lane) -> Monitor<Queue> {
        switch lane {
        case .ordinary: ordinary
        case .bulk: bulk
        }
    }

    /// Runs what was scheduled, then ends the threads and waits for them.
    ///
    /// - Important: Close every file first; a turn scheduled after this never runs.
    package func stop() {
        ordinary.change { $0.isStopping = true }
        bulk.change { $0.isStopping = true }
        running.wait { $0 == 0 ? () : nil }
    }
}
