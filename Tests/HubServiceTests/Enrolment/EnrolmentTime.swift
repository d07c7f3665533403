import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A served hub whose calendar a test moves, with devices that enrol there.
struct EnrolmentTime {
    let time = ManualClock(instant: HubClock.system.instant)
    let served: ServedHub

    init(
        settings: StoreSettings = StoreSettings(),
        security: SecurityLog? = nil
    ) throws {
        served = try ServedHub(settings: settings, clock: time.clock, security: security)
    }

    /// A device with what it was given.
    final class Device {
        let key: PrivateKey
        let answer: EnrolResponse

        init(_ key: consuming PrivateKey, _ answer: EnrolResponse) {
            self.key = key
            self.answer = answer
        }
    }

    /// A fresh key for one call, by the hub's calendar.
    var keyed: CallOptions {
        var options = CallOptions()
        let now = UInt64(clamping: time.clock.instant.microseconds / 1_000)
        options.key = UniqueID(milliseconds: now)
        return options
    }

    func pass(seconds: Int64) {
        time.set(instant: time.clock.instant.advanced(seconds: seconds))
    }

    func pass(days: Int64) { pass(seconds: days * 86_400) }

    /// A code of an admin for somebody of its own organisation.
    func code(_ admin: Channel, _ role: Role, methods: [String] = []) throws -> InvitationCode {
        var request = InviteRequest(role: role, name: "New")
        request.methods = methods
        let made = try AdminServiceClient(admin).invite(request, keyed)
        return try #require(InvitationCode(made.code))
    }

    /// Enrols a device with a code.
    func enrol(_ code: InvitationCode) throws -> Device {
        let key = try PrivateKey()
        let request = try SigningRequest(for: key).der
        let answer = try EnrolmentServiceClient(served.strangersChannel()).enrol(
            EnrolRequest(invitation: code.id, secret: code.secret, signingRequest: request),
            keyed
        )
        return Device(key, answer)
    }

    /// What somebody who comes with a code and a new key is refused with.
    func refusal(_ code: InvitationCode) throws -> Status? {
        let request = try SigningRequest(for: PrivateKey()).der
        let client = EnrolmentServiceClient(try served.strangersChannel())
        return failure { () throws(ClientError) in
            try client.enrol(
                EnrolRequest(invitation: code.id, secret: code.secret, signingRequest: request),
                keyed
            )
        }?.status
    }

    func channel(_ device: Device) throws -> Channel {
        try EnrolmentTests.channel(served, device.answer.chain, device.key)
    }

    /// The principal as the registry has it.
    func record(_ id: String) throws -> PrincipalRecord {
        let id = try #require(UniqueID(id))
        return try #require(served.hub.contents.principals[id])
    }

    /// A channel of a new principal of Example Council A, and its id.
    func principal(_ role: Role, tenant: String? = "X00000001") throws -> (Channel, String) {
        let channel = try served.channel(role, tenant: tenant)
        return (channel, try IdentityServiceClient(channel).whoAmI().principalId)
    }
}
