package import HubCrypto
package import HubLoop
package import HubTLS

/// Which hub, where, and how to prove oneself there.
package struct Target: Sendable {
    /// Where it listens.
    package var address: HostPort
    /// What its certificate has to be for.
    package let serverName: ServerName
    /// Its id; `nil` while nobody knows it, before enrolment.
    package let hubID: UniqueID?
    /// The pinned authority, and the client's certificate if it has one.
    package let tls: TLSClientContext

    /// A hub at an address.
    package init(
        address: HostPort,
        serverName: ServerName,
        hubID: UniqueID?,
        tls: TLSClientContext
    ) {
        self.address = address
        self.serverName = serverName
        self.hubID = hubID
        self.tls = tls
    }
}
