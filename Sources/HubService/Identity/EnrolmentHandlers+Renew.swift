import HubCrypto
package import HubStore
import HubSystem
import HubTLS
package import HubWire

extension EnrolmentHandlers {
    /// Certifies a new key of the device that calls.
    ///
    /// Its first use retires the key before it.
    package func renew(
        _ request: RenewRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RenewResponse {
        guard let shown = call.clientKey, let caller = call.caller else {
            throw Fault(.certificateNeeded)
        }
        let old = try certificate(shown, of: caller, in: store)
        let principal = try principal(of: caller, in: store)
        let now = try HighestTime.judged(call.now, in: store)
        if shown.isLapsed { try checkConfirmed(principal, now) }
        let key = try signingKey(request.signingRequest)
        if let again = try issuedBefore(key, over: old, in: store) { return again }
        try refuseKnown(key, in: store)
        let own = try KeyChanges.certificates(of: principal.id, in: store)
        let dayBefore = now.advanced(seconds: -86_400)
        let late = old.device(among: own).count { one in
            !one.replaces.isEmpty && one.issued.map { Instant($0) > dayBefore } ?? false
        }
        guard late < KeyLife.renewalsPerDayMax else {
            throw Fault(
                .tooManyKeys,
                "this device was renewed \(late) times in a day: if that was not you, somebody has "
                    + "a copy of its key, and it should end (whub cert revoke on another device, "
                    + "or an admin)"
            )
        }
        guard own.count < KeyLife.keysMax else { throw Fault(.tooManyKeys) }
        let issue = try issue(to: principal, key, now)
        var certificate = issue.record
        certificate.keyState = .issued
        certificate.replaces = old.serial
        certificate.confirmed = old.confirmed
        certificate.label = old.label
        certificate.vouchedBy = old.vouchedBy
        try KeyChanges.endUnused(successorsOf: old, in: &store)
        try keep(issue, certificate, in: &store)
        try HighestTime.raise(to: now, in: &store)
        return answer(certificate, issue.chain.map(\.der))
    }

    /// The certificate that was shown, while its key is in use.
    private func certificate(
        _ shown: ClientKey,
        of caller: CallerRecord,
        in store: borrowing WriteContext
    ) throws(Fault) -> CertificateRecord {
        let found: RegistryRecords.Kept<CertificateRecord>? = try RegistryRecords.find(
            Hexadecimal.text(shown.certificate.serial.span),
            RegistryTables.certificates,
            in: store
        )
        guard let record = found?.message, let entry = record.entry,
            entry.principal == caller.principal
        else { throw Fault(.noLongerActive) }
        switch entry.state {
        case .active, .issued: return record
        case .pending: throw Fault(.keyNotConfirmedYet)
        default: throw Fault(.noLongerActive)
        }
    }

    private func principal(
        of caller: CallerRecord,
        in store: borrowing WriteContext
    ) throws(Fault) -> PrincipalRecord {
        let found: RegistryRecords.Kept<PrincipalRecord>? = try RegistryRecords.find(
            caller.principal.description,
            RegistryTables.principals,
            in: store
        )
        guard let found, found.message.state == .active else { throw Fault(.noLongerActive) }
        return found.message
    }

    private func checkConfirmed(_ principal: PrincipalRecord, _ now: Instant) throws(Fault) {
        guard let last = principal.lastSeenTo,
            last >= now.advanced(seconds: -PrincipalRecord.lapsedSecondsMax)
        else { throw Fault(.tooLateToRenew) }
    }

    /// What the same renewal was answered before, as long as its key was not used.
    private func issuedBefore(
        _ key: PublicKey,
        over old: CertificateRecord,
        in store: borrowing WriteContext
    ) throws(Fault) -> RenewResponse? {
        let known: RegistryRecords.Kept<KeyRecord>? = try RegistryRecords.find(
            key.digest.hex,
            RegistryTables.keys,
            in: store
        )
        guard let known else { return nil }
        let serial = Hexadecimal.text(known.message.serial.span)
        let certificate: RegistryRecords.Kept<CertificateRecord>? = try RegistryRecords.find(
            serial,
            RegistryTables.certificates,
            in: store
        )
        let issued: RegistryRecords.Kept<IssuedRecord>? = try RegistryRecords.find(
            serial,
            RegistryTables.issued,
            in: store
        )
        guard let record = certificate?.message, let issued, record.state == .active,
            record.keyState == .issued, record.replaces == old.serial
        else { return nil }
        return answer(record, issued.message.chain)
    }

    private func answer(
        _ certificate: CertificateRecord,
        _ chain: [[UInt8]]
    ) -> RenewResponse {
        var response = RenewResponse()
        response.saved = Saved(id: certificate.code, revision: 1)
        response.chain = chain
        response.expires = certificate.notAfter
        return response
    }
}
