package import HubSystem
import HubWire

/// An earlier state that a read asks for.
package enum AsOf: Hashable, Sendable {
    /// The state after this revision was committed.
    case revision(UInt64)
    /// The state at this instant.
    case time(Instant)

    /// The state that a header asks for.
    ///
    /// - Parameter header: The decoded header.
    /// - Throws: `timeNotValid` outside the years 1 to 9999.
    init?(_ header: CallHeader) throws(Fault) {
        switch header.asOf {
        case .asOfRevision(let revision)?: self = .revision(revision)
        case .asOfTime(let time)?: self = .time(try AsOf.instant(time))
        case nil: return nil
        }
    }

    /// Seconds from 0001-01-01T00:00:00Z and to 9999-12-31T23:59:59Z, as `Timestamp` allows.
    private static let secondsAllowed: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    private static func instant(_ time: Timestamp) throws(Fault) -> Instant {
        guard secondsAllowed.contains(time.seconds), (0..<1_000_000_000).contains(time.nanos) else {
            throw .header(.timeNotValid, .asOfTime)
        }
        return Instant(microseconds: time.seconds * 1_000_000 + Int64(time.nanos) / 1_000)
    }
}
