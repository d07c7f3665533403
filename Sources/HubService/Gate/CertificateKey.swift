package import HubCrypto
package import HubSystem
import HubTLS
package import HubWire

/// A certificate as the registry knows it.
package struct CertificateKey: Hashable, Sendable {
    /// The serial number's bytes.
    package let serial: [UInt8]
    /// SHA-256 of the key.
    package let publicKeyDigest: Digest32

    /// The key of one certificate.
    package init(serial: [UInt8], publicKeyDigest: Digest32) {
        self.serial = serial
        self.publicKeyDigest = publicKeyDigest
    }

    /// The key of the certificate that somebody showed.
    init(_ peer: PeerIdentity) {
        self.init(
            serial: peer.certificate.serial,
            publicKeyDigest: peer.certificate.publicKeyDigest
        )
    }
}

/// What the registry says of a certificate.
package struct KeyEntry: Hashable, Sendable {
    /// Whose it is.
    package let principal: UniqueID
    /// Whether its key opens anything.
    package let state: KeyState
    /// When it was replaced; `nil` unless it was.
    package let retired: Instant?

    /// The entry of one certificate.
    package init(principal: UniqueID, state: KeyState, retired: Instant? = nil) {
        self.principal = principal
        self.state = state
        self.retired = retired
    }
}
