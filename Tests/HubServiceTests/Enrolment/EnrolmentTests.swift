import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Codes, and what becomes of them on the wire.
struct EnrolmentTests {
    @Test
    func `an operator enrols with the string of the hub's own machine, and is in at once`() throws {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        #expect(code.rootDigest == (try hub.hub.authority.root().facts.fingerprint))
        let key = try PrivateKey()
        let answer = try EnrolmentTests.enrol(hub, code, SigningRequest(for: key).der)
        #expect(!answer.mustBeConfirmed)
        let fingerprint = KeyFingerprint(publicKeyDigest: key.publicKey.digest)
        #expect(answer.fingerprint == fingerprint.description)
        let channel = try EnrolmentTests.channel(hub, answer.chain, key)
        let told = try IdentityServiceClient(channel).whoAmI()
        #expect(told.principalId == answer.principalId)
        #expect(told.keyConfirmed)
        #expect(told.keyFingerprint == answer.fingerprint)
    }

    @Test
    func `a lost answer is given again to the same key, and to no other`() throws {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        let request = try SigningRequest(for: PrivateKey()).der
        let first = try EnrolmentTests.enrol(hub, code, request)
        let again = try EnrolmentTests.enrol(hub, code, request)
        #expect(again.chain == first.chain)
        let other = try SigningRequest(for: PrivateKey()).der
        #expect(EnrolmentTests.reason(hub, code, other) == "GATE-0107")
        #expect(hub.hub.contents.certificates.count == 1)
    }

    @Test
    func `an unknown id, a wrong secret and a used code are answered alike, whatever the request`()
        throws
    {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        let secret = [UInt8](repeating: 1, count: 16)
        let wrong = InvitationCode(id: code.id, secret: secret, rootDigest: code.rootDigest)
        let unknown = InvitationCode(rootDigest: code.rootDigest)
        for one in [wrong, unknown] {
            for request in [[], [0x30, 0x80], [UInt8](repeating: 0x30, count: 9_000)] {
                #expect(EnrolmentTests.reason(hub, one, request) == "GATE-0107")
            }
        }
        // The right one is looked at, and stays live after a request that is none.
        #expect(EnrolmentTests.reason(hub, code, [0x30]) == "IDEN-0101")
        let request = try SigningRequest(for: PrivateKey()).der
        #expect(EnrolmentTests.reason(hub, code, request) == nil)
    }

    @Test
    func `a key that was certified for anybody is certified for nobody else`() throws {
        let hub = try ServedHub()
        let request = try SigningRequest(for: PrivateKey()).der
        #expect(EnrolmentTests.reason(hub, try EnrolmentTests.code(hub), request) == nil)
        #expect(EnrolmentTests.reason(hub, try EnrolmentTests.code(hub), request) == "IDEN-0103")
    }

    @Test
    func `of many keys that come with one code at once exactly one wins`() throws {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        let results = Monitor<[Bool]>([])
        for _ in 0..<4 {
            let request = try SigningRequest(for: PrivateKey()).der
            let target = try hub.strangersTarget()
            _ = try Thread.start(name: "enrol") {
                let channel = Channel(target, settings: .once)
                let isIn = EnrolmentTests.attempt(channel, code, request) == nil
                results.change { $0.append(isIn) }
            }
        }
        let all: [Bool] = results.wait { $0.count == 4 ? $0 : nil }
        #expect(all.filter { $0 }.count == 1)
        #expect(hub.hub.contents.certificates.count == 1)
    }

    @Test(arguments: [UInt64(5)])
    func `requests with bytes changed are refused or certify a key, and end nothing`(
        seed: UInt64
    ) throws {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        let good = try SigningRequest(for: PrivateKey()).der
        let channel = try hub.strangersChannel()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2 {
            var bytes = good
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[index] ^= UInt8.random(in: 1...255, using: &generator)
            let error = EnrolmentTests.attempt(channel, code, bytes)
            #expect(error?.reasonCode == "IDEN-0101" || error == nil, "seed \(seed), byte \(index)")
        }
        #expect(hub.hub.contents.certificates.count <= 1)
    }

    @Test
    func `the first use of a renewed key retires the one before it`() throws {
        let hub = try ServedHub()
        let code = try EnrolmentTests.code(hub)
        let old = try PrivateKey()
        let first = try EnrolmentTests.enrol(hub, code, SigningRequest(for: old).der)
        let channel = try EnrolmentTests.channel(hub, first.chain, old)
        let new = try PrivateKey()
        let request = RenewRequest(signingRequest: try SigningRequest(for: new).der)
        let renewed = try EnrolmentServiceClient(channel).renew(request)
        // The same request over the same certificate is the same renewal.
        #expect(try EnrolmentServiceClient(channel).renew(request).chain == renewed.chain)
        let fresh = try EnrolmentTests.channel(hub, renewed.chain, new)
        _ = try IdentityServiceClient(fresh).ping()
        _ = hub.log.wait(for: "key-retired")
        let late = try EnrolmentTests.channel(hub, first.chain, old)
        let error = EnrolmentTests.ping(late)
        #expect(error?.message.contains("WIRE-0805") ?? false)
        _ = try IdentityServiceClient(fresh).ping()
    }

    /// A new invitation of an operator.
    static func code(_ hub: ServedHub) throws -> InvitationCode {
        // No two of the hub's own people have one name.
        let name = "test \(UniqueID(milliseconds: 0))"
        let request = IssueRequest(tenantCode: nil, role: .operator, name: name)
        let made = try hub.hub.invite(request, validHours: 0)
        return try #require(InvitationCode(made.code))
    }

    static func enrol(
        _ hub: ServedHub,
        _ code: InvitationCode,
        _ request: [UInt8]
    ) throws -> EnrolResponse {
        try enrol(hub.strangersChannel(), code, request)
    }

    static func enrol(
        _ channel: Channel,
        _ code: InvitationCode,
        _ request: [UInt8]
    ) throws(ClientError) -> EnrolResponse {
        try EnrolmentServiceClient(channel).enrol(
            EnrolRequest(invitation: code.id, secret: code.secret, signingRequest: request)
        )
    }

    /// Why nobody was enrolled; `nil` when somebody was.
    static func reason(_ hub: ServedHub, _ code: InvitationCode, _ request: [UInt8]) -> String? {
        guard let channel = try? hub.strangersChannel() else { return "no channel" }
        return attempt(channel, code, request)?.reasonCode
    }

    static func attempt(
        _ channel: Channel,
        _ code: InvitationCode,
        _ request: [UInt8]
    ) -> ClientError? {
        do throws(ClientError) {
            _ = try enrol(channel, code, request)
            return nil
        } catch {
            return error
        }
    }

    static func ping(_ channel: Channel) -> ClientError? {
        do throws(ClientError) {
            _ = try IdentityServiceClient(channel).ping()
            return nil
        } catch {
            return error
        }
    }

    /// A channel of a device that was certified.
    static func channel(
        _ hub: ServedHub,
        _ chain: [[UInt8]],
        _ key: borrowing PrivateKey
    ) throws -> Channel {
        let bundle = IssuedBundle(
            chain: Certificate.pem(try chain.map { try Certificate(der: $0) }),
            key: try key.pem(),
            root: Certificate.pem([try hub.hub.authority.root()]),
            context: ""
        )
        return try hub.channel(bundle)
    }
}
