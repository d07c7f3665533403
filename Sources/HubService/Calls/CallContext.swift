import HubCrypto
import HubStore
package import HubSystem
import HubTLS
package import HubWire

/// What every handler may know of its call.
///
/// A class, since it goes along with everything that is done for the call: each copy of the value
/// would count a dozen references.
package final class CallContext: Sendable {
    /// Who calls; `nil` for a stranger.
    package let caller: CallerRecord?
    /// The method that is called.
    package let method: Method
    /// The calendar when the call was admitted.
    package let now: Instant
    /// The state to read, if not the present one.
    package let asOf: AsOf?
    /// Whether to keep nothing.
    package let isDryRun: Bool
    /// The key of the intended change.
    package let key: IdempotencyText?
    /// The assertions of the header, which belong to what is intended.
    package let assertions: CallAssertions
    /// When nobody waits for the answer any more.
    package let deadline: Moment
    /// Random; the log has the cause of a failure under it.
    package let requestID: RequestID
    /// The end of the caller's certificate; `nil` for a stranger.
    package let certificateExpires: Instant?
    /// What the handler says of rows about people that it shows; `nil` where no access is recorded.
    package let accessNote: AccessNote?
    /// The directory's generation when the caller was looked up.
    package let callerGeneration: UInt64
    /// The key that the caller showed; `nil` for a stranger.
    package let clientKey: ClientKey?
    /// The certificate that the caller showed; `nil` for a stranger.
    package var certificate: CertificateKey? { clientKey?.certificate }

    init(
        caller: CallerRecord?,
        method: Method,
        now: Instant,
        asOf: AsOf?,
        isDryRun: Bool,
        key: IdempotencyText?,
        assertions: CallAssertions,
        deadline: Moment,
        requestID: RequestID,
        certificateExpires: Instant?,
        accessNote: AccessNote? = nil,
        callerGeneration: UInt64 = 0,
        clientKey: ClientKey? = nil
    ) {
        self.caller = caller
        self.method = method
        self.now = now
        self.asOf = asOf
        self.isDryRun = isDryRun
        self.key = key
        self.assertions = assertions
        self.deadline = deadline
        self.requestID = requestID
        self.certificateExpires = certificateExpires
        self.accessNote = accessNote
        self.callerGeneration = callerGeneration
        self.clientKey = clientKey
    }

    /// The same call for one reading, whose handler says what rows about people it shows.
    func noting(_ note: AccessNote) -> CallContext {
        CallContext(
            caller: caller,
            method: method,
            now: now,
            asOf: asOf,
            isDryRun: isDryRun,
            key: key,
            assertions: assertions,
            deadline: deadline,
            requestID: requestID,
            certificateExpires: certificateExpires,
            accessNote: note,
            callerGeneration: callerGeneration,
            clientKey: clientKey
        )
    }
}

/// The key that a caller showed at the handshake.
package struct ClientKey: Sendable {
    /// Its certificate.
    package let certificate: CertificateKey
    /// What it opened when the call was admitted.
    package let state: KeyState
    /// Whether its certificate was past its time.
    package let isLapsed: Bool
    /// The short form of the key, for people.
    package let fingerprint: String

    /// The key of a client that showed it, and what it opens.
    init(of peer: PeerIdentity, _ state: KeyState) {
        certificate = CertificateKey(peer)
        self.state = state
        isLapsed = peer.isLapsed
        let digest = certificate.publicKeyDigest
        fingerprint = KeyFingerprint(publicKeyDigest: digest).description
    }
}

/// What a caller believes about where it is; the gate has found it true.
package struct CallAssertions: Hashable, Sendable {
    /// The code of the tenant, if it was asserted.
    package let tenantCode: String?
    /// The epoch of the store, if it was asserted.
    package let epoch: UInt64?
}

extension CallContext {
    /// Whose file the call works on.
    var place: StorePlace { StorePlace(method, caller) }

    /// Compares the caller's assertion with the store that the call works on.
    ///
    /// - Parameter file: The store.
    /// - Throws: `storeWasRestored` when the caller's revisions are of another epoch.
    func checkEpoch(of file: FileIdentity) throws(Fault) {
        guard let expected = assertions.epoch else { return }
        guard expected == UInt64(clamping: file.epoch) else { throw Fault(.storeWasRestored) }
    }
}

extension StorePlace {
    /// Whose file a call works on: what its method's facts say, and the caller's own tenant.
    init(_ method: Method, _ caller: CallerRecord?) {
        switch method.facts.scope {
        case .region: self = .region
        case .tenant: self = caller.map { .tenant($0.tenant) } ?? .registry
        case .accesses: self = caller.map { .accesses($0.tenant) } ?? .registry
        default: self = .registry
        }
    }
}
