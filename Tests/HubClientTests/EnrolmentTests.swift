import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// From an invitation to a context.
struct EnrolmentTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func store() throws -> ContextStore { try ContextStore(path: home.file("whub")) }

    private var name: ContextName { get throws { try #require(ContextName("work")) } }

    @Test func `an invitation becomes a context, and its key stays here`() throws {
        let authority = try TestAuthority()
        let code = authority.code
        let hub = try ScriptedHub(authority: authority) { connection in
            try connection.greet()
            let call = try connection.expectCall()
            let request = try EnrolRequest(decoding: call.message)
            guard request.invitation == code.id, request.secret == code.secret else {
                throw ScriptError.late
            }
            try connection.answer(1, try authority.enrolled(call.message))
            try connection.waitForEnd()
        }
        let store = try store()
        let draft = try store.draft(try name, invitation: code.id)
        #expect(try store.names() == [])
        let enroller = Enroller(
            code,
            at: hub.target.address,
            serverName: .host("localhost"),
            settings: .quick
        )
        let answer = try enroller.enrol(try draft.key())
        #expect(answer.authority == authority.maker.root)
        let facts = try ContextFacts(
            hubID: answer.response.hubId,
            tenantCode: answer.response.tenantCode,
            serverName: .host("localhost"),
            address: hub.target.address
        )
        let entry = try store.keep(
            draft,
            chain: answer.chain,
            authority: answer.authority,
            facts: facts
        )
        #expect(try store.currentName() == name)
        #expect(entry.bundle.certificate == answer.chain[0].facts)
        #expect(entry.bundle.facts == facts)
        let left = try Folder.names(path: home.file("whub/contexts"))
        #expect(left == ["work"])
        #expect(hub.complaints() == [])
    }

    @Test func `a hub of another root is told nothing`() throws {
        let authority = try TestAuthority()
        let hub = try ScriptedHub(authority: authority) { connection in
            try? connection.greet()
            guard try connection.next() == nil else { throw ScriptError.late }
        }
        let code = try TestAuthority().code
        let enroller = Enroller(code, at: hub.target.address, serverName: .host("localhost"))
        let key = try PrivateKey()
        var found: ClientError?
        do throws(ClientError) { _ = try enroller.enrol(key) } catch { found = error }
        #expect(found == ClientError(.notThePinnedAuthority))
        #expect(hub.complaints() == [])
    }

    @Test func `a certificate for another key is not kept`() throws {
        let authority = try TestAuthority()
        let hub = try ScriptedHub(authority: authority) { connection in
            try connection.greet()
            let call = try connection.expectCall()
            var response = try authority.enrolled(call.message)
            let other = try SigningRequest(for: try PrivateKey())
            response.chain = try authority.chain(other.der)
            try connection.answer(1, response)
            try connection.waitForEnd()
        }
        let address = hub.target.address
        let enroller = Enroller(authority.code, at: address, serverName: .host("localhost"))
        let key = try PrivateKey()
        var found: ClientError?
        do throws(ClientError) { _ = try enroller.enrol(key) } catch { found = error }
        #expect(found == ClientError(.hubBrokeTheProtocol))
        #expect(hub.complaints() == [])
    }

    @Test func `a draft keeps its key for its invitation alone`() throws {
        let store = try store()
        let first = try store.draft(try name, invitation: [1, 2])
        #expect(try store.draft(try name, invitation: [1, 2]).keyPEM == first.keyPEM)
        let other = try store.draft(try name, invitation: [1, 3])
        #expect(other.keyPEM != first.keyPEM)
        let path = home.file("whub/contexts/.work.new/client.key")
        #expect(try LocalFile.facts(path)?.permissions == 0o600)
        try store.drop(other)
        #expect(try Folder.names(path: home.file("whub/contexts")) == [])
    }

    @Test func `a name that a context has is refused before a hub hears of it`() throws {
        let authority = try TestAuthority()
        let store = try store()
        let address = HostPort(host: "127.0.0.1", port: 1)
        _ = try authority.keep(store, try name, from: -60, to: 3_600, at: address)
        let taken = try name
        var code: ContextError.Code?
        do throws(ContextError) {
            _ = try store.draft(taken, invitation: [1])
        } catch {
            code = error.code
        }
        #expect(code == .exists)
    }

    @Test func `an invitation that has made a context is told so, and no hub is asked`() throws {
        let authority = try TestAuthority()
        let store = try store()
        let address = HostPort(host: "127.0.0.1", port: 1)
        let made = try name
        let invitation = authority.code.id
        _ = try authority.keep(
            store,
            made,
            from: -60,
            to: 3_600,
            at: address,
            invitation: invitation
        )
        let other = try #require(ContextName("other"))
        for context in [made, other] {
            var said: ContextError?
            do throws(ContextError) {
                _ = try store.draft(context, invitation: invitation)
            } catch {
                said = error
            }
            #expect(said?.message == "this invitation has made the context \(made) already")
            #expect(said?.next == "Go on with it: whub whoami --context \(made)")
        }
        _ = try store.draft(other, invitation: [1])
    }
}
