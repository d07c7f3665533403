package import HubSystem
package import HubTLS

/// The hub's own authority as files of its data directory, each readable by the hub's user alone.
///
/// ```
/// authority/root.pem           what clients pin; its key can be kept somewhere else
/// authority/root.key
/// authority/servers.pem/.key   intermediate that issues to servers
/// authority/clients.pem/.key   intermediate that issues to clients
/// authority/server.pem/.key    the server's own certificate
/// ```
package struct AuthorityFiles: Sendable {
    /// How long a root lasts.
    static let rootSeconds: Int64 = 10 * 365 * 86_400
    /// How long an intermediate lasts.
    static let intermediateSeconds: Int64 = 360 * 86_400
    /// How long the server's own certificate lasts.
    static let serverSeconds: Int64 = 90 * 86_400
    /// How much of its life a server's certificate may have left before it is made anew.
    static let serverSecondsLeftMin: Int64 = 30 * 86_400
    /// How long a client's certificate lasts.
    static let clientSeconds: Int64 = 90 * 86_400
    /// The largest of the files.
    static let fileBytesMax = 64 * 1_024

    private let folder: PrivateDirectory

    /// The authority in a data directory.
    ///
    /// - Parameter data: The data directory; it exists.
    /// - Throws: `SystemError` when the folder cannot be made.
    package init(data: String) throws(SystemError) {
        folder = try PrivateDirectory.open("\(data)/authority")
    }

    /// Makes root, intermediates and the server's certificate, and keeps them.
    ///
    /// - Parameters:
    ///   - hubName: What people see in the certificates.
    ///   - names: What clients call the server.
    ///   - now: The calendar.
    /// - Throws: `HubError` when a certificate cannot be made or a file not be written.
    package func create(
        hubName: String,
        names: [ServerName],
        now: Instant
    ) throws(HubError) {
        let name = String(hubName.prefix(40))
        let root = try HubError.tls { () throws(TLSError) in
            try Authority.root(
                commonName: "\(name) root",
                validity: Validity(from: now, seconds: AuthorityFiles.rootSeconds),
                key: PrivateKey()
            )
        }
        try keep(
            "root",
            [root.certificate],
            try HubError.tls { () throws(TLSError) in
                try root.keyPEM()
            }
        )
        for (file, purpose) in [("servers", CertificatePurpose.server), ("clients", .client)] {
            let key = try HubError.tls { () throws(TLSError) in try PrivateKey() }
            let certificate = try HubError.tls { () throws(TLSError) in
                try root.intermediate(
                    commonName: "\(name) \(file)",
                    purpose: purpose,
                    key: key.publicKey,
                    validity: Validity(from: now, seconds: AuthorityFiles.intermediateSeconds)
                )
            }
            try keep(
                file,
                [certificate],
                try HubError.tls { () throws(TLSError) in
                    try key.pem()
                }
            )
        }
        try renewServer(names: names, now: now)
    }

    /// Makes a new certificate for the server.
    ///
    /// - Parameters:
    ///   - names: What clients call the server.
    ///   - now: The calendar.
    /// - Throws: `HubError`.
    package func renewServer(names: [ServerName], now: Instant) throws(HubError) {
        let issuer = try authority("servers")
        let issued = try HubError.tls { () throws(TLSError) in
            let key = try PrivateKey()
            let leaf = try issuer.serverCertificate(
                names: names,
                key: key.publicKey,
                validity: Validity(from: now, seconds: AuthorityFiles.serverSeconds)
            )
            return IssuedKey(chain: [leaf, issuer.certificate], key: try key.pem())
        }
        try keep("server", issued.chain, issued.key)
    }

    /// Issues a certificate to a client.
    ///
    /// - Parameters:
    ///   - name: Whom it names.
    ///   - key: The client's key.
    ///   - now: The calendar.
    /// - Returns: The leaf and the intermediate that signed it.
    /// - Throws: `HubError`.
    package func issue(
        _ name: PrincipalName,
        key: PublicKey,
        now: Instant
    ) throws(HubError) -> [Certificate] {
        let issuer = try authority("clients")
        return try HubError.tls { () throws(TLSError) in
            let leaf = try issuer.clientCertificate(
                name: name,
                key: key,
                validity: Validity(from: now, seconds: AuthorityFiles.clientSeconds)
            )
            return [leaf, issuer.certificate]
        }
    }

    /// The root's certificate.
    package func root() throws(HubError) -> Certificate {
        let pem = try read("root.pem")
        return try HubError.tls { () throws(TLSError) in try Certificate(pem: pem) }
    }

    /// What the server shows and trusts, its own certificate made anew where it soon ends or a
    /// power cut left it without its key.
    ///
    /// - Parameters:
    ///   - names: What clients call the server.
    ///   - now: The calendar.
    /// - Returns: A context for new connections.
    /// - Throws: `HubError`.
    package func serverContext(
        names: [ServerName],
        now: Instant
    ) throws(HubError) -> TLSServerContext {
        if try !endsSoon(now), let context = try? serverContext() { return context }
        try renewServer(names: names, now: now)
        return try serverContext()
    }

    private func endsSoon(_ now: Instant) throws(HubError) -> Bool {
        let pem = try read("server.pem")
        let chain = try HubError.tls { () throws(TLSError) in try Certificate.chain(pem: pem) }
        let end = chain.first?.facts.notAfterSeconds ?? 0
        return end - now.microseconds / 1_000_000 < AuthorityFiles.serverSecondsLeftMin
    }

    /// What the server shows and trusts.
    ///
    /// - Returns: A context for new connections.
    /// - Throws: `HubError`.
    package func serverContext() throws(HubError) -> TLSServerContext {
        let chain = try read("server.pem")
        let key = try read("server.key")
        let root = try root()
        return try HubError.tls { () throws(TLSError) in
            try TLSServerContext(
                chain: Certificate.chain(pem: chain) + [root],
                key: PrivateKey(pem: key),
                clientAnchors: [root]
            )
        }
    }

    private func authority(_ name: String) throws(HubError) -> Authority {
        let certificate = try read("\(name).pem")
        let key = try read("\(name).key")
        return try HubError.tls { () throws(TLSError) in
            try Authority(certificate: Certificate(pem: certificate), key: PrivateKey(pem: key))
        }
    }

    private func keep(
        _ name: String,
        _ chain: [Certificate],
        _ key: [UInt8]
    ) throws(HubError) {
        let pem = Certificate.pem(chain)
        do throws(SystemError) {
            try folder.replace("\(name).key", with: key.span)
            try folder.replace("\(name).pem", with: pem.span)
        } catch {
            throw HubError("\(name) of the authority cannot be written: \(error)")
        }
    }

    private func read(_ name: String) throws(HubError) -> [UInt8] {
        do throws(SystemError) {
            if let bytes = try folder.read(name, bytesMax: AuthorityFiles.fileBytesMax) {
                return bytes
            }
        } catch {
            throw HubError("\(folder.file(name)) cannot be read: \(error)")
        }
        throw HubError("\(folder.file(name)) is missing")
    }
}

private struct IssuedKey {
    let chain: [Certificate]
    let key: [UInt8]
}
