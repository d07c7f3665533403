import HubStore
import HubSystem
import HubWire

/// Closes rows of the registry that nobody asks for any more, so that its tables, which are read as
/// a whole, do not grow for ever.
///
/// Whose a public key is stays for good: that is how a key is never taken for anybody else's. So do
/// principals that are out, whom the log of who looked names, and by whom others were invited.
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
        // An invitation is used or withdrawn before its end, and asked for minutes after it at
        // most: its end alone tells how old it is. So it is with what waits for a second person.
        try close(RegistryTables.invitationRows, &left, in: &store) { invitation in
            isOver(invitation.expires, start)
        }
        try close(RegistryTables.approvalRows, &left, in: &store) { approval in
            isOver(approval.expires, start)
        }
        try close(RegistryTables.noticeRows, &left, in: &store) { isOver($0.until, start) }
        try closeCertificates(&left, start, in: &store)
        try closeIssued(before: start, &left, in: &store)
        return rowsMax - left
    }

    /// Whether something ended before a time; what has no end was never usable.
    private static func isOver(_ end: Timestamp?, _ start: Instant) -> Bool {
        end.map { Instant($0) < start } ?? true
    }

    private static func close<Message>(
        _ rows: RegistryRows<Message>,
        _ left: inout Int,
        in store: inout WriteContext,
        where isOld: (Message) -> Bool
    ) throws(Fault) {
        for row in try rows.coded(in: store.database) where left > 0 && isOld(row.message) {
            try rows.close(row.code, in: &store)
            left -= 1
        }
    }

    private static func closeCertificates(
        _ left: inout Int,
        _ start: Instant,
        in store: inout WriteContext
    ) throws(Fault) {
        // Text keys: ids that the hub made, in lower-case ASCII.
        var principals: [String: PrincipalRecord] = [:]
        for principal in try RegistryTables.principalRows.all(in: store.database) {
            principals[principal.id] = principal
        }
        try close(RegistryTables.certificateRows, &left, in: &store) { certificate in
            !isKept(certificate, principals[certificate.principalId], start)
        }
    }

    /// Whether a certificate stays on record.
    ///
    /// For 400 days after its end each does: that is how long a device may stay away and renew, and
    /// so how long a key that was replaced or taken back has to be known as that. Access that was
    /// confirmed since then moves this on for whoever may still renew.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - principal: Whose it is; `nil` for nobody's.
    ///   - start: The time before which an end is long over.
    /// - Returns: Whether it stays.
    static func isKept(
        _ certificate: CertificateRecord,
        _ principal: PrincipalRecord?,
        _ start: Instant
    ) -> Bool {
        guard let end = certificate.notAfter else { return true }
        if Instant(end).advanced(seconds: PrincipalRecord.lapsedSecondsMax) >= start {
            return true
        }
        let mayRenew = [.active, .issued].contains(certificate.entry?.state)
        guard mayRenew, let principal, principal.state != .ended,
            let last = principal.renewableUntil
        else { return false }
        return Instant(last) >= start
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
