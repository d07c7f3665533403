import HubCrypto
package import HubStore
package import HubWire

/// Answers who a caller is.
package struct IdentityHandlers: IdentityServiceHandlers {
    /// The largest payload of a ping.
    static let pingBytesMax = 1_024

    private let facts: HubFacts
    let registry: @Sendable () -> RegistryContents
    let invitations: InvitationMaker

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - facts: The hub as it names itself.
    ///   - invitations: Makes invitations.
    ///   - registry: The registry as it is.
    package init(
        facts: HubFacts,
        invitations: InvitationMaker,
        registry: @escaping @Sendable () -> RegistryContents
    ) {
        self.facts = facts
        self.invitations = invitations
        self.registry = registry
    }

    /// Tells the caller who it is.
    package func whoAmI(
        _ request: WhoAmIRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> WhoAmIResponse {
        guard let caller = scope.call.caller else { throw Fault(.certificateNeeded) }
        let contents = registry()
        var response = WhoAmIResponse()
        response.hubId = facts.id.description
        response.hubName = facts.name
        response.hubKind = facts.kind
        response.tenantId = caller.tenant.description
        response.tenantCode = caller.tenantCode
        if let tenant = contents.tenants[caller.tenant] {
            response.tenantName = tenant.name
            response.tenantKind = tenant.kind
        }
        response.principalId = caller.principal.description
        if let principal = contents.principals[caller.principal] {
            response.principalName = principal.name
            response.renewableUntil = EnrolmentHandlers.renewableUntil(principal)
        }
        response.grants = caller.grants
        if let head = try stored({ () throws(StoreError) in try store.readHead() }) {
            response.revision = UInt64(clamping: head.revision)
            response.chainHead = head.chain
        }
        response.storeEpoch = UInt64(clamping: scope.file.epoch)
        response.certificateExpires = scope.call.certificateExpires.map { Timestamp($0) }
        response.serverTime = Timestamp(scope.call.now)
        response.notices = contents.notices(to: caller, at: scope.call.now)
        if let key = scope.call.clientKey {
            let digest = key.certificate.publicKeyDigest
            response.keyConfirmed = key.state != .pending
            response.keyFingerprint = KeyFingerprint(publicKeyDigest: digest).description
        }
        return response
    }

    /// Answers from memory.
    package func ping(_ request: PingRequest, in call: CallContext) throws(Fault) -> PingResponse {
        guard request.payload.count <= IdentityHandlers.pingBytesMax else {
            let max = IdentityHandlers.pingBytesMax
            throw .invalid("payload", "too_long", "at most \(max) bytes; these are more")
        }
        return PingResponse(payload: request.payload)
    }
}
