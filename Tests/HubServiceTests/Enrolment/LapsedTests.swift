import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Certificates that ran out while their holders were away.
struct LapsedTests {
    private let at: EnrolmentTime

    init() throws { at = try EnrolmentTime() }

    private func refusal(_ channel: Channel) throws -> ClientError? {
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        return failure { () throws(ClientError) in
            try EnrolmentServiceClient(channel).renew(request, at.keyed)
        }
    }

    @Test
    func `a principal of the hub's machine renews what has lapsed, and does nothing else with it`()
        throws
    {
        let bundle = try at.served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        )
        at.pass(days: 91)
        let lapsed = try at.served.channel(bundle)
        let refused = failure { () throws(ClientError) in
            try IdentityServiceClient(lapsed).whoAmI()
        }
        #expect(refused?.reasonCode == Reason.certificateHasExpired.code)
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let renewed = try EnrolmentServiceClient(lapsed).renew(request, at.keyed)
        let fresh = try EnrolmentTests.channel(at.served, renewed.chain, key)
        #expect(try IdentityServiceClient(fresh).whoAmI().keyConfirmed)
    }

    @Test
    func `400 days after it was last confirmed a principal renews, a second later it does not`()
        throws
    {
        let bundle = try at.served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        )
        at.pass(days: 200)
        #expect(at.served.hub.hourly(at.served.log.log))
        at.pass(days: 200)
        _ = at.served.hub.hourly(at.served.log.log)
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let channel = try at.served.channel(bundle)
        _ = try EnrolmentServiceClient(channel).renew(request, at.keyed)
        at.pass(seconds: 1)
        let late = try refusal(at.served.channel(bundle))
        #expect(late?.reasonCode == "IDEN-0105", "\(String(describing: late))")
        // An admin who confirms the access brings it back.
        let id = try #require(at.served.hub.contents.principals.values.first?.id)
        let (admin, _) = try at.principal(.admin)
        _ = try AdminServiceClient(admin).reviewAccess(
            ReviewAccessRequest(confirmed: [id]),
            at.keyed
        )
        #expect(try refusal(at.served.channel(bundle)) == nil)
    }

    @Test
    func `who is suspended or revoked renews nothing, and renews again when resumed`() throws {
        let (admin, _) = try at.principal(.admin)
        let bundle = try at.served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        )
        let all = at.served.hub.contents.principals.values
        let id = try #require(all.first { $0.grants.contains { $0.role == .viewer } }?.id)
        let client = AdminServiceClient(admin)
        let suspend = SuspendPrincipalRequest(
            principal: id,
            reason: "Away.",
            baseVersion: try at.record(id).version
        )
        _ = try client.suspendPrincipal(suspend, at.keyed)
        at.pass(days: 80)
        let count = at.served.hub.contents.certificates.count
        // In time and lapsed alike.
        #expect(try refusal(at.served.channel(bundle))?.description.contains("WIRE-0811") == true)
        let resume = ResumePrincipalRequest(
            principal: id,
            baseVersion: try at.record(id).version
        )
        _ = try client.resumePrincipal(resume, at.keyed)
        at.pass(days: 9)
        let revoke = RevokePrincipalRequest(
            principal: id,
            reason: "Left.",
            baseVersion: try at.record(id).version + 1
        )
        let stale = failure { () throws(ClientError) in
            try client.revokePrincipal(revoke, at.keyed)
        }
        #expect(stale?.reasonCode == Reason.changedSinceYouReadIt.code)
        #expect(try refusal(at.served.channel(bundle)) == nil)
        #expect(at.served.hub.contents.certificates.count == count + 1)
        var good = revoke
        good.baseVersion -= 1
        _ = try client.revokePrincipal(good, at.keyed)
        at.pass(days: 2)
        #expect(try refusal(at.served.channel(bundle))?.description.contains("WIRE-0813") == true)
        #expect(at.served.hub.contents.certificates.count == count + 1)
    }
}
