/// How counts are protected before they leave an employer; fixed once there are data.
///
/// Protection at the source: each count leaves once, rounded with an offset that nobody else knows,
/// and everything that is shown is a sum or a function of what left. Subtracting finds a released
/// count at most, which several true ones fit (`ReleaseWords`).
package struct ReleasePolicy: Equatable, Sendable {
    /// The policy of a hub where nothing else is set.
    package static let standard = ReleasePolicy()

    /// Every count that leaves is a multiple of this.
    package let base: Int
    /// A count leaves only if each of its bases left with at least this many people.
    package let peopleMin: Int
    /// One employer's count below this is shown as being below it.
    package let shownMin: Int
    /// A pool of unnamed employers has at least this many, the viewer not counted.
    package let contributorsMin: Int

    /// A policy.
    package init(base: Int = 5, peopleMin: Int = 20, shownMin: Int = 10, contributorsMin: Int = 5) {
        self.base = max(1, base)
        self.peopleMin = peopleMin
        self.shownMin = shownMin
        self.contributorsMin = contributorsMin
    }

    /// The count that leaves: ⌊(count + offset) / base⌋ · base.
    ///
    /// Over all offsets its mean is the count itself; without the offset it fits 2 · base − 1
    /// counts, at zero base.
    ///
    /// - Parameters:
    ///   - count: The true count.
    ///   - offset: From 0 to base − 1, always the same for the same cell.
    /// - Returns: A multiple of the base.
    package func released(_ count: Int, offset: Int) -> Int { (count + offset) / base * base }

    /// The counts that a released one can stand for, as far as anybody without the offset knows.
    package func candidates(for released: Int) -> ClosedRange<Int> {
        max(0, released - base + 1)...(released + base - 1)
    }

    /// The most by which a sum of released counts is taken to be off: base · √atoms.
    package func halfWidth(weight: Double) -> Double { Double(base) * weight.squareRoot() }

    /// The variance that protection adds to one count on average: (base² − 1) / 6.
    package var variancePerAtom: Double { Double(base * base - 1) / 6 }
}
