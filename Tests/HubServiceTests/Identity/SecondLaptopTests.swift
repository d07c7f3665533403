import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What becomes of one laptop when something is done to the other, or to the person.
struct SecondLaptopTests {
    private let hub: Laptops

    init() throws { hub = try Laptops() }

    private func pair(_ role: Role = .viewer) throws -> (Laptops.Laptop, Laptops.Laptop) {
        let first = try hub.person(role)
        let second = try hub.second(of: first)
        try hub.confirm(second, from: first)
        return (first, second)
    }

    @Test
    func `renewing one laptop retires nothing of the other, and keeps its name`() throws {
        let (first, second) = try pair()
        let fresh = try hub.renewed(second)
        #expect(hub.isIn(first) && hub.isIn(fresh))
        let again = try hub.laptop(first.device)
        #expect(hub.isIn(again))
        let keys = try first.identity.listOwnKeys().keys
        let states = Dictionary(uniqueKeysWithValues: keys.map { ($0.id, $0.state) })
        #expect(states == [first.id: .active, second.id: .retired, fresh.id: .active])
        #expect(keys.first { $0.id == fresh.id }?.label == "second laptop")
        // Any key that the device has had names it.
        #expect(hub.refusal(revoking: second.id, from: first) == nil)
        #expect(hub.word(of: fresh).contains("WIRE-0801"))
        #expect(hub.isIn(first))
    }

    @Test
    func `an admin suspends, resumes and revokes a person with both laptops`() throws {
        let (first, second) = try pair(.steward)
        let waiting = try hub.second(of: second)
        let code = try hub.invite(from: first)
        let desk = AdminServiceClient(hub.admin)
        let suspend = SuspendPrincipalRequest(
            principal: first.person,
            reason: "Away.",
            baseVersion: try hub.at.record(first.person).version
        )
        _ = try desk.suspendPrincipal(suspend, hub.at.keyed)
        for laptop in [first, second] {
            #expect(hub.word(of: laptop).contains("WIRE-0811"))
            #expect(hub.word(of: try hub.laptop(laptop.device)).contains("WIRE-0811"))
        }
        // Whoever holds a key that nobody confirmed learns nothing of its person.
        for laptop in [waiting, try hub.laptop(waiting.device)] {
            #expect(hub.word(of: laptop).contains("WIRE-0801"))
        }
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        let resume = ResumePrincipalRequest(
            principal: first.person,
            baseVersion: try hub.at.record(first.person).version
        )
        _ = try desk.resumePrincipal(resume, hub.at.keyed)
        let back = try [first, second, waiting].map { try hub.laptop($0.device) }
        #expect(back.map { hub.isIn($0) } == [true, true, false])
        let revoke = RevokePrincipalRequest(
            principal: first.person,
            reason: "Left.",
            baseVersion: try hub.at.record(first.person).version
        )
        _ = try desk.revokePrincipal(revoke, hub.at.keyed)
        for laptop in back.prefix(2) {
            #expect(hub.word(of: laptop).contains("WIRE-0813"))
            #expect(hub.word(of: try hub.laptop(laptop.device)).contains("WIRE-0813"))
        }
        for laptop in [back[2], try hub.laptop(waiting.device)] {
            #expect(hub.word(of: laptop).contains("WIRE-0801"))
        }
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        let listed = try desk.listPrincipals().principals.first { $0.id == first.person }
        #expect(listed?.keys.map(\.state) == [.revoked, .revoked, .revoked])
    }

    @Test
    func `an admin sees whose the laptops are, and confirms one where the first is lost`() throws {
        let first = try hub.person()
        _ = try hub.invite(from: first, "tablet")
        let second = try hub.second(of: first)
        let desk = AdminServiceClient(hub.admin)
        let open = try desk.listInvitations().invitations
        #expect(open.map(\.device) == ["tablet"] && open.map(\.name) == ["New"])
        let before = try desk.listPrincipals().principals.first { $0.id == first.person }
        let labels = before?.keys.sorted { $0.label < $1.label }
        #expect(labels?.map(\.label) == ["", "second laptop"])
        #expect(labels?.map(\.state) == [.active, .pending])
        #expect(labels?.contains { $0.isCurrent } == false)
        try hub.confirm(second)
        #expect(hub.isIn(second))
    }

    @Test
    func `a key that nobody has read out makes none that counts as read out`() throws {
        let first = try hub.person()
        let second = try hub.second(of: first)
        try hub.confirm(second, from: first)
        #expect(hub.refusal(revoking: first.id, from: second) == nil)
        func promote() throws -> String? {
            var request = ChangeRolesRequest(
                principal: first.person,
                baseVersion: try hub.at.record(first.person).version
            )
            request.grants = [Grant(role: .steward, family: .priorities)]
            return failure { () throws(ClientError) in
                try AdminServiceClient(hub.admin).changeRoles(request, hub.at.keyed)
            }?.reasonCode
        }
        #expect(try promote() == "IDEN-0211")
        // Once an admin has heard it, it makes others that count.
        try hub.confirm(second)
        let third = try hub.second(of: second)
        try hub.confirm(third, from: second)
        #expect(hub.refusal(revoking: second.id, from: third) == nil)
        #expect(try promote() == nil)
    }

    @Test
    func `a person has ten laptops at most, with those that are waited for`() throws {
        let first = try hub.person()
        var codes: [InvitationCode] = []
        for number in 2...KeyLife.devicesMax {
            codes.append(try hub.invite(from: first, "laptop \(number)"))
        }
        #expect(hub.refusal(inviting: first) == "IDEN-0217")
        let laptops = try codes.map { try hub.laptop(hub.at.enrol($0)) }
        #expect(hub.refusal(inviting: first) == "IDEN-0217")
        #expect(hub.refusal(revoking: laptops[0].id, from: first) == nil)
        #expect(hub.refusal(inviting: first) == nil)
        // Another person has room of its own.
        #expect(hub.refusal(inviting: try hub.person()) == nil)
    }

    @Test
    func `a code that comes when ten are in certifies nothing, and holds for when one is out`()
        throws
    {
        let first = try hub.person()
        let code = try hub.invite(from: first)
        let id = first.person
        let end = Timestamp(hub.at.time.clock.instant.advanced(seconds: 86_400))
        try hub.at.served.hub.changeRegistry("test/Fill") { (store) throws(Fault) in
            for number in 1..<KeyLife.devicesMax {
                var record = CertificateRecord(serial: [1, UInt8(number)], principalId: id)
                record.publicKeyDigest = SecureRandom.bytes(32)
                record.notAfter = end
                record.state = .active
                record.keyState = .active
                try RegistryTables.certificateRows.save(record, as: record.code, in: &store)
            }
        }
        #expect(try hub.at.refusal(code)?.reason == "IDEN-0217")
        #expect(hub.refusal(revoking: "0101", from: first) == nil)
        // What is ended takes invitations along: this one was made before, and is made again.
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        _ = try hub.at.enrol(hub.invite(from: first))
    }

    @Test
    func `a person asks for twenty laptops in thirty days, and takes no room of the admin's`()
        throws
    {
        let first = try hub.person()
        for _ in 0..<KeyLife.devicesAskedMax {
            _ = try hub.invite(from: first)
            hub.at.pass(seconds: 3_600)
        }
        #expect(hub.refusal(inviting: first) == "IDEN-0217")
        _ = try hub.at.code(hub.admin, .viewer)
        hub.at.pass(days: 29)
        let again = try hub.laptop(first.device)
        _ = hub.at.served.hub.hourly(hub.at.served.log.log)
        #expect(hub.refusal(inviting: again) == "IDEN-0217")
        hub.at.pass(days: 1)
        _ = hub.at.served.hub.hourly(hub.at.served.log.log)
        #expect(hub.refusal(inviting: again) == nil)
    }

    @Test
    func `whoever renews for ever stops at the most keys, and goes on when they have gone`()
        throws
    {
        let first = try hub.person()
        let served = hub.at.served.hub
        let id = first.person
        let count = KeyLife.keysMax - 1
        let end = Timestamp(hub.at.time.clock.instant)
        try served.changeRegistry("test/Fill") { (store) throws(Fault) in
            for number in 0..<count {
                var record = CertificateRecord(
                    serial: [1, UInt8(number / 256), UInt8(number % 256)],
                    principalId: id
                )
                record.publicKeyDigest = SecureRandom.bytes(32)
                record.notAfter = end
                record.state = .ended
                record.keyState = .revoked
                try RegistryTables.certificateRows.save(record, as: record.code, in: &store)
            }
        }
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let full = failure { () throws(ClientError) in
            try EnrolmentServiceClient(first.channel).renew(request, hub.at.keyed)
        }
        #expect(full?.reasonCode == "IDEN-0217")
        try served.changeRegistry("test/Clear") { (store) throws(Fault) in
            let code = "010000"
            try RegistryTables.certificateRows.close(code, in: &store)
        }
        _ = try EnrolmentServiceClient(first.channel).renew(request, hub.at.keyed)
    }

    @Test
    func `a laptop that was renewed ten times in a day waits, and the person's other does not`()
        throws
    {
        let (first, second) = try pair()
        for _ in 0..<KeyLife.renewalsPerDayMax {
            let request = RenewRequest(signingRequest: try SigningRequest(for: PrivateKey()).der)
            _ = try EnrolmentServiceClient(first.channel).renew(request, hub.at.keyed)
        }
        let request = RenewRequest(signingRequest: try SigningRequest(for: PrivateKey()).der)
        let waits = failure { () throws(ClientError) in
            try EnrolmentServiceClient(first.channel).renew(request, hub.at.keyed)
        }
        #expect(waits?.reasonCode == "IDEN-0217")
        #expect(waits?.message.contains("copy of its key") ?? false)
        let other = try hub.renewed(second)
        #expect(hub.isIn(other) && hub.isIn(first))
    }
}
