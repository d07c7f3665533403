import HubCrypto
package import HubLoop
import HubStore
import HubSystem

/// What every withdrawal of access passes through before it is answered.
///
/// The directory has a new generation by then. Each loop ends what is no longer allowed, and each
/// file finishes the calls that it had begun: those that are begun later ask the directory. When
/// all have said so, nothing that the withdrawn was doing can take effect or be answered any more.
package final class AccessBarrier: Sendable {
    /// One change on its way.
    private struct Passage {
        var loops: Set<Int>
        var files: Int
        var isOver: Bool { loops.isEmpty && files == 0 }
    }

    private struct State {
        var loops: [Int: Mailbox<LoopMail>] = [:]
        var joined = 0
        var began: UInt64 = 0
        var passages: [UInt64: Passage] = [:]
        var waiting: [(last: UInt64, body: @Sendable () -> Void)] = []
        var files: @Sendable (Set<UniqueID>) -> [Writer] = { _ in [] }

        /// Takes those whose changes have passed.
        mutating func takeReady() -> [@Sendable () -> Void] {
            let first = passages.keys.min() ?? .max
            let ready = waiting.filter { $0.last < first }.map(\.body)
            waiting.removeAll { $0.last < first }
            return ready
        }
    }

    private let state = Lock(State())

    /// A barrier that nobody has joined.
    init() {}

    /// Learns which files there are.
    ///
    /// - Parameter files: The open files in which something of these tenants can be under way.
    func watch(_ files: @escaping @Sendable (Set<UniqueID>) -> [Writer]) {
        state.withLock { $0.files = files }
    }

    /// A loop has connections from now on.
    ///
    /// - Parameter mailbox: The loop's.
    /// - Returns: Its number here.
    package func join(_ mailbox: Mailbox<LoopMail>) -> Int {
        state.withLock { state in
            state.joined += 1
            state.loops[state.joined] = mailbox
            return state.joined
        }
    }

    /// A loop has ended, and all its connections with it.
    package func leave(_ loop: Int) {
        let open = state.withLock { state in
            state.loops[loop] = nil
            return Array(state.passages.keys)
        }
        for number in open { pass(number) { $0.loops.remove(loop) } }
    }

    /// Sends a change on its way; never waits.
    func begin(_ change: RightsChange) {
        guard !change.isEmpty else { return }
        let files = state.withLock { $0.files }(change.tenants)
        let (number, loops) = state.withLock { state in
            state.began += 1
            let passage = Passage(loops: Set(state.loops.keys), files: files.count)
            state.passages[state.began] = passage
            return (state.began, state.loops)
        }
        for (loop, mailbox) in loops {
            let done: @Sendable () -> Void = { [self] in
                pass(number) { $0.loops.remove(loop) }
            }
            if mailbox.post(.rights(change, done: done)) != .accepted { done() }
        }
        for file in files {
            file.whenPassed { [self] in pass(number) { $0.files -= 1 } }
        }
        if loops.isEmpty, files.isEmpty { pass(number) { _ in } }
    }

    /// Calls `body` when every change that has begun is through; never waits.
    ///
    /// - Parameter body: Called at once or on another thread; must be quick.
    package func whenPassed(_ body: @escaping @Sendable () -> Void) {
        let isThrough = state.withLock { state in
            guard !state.passages.isEmpty else { return true }
            state.waiting.append((state.began, body))
            return false
        }
        if isThrough { body() }
    }

    /// Waits until every change that has begun is through; not on a loop, nor on a thread of the
    /// store.
    package func wait() {
        let passed = Monitor(false)
        whenPassed { passed.change { $0 = true } }
        passed.wait { $0 ? () : nil }
    }

    private func pass(_ number: UInt64, _ change: (inout Passage) -> Void) {
        let ready = state.withLock { state -> [@Sendable () -> Void] in
            guard var passage = state.passages[number] else { return [] }
            change(&passage)
            state.passages[number] = passage.isOver ? nil : passage
            return passage.isOver ? state.takeReady() : []
        }
        for body in ready { body() }
    }
}
