import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What the hub lets go of, and what it does when it cannot keep anything.
struct SweepTests {
    private static func issued(_ hub: Hub) throws -> Int {
        try hub.changeRegistry("test/Count") { (store) throws(Fault) in
            try stored { () throws(StoreError) in
                try RegistryTables.issued.all(in: store.database).count
            }
        }
    }

    @Test
    func `30 days after their end invitations go, and with them answers nobody asks for`() throws {
        let at = try EnrolmentTime()
        let hub = at.served.hub
        let (admin, _) = try at.principal(.admin)
        let device = try at.enrol(at.code(admin, .viewer))
        let withdrawn = try at.code(admin, .viewer)
        let id = Hexadecimal.text(withdrawn.id.span)
        let withdraw = WithdrawInvitationRequest(id: id, baseVersion: 1)
        _ = try AdminServiceClient(admin).withdrawInvitation(withdraw, at.keyed)
        _ = try at.code(admin, .viewer)
        // A renewal whose answer was lost, and may be asked for as long as its key is not used.
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let lost = try EnrolmentServiceClient(at.channel(device)).renew(request, at.keyed)
        #expect(try SweepTests.issued(hub) == 2)
        at.pass(days: 30)
        _ = hub.hourly(at.served.log.log)
        #expect(hub.contents.invitations.count == 3)
        #expect(try SweepTests.issued(hub) == 2)
        at.pass(days: 2)
        _ = hub.hourly(at.served.log.log)
        // Each ended 48 hours after it was made, to the second.
        #expect(hub.contents.invitations.count == 3)
        #expect(try SweepTests.issued(hub) == 1)
        let live = try at.code(admin, .viewer)
        at.pass(seconds: 1)
        _ = hub.hourly(at.served.log.log)
        #expect(hub.contents.invitations.map(\.code) == [Hexadecimal.text(live.id.span)])
        let again = try EnrolmentServiceClient(at.channel(device)).renew(request, at.keyed)
        #expect(again.chain == lost.chain)
        _ = try at.enrol(live)
        #expect(try at.refusal(withdrawn)?.reason == "GATE-0107")
    }

    @Test
    func `on a full disk nobody enrols by half, and the code stays good`() throws {
        let free = Lock<UInt64>(.max)
        var settings = StoreSettings()
        settings.freeBytes = { free.withLock { $0 } }
        let at = try EnrolmentTime(settings: settings)
        let code = try EnrolmentTests.code(at.served)
        let before = at.served.hub.contents
        free.withLock { $0 = 0 }
        at.time.advance(milliseconds: 10_000)
        let refused = try at.refusal(code)
        #expect(refused?.reason.hasPrefix("STORE-") == true, "\(String(describing: refused))")
        #expect(refused?.applied == .no)
        let after = at.served.hub.contents
        #expect(after.principals.count == before.principals.count)
        #expect(after.certificates.isEmpty)
        #expect(after.invitations.map(\.state) == [.live])
        free.withLock { $0 = .max }
        at.time.advance(milliseconds: 10_000)
        #expect(try SweepTests.issued(at.served.hub) == 0)
        _ = try at.enrol(code)
        #expect(try SweepTests.issued(at.served.hub) == 1)
    }
}
