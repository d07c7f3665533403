package import HubCrypto

/// All rows of the directory at once.
package struct DirectoryContents: Sendable {
    /// Certificates that are not revoked, and whose they are.
    package var certificates: [CertificateKey: KeyEntry] = [:]
    /// Certificates that ended because their principals did, and whose they were: whoever
    /// shows one is told so.
    package var endedWithPrincipals: [CertificateKey: UniqueID] = [:]
    /// Principals by id.
    package var callers: [UniqueID: CallerRecord] = [:]

    /// Nobody.
    package init() {}
}
