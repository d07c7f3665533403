import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A second laptop, let in from the first.
struct OwnDevicesTests {
    private let hub: Laptops

    init() throws { hub = try Laptops() }

    @Test
    func `a second laptop opens nothing before the first has confirmed it, then what that does`()
        throws
    {
        let first = try hub.person()
        // Keys are told in the order in which they came.
        hub.at.pass(seconds: 1)
        let second = try hub.second(of: first)
        #expect(second.device.answer.mustBeConfirmed && second.person == first.person)
        #expect(try !second.identity.whoAmI().keyConfirmed)
        #expect(!hub.isIn(second))
        // Nothing helps itself in.
        #expect(hub.refusal(confirming: second.fingerprint, from: second) == "GATE-0109")
        #expect(hub.refusal(inviting: second) == "GATE-0109")
        #expect(hub.refusal(revoking: first.id, from: second) == "GATE-0109")
        #expect(try second.identity.listOwnKeys().keys.map(\.id) == [second.id])
        #expect(hub.refusal(confirming: first.fingerprint, from: first) == "IDEN-0213")
        let stranger = KeyFingerprint(publicKeyDigest: try PrivateKey().publicKey.digest)
        #expect(hub.refusal(confirming: "\(stranger)", from: first) == "IDEN-0205")
        #expect(hub.refusal(confirming: "nothing", from: first) == Reason.requestNotValid.code)
        #expect(!hub.isIn(second))
        #expect(hub.refusal(confirming: second.fingerprint, from: first) == nil)
        #expect(hub.isIn(second) && hub.isIn(first))
        #expect(hub.refusal(confirming: second.fingerprint, from: first) == "IDEN-0213")
        let keys = try second.identity.listOwnKeys().keys
        #expect(keys.map(\.label) == ["", "second laptop"])
        #expect(keys.map(\.isCurrent) == [false, true])
        #expect(keys.map(\.state) == [.active, .active])
    }

    @Test
    func `nobody confirms another person's laptop, and its ids answer as those that nobody has`()
        throws
    {
        let first = try hub.person()
        let waiting = try hub.second(of: first)
        let other = try hub.person()
        let elsewhere = try hub.at.principal(.admin, tenant: "X00000002").0
        defer { elsewhere.close() }
        #expect(hub.refusal(confirming: waiting.fingerprint, from: other) == "IDEN-0205")
        let unknown = hub.refusal(revoking: String(repeating: "0", count: 32), from: other)
        #expect(unknown == Reason.notFound.code)
        for id in [first.id, waiting.id] {
            #expect(hub.refusal(revoking: id, from: other) == unknown)
            let foreign = failure { () throws(ClientError) in
                let request = RevokeOwnKeyRequest(id: id)
                return try IdentityServiceClient(elsewhere).revokeOwnKey(request, hub.at.keyed)
            }
            #expect(foreign?.reasonCode == unknown)
        }
        #expect(hub.refusal(revoking: "no id!", from: other) == Reason.requestNotValid.code)
        #expect(try other.identity.listOwnKeys().keys.map(\.id) == [other.id])
        #expect(hub.isIn(first))
    }

    @Test
    func `the code of a device holds for an hour, and once`() throws {
        let first = try hub.person()
        let late = try hub.invite(from: first)
        let early = try hub.invite(from: first)
        hub.at.pass(seconds: 3_599)
        _ = try hub.at.enrol(early)
        #expect(try hub.at.refusal(early)?.reason == "GATE-0107")
        hub.at.pass(seconds: 1)
        #expect(try hub.at.refusal(late)?.reason == "GATE-0107")
    }

    @Test
    func `a dry run invites nobody and tells no code`() throws {
        let first = try hub.person()
        var options = CallOptions()
        options.isDryRun = true
        let before = hub.at.served.hub.contents.invitations.count
        let answer = try first.identity.inviteDevice(InviteDeviceRequest(), options)
        #expect(answer.code.isEmpty && answer.saved?.id == "")
        #expect(hub.at.served.hub.contents.invitations.count == before)
        let day = InviteDeviceRequest(validHours: 24)
        let end = try first.identity.inviteDevice(day, options).expires.map { Instant($0) }
        #expect(end == hub.at.time.clock.instant.advanced(seconds: 86_400))
        let later = failure { () throws(ClientError) in
            try first.identity.inviteDevice(InviteDeviceRequest(validHours: 25), options)
        }
        #expect(later?.status?.violations.map(\.path) == ["valid_hours"])
        let long = InviteDeviceRequest(label: String(repeating: "a", count: 61))
        let refused = failure { () throws(ClientError) in
            try first.identity.inviteDevice(long, options)
        }
        #expect(refused?.status?.violations.map(\.path) == ["label"])
        let fits = InviteDeviceRequest(label: String(repeating: "a", count: 60))
        _ = try first.identity.inviteDevice(fits, options)
        let personal = InviteDeviceRequest(label: "phone 07700 900123")
        let named = failure { () throws(ClientError) in
            try first.identity.inviteDevice(personal, options)
        }
        #expect(named?.reasonCode == "TRNG-0282" && named?.message.contains("900123") == false)
        #expect(named?.status?.violations.map(\.path) == ["label"])
    }

    @Test
    func `a lost laptop is out at once, with what it was renewed to and what it asked for`() throws
    {
        let first = try hub.person()
        let lost = try hub.second(of: first)
        try hub.confirm(lost, from: first)
        // Whoever found it renews it, and has not used the new key yet.
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let kept = try EnrolmentServiceClient(lost.channel).renew(request, hub.at.keyed)
        let code = try hub.invite(from: lost)
        let answer = try first.identity.revokeOwnKey(RevokeOwnKeyRequest(id: lost.id), hub.at.keyed)
        #expect(answer.keys.count == 2 && answer.keys.allSatisfy { $0.state == .revoked })
        #expect(hub.word(of: lost).contains("WIRE-0801"))
        let renewed = try EnrolmentTests.channel(hub.at.served, kept.chain, key)
        #expect(EnrolmentTests.ping(renewed)?.description.contains("WIRE-0801") == true)
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        #expect(hub.isIn(first))
        #expect(hub.refusal(revoking: lost.id, from: first) == "IDEN-0213")
    }

    @Test
    func `the last laptop does not end itself; one of two does, and is answered first`() throws {
        let first = try hub.person()
        #expect(hub.refusal(revoking: first.id, from: first) == "IDEN-0215")
        let second = try hub.second(of: first)
        // One that waits opens nothing.
        #expect(hub.refusal(revoking: first.id, from: first) == "IDEN-0215")
        try hub.confirm(second, from: first)
        #expect(hub.refusal(revoking: first.id, from: first) == nil)
        #expect(hub.word(of: first).contains("WIRE-0801"))
        #expect(hub.isIn(second))
        #expect(hub.refusal(revoking: second.id, from: second) == "IDEN-0215")
        // What has lapsed opens nothing either.
        let third = try hub.second(of: second)
        try hub.confirm(third, from: second)
        hub.at.pass(days: 60)
        let fresh = try hub.renewed(third)
        hub.at.pass(days: 31)
        let now = try hub.laptop(fresh.device)
        #expect(hub.refusal(revoking: now.id, from: now) == "IDEN-0215")
        #expect(hub.refusal(revoking: second.id, from: now) == nil)
    }

    @Test
    func `of two laptops in one commit that end each other one is left`() throws {
        let first = try hub.person()
        let second = try hub.second(of: first)
        try hub.confirm(second, from: first)
        let served = hub.at.served.hub
        let handlers = IdentityHandlers(invitations: served.invitations) { served.contents }
        let calls = try [first, second].map { try context(of: $0, .identityServiceRevokeOwnKey) }
        let request = RevokeOwnKeyRequest(id: second.id)
        let reason = try served.changeRegistry("test/Both") { (store) throws(Fault) -> String in
            try RegistryAccess.require(calls[0], in: &store)
            _ = try handlers.revokeOwnKey(request, in: calls[0], &store)
            do throws(Fault) {
                try RegistryAccess.require(calls[1], in: &store)
                return "let in"
            } catch {
                return error.reason.code
            }
        }
        #expect(reason == "GATE-0103")
    }

    /// A call as the gate admits it.
    private func context(of laptop: Laptops.Laptop, _ method: Method) throws -> CallContext {
        let contents = hub.at.served.hub.contents
        let id = try #require(UniqueID(laptop.person))
        let leaf = try Certificate(der: try #require(laptop.device.answer.chain.first))
        let peer = try PeerIdentity(leaf, isLapsed: false)
        return CallContext(
            caller: contents.directory.callers[id],
            method: method,
            now: hub.at.time.clock.instant,
            asOf: nil,
            isDryRun: false,
            key: nil,
            assertions: CallAssertions(tenantCode: nil, epoch: nil),
            deadline: hub.at.time.clock.moment,
            requestID: RequestID(1),
            certificateExpires: nil,
            clientKey: ClientKey(of: peer, .active)
        )
    }
}
