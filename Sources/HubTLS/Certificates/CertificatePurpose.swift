/// What a leaf certificate, or all below an intermediate one, may be used for.
package enum CertificatePurpose: Hashable, Sendable {
    /// Proves a server to its clients.
    case server
    /// Proves a client to a hub.
    case client

    /// The name the library knows the extended key usage by.
    var usage: String {
        switch self {
        case .server: "serverAuth"
        case .client: "clientAuth"
        }
    }
}
