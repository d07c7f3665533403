import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A hub with people of Example Council A, each of whom has laptops.
final class Laptops {
    let at: EnrolmentTime
    let admin: Channel
    private var open: [Channel] = []

    init() throws {
        at = try EnrolmentTime()
        admin = try at.principal(.admin).0
    }

    deinit {
        // The hub waits for whoever is connected, and its clock stands still.
        admin.close()
        for channel in open { channel.close() }
    }

    /// One laptop: what it was given, and its connection.
    struct Laptop {
        let device: EnrolmentTime.Device
        let channel: Channel

        var identity: IdentityServiceClient { IdentityServiceClient(channel) }
        var fingerprint: String { device.answer.fingerprint }
        var person: String { device.answer.principalId }
        /// The id of its key.
        var id: String {
            let leaf = device.answer.chain.first.flatMap { try? Certificate(der: $0) }
            let serial = leaf?.facts.serial ?? []
            return Hexadecimal.text(serial.span)
        }
    }

    /// The first laptop of a new person, whose key is read out where it has to be.
    func person(_ role: Role = .viewer) throws -> Laptop {
        let laptop = try laptop(at.enrol(at.code(admin, role)))
        if laptop.device.answer.mustBeConfirmed { try confirm(laptop) }
        return laptop
    }

    /// Confirms a key as an admin does.
    func confirm(_ laptop: Laptop) throws {
        let request = ConfirmKeyRequest(
            principal: laptop.person,
            fingerprint: laptop.fingerprint
        )
        _ = try AdminServiceClient(admin).confirmKey(request, at.keyed)
    }

    func laptop(_ device: EnrolmentTime.Device) throws -> Laptop {
        let channel = try at.channel(device)
        open.append(channel)
        return Laptop(device: device, channel: channel)
    }

    func invite(from laptop: Laptop, _ label: String = "second laptop") throws -> InvitationCode {
        let request = InviteDeviceRequest(label: label)
        let answer = try laptop.identity.inviteDevice(request, at.keyed)
        return try #require(InvitationCode(answer.code))
    }

    /// A further laptop, whose key waits; it is the younger one, so that keys have an order.
    func second(of laptop: Laptop) throws -> Laptop {
        at.pass(seconds: 1)
        return try self.laptop(at.enrol(invite(from: laptop)))
    }

    func confirm(_ other: Laptop, from laptop: Laptop) throws {
        let request = ConfirmOwnKeyRequest(fingerprint: other.fingerprint)
        _ = try laptop.identity.confirmOwnKey(request, at.keyed)
    }

    /// Why a laptop is not invited; `nil` when it is.
    func refusal(inviting laptop: Laptop) -> String? {
        failure { () throws(ClientError) in
            try laptop.identity.inviteDevice(InviteDeviceRequest(), at.keyed)
        }?.reasonCode
    }

    /// Why a key is not revoked; `nil` when it is.
    func refusal(revoking id: String, from laptop: Laptop) -> String? {
        failure { () throws(ClientError) in
            try laptop.identity.revokeOwnKey(RevokeOwnKeyRequest(id: id), at.keyed)
        }?.reasonCode
    }

    /// Why a key is not confirmed; `nil` when it is.
    func refusal(confirming fingerprint: String, from laptop: Laptop) -> String? {
        failure { () throws(ClientError) in
            let request = ConfirmOwnKeyRequest(fingerprint: fingerprint)
            return try laptop.identity.confirmOwnKey(request, at.keyed)
        }?.reasonCode
    }

    /// Whether a laptop may read.
    func isIn(_ laptop: Laptop) -> Bool {
        failure { () throws(ClientError) in
            try PriorityServiceClient(laptop.channel).listLocalThemes()
        } == nil
    }

    /// What ended a connection, or refuses it.
    func word(of laptop: Laptop) -> String {
        EnrolmentTests.ping(laptop.channel)?.description ?? ""
    }

    /// The laptop with a new key, used once; the one before has retired by then.
    func renewed(_ laptop: Laptop) throws -> Laptop {
        let key = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let answer = try EnrolmentServiceClient(laptop.channel).renew(request, at.keyed)
        var enrolled = laptop.device.answer
        enrolled.chain = answer.chain
        enrolled.fingerprint = "\(KeyFingerprint(publicKeyDigest: key.publicKey.digest))"
        let fresh = try self.laptop(EnrolmentTime.Device(key, enrolled))
        _ = try fresh.identity.ping()
        let serial = laptop.id
        _ = at.served.log.wait { $0.hasPrefix("key-retired") && $0.contains(serial) }
        return fresh
    }
}
