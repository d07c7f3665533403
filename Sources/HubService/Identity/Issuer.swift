import HubCrypto
package import HubSystem
package import HubTLS

/// What certifies clients: the intermediate with its key, held in memory.
///
/// Signing changes nothing anywhere, so a job of the registry's writer may sign and be run again:
/// a certificate counts once its row is committed, and is shown to nobody before.
package final class Issuer: Sendable {
    private let files: AuthorityFiles
    private let loaded = Lock<Loaded?>(nil)

    private final class Loaded: Sendable {
        let authority: Authority

        init(_ authority: consuming Authority) { self.authority = authority }
    }

    /// An issuer whose key is read when it is first needed.
    ///
    /// - Parameter files: Where the key is.
    package init(_ files: AuthorityFiles) { self.files = files }

    /// Reads certificate and key again; those before stay where they cannot be read.
    ///
    /// - Throws: `HubError`.
    package func reload() throws(HubError) {
        let fresh = Loaded(try files.clientAuthority())
        loaded.withLock { $0 = fresh }
    }

    /// Issues a certificate to a client, which ends no later than its issuer.
    ///
    /// - Parameters:
    ///   - name: Whom it names.
    ///   - key: The client's key.
    ///   - now: The calendar.
    /// - Returns: The leaf and the intermediate that signed it.
    /// - Throws: `HubError`, also where the issuer itself has ended.
    package func issue(
        _ name: PrincipalName,
        key: PublicKey,
        now: Instant
    ) throws(HubError) -> [Certificate] {
        let issuer = try current()
        return try HubError.tls { () throws(TLSError) in
            let validity = issuer.authority.validity(
                from: now,
                seconds: AuthorityFiles.clientSeconds
            )
            guard validity.notAfter > now else {
                throw TLSError(.wrongValidity, "the issuer of clients has ended")
            }
            let leaf = try issuer.authority.clientCertificate(
                name: name,
                key: key,
                validity: validity
            )
            return [leaf, issuer.authority.certificate]
        }
    }

    private func current() throws(HubError) -> Loaded {
        if let issuer = loaded.withLock({ $0 }) { return issuer }
        try reload()
        guard let issuer = loaded.withLock({ $0 }) else { throw HubError("no issuer") }
        return issuer
    }
}
