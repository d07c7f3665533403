package import HubSystem

/// Which of a connection's clocks.
@usableFromInline
package struct TimerKind: RawRepresentable, Hashable, Sendable {
    /// Its number, below `limit`.
    @usableFromInline
    package let rawValue: UInt8

    /// The kind of this number.
    @usableFromInline
    package init(rawValue: UInt8) {
        precondition(rawValue < TimerKind.limit, "a timer kind is numbered below TimerKind.limit")
        self.rawValue = rawValue
    }

    /// How many clocks one token can have.
    package static let limit: UInt8 = 8
}

/// Deadlines of many connections, a few each, that are put off far more often than they pass.
///
/// A heap of at most one entry per (slot, kind). An entry is ordered by the time at which the queue
/// must *look*, which is never after its deadline: putting a deadline off only notes the new time,
/// and the entry is moved when the old one comes up. So a byte that extends an idle clock costs
/// two stores, and the queue never holds more entries than there are clocks.
///
/// Invariants: `looks` holds for each clock the time its entry is ordered by; an armed clock has an
/// entry and its deadline is at or after that time; `places` inverts `heap`.
@usableFromInline
package struct TimerQueue: Sendable {
    private static let kinds = Int(TimerKind.limit)
    private static let notQueued = Int32(-1)
    private static let never = UInt64.max

    private var deadlines: [UInt64] = []
    private var looks: [UInt64] = []
    private var places: [Int32] = []
    private var generations: [UInt32] = []
    private var heap: [Int32] = []

    /// A queue without clocks.
    package init() {}

    /// A clock that has run out.
    @usableFromInline
    package struct Due: Equatable, Sendable {
        /// Whose.
        @usableFromInline package let token: Token
        /// Which.
        @usableFromInline package let kind: TimerKind

        /// The clock `kind` of `token`.
        package init(token: Token, kind: TimerKind) {
            self.token = token
            self.kind = kind
        }
    }

    /// Sets or moves a clock.
    ///
    /// Clocks of the slot's earlier tenants are forgotten.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    ///   - deadline: When it runs out; the last moment there is means never.
    /// - Complexity: O(1) when the deadline moves away, O(log *n*) when it comes nearer.
    package mutating func arm(_ kind: TimerKind, for token: Token, at deadline: Moment) {
        let slot = claim(token)
        let clock = slot * TimerQueue.kinds + Int(kind.rawValue)
        deadlines[clock] = deadline.nanoseconds
        if deadline.nanoseconds == TimerQueue.never { return }
        if places[clock] == TimerQueue.notQueued {
            looks[clock] = deadline.nanoseconds
            places[clock] = Int32(heap.count)
            heap.append(Int32(clock))
            siftUp(heap.count - 1)
        } else if deadline.nanoseconds < looks[clock] {
            looks[clock] = deadline.nanoseconds
            siftUp(Int(places[clock]))
        }
    }

    /// Stops a clock; one that does not run is left alone.
    ///
    /// - Parameters:
    ///   - kind: Which.
    ///   - token: Whose.
    /// - Complexity: O(1).
    package mutating func disarm(_ kind: TimerKind, for token: Token) {
        guard let slot = current(token) else { return }
        deadlines[slot * TimerQueue.kinds + Int(kind.rawValue)] = TimerQueue.never
    }

    /// Stops all clocks of a token, as when its connection closes.
    ///
    /// - Parameter token: Whose.
    /// - Complexity: O(1).
    package mutating func disarmAll(for token: Token) {
        guard let slot = current(token) else { return }
        forget(slot)
    }

    /// When a clock runs out, `nil` when it does not run.
    ///
    /// - Complexity: O(1).
    package func deadline(_ kind: TimerKind, for token: Token) -> Moment? {
        guard let slot = current(token) else { return nil }
        let deadline = deadlines[slot * TimerQueue.kinds + Int(kind.rawValue)]
        return deadline == TimerQueue.never ? nil : Moment(nanoseconds: deadline)
    }

    /// When to ask `popDue` next; at or before the next deadline, `nil` when nothing is queued.
    ///
    /// - Complexity: O(1).
    package var nextLook: Moment? {
        heap.first.map { Moment(nanoseconds: looks[Int($0)]) }
    }

    /// Takes out a clock that has run out.
    ///
    /// - Parameter now: The time; a deadline of exactly now has passed.
    /// - Returns: One clock, those with earlier deadlines first as far as they were not put off, or
    ///   `nil` when no more have run out. The clock no longer runs.
    /// - Complexity: O(log *n*), amortised over the calls that put clocks off.
    package mutating func popDue(at now: Moment) -> Due? {
        while let first = heap.first, looks[Int(first)] <= now.nanoseconds {
            let clock = Int(first)
            let deadline = deadlines[clock]
            if deadline == TimerQueue.never {
                removeFirst()
            } else if deadline > now.nanoseconds {
                looks[clock] = deadline
                siftDown(0)
            } else {
                removeFirst()
                deadlines[clock] = TimerQueue.never
                return due(clock)
            }
        }
        return nil
    }

    /// How many entries are queued, stopped ones that nobody has looked at included.
    package var queuedCount: Int { heap.count }

    private func due(_ clock: Int) -> Due {
        let slot = clock / TimerQueue.kinds
        let kind = TimerKind(rawValue: UInt8(clock % TimerQueue.kinds))
        return Due(token: token(slot), kind: kind)
    }

    /// The row of a token: fixed ones first, then the tables' slots.
    private func row(_ token: Token) -> Int {
        token.generation == 0 ? Int(token.slot) : Int(token.slot) + Int(Token.fixedMax)
    }

    private func token(_ row: Int) -> Token {
        let fixed = Int(Token.fixedMax)
        if row < fixed { return .fixed(UInt32(row)) }
        return Token(slot: UInt32(row - fixed), generation: generations[row])
    }

    private func current(_ token: Token) -> Int? {
        let row = row(token)
        return row < generations.count && generations[row] == token.generation ? row : nil
    }

    private mutating func claim(_ token: Token) -> Int {
        let row = row(token)
        if row >= generations.count {
            let missing = row + 1 - generations.count
            let clocks = missing * TimerQueue.kinds
            generations.append(contentsOf: repeatElement(0, count: missing))
            deadlines.append(contentsOf: repeatElement(TimerQueue.never, count: clocks))
            looks.append(contentsOf: repeatElement(TimerQueue.never, count: clocks))
            places.append(contentsOf: repeatElement(TimerQueue.notQueued, count: clocks))
        }
        if generations[row] != token.generation {
            forget(row)
            generations[row] = token.generation
        }
        return row
    }

    private mutating func forget(_ row: Int) {
        let first = row * TimerQueue.kinds
        for clock in first..<first + TimerQueue.kinds { deadlines[clock] = TimerQueue.never }
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        let first = heap.isEmpty ? last : heap[0]
        places[Int(first)] = TimerQueue.notQueued
        guard first != last else { return }
        heap[0] = last
        places[Int(last)] = 0
        siftDown(0)
    }

    private mutating func siftUp(_ start: Int) {
        var place = start
        let clock = heap[place]
        let look = looks[Int(clock)]
        while place > 0 {
            let parent = (place - 1) / 2
            if looks[Int(heap[parent])] <= look { break }
            put(heap[parent], at: place)
            place = parent
        }
        put(clock, at: place)
    }

    private mutating func siftDown(_ start: Int) {
        var place = start
        let clock = heap[place]
        let look = looks[Int(clock)]
        while true {
            var child = 2 * place + 1
            if child >= heap.count { break }
            let other = child + 1
            if other < heap.count, looks[Int(heap[other])] < looks[Int(heap[child])] {
                child = other
            }
            if looks[Int(heap[child])] >= look { break }
            put(heap[child], at: place)
            place = child
        }
        put(clock, at: place)
    }

    private mutating func put(_ clock: Int32, at place: Int) {
        heap[place] = clock
        places[Int(clock)] = Int32(place)
    }
}
