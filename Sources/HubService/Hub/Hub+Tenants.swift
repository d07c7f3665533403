import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubWire

/// What becomes of tenants with time.
extension Hub {
    /// SHA-256 of the root that devices are shown, DER.
    func shownRootDigest() throws(HubError) -> Digest32 {
        SHA256.digest(of: try authority.root().der)
    }
}
