import HubCrypto
import HubStore
import HubSystem
import HubWire

/// Changes of keys that rest on what was seen at a handshake, each in one commit.
enum KeyChanges {
    /// Keeps whose a key is, for good.
    static func keepKey(
        of certificate: CertificateRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        try RegistryRecords.save(
            KeyRecord(
                publicKeyDigest: certificate.publicKeyDigest,
                principalId: certificate.principalId,
                serial: certificate.serial
            ),
            Hexadecimal.text(certificate.publicKeyDigest.span),
            RegistryTables.keys,
            basedOn: 0,
            in: &store
        )
    }

    /// All certificates of a principal that are on record.
    ///
    /// - Complexity: O(n) in its own certificates.
    static func certificates(
        of principal: String,
        in store: borrowing WriteContext
    ) throws(Fault) -> [CertificateRecord] {
        let query = RegistryQueries.certificatesOfPrincipal
        return try RegistryTables.certificateRows.all(query, principal, in: store.database)
    }

    /// A key that a renewal made was used for the first time: the one before it retires.
    ///
    /// - Parameters:
    ///   - serial: That of the new certificate.
    ///   - now: The calendar.
    ///   - store: The registry.
    /// - Returns: The certificates whose keys retired; none when there was nothing to do.
    /// - Throws: A fault of the store.
    static func use(
        _ serial: [UInt8],
        now: Instant,
        in store: inout WriteContext
    ) throws(Fault) -> [CertificateKey] {
        guard let new = try certificate(serial, in: store), new.message.state == .active,
            new.message.keyState == .issued
        else { return [] }
        var active = new.message
        active.keyState = .active
        try save(active, basedOn: new.revision, in: &store)
        guard let old = try certificate(active.replaces, in: store), old.message.state == .active,
            old.message.currentState != .retired
        else { return [] }
        // Others that the old key was renewed to retire with it: one device has one key, and
        // whoever shows another of them later may hold a copy of the old one.
        let unused = try unused(successorsOf: old.message, in: store)
        var keys: [CertificateKey] = []
        for kept in [old] + unused {
            var retired = kept.message
            retired.keyState = .retired
            retired.retired = Timestamp(now)
            try save(retired, basedOn: kept.revision, in: &store)
            guard let digest = Digest32(retired.publicKeyDigest) else { continue }
            keys.append(
                CertificateKey(serial: retired.serial, publicKeyDigest: digest)
            )
        }
        return keys
    }

    /// Ends certificates that a key was renewed to and that were not used: before another one is
    /// made, so many that there are never more than `KeyLife.successorsMax`.
    static func endUnused(
        successorsOf old: CertificateRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        let unused = try unused(successorsOf: old, in: store)
        for one in unused.dropLast(KeyLife.successorsMax - 1) {
            var ended = one.message
            ended.keyState = .revoked
            ended.state = .ended
            try save(ended, basedOn: one.revision, in: &store)
        }
    }

    /// Certificates that a key was renewed to and that were not used yet.
    private static func unused(
        successorsOf old: CertificateRecord,
        in store: borrowing WriteContext
    ) throws(Fault) -> [RegistryRecords.Kept<CertificateRecord>] {
        let own = try RegistryRecords.all(
            CertificateRecord.self,
            RegistryTables.certificates,
            RegistryQueries.certificatesOfPrincipal,
            old.principalId,
            in: store
        )
        return own.filter { one in
            one.message.state == .active && one.message.keyState == .issued
                && one.message.replaces == old.serial
        }
    }

    /// A key that was replaced long ago was shown: somebody else may hold it, so whose it is stays
    /// out until somebody has looked into it.
    ///
    /// - Parameters:
    ///   - serial: That of the old certificate.
    ///   - now: The calendar.
    ///   - store: The registry.
    /// - Returns: Whether the principal was suspended by this.
    /// - Throws: A fault of the store.
    static func suspendHolder(
        of serial: [UInt8],
        now: Instant,
        in store: inout WriteContext
    ) throws(Fault) -> Bool {
        guard let shown = try certificate(serial, in: store),
            shown.message.currentState == .retired
        else { return false }
        let found: RegistryRecords.Kept<PrincipalRecord>? = try RegistryRecords.find(
            shown.message.principalId,
            RegistryTables.principals,
            in: store
        )
        guard let found, found.message.state == .active else { return false }
        var principal = found.message
        principal.state = .suspended
        principal.reason = "a key that was replaced was used: somebody may have a copy of it"
        principal.version += 1
        try RegistryRecords.save(
            principal,
            principal.id,
            RegistryTables.principals,
            basedOn: found.revision,
            in: &store
        )
        try notify(of: principal, now, in: &store)
        let why = "a key that was replaced was used"
        try SecondPerson.endRequests(of: principal.id, why, in: &store)
        var act = Act(kind: .suspended, of: principal, reason: principal.reason)
        act.fingerprint = shown.message.fingerprint
        act.device = shown.message.label
        try Acts.note(act, of: principal.tenantId, by: .hub, in: &store)
        return true
    }

    /// How long everybody of a tenant is shown that a key was misused.
    private static let noticeSeconds: Int64 = 90 * 86_400

    private static func notify(
        of principal: PrincipalRecord,
        _ now: Instant,
        in store: inout WriteContext
    ) throws(Fault) {
        let text =
            "A key of \(principal.name) that was replaced was used again. Access is suspended."
        var notice = NoticeRecord()
        notice.tenantId = principal.tenantId
        notice.notice = Notice(kind: "key-alarm", time: Timestamp(now), text: text)
        notice.until = Timestamp(now.advanced(seconds: noticeSeconds))
        let id = UniqueID(milliseconds: UInt64(clamping: now.microseconds / 1_000))
        try RegistryRecords.save(
            notice,
            "\(principal.tenantId)/\(id)",
            RegistryTables.notices,
            basedOn: 0,
            in: &store
        )
    }

    private static func certificate(
        _ serial: [UInt8],
        in store: borrowing WriteContext
    ) throws(Fault) -> RegistryRecords.Kept<CertificateRecord>? {
        guard !serial.isEmpty else { return nil }
        return try RegistryRecords.find(
            Hexadecimal.text(serial.span),
            RegistryTables.certificates,
            in: store
        )
    }

    private static func save(
        _ certificate: CertificateRecord,
        basedOn base: UInt64,
        in store: inout WriteContext
    ) throws(Fault) {
        try RegistryRecords.save(
            certificate,
            certificate.code,
            RegistryTables.certificates,
            basedOn: base,
            in: &store
        )
    }
}
