import HubStore
import HubSystem
import HubWire

/// Closes rows of the registry that nobody asks for any more, so that its tables, which are read as
/// a whole, do not grow for ever.
enum RegistrySweep {
    /// How long rows stay after their use has ended, for whoever looks into what happened.
    static let keptSeconds: Int64 = 30 * 86_400
    /// The most rows of one sweep: a change that waits for the writer waits no longer than this.
    static let rowsMax = 500

    /// Closes what is old.
    ///
    /// - Parameters:
    ///   - now: The calendar.
    ///   - store: The registry.
    /// - Returns: How many rows were closed.
    /// - Throws: `clockRanBack`, or a fault of the store.
    static func run(now: Instant, in store: inout WriteContext) throws(Fault) -> Int {
        let start = try HighestTime.judged(now, in: store).advanced(seconds: -keptSeconds)
        var left = rowsMax
        try closeInvitations(before: start, &left, in: &store)
        try closeIssued(before: start, &left, in: &store)
        return rowsMax - left
    }

    /// An invitation is used or withdrawn before its end, and asked for minutes after it at most:
    /// its end alone tells how old it is.
    private static func closeInvitations(
        before start: Instant,
        _ left: inout Int,
        in store: inout WriteContext
    ) throws(Fault) {
        for invitation in try RegistryTables.invitationRows.all(in: store.database) where left > 0 {
            if let end = invitation.expires, Instant(end) >= start { continue }
            try RegistryTables.invitationRows.close(invitation.code, in: &store)
            left -= 1
        }
    }

    private static func closeIssued(
        before start: Instant,
        _ left: inout Int,
        in store: inout WriteContext
    ) throws(Fault) {
        // Text keys: serial numbers in hexadecimal digits.
        var needed: Set<String> = []
        for certificate in try RegistryTables.certificateRows.all(in: store.database)
        where isNeeded(certificate, start) { needed.insert(certificate.code) }
        let issued = try stored { () throws(StoreError) in
            try RegistryTables.issued.all(in: store.database)
        }
        for row in issued where left > 0 && !needed.contains(row.code) {
            try stored { () throws(StoreError) in
                _ = try RegistryTables.issued.close(
                    row.code,
                    basedOn: row.revision,
                    [],
                    in: &store
                )
            }
            left -= 1
        }
    }

    /// Whether a lost answer can still be asked for: a renewal's, for as long as its key was not
    /// used.
    static func isNeeded(_ certificate: CertificateRecord, _ start: Instant) -> Bool {
        guard let issued = certificate.issued else { return false }
        let waits = certificate.state == .active && certificate.keyState == .issued
        return waits || Instant(issued) >= start
    }
}
