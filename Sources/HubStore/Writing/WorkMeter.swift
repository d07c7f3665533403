private import Synchronization

/// How long threads of the store have worked for somebody, beyond what was paid for in advance.
package final class WorkMeter: Sendable {
    private let nanoseconds = Atomic<UInt64>(0)

    /// A meter at zero.
    package init() {}

    /// Counts work.
    ///
    /// - Parameters:
    ///   - worked: Nanoseconds of a processor.
    ///   - covered: How many of them were paid for.
    func add(_ worked: UInt64, covered: UInt64) {
        guard worked > covered else { return }
        nanoseconds.wrappingAdd(worked - covered, ordering: .relaxed)
    }

    /// Takes what was counted since it was last taken.
    ///
    /// - Parameter unit: Nanoseconds of one unit; parts of one stay for the next time.
    /// - Returns: Whole units.
    package func take(per unit: UInt64) -> UInt64 {
        guard nanoseconds.load(ordering: .relaxed) >= unit else { return 0 }
        let (units, rest) = nanoseconds.exchange(0, ordering: .relaxed)
            .quotientAndRemainder(dividingBy: unit)
        if rest > 0 { nanoseconds.wrappingAdd(rest, ordering: .relaxed) }
        return units
    }
}

/// Where the work for one call is counted, and how much of it is paid for.
package struct WorkAccount: Sendable {
    let meter: WorkMeter
    let coveredNanoseconds: UInt64

    /// An account.
    ///
    /// - Parameters:
    ///   - meter: Counts the rest.
    ///   - coveredNanoseconds: The work that was paid for.
    package init(_ meter: WorkMeter, coveredNanoseconds: UInt64) {
        self.meter = meter
        self.coveredNanoseconds = coveredNanoseconds
    }

    /// Counts work for the call.
    ///
    /// - Parameter worked: Nanoseconds of a processor.
    func add(_ worked: UInt64) { meter.add(worked, covered: coveredNanoseconds) }
}
