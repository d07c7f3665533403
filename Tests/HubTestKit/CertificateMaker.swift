import HubCrypto
package import HubSystem
package import HubTLS

/// Certificates made when a test runs, so that none is kept anywhere and none runs out.
///
/// A root, an intermediate authority for servers and one for clients, all valid around one instant.
package struct CertificateMaker: ~Copyable, Sendable {
    /// The instant everything is valid around.
    package let now: Instant
    /// The root's certificate, what peers trust.
    package let root: Certificate
    /// The authority that issues to servers.
    package let serverAuthority: Authority
    /// The authority that issues to clients.
    package let clientAuthority: Authority

    /// Life of what is made unless a test says otherwise.
    package static let defaultSeconds: Int64 = 30 * 86_400

    /// Makes the three authorities.
    ///
    /// - Parameters:
    ///   - now: The instant everything is valid around.
    ///   - name: What the authorities are called; two makers never trust each other all the same.
    /// - Throws: `TLSError` when the library refuses.
    package init(now: Instant, name: String = "Test") throws(TLSError) {
        let year: Int64 = 365 * 86_400
        let root = try Authority.root(
            commonName: "\(name) root",
            validity: Validity(
                notBefore: now.advanced(seconds: -10 * year),
                notAfter: now.advanced(seconds: 10 * year)
            ),
            key: PrivateKey()
        )
        let servers = try Self.intermediate(root, "\(name) servers", .server, now)
        let clients = try Self.intermediate(root, "\(name) clients", .client, now)
        serverAuthority = servers
        clientAuthority = clients
        self.root = root.certificate
        self.now = now
    }

    private static func intermediate(
        _ root: borrowing Authority,
        _ name: String,
        _ purpose: CertificatePurpose,
        _ now: Instant
    ) throws(TLSError) -> Authority {
        let half: Int64 = 180 * 86_400
        let key = try PrivateKey()
        let certificate = try root.intermediate(
            commonName: name,
            purpose: purpose,
            key: key.publicKey,
            validity: Validity(
                notBefore: now.advanced(seconds: -half),
                notAfter: now.advanced(seconds: half)
            )
        )
        return try Authority(certificate: certificate, key: key)
    }

    /// A validity that `now` lies in.
    package borrowing func valid(seconds: Int64 = defaultSeconds) -> Validity {
        Validity(from: now, seconds: seconds)
    }

    /// A validity that ended an hour before `now`.
    package borrowing func expired() -> Validity {
        Validity(
            notBefore: now.advanced(seconds: -2 * 86_400),
            notAfter: now.advanced(seconds: -3_600)
        )
    }

    /// A validity that begins an hour after `now`.
    package borrowing func early() -> Validity {
        Validity(notBefore: now.advanced(seconds: 3_600), notAfter: now.advanced(seconds: 7_200))
    }

    /// A server's certificate and key.
    ///
    /// - Parameters:
    ///   - names: What clients call it.
    ///   - validity: Around `now` unless given.
    /// - Returns: The chain a server presents, and its key.
    /// - Throws: `TLSError` when the library refuses.
    package borrowing func server(
        names: [ServerName] = [.host("localhost"), .address([127, 0, 0, 1])],
        validity: Validity? = nil
    ) throws(TLSError) -> Credential {
        let key = try PrivateKey()
        let leaf = try serverAuthority.serverCertificate(
            names: names,
            key: key.publicKey,
            validity: validity ?? valid()
        )
        return Credential(chain: [leaf, serverAuthority.certificate], key: key)
    }

    /// A client's certificate and key.
    ///
    /// - Parameters:
    ///   - name: Whom it names.
    ///   - validity: Around `now` unless given.
    /// - Returns: The chain a client presents, and its key.
    /// - Throws: `TLSError` when the library refuses.
    package borrowing func client(
        name: PrincipalName,
        validity: Validity? = nil
    ) throws(TLSError) -> Credential {
        let key = try PrivateKey()
        let leaf = try clientAuthority.clientCertificate(
            name: name,
            key: key.publicKey,
            validity: validity ?? valid()
        )
        return Credential(chain: [leaf, clientAuthority.certificate], key: key)
    }

    /// A client's certificate with any alternative names, also wrong ones.
    ///
    /// - Parameters:
    ///   - names: Set byte for byte.
    ///   - purpose: What it says it is for.
    ///   - validity: Around `now` unless given.
    /// - Returns: The chain a client presents, and its key.
    /// - Throws: `TLSError` when the library refuses.
    package borrowing func client(
        names: [AlternativeName],
        purpose: CertificatePurpose = .client,
        validity: Validity? = nil
    ) throws(TLSError) -> Credential {
        let key = try PrivateKey()
        let leaf = try clientAuthority.leaf(
            commonName: "test client",
            names: names,
            purpose: purpose,
            key: key.publicKey,
            validity: validity ?? valid()
        )
        return Credential(chain: [leaf, clientAuthority.certificate], key: key)
    }

    /// A name made of three new identifiers.
    package borrowing func newName() -> PrincipalName {
        let milliseconds = UInt64(max(0, now.microseconds / 1_000))
        return PrincipalName(
            hub: UniqueID(milliseconds: milliseconds),
            tenant: UniqueID(milliseconds: milliseconds),
            principal: UniqueID(milliseconds: milliseconds)
        )
    }
}

/// A chain and the key of its first certificate.
package struct Credential: ~Copyable, Sendable {
    /// The holder's certificate, then those above it.
    package let chain: [Certificate]
    /// The holder's key.
    package let key: PrivateKey

    /// Puts the two together.
    package init(chain: [Certificate], key: consuming PrivateKey) {
        self.chain = chain
        self.key = key
    }

    /// The holder's own certificate.
    package var leaf: Certificate { chain[0] }

    /// The chain as text.
    package var chainPEM: [UInt8] { Certificate.pem(chain) }

    /// The key as text.
    ///
    /// - Returns: A `PRIVATE KEY` block.
    /// - Throws: `TLSError` when the library refuses.
    package borrowing func keyPEM() throws(TLSError) -> [UInt8] { try key.pem() }
}
