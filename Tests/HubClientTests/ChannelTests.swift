import HubClient
import HubCrypto
import HubServerKit
import HubService
import HubSession
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// Against a real hub.
struct ChannelTests {
    @Test func `a call is answered, and the next one uses the same connection`() throws {
        let hub = try TestHub()
        let channel = Channel(try hub.target())
        let client = IdentityServiceClient(channel)
        for count in [0, 1, 1_024] {
            let payload = [UInt8](repeating: 7, count: count)
            #expect(try client.ping(PingRequest(payload: payload)).payload == payload)
        }
        #expect(channel.hello?.hubName == "Test hub")
        #expect(channel.lastStatus?.code == .ok)
    }

    @Test func `a request that breaks a rule comes back with the field`() throws {
        let hub = try TestHub()
        let client = IdentityServiceClient(Channel(try hub.target()))
        let request = PingRequest(payload: [UInt8](repeating: 7, count: 1_025))
        let error = failure { () throws(ClientError) in try client.ping(request) }
        #expect(error?.status?.violations.first?.path == "payload")
        #expect(error?.exitCode == .dataErrors)
    }

    @Test func `the hub knows who calls`() throws {
        let hub = try TestHub()
        let answer = try IdentityServiceClient(Channel(try hub.target())).whoAmI()
        #expect(answer.principalName == "Workforce lead")
        #expect(answer.tenantCode == TestHub.tenantCode)
    }

    @Test func `a hub with another id is left before any call`() throws {
        let hub = try TestHub()
        let other = UniqueID(milliseconds: 1_780_315_200_000)
        let channel = Channel(try hub.target(hubID: other), settings: .quick)
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.anotherHub))
        #expect(error?.exitCode == .conflict)
    }

    @Test func `a hub of another authority is not believed`() throws {
        let hub = try TestHub()
        let stranger = try CertificateMaker(now: HubClock.system.instant, name: "Other")
        let channel = Channel(try hub.target(anchors: [stranger.root]), settings: .quick)
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.notThePinnedAuthority))
        #expect(error?.exitCode == .unreachable)
    }

    @Test func `a hub of another name is not believed`() throws {
        let hub = try TestHub()
        let target = try hub.target(serverName: .host("hub.example.org"))
        let error = failure { () throws(ClientError) in try Channel(target).connect() }
        #expect(error == ClientError(.anotherName))
    }

    @Test func `a certificate of another authority is refused by alert`() throws {
        let hub = try TestHub()
        let stranger = try CertificateMaker(now: HubClock.system.instant, name: "Other")
        let credential = try stranger.client(name: stranger.newName())
        let own = try hub.target()
        let target = Target(
            address: own.address,
            serverName: own.serverName,
            hubID: own.hubID,
            tls: try TLSClientContext(
                anchors: Certificate.chain(pem: hub.bundle.root),
                chain: credential.chain,
                key: credential.key
            )
        )
        let error = failure { () throws(ClientError) in try Channel(target).connect() }
        #expect(error == ClientError(.certificateNotAccepted))
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `a client without a certificate is greeted, and its calls are refused`() throws {
        let hub = try TestHub()
        let own = try hub.target()
        let target = Target(
            address: own.address,
            serverName: own.serverName,
            hubID: own.hubID,
            tls: try TLSClientContext(anchors: Certificate.chain(pem: hub.bundle.root))
        )
        let channel = Channel(target)
        #expect(try channel.connect().hubId == "", "a hub names itself to nobody it does not know")
        let error = failure { () throws(ClientError) in
            try IdentityServiceClient(channel).ping()
        }
        #expect(error?.reasonCode == "GATE-0101")
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `a revoked certificate is told why instead of a greeting`() throws {
        let hub = try TestHub()
        let channel = Channel(try hub.target())
        let own = try IdentityServiceClient(channel).whoAmI().principalId
        let request = IssueRequest(tenantCode: TestHub.tenantCode, role: .admin, name: "Admin")
        let bundle = try hub.hub.issue(request)
        let admin = AdminServiceClient(Channel(try hub.target(bundle: bundle)))
        let found = try admin.listPrincipals().principals.first { $0.id == own }
        let revocation = RevokePrincipalRequest(
            principal: own,
            reason: "Left.",
            baseVersion: try #require(found).version
        )
        _ = try admin.revokePrincipal(revocation)
        let late = Channel(try hub.target())
        let error = failure { () throws(ClientError) in try late.connect() }
        #expect(error == ClientError(.certificateNotAccepted))
        #expect(error?.message.hasPrefix("WIRE-08") == true)
        #expect(error?.exitCode == .notAllowed)
    }

    @Test func `a port on which nobody listens is refused`() throws {
        let hub = try TestHub()
        let channel = Channel(try hub.target())
        hub.stop()
        let error = failure { () throws(ClientError) in try channel.connect() }
        #expect(error == ClientError(.cannotReachTheHub))
        #expect(error?.exitCode == .unreachable)
    }

    @Test func `a tenant that is not the caller's fails the call`() throws {
        let hub = try TestHub()
        let client = IdentityServiceClient(Channel(try hub.target()))
        var options = CallOptions()
        options.expectedTenant = "E09000002"
        let error = failure { () throws(ClientError) in try client.ping(PingRequest(), options) }
        #expect(error?.reasonCode == "GATE-0501")
        options.expectedTenant = TestHub.tenantCode
        #expect(throws: Never.self) { try client.ping(PingRequest(), options) }
    }

    @Test func `a message larger than the hub takes is refused before it is sent`() throws {
        var limits = ServerLimits()
        limits.session.messageBytesMax = 70_000
        let hub = try TestHub(limits: limits)
        let client = IdentityServiceClient(Channel(try hub.target()))
        let fits = PingRequest(payload: [UInt8](repeating: 1, count: 70_000 - 4))
        #expect(fits.encoded().count == 70_000)
        let refused = failure { () throws(ClientError) in try client.ping(fits) }
        #expect(refused?.status != nil, "the hub has judged it")
        let over = PingRequest(payload: [UInt8](repeating: 1, count: 70_000 - 3))
        let error = failure { () throws(ClientError) in try client.ping(over) }
        #expect(error == ClientError(.messageTooLargeToSend))
        #expect(error?.message.contains("70001") == true)
        #expect(throws: Never.self) { try client.ping() }
    }

    @Test func `a hub that has left between two calls is called on a new connection`() throws {
        let first = try TestHub()
        let channel = Channel(try first.target(), settings: .quick)
        #expect(throws: Never.self) { try channel.connect() }
        first.stop()
        let error = failure { () throws(ClientError) in
            try IdentityServiceClient(channel).ping()
        }
        #expect(error == ClientError(.cannotReachTheHub))
    }
}
