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
/// authority/own.pem/.key       a certificate from elsewhere, shown in place of it
/// authority/own-root.pem       what clients pin then
/// ```
///
/// The key of `clients` need not lie there: the service manager can hand it over, as a file of the
/// same name in a folder of its own.
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

    let folder: PrivateDirectory
    /// Where the service manager puts what it hands over.
    let credentials: String?

    /// The authority in a data directory.
    ///
    /// - Parameters:
    ///   - data: The data directory; it exists.
    ///   - credentials: Where the service manager puts what it hands over; `nil` without one.
    /// - Throws: `SystemError` when the folder cannot be made.
    package init(data: String, credentials: String? = nil) throws(SystemError) {
        folder = try PrivateDirectory.open("\(data)/authority")
        self.credentials = credentials
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
        try makeIntermediates(below: root, hubName: hubName, now: now)
        try renewServer(names: names, now: now)
    }

    /// Makes a new certificate for the server.
    ///
    /// - Parameters:
    ///   - names: What clients call the server.
    ///   - now: The calendar.
    /// - Throws: `HubError`, also where what issues it has ended.
    package func renewServer(names: [ServerName], now: Instant) throws(HubError) {
        let issuer = try authority("servers")
        let validity = issuer.validity(from: now, seconds: AuthorityFiles.serverSeconds)
        guard validity.notAfter > now else {
            throw HubError(
                "the authority that issues the server's certificate has ended: "
                    + "`whubd authority renew` makes it anew, with the root's key"
            )
        }
        let issued = try HubError.tls { () throws(TLSError) in
            let key = try PrivateKey()
            let leaf = try issuer.serverCertificate(
                names: names,
                key: key.publicKey,
                validity: validity
            )
            return IssuedKey(chain: [leaf, issuer.certificate], key: try key.pem())
        }
        try keep("server", issued.chain, issued.key)
    }

    /// What issues to clients.
    ///
    /// - Returns: The intermediate with its key.
    /// - Throws: `HubError`.
    package func clientAuthority() throws(HubError) -> Authority { try authority("clients") }

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
        if try hasOwnCertificate() { return try serverContext() }
        if try !serverEndsSoon(now), let context = try? serverContext() { return context }
        try renewServer(names: names, now: now)
        return try serverContext()
    }

    /// Whether the server's certificate is one that the hub makes anew, and has to by now.
    func serverEndsSoon(_ now: Instant) throws(HubError) -> Bool {
        guard try !hasOwnCertificate() else { return false }
        let end = try end(of: "server")
        return end - now.microseconds / 1_000_000 < AuthorityFiles.serverSecondsLeftMin
    }

    /// The end of a certificate, in seconds since 1970.
    func end(of name: String) throws(HubError) -> Int64 {
        let isElsewhere = try readIfThere("\(name).key") == nil
        let pem = isElsewhere ? try read("\(name).pem") : try pair(name).certificate
        let chain = try HubError.tls { () throws(TLSError) in try Certificate.chain(pem: pem) }
        return chain.first?.facts.notAfterSeconds ?? 0
    }

    /// What the server shows and trusts.
    ///
    /// - Returns: A context for new connections.
    /// - Throws: `HubError`.
    package func serverContext() throws(HubError) -> TLSServerContext {
        let root = try root()
        let shown = try shownRoot()
        let pair = try pair(try hasOwnCertificate() ? AuthorityFiles.own : "server")
        return try HubError.tls { () throws(TLSError) in
            try TLSServerContext(
                chain: Certificate.chain(pem: pair.certificate) + [shown],
                key: PrivateKey(pem: pair.key),
                clientAnchors: [root]
            )
        }
    }

    /// An authority of a certificate and its key.
    func authority(_ name: String) throws(HubError) -> Authority {
        let pair = try pair(name)
        return try HubError.tls { () throws(TLSError) in
            try Authority(
                certificate: Certificate(pem: pair.certificate),
                key: PrivateKey(pem: pair.key)
            )
        }
    }

    /// A certificate with its chain and key, as they were last kept together.
    func pair(_ name: String) throws(HubError) -> CertificatePair {
        if let key = try handedKey(name) {
            return CertificatePair(certificate: try read("\(name).pem"), key: key)
        }
        let pair = CertificatePair(
            certificate: try read("\(name).pem"),
            key: try read("\(name).key")
        )
        // A kill between two renames leaves a key of one and a certificate of the other: both of
        // the new ones are still there under the names that they were written to first.
        if !pair.fits, let next = try nextPair(name), next.fits { return next }
        return pair
    }

    private func nextPair(_ name: String) throws(HubError) -> CertificatePair? {
        guard let certificate = try readIfThere("\(name).next.pem"),
            let key = try readIfThere("\(name).next.key")
        else { return nil }
        return CertificatePair(certificate: certificate, key: key)
    }

    /// Keeps a certificate and its key in place of those before, both or none.
    func keep(
        _ name: String,
        _ chain: [Certificate],
        _ key: [UInt8]
    ) throws(HubError) {
        let pem = Certificate.pem(chain)
        do throws(SystemError) {
            try folder.replace("\(name).next.key", with: key.span)
            try folder.replace("\(name).next.pem", with: pem.span)
            try folder.replace("\(name).key", with: key.span)
            try folder.replace("\(name).pem", with: pem.span)
            try folder.remove("\(name).next.pem")
            try folder.remove("\(name).next.key")
        } catch {
            throw HubError("\(name) of the authority cannot be written: \(error)")
        }
    }

    /// Keeps one file.
    func keep(_ name: String, _ bytes: [UInt8]) throws(HubError) {
        do throws(SystemError) {
            try folder.replace(name, with: bytes.span)
        } catch {
            throw HubError("\(folder.file(name)) cannot be written: \(error)")
        }
    }

    /// Removes one file.
    func remove(_ name: String) throws(HubError) {
        do throws(SystemError) {
            try folder.remove(name)
        } catch {
            throw HubError("\(folder.file(name)) cannot be removed: \(error)")
        }
    }

    /// Reads a file that has to be there.
    func read(_ name: String) throws(HubError) -> [UInt8] {
        if let bytes = try readIfThere(name) { return bytes }
        throw HubError("\(folder.file(name)) is missing")
    }

    /// Reads a file that need not be there.
    func readIfThere(_ name: String) throws(HubError) -> [UInt8]? {
        do throws(SystemError) {
            return try folder.read(name, bytesMax: AuthorityFiles.fileBytesMax)
        } catch {
            throw HubError("\(folder.file(name)) cannot be read: \(error)")
        }
    }
}

/// A certificate's chain and its key, both as PEM.
struct CertificatePair {
    let certificate: [UInt8]
    let key: [UInt8]

    /// Whether the key is the certificate's.
    var fits: Bool {
        do throws(TLSError) {
            let leaf = try Certificate.chain(pem: certificate).first
            return try leaf?.publicKey() == PrivateKey(pem: key).publicKey
        } catch {
            return false
        }
    }
}

private struct IssuedKey {
    let chain: [Certificate]
    let key: [UInt8]
}
