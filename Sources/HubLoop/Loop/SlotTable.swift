/// A table that hands out a token for each value it takes in, and recognises tokens of the past.
///
/// Values may be noncopyable: a connection lives in its slot and is changed in place. Everything is
/// `@inlinable` because the table is specialised for a connection type of another module, and sits
/// on the path of every event.
///
/// Invariants: a slot's generation is never 0 and changes when its value leaves; a slot holds a
/// value exactly when its `next` is `taken`; the others form a list from `firstFree`, the last one
/// given up being the first one reused (its memory is warm).
@safe
@usableFromInline
package struct SlotTable<Element: ~Copyable>: ~Copyable {
    @usableFromInline
    struct Mark {
        @usableFromInline var generation: UInt32
        @usableFromInline var next: UInt32

        @inlinable
        init(generation: UInt32, next: UInt32) {
            self.generation = generation
            self.next = next
        }
    }

    @usableFromInline var elements: UnsafeMutablePointer<Element>
    @usableFromInline var marks: [Mark]
    @usableFromInline var capacity: Int
    @usableFromInline var firstFree: UInt32
    @usableFromInline var live: Int

    /// How many values it takes at most.
    @usableFromInline package let limit: Int

    /// An empty table.
    ///
    /// - Parameter limit: How many values it takes at most; memory is taken as it fills.
    @inlinable
    package init(limit: Int) {
        precondition(limit >= 0 && limit < Int(takenSlot), "a slot is numbered with 32 bits")
        self.limit = limit
        unsafe elements = UnsafeMutablePointer<Element>.allocate(capacity: 0)
        marks = []
        capacity = 0
        firstFree = noSlot
        live = 0
    }

    @inlinable
    deinit {
        for place in marks.indices where marks[place].next == takenSlot {
            unsafe (elements + place).deinitialize(count: 1)
        }
        unsafe elements.deallocate()
    }

    /// How many values it holds.
    @inlinable
    package var count: Int { live }

    /// Takes a value in.
    ///
    /// - Parameter element: The value; it is destroyed when the table is full.
    /// - Returns: Its token, or `nil` when the table is full.
    /// - Complexity: Amortised O(1).
    @inlinable
    package mutating func insert(_ element: consuming Element) -> Token? {
        guard live < limit else { return nil }
        let place: Int
        if firstFree != noSlot {
            place = Int(firstFree)
            firstFree = marks[place].next
            marks[place].next = takenSlot
        } else {
            place = marks.count
            if place == capacity { grow() }
            marks.append(Mark(generation: 1, next: takenSlot))
        }
        unsafe (elements + place).initialize(to: element)
        live += 1
        return Token(slot: UInt32(place), generation: marks[place].generation)
    }

    /// Whether the token's value is still here.
    ///
    /// - Complexity: O(1).
    @inlinable
    package func contains(_ token: Token) -> Bool {
        let place = Int(token.slot)
        guard place < marks.count else { return false }
        let mark = marks[place]
        return mark.generation == token.generation && mark.next == takenSlot
    }

    /// Changes a value in place.
    ///
    /// - Parameters:
    ///   - token: Whose.
    ///   - body: Changes it.
    /// - Returns: What `body` returns, or `nil` when the token's value has left.
    /// - Throws: What `body` throws.
    /// - Complexity: O(1) and what `body` does.
    @inlinable
    package mutating func with<Result: ~Copyable, Failure: Error>(
        _ token: Token,
        _ body: (inout Element) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard contains(token) else { return nil }
        return try unsafe body(&elements[Int(token.slot)])
    }

    /// A value in place.
    ///
    /// Only for a token that was just found to be here (`contains`): one whose value has left is a
    /// mistake of the caller, and stops the process rather than touch another connection.
    ///
    /// - Complexity: O(1).
    @inlinable
    package subscript(token: Token) -> Element {
        _read {
            precondition(contains(token), "the value has left the table")
            yield unsafe elements[Int(token.slot)]
        }
        _modify {
            precondition(contains(token), "the value has left the table")
            yield unsafe &elements[Int(token.slot)]
        }
    }

    /// Takes a value out; its token and every copy of it mean nothing from here.
    ///
    /// - Parameter token: Whose.
    /// - Returns: The value, or `nil` when it has left before.
    /// - Complexity: O(1).
    @inlinable
    package mutating func remove(_ token: Token) -> Element? {
        guard contains(token) else { return nil }
        let place = Int(token.slot)
        let generation = token.generation &+ 1
        marks[place] = Mark(generation: generation == 0 ? 1 : generation, next: firstFree)
        firstFree = token.slot
        live -= 1
        return unsafe (elements + place).move()
    }

    /// Visits every value once, in no promised order.
    ///
    /// - Parameter body: Is given the token and the value, which it may change.
    /// - Throws: What `body` throws; the rest is then not visited.
    /// - Complexity: O(*n*) in the most values there ever were.
    @inlinable
    package mutating func visit<Failure: Error>(
        _ body: (Token, inout Element) throws(Failure) -> Void
    ) throws(Failure) {
        for place in 0..<marks.count where marks[place].next == takenSlot {
            let token = Token(slot: UInt32(place), generation: marks[place].generation)
            try unsafe body(token, &elements[place])
        }
    }

    @inlinable
    mutating func grow() {
        let larger = Swift.min(Swift.max(capacity * 2, slotsFirst), limit)
        let fresh = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        // Only called when every slot is taken: there are no gaps to step over.
        unsafe fresh.moveInitialize(from: elements, count: capacity)
        unsafe elements.deallocate()
        unsafe elements = fresh
        capacity = larger
    }
}

/// Confined to its thread: what it lends out is changed without a lock.
@available(*, unavailable)
extension SlotTable: Sendable where Element: ~Copyable {}

/// No slot: the end of the list of free ones.
@usableFromInline let noSlot = UInt32.max

/// In place of a next free slot: there is a value here.
@usableFromInline let takenSlot = UInt32.max - 1

/// How many slots the first value makes room for.
@usableFromInline let slotsFirst = 16
