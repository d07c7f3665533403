/// A moment as the machines see it: milliseconds on some steady clock.
///
/// Machines never read a clock; every event that depends on time brings its own.
package struct SessionTime: Hashable, Comparable, Sendable {
    /// Milliseconds since the clock's start.
    package let milliseconds: UInt64

    /// The moment this many milliseconds after the clock's start.
    package init(milliseconds: UInt64) { self.milliseconds = milliseconds }

    /// Orders moments by time.
    package static func < (left: SessionTime, right: SessionTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment this much later, held inside what can be told.
    package func after(_ pause: UInt64) -> SessionTime {
        let (sum, tooLate) = milliseconds.addingReportingOverflow(pause)
        return SessionTime(milliseconds: tooLate ? .max : sum)
    }
}

/// The earlier of two moments that may be missing.
package func earlier(_ left: SessionTime?, _ right: SessionTime?) -> SessionTime? {
    guard let left else { return right }
    guard let right else { return left }
    return min(left, right)
}
