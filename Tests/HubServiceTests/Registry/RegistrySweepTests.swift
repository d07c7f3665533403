import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What of the registry goes in time, to the second, and what never does.
struct RegistrySweepTests {
    private let at: EnrolmentTime

    init() throws { at = try EnrolmentTime() }

    private var hub: Hub { at.served.hub }

    private func sweep() { _ = hub.hourly(at.served.log.log) }

    private func pass(to time: Timestamp?, days: Int64) throws {
        let end = Instant(try #require(time)).advanced(seconds: days * 86_400)
        at.pass(seconds: (end.microseconds - at.time.clock.instant.microseconds) / 1_000_000)
    }

    private func certificate(_ id: String) throws -> CertificateRecord {
        let all = hub.contents.certificates.filter { $0.principalId == id }
        #expect(all.count == 1)
        return try #require(all.first)
    }

    @Test
    func `what waited for a second person goes thirty days after its time, decided or not`() throws
    {
        let asker = OperatorServiceClient(try at.principal(.operator, tenant: nil).0)
        // Somebody has to be there who could approve it.
        _ = try at.principal(.operator, tenant: nil)
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let first = try #require(asker.deleteTenant(request, at.keyed).approval)
        _ = try asker.decline(DeclineRequest(id: first.id), at.keyed)
        _ = try asker.deleteTenant(request, at.keyed)
        // 30 days after the end of both, to the second.
        try pass(to: first.expires, days: 30)
        sweep()
        #expect(hub.contents.approvals.count == 2)
        at.pass(seconds: 1)
        sweep()
        #expect(hub.contents.approvals.isEmpty)
    }

    @Test
    func `a notice goes thirty days after it was shown last`() throws {
        let tenant = try #require(hub.contents.tenant(code: "X00000001"))
        let until = Timestamp(at.time.clock.instant.advanced(seconds: 90 * 86_400))
        try hub.changeRegistry("test/Notice") { (store) throws(Fault) in
            var record = NoticeRecord(tenantId: tenant.id, notice: Notice(text: "Read this."))
            record.until = until
            try RegistryTables.noticeRows.save(record, as: "\(tenant.id)/1", in: &store)
        }
        try pass(to: until, days: 30)
        sweep()
        #expect(hub.contents.notices.count == 1)
        at.pass(seconds: 1)
        sweep()
        #expect(hub.contents.notices.isEmpty)
    }

    @Test
    func `a certificate goes 430 days after its end, and its key is nobody else's all the same`()
        throws
    {
        let (admin, _) = try at.principal(.admin)
        let device = try at.enrol(at.code(admin, .viewer))
        admin.close()
        let id = device.answer.principalId
        let end = try certificate(id).notAfter
        try pass(to: end, days: 430)
        sweep()
        #expect(try certificate(id).state == .active)
        at.pass(seconds: 1)
        sweep()
        #expect(!hub.contents.certificates.contains { $0.principalId == id })
        #expect(try at.record(id).state == .active)
        let fresh = try at.principal(.admin).0
        defer { fresh.close() }
        let code = try at.code(fresh, .viewer)
        let client = EnrolmentServiceClient(try at.served.strangersChannel())
        let request = EnrolRequest(
            invitation: code.id,
            secret: code.secret,
            signingRequest: try SigningRequest(for: device.key).der
        )
        let known = failure { () throws(ClientError) in try client.enrol(request, at.keyed) }
        #expect(known?.reasonCode == "IDEN-0103")
    }

    @Test
    func `access that was confirmed meanwhile keeps what may still be renewed`() throws {
        let (admin, _) = try at.principal(.admin)
        let device = try at.enrol(at.code(admin, .viewer))
        let gone = try at.enrol(at.code(admin, .viewer))
        admin.close()
        let id = device.answer.principalId
        let end = try certificate(id).notAfter
        try pass(to: end, days: 300)
        sweep()
        let later = try at.principal(.admin).0
        _ = try AdminServiceClient(later).reviewAccess(
            ReviewAccessRequest(confirmed: [id, gone.answer.principalId]),
            at.keyed
        )
        let revoke = RevokePrincipalRequest(
            principal: gone.answer.principalId,
            reason: "Left.",
            baseVersion: try at.record(gone.answer.principalId).version
        )
        _ = try AdminServiceClient(later).revokePrincipal(revoke, at.keyed)
        later.close()
        try pass(to: end, days: 431)
        sweep()
        let left = hub.contents.certificates.map(\.principalId)
        #expect(left.contains(id) && !left.contains(gone.answer.principalId))
        // Whom the log of who looked names stays known.
        #expect(try at.record(gone.answer.principalId).state == .ended)
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let channel = try at.channel(device)
        defer { channel.close() }
        _ = try EnrolmentServiceClient(channel).renew(request, at.keyed)
    }

    @Test
    func `a certificate stays for whoever may renew, at the limit and not a second past it`() {
        let start = Instant(microseconds: 2_000_000_000_000_000)
        func kept(_ state: KeyState, end: Int64, confirmed: Int64, _ ended: Bool = false) -> Bool {
            var certificate = CertificateRecord(serial: [1], principalId: UniqueID.nobody)
            certificate.publicKeyDigest = [UInt8](repeating: 1, count: 32)
            certificate.state = state == .revoked ? .ended : .active
            certificate.keyState = state
            let limit = start.advanced(seconds: -PrincipalRecord.lapsedSecondsMax)
            certificate.notAfter = Timestamp(limit.advanced(seconds: end))
            var principal = PrincipalRecord(id: UniqueID.nobody)
            principal.state = ended ? .ended : .suspended
            principal.enrolled = Timestamp(limit.advanced(seconds: confirmed))
            return RegistrySweep.isKept(certificate, principal, start)
        }
        for state in [KeyState.pending, .issued, .active, .retired, .revoked] {
            #expect(kept(state, end: 0, confirmed: -1))
            #expect(!kept(state, end: -1, confirmed: -1))
            let mayRenew = state == .active || state == .issued
            #expect(kept(state, end: -1, confirmed: 0) == mayRenew)
            #expect(!kept(state, end: -1, confirmed: 0, true))
        }
    }
}

extension UniqueID {
    fileprivate static var nobody: String { UniqueID(milliseconds: 1).description }
}
