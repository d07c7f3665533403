import HubStore
import HubSystem
import HubWire

/// The latest time that the hub has seen, kept in the registry: a clock that was set back would
/// issue certificates for the past, and bring invitations back to life that have run out.
enum HighestTime {
    /// How far the clock may go back, as clocks that are corrected do.
    static let backSecondsMax: Int64 = 60
    private static let code = "time"

    /// The time to judge by: the clock's, or the mark where that is later.
    ///
    /// - Throws: `clockRanBack` when the clock says much less than the mark.
    static func judged(
        _ now: Instant,
        in store: borrowing WriteContext
    ) throws(Fault) -> Instant {
        guard let mark = try mark(in: store) else { return now }
        let highest = mark.message.time.map { Instant($0) } ?? now
        guard now >= highest.advanced(seconds: -backSecondsMax) else {
            throw Fault(.clockRanBack)
        }
        return max(now, highest)
    }

    /// Raises the mark to this time, if it is lower.
    static func raise(to now: Instant, in store: inout WriteContext) throws(Fault) {
        let mark = try mark(in: store)
        if let highest = mark?.message.time, Instant(highest) >= now { return }
        try RegistryRecords.save(
            MarkRecord(time: Timestamp(now)),
            code,
            RegistryTables.marks,
            basedOn: mark?.revision ?? 0,
            in: &store
        )
    }

    private static func mark(
        in store: borrowing WriteContext
    ) throws(Fault) -> RegistryRecords.Kept<MarkRecord>? {
        try RegistryRecords.find(code, RegistryTables.marks, in: store)
    }
}
