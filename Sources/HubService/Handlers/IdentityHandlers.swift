package import HubStore
package import HubWire

/// Answers who a caller is.
package struct IdentityHandlers: IdentityServiceHandlers {
    /// The largest payload of a ping.
    static let pingBytesMax = 1_024

    let registry: @Sendable () -> RegistryContents
    let invitations: InvitationMaker

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - invitations: Makes invitations.
    ///   - registry: The registry as it is.
    package init(
        invitations: InvitationMaker,
        registry: @escaping @Sendable () -> RegistryContents
    ) {
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
        var response = caller.introduction.answer(at: scope.call.now)
        if let head = try stored({ () throws(StoreError) in try store.readHead() }) {
            response.revision = UInt64(clamping: head.revision)
            response.chainHead = head.chain
        }
        response.storeEpoch = UInt64(clamping: scope.file.epoch)
        response.certificateExpires = scope.call.certificateExpires.map { Timestamp($0) }
        response.serverTime = Timestamp(scope.call.now)
        if let key = scope.call.clientKey {
            response.keyConfirmed = key.state != .pending
            response.keyFingerprint = key.fingerprint
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
