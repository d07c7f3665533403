import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A key that was replaced and comes again.
struct KeyAlarmTests {
    private let security = LogLines()
    private let at: EnrolmentTime

    init() throws { at = try EnrolmentTime(security: SecurityLog(own: security.log)) }

    @Test
    func `a replaced key that is shown later than a minute puts its holder out, and is told`()
        throws
    {
        let (admin, _) = try at.principal(.admin)
        let device = try at.enrol(at.code(admin, .viewer))
        let id = device.answer.principalId
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let renewed = try EnrolmentServiceClient(at.channel(device)).renew(request, at.keyed)
        let fresh = try EnrolmentTests.channel(at.served, renewed.chain, key)
        _ = try IdentityServiceClient(fresh).ping()
        _ = at.served.log.wait(for: "key-retired")
        at.pass(seconds: 60)
        let early = EnrolmentTests.ping(try at.channel(device))
        #expect(early?.description.contains("WIRE-0805") == true, "\(String(describing: early))")
        _ = try IdentityServiceClient(fresh).ping()
        #expect(try at.record(id).state == .active)
        #expect(!security.all.contains { $0.hasPrefix("alarm ") })
        at.pass(seconds: 1)
        let late = EnrolmentTests.ping(try at.channel(device))
        #expect(late?.description.contains("WIRE-0807") == true, "\(String(describing: late))")
        let line = security.wait(for: "alarm ")
        for part in ["reason=replaced-key-used", "principal=\(id)", "from=127.0.0.1"] {
            #expect(line.contains(part), "\(line)")
        }
        _ = at.served.log.wait(for: "key-alarm")
        #expect(try at.record(id).state == .suspended)
        #expect(EnrolmentTests.ping(fresh)?.description.contains("WIRE-0811") == true)
        let notices = try IdentityServiceClient(admin).whoAmI().notices
        #expect(notices.map(\.kind) == ["key-alarm"])
        let act = try #require(AdminServiceClient(admin).listActs().acts.first)
        #expect(act.kind == .suspended && act.by == "the hub" && act.principal == id)
        #expect(act.fingerprint == device.answer.fingerprint && !act.reason.isEmpty)
        // Again: nothing more to suspend, and no second notice.
        _ = EnrolmentTests.ping(try at.channel(device))
        #expect(try IdentityServiceClient(admin).whoAmI().notices.count == 1)
        let resume = ResumePrincipalRequest(
            principal: id,
            baseVersion: try at.record(id).version
        )
        _ = try AdminServiceClient(admin).resumePrincipal(resume, at.keyed)
        let again = try EnrolmentTests.channel(at.served, renewed.chain, key)
        _ = try IdentityServiceClient(again).ping()
    }

    @Test
    func `a key has one successor: another that is shown later than a minute is an alarm too`()
        throws
    {
        let (admin, _) = try at.principal(.admin)
        let device = try at.enrol(at.code(admin, .viewer))
        let id = device.answer.principalId
        // Two hold the key, and each renews it.
        let old = EnrolmentServiceClient(try at.channel(device))
        let own = try PrivateKey()
        let other = try PrivateKey()
        let requests = try [SigningRequest(for: own).der, SigningRequest(for: other).der]
        let renewed = try requests.map { request in
            try old.renew(RenewRequest(signingRequest: request), at.keyed)
        }
        let first = try EnrolmentTests.channel(at.served, renewed[0].chain, own)
        _ = try IdentityServiceClient(first).ping()
        _ = at.served.log.wait(for: "key-retired")
        // Two programs of one device may have renewed at once: whoever was slow is told so.
        at.served.log.wait(for: "key-retired", times: 2)
        let slow = try EnrolmentTests.channel(at.served, renewed[1].chain, other)
        let early = EnrolmentTests.ping(slow)
        #expect(early?.description.contains("WIRE-0805") == true, "\(String(describing: early))")
        #expect(try at.record(id).state == .active)
        at.pass(seconds: 61)
        let late = EnrolmentTests.ping(
            try EnrolmentTests.channel(at.served, renewed[1].chain, other)
        )
        #expect(late?.description.contains("WIRE-0807") == true, "\(String(describing: late))")
        _ = at.served.log.wait(for: "key-alarm")
        #expect(try at.record(id).state == .suspended)
    }
}
