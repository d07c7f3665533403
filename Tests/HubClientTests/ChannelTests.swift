import HubClient
import HubCrypto
import HubLoop
import HubServerKit
import HubService
import HubSession
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

struct ChannelTests {
    @Test func `a call is answered, and the next one uses the same connection`() throws {
        let hub = try TestHub()
        let channel = try hub.channel()
        let client = IdentityServiceClient(channel)
        for count in [0, 1, 1_000, 65_000] {
            let payload = [UInt8](repeating: 7, count: count)
            #expect(try client.ping(PingRequest(payload: payload)).payload == payload)
        }
        #expect(channel.hello?.hubId == hub.name.hub.description)
        #expect(channel.lastStatus?.code == .ok)
    }

    @Test func `the hub knows who calls`() throws {
        let hub = try TestHub()
        let answer = try IdentityServiceClient(try hub.channel()).whoAmI()
        #expect(answer.principalId == hub.name.principal.description)
        #expect(answer.tenantCode == "E09000001")
    }

    @Test func `a hub with another id is left before any call`() throws {
        let hub = try TestHub()
        let channel = try hub.channel(hubID: hub.maker.newName().hub)
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.anotherHub))
        #expect(error?.exitCode == .conflict)
    }

    @Test func `a hub of another authority is not believed`() throws {
        let hub = try TestHub()
        let stranger = try CertificateMaker(now: HubClock.system.instant, name: "Other")
        let channel = try hub.channel(anchors: [stranger.root])
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.notThePinnedAuthority))
        #expect(error?.exitCode == .unreachable)
    }

    @Test func `a hub of another name is not believed`() throws {
        let hub = try TestHub()
        let channel = try hub.channel(serverName: .host("hub.example.org"))
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.anotherName))
    }

    @Test func `a hub whose certificate has expired is not believed`() throws {
        let hub = try TestHub(serverValidity: { $0.expired() })
        let channel = try hub.channel()
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.notThePinnedAuthority))
        #expect(error?.message.contains("expired") == true)
    }

    @Test func `a certificate of another authority is refused by alert`() throws {
        let hub = try TestHub()
        let stranger = try CertificateMaker(now: HubClock.system.instant, name: "Other")
        let credential = try stranger.client(name: hub.name)
        let target = Target(
            address: hub.address,
            serverName: .host("localhost"),
            hubID: hub.name.hub,
            tls: try TLSClientContext(
                anchors: [hub.maker.root],
                chain: credential.chain,
                key: credential.key
            )
        )
        let error = failure { () throws(ClientError) in try Channel(target).connect() }
        #expect(error == ClientError(.certificateNotAccepted))
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `a revoked certificate is told why instead of a greeting`() throws {
        let hub = try TestHub()
        hub.shared.directory.replace(.init())
        let channel = try hub.channel()
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error?.code == .unauthenticated)
        #expect(error?.reasonCode.hasPrefix("WIRE-08") == true)
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `an expired certificate connects, and its calls are refused`() throws {
        let hub = try TestHub(clientValidity: { $0.expired() })
        let client = IdentityServiceClient(try hub.channel())
        let error = failure { () throws(ClientError) in try client.ping() }
        #expect(error?.reasonCode == "GATE-0102")
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `a port on which nobody listens is refused`() throws {
        let hub = try TestHub()
        let channel = try hub.channel()
        hub.stop()
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.cannotReachTheHub))
        #expect(error?.exitCode == .unreachable)
        #expect(error?.message.contains("refused") == true)
    }

    @Test func `a tenant that is not the caller's fails the call`() throws {
        let hub = try TestHub()
        let client = IdentityServiceClient(try hub.channel())
        var options = CallOptions()
        options.expectedTenant = "E09000002"
        let error = failure { () throws(ClientError) in try client.ping(PingRequest(), options) }
        #expect(error?.reasonCode == "GATE-0501")
        options.expectedTenant = "E09000001"
        #expect(throws: Never.self) { try client.ping(PingRequest(), options) }
    }

    @Test func `a message larger than the hub takes is refused before it is sent`() throws {
        var limits = ServerLimits()
        limits.session.messageBytesMax = 70_000
        let hub = try TestHub(limits: limits)
        let client = IdentityServiceClient(try hub.channel())
        let fits = PingRequest(payload: [UInt8](repeating: 1, count: 70_000 - 4))
        #expect(fits.encoded().count == 70_000)
        #expect(throws: Never.self) { try client.ping(fits) }
        let over = PingRequest(payload: [UInt8](repeating: 1, count: 70_000 - 3))
        let error = failure { () throws(ClientError) in try client.ping(over) }
        #expect(error == ClientError(.messageTooLargeToSend))
        #expect(error?.message.contains("70001") == true)
        #expect(throws: Never.self) { try client.ping(fits) }
    }
}
