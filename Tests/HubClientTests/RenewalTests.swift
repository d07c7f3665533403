import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// Certificates that are renewed, and what a renewal leaves when it is cut off.
struct RenewalTests {
    private let home: TemporaryDirectory
    private let authority: TestAuthority
    private let name: ContextName

    private static let day: Int64 = 86_400

    init() throws {
        home = try TemporaryDirectory()
        authority = try TestAuthority()
        name = try #require(ContextName("office"))
    }

    private func store() throws -> ContextStore { try ContextStore(path: home.file("whub")) }

    private func file(_ name: String) -> String { home.file("whub/contexts/office/\(name)") }

    /// A context whose certificate is due, or not.
    private func entry(
        _ store: ContextStore,
        isDue: Bool = true,
        at address: HostPort = HostPort(host: "127.0.0.1", port: 1)
    ) throws -> ContextStore.Entry {
        try authority.keep(
            store,
            name,
            from: -(isDue ? 80 : 10) * Self.day,
            to: (isDue ? 10 : 80) * Self.day,
            at: address
        )
    }

    @Test func `it is time between two thirds and three quarters of a life`() throws {
        let store = try store()
        var dues: Set<Int64> = []
        for _ in 0..<8 {
            let facts = try entry(store, isDue: false).bundle.certificate
            let due = RenewalTime.due(facts) - facts.notBeforeSeconds
            #expect((60 * Self.day...68 * Self.day).contains(due))
            dues.insert(due)
            try store.remove(name)
        }
        #expect(dues.count > 1)
    }

    @Test func `a certificate that is due is renewed with a new key`() throws {
        let authority = authority
        let hub = try ScriptedHub(
            authority: authority,
            { connection in
                try connection.greet()
                let call = try connection.expectCall()
                let request = try RenewRequest(decoding: call.message)
                var response = RenewResponse()
                response.chain = try authority.chain(request.signingRequest)
                try connection.answer(1, response)
                try connection.waitForEnd()
            },
            { connection in
                try connection.greet()
                try connection.waitForEnd()
            }
        )
        let store = try store()
        let old = try entry(store, at: hub.target.address)
        let outcome = Renewer(store).renewIfDue(old)
        #expect(outcome.failure == nil)
        let fresh = outcome.entry.bundle.certificate
        #expect(fresh.publicKeyDigest != old.bundle.certificate.publicKeyDigest)
        #expect(try store.load(name).bundle.certificate == fresh)
        #expect(try LocalFile.facts(file("next.pem")) == nil)
        #expect(try LocalFile.facts(file("client.key"))?.permissions == 0o600)
        #expect(hub.complaints() == [])
        // What is not due asks nobody.
        #expect(Renewer(store).renewIfDue(outcome.entry).failure == nil)
        try store.remove(name)
    }

    @Test func `a renewed certificate that the hub refuses leaves the old one`() throws {
        let authority = authority
        let hub = try ScriptedHub(
            authority: authority,
            { connection in
                try connection.greet()
                let call = try connection.expectCall()
                let request = try RenewRequest(decoding: call.message)
                var response = RenewResponse()
                response.chain = try authority.chain(request.signingRequest)
                try connection.answer(1, response)
                try connection.waitForEnd()
            },
            { connection in
                try connection.begin(.leaving(.notAccepted, "WIRE-0801"))
                try connection.waitForEnd()
            }
        )
        let store = try store()
        let old = try entry(store, at: hub.target.address)
        let outcome = Renewer(store).renewIfDue(old)
        #expect(outcome.failure != nil)
        #expect(outcome.entry.bundle.certificate == old.bundle.certificate)
        #expect(try store.load(name).bundle.certificate == old.bundle.certificate)
        #expect(hub.complaints() == [])
    }

    @Test func `what fails is not tried again within the hour, and commands go on`() throws {
        let authority = authority
        let hub = try ScriptedHub(authority: authority) { connection in
            try connection.greet()
            try connection.expectCall()
            var status = Status()
            status.code = .failedPrecondition
            status.reason = "IDEN-0105"
            status.retry = .never
            try connection.send(TestFrame(.result, 1, status.encoded()))
            try connection.waitForEnd()
        }
        let store = try store()
        let old = try entry(store, at: hub.target.address)
        let first = Renewer(store).renewIfDue(old)
        #expect(first.failure != nil)
        #expect(first.entry.bundle.certificate == old.bundle.certificate)
        #expect(hub.complaints() == [])
        #expect(Renewer(store).renewIfDue(old).failure == nil)
    }

    @Test(arguments: ["next.pem next.key", "next.pem", "next.key", "client.key"])
    func `wherever a renewal is cut off, a pair is left that fits`(written: String) throws {
        let store = try store()
        let old = try entry(store)
        let key = try PrivateKey()
        let chain = try authority.chain(try SigningRequest(for: key).der)
        let certificates = try chain.map { try Certificate(der: $0) }
        // "client.key" stands for the cut between the two renames.
        let isBetween = written == "client.key"
        for file in isBetween
            ? ["client.key", "next.pem"] : written.split(separator: " ").map(String.init)
        {
            let bytes = file.hasSuffix(".pem") ? Certificate.pem(certificates) : try key.pem()
            try LocalFile.replace(self.file(file), with: bytes.span)
        }
        let isNew = isBetween || written == "next.pem next.key"
        let wanted = isNew ? certificates[0].facts : old.bundle.certificate
        #expect(try store.load(name).bundle.certificate == wanted)
        // A context with leftovers goes whole.
        try store.remove(name)
        #expect(try store.names() == [])
    }
}
