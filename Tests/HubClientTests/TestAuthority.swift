import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubWire

/// The authority of a scripted hub, and what it makes for one principal.
final class TestAuthority: Sendable {
    /// Root and intermediates.
    let maker: CertificateMaker
    /// Whom its clients' certificates name.
    let name: PrincipalName

    init() throws {
        maker = try CertificateMaker(now: HubClock.system.instant)
        name = maker.newName()
    }

    /// A new invitation of the hub.
    var code: InvitationCode {
        InvitationCode(rootDigest: maker.root.facts.fingerprint)
    }

    /// The chain for the key of a request.
    func chain(_ request: [UInt8]) throws -> [[UInt8]] {
        let key = try SigningRequest(der: request).publicKey
        let leaf = try maker.clientAuthority.clientCertificate(
            name: name,
            key: key,
            validity: maker.valid()
        )
        return [leaf.der, maker.clientAuthority.certificate.der]
    }

    /// What a hub answers to an enrolment.
    func enrolled(_ message: [UInt8]) throws -> EnrolResponse {
        let request = try EnrolRequest(decoding: message)
        var response = EnrolResponse()
        response.chain = try chain(request.signingRequest)
        response.hubId = name.hub.description
        response.tenantCode = "E09000001"
        response.tenantName = "Example Council A"
        return response
    }

    /// Keeps a context whose certificate lives from one second to another, counted from now.
    func keep(
        _ store: ContextStore,
        _ context: ContextName,
        from begin: Int64,
        to end: Int64,
        at address: HostPort,
        invitation: [UInt8]? = nil
    ) throws -> ContextStore.Entry {
        let draft = try store.draft(context, invitation: invitation ?? code.id)
        let leaf = try maker.clientAuthority.clientCertificate(
            name: name,
            key: try draft.key().publicKey,
            validity: Validity(
                notBefore: maker.now.advanced(seconds: begin),
                notAfter: maker.now.advanced(seconds: end)
            )
        )
        return try store.keep(
            draft,
            chain: [leaf, maker.clientAuthority.certificate],
            authority: maker.root,
            facts: try ContextFacts(
                hubID: name.hub.description,
                tenantCode: "E09000001",
                serverName: .host("localhost"),
                address: address
            )
        )
    }
}
