import HubCrypto
import HubStore
package import HubSystem

/// What every withdrawal of access passes through before it is answered.
///
/// The directory has a new generation by then. Each loop ends what is no longer allowed, and each
/// file finishes the calls that it had begun: those that are begun later ask the directory. When
/// all have said so, nothing that the withdrawn was doing can take effect or be answered any more.
///
/// A loop or a file that never says so holds up nobody for ever: after `limitMilliseconds` whoever
/// waits is told what has not said it, and whoever watches is told once. The withdrawal stands all
/// the same, and goes through when the last has said so.
package final class AccessBarrier: Sendable {
    /// How long a withdrawal may be on its way before whoever waits for it is told so.
    package static let limitMilliseconds: UInt64 = 10_000

    /// What has not let a withdrawal pass in time.
    package struct Late: Hashable, Sendable {
        /// Event loops that have not ended what is no longer allowed.
        package let loops: Int
        /// Files that have not finished what they had begun.
        package let files: Int
    }

    /// Tells a loop what to end, and what to call when it has; says whether the loop will.
    package typealias Tell =
        @Sendable (RightsChange, _ done: @escaping @Sendable () -> Void) -> Bool

    /// One change on its way.
    private struct Passage {
        var loops: Set<Int>
        var files: Int
        let deadline: Moment
        /// Whether whoever watches was told that it is late.
        var isTold = false
        var isOver: Bool { loops.isEmpty && files == 0 }
    }

    /// Somebody who waits for all changes up to a number.
    private struct Waiter {
        let last: UInt64
        let body: @Sendable (Late?) -> Void
    }

    private struct State {
        var loops: [Int: Tell] = [:]
        var joined = 0
        var began: UInt64 = 0
        var passages: [UInt64: Passage] = [:]
        var waiting: [Waiter] = []
        var files: @Sendable (Set<UniqueID>) -> [Writer] = { _ in [] }
        var isWatched = false
        var isStopping = false

        /// Takes those whose changes have passed.
        mutating func takeReady() -> [@Sendable (Late?) -> Void] {
            let first = passages.keys.min() ?? .max
            let ready = waiting.filter { $0.last < first }.map(\.body)
            waiting.removeAll { $0.last < first }
            return ready
        }

        /// What the changes up to a number wait for; `nil` while one of them has time left, and
        /// when all have passed.
        func late(upTo last: UInt64, _ now: Moment) -> Late? {
            let open = passages.filter { $0.key <= last }.values
            guard !open.isEmpty, open.allSatisfy({ now >= $0.deadline }) else { return nil }
            let loops = open.reduce(into: Set<Int>()) { $0.formUnion($1.loops) }
            return Late(loops: loops.count, files: open.reduce(0) { $0 + $1.files })
        }

        /// Takes those who have waited long enough, with what they are told.
        mutating func takeLate(_ now: Moment) -> [() -> Void] {
            var ready: [() -> Void] = []
            var left: [Waiter] = []
            for waiter in waiting {
                if let late = late(upTo: waiter.last, now) {
                    ready.append { waiter.body(late) }
                } else {
                    left.append(waiter)
                }
            }
            waiting = left
            return ready
        }

        /// The number of changes that have begun, where there is something to look at: another one
        /// than those that are known, one whose time is over, or the end.
        func news(after known: UInt64, _ next: Moment?, _ now: Moment) -> UInt64? {
            let isDue = next.map { now >= $0 } ?? false
            return began != known || isDue || isStopping ? began : nil
        }

        /// What has become late since this was last asked; `nil` when nothing has.
        mutating func newlyLate(_ now: Moment) -> Late? {
            var loops: Set<Int> = []
            var files = 0
            var isNew = false
            for (number, passage) in passages where now >= passage.deadline {
                loops.formUnion(passage.loops)
                files += passage.files
                isNew = isNew || !passage.isTold
                passages[number]?.isTold = true
            }
            return isNew ? Late(loops: loops.count, files: files) : nil
        }
    }

    private let clock: HubClock
    private let state = Monitor(State())

    /// A barrier that nobody has joined.
    ///
    /// - Parameter clock: What withdrawals are timed with.
    init(clock: HubClock = .system) { self.clock = clock }

    /// Learns which files there are.
    ///
    /// - Parameter files: The open files in which something of these tenants can be under way.
    func watch(_ files: @escaping @Sendable (Set<UniqueID>) -> [Writer]) {
        state.change { $0.files = files }
    }

    /// A loop has connections from now on.
    ///
    /// - Parameter tell: Tells the loop of a change; never waits.
    /// - Returns: Its number here.
    package func join(_ tell: @escaping Tell) -> Int {
        state.change { state in
            state.joined += 1
            state.loops[state.joined] = tell
            return state.joined
        }
    }

    /// A loop has ended, and all its connections with it.
    package func leave(_ loop: Int) {
        let open = state.change { state in
            state.loops[loop] = nil
            return Array(state.passages.keys)
        }
        for number in open { pass(number) { $0.loops.remove(loop) } }
    }

    /// Sends a change on its way; never waits.
    func begin(_ change: RightsChange) {
        guard !change.isEmpty else { return }
        let files = state.look { $0.files }(change.tenants)
        let limit = clock.moment.advanced(milliseconds: AccessBarrier.limitMilliseconds)
        let (number, loops) = state.change { state in
            state.began += 1
            let passage = Passage(
                loops: Set(state.loops.keys),
                files: files.count,
                deadline: limit
            )
            state.passages[state.began] = passage
            return (state.began, state.loops)
        }
        for (loop, tell) in loops {
            let done: @Sendable () -> Void = { [self] in
                pass(number) { $0.loops.remove(loop) }
            }
            if !tell(change, done) { done() }
        }
        for file in files {
            file.whenPassed { [self] in pass(number) { $0.files -= 1 } }
        }
        if loops.isEmpty, files.isEmpty { pass(number) { _ in } }
    }

    /// Calls `body` when every change that has begun is through, or has had its time; never waits.
    ///
    /// - Parameter body: Called at once or on another thread, with what was not through in time;
    ///   must be quick.
    package func whenPassed(_ body: @escaping @Sendable (Late?) -> Void) {
        let now = clock.moment
        let (isOver, late) = state.change { state -> (Bool, Late?) in
            guard !state.passages.isEmpty else { return (true, nil) }
            if let late = state.late(upTo: state.began, now) { return (true, late) }
            state.waiting.append(Waiter(last: state.began, body: body))
            return (false, nil)
        }
        if isOver { body(late) }
    }

    /// Waits until every change that has begun is through, or has had its time; not on a loop, nor
    /// on a thread of the store.
    package func wait() {
        let passed = Monitor(false)
        whenPassed { _ in passed.change { $0 = true } }
        while true {
            let limit = HubClock.system.moment.advanced(
                milliseconds: AccessBarrier.limitMilliseconds
            )
            if passed.wait(until: limit, { $0 ? true : nil }) != nil { return }
            // Where no server runs nobody else looks at the clock.
            look()
        }
    }

    /// Tells those who have waited long enough.
    ///
    /// - Returns: What has become late since this was last called; `nil` when nothing has.
    @discardableResult
    package func look() -> Late? {
        let now = clock.moment
        let (late, ready) = state.change { ($0.newlyLate(now), $0.takeLate(now)) }
        for body in ready { body() }
        return late
    }

    /// Files that changes still wait for; `nil` when no change waits for anything.
    var filesAtWork: Int? {
        state.look { state in
            guard !state.passages.isEmpty else { return nil }
            return state.passages.values.reduce(0) { $0 + $1.files }
        }
    }

    /// Looks at the clock, on a thread of its own, for as long as a server runs.
    ///
    /// - Parameter onLate: Told once of each change that was not through in time.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    package func startWatching(
        onLate: @escaping @Sendable (Late) -> Void
    ) throws(SystemError) {
        state.change { $0.isWatched = true }
        _ = try Thread.start(name: "barrier") { [self] in
            var seen: UInt64 = 0
            while awaitNews(&seen) {
                if let late = look() { onLate(late) }
            }
            state.change { $0.isWatched = false }
        }
    }

    /// Ends the thread that looks at the clock, and waits for it.
    package func stopWatching() {
        state.change { $0.isStopping = true }
        state.wait { $0.isWatched ? nil : () }
        state.change { $0.isStopping = false }
    }

    /// Waits until a change has begun or has had its time.
    ///
    /// - Returns: Whether to look; not when the thread is to end.
    private func awaitNews(_ seen: inout UInt64) -> Bool {
        let known = seen
        let next = state.look { state in
            state.passages.values.filter { !$0.isTold }.map(\.deadline).min()
        }
        let clock = clock
        guard let next else {
            seen = state.wait { $0.news(after: known, nil, clock.moment) }
            return !state.look { $0.isStopping }
        }
        let pause = clock.moment.milliseconds(until: next)
        let limit = HubClock.system.moment.advanced(milliseconds: pause)
        let news = state.wait(until: limit) { $0.news(after: known, next, clock.moment) }
        seen = news ?? known
        return !state.look { $0.isStopping }
    }

    private func pass(_ number: UInt64, _ change: (inout Passage) -> Void) {
        let ready = state.change { state -> [@Sendable (Late?) -> Void] in
            guard var passage = state.passages[number] else { return [] }
            change(&passage)
            state.passages[number] = passage.isOver ? nil : passage
            return passage.isOver ? state.takeReady() : []
        }
        for body in ready { body(nil) }
    }
}
