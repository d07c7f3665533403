/// First come, first served: what is taken out is let go at once.
///
/// A slice of an array would hold on to everything that was taken until it grows: the calls, and
/// with them the files that they keep open.
package struct WaitingLine<Element> {
    /// Those at the front, the first one last.
    @usableFromInline var front: [Element] = []
    /// Those behind them, the last one last.
    @usableFromInline var back: [Element] = []

    /// An empty line.
    package init() {}

    /// How many wait.
    @inlinable package var count: Int { front.count + back.count }

    /// Whether nobody waits.
    @inlinable package var isEmpty: Bool { front.isEmpty && back.isEmpty }

    /// Puts an element behind all others.
    package mutating func append(_ element: Element) { back.append(element) }

    /// Takes the first out; `nil` when nobody waits.
    ///
    /// - Complexity: Constant, on average.
    package mutating func popFirst() -> Element? {
        if front.isEmpty {
            front = back.reversed()
            back.removeAll(keepingCapacity: true)
        }
        return front.popLast()
    }

    /// Takes the first so many out.
    package mutating func popFirst(_ countMax: Int) -> [Element] {
        var taken: [Element] = []
        taken.reserveCapacity(min(count, countMax))
        while taken.count < countMax, let next = popFirst() { taken.append(next) }
        return taken
    }

    /// Puts elements back before all others.
    package mutating func putBack(_ elements: [Element]) { front += elements.reversed() }
}
