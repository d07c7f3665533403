import HubSystem
import HubTLS

/// Intermediates end within a year; the root's key makes new ones, and can be kept elsewhere.
extension AuthorityFiles {
    /// How much of its life an intermediate may have left before it is made anew.
    static let intermediateSecondsLeftMin: Int64 = 60 * 86_400

    private static let intermediates: [(file: String, purpose: CertificatePurpose)] = [
        ("servers", .server), ("clients", .client),
    ]

    /// Makes both intermediates, with new keys; one that is handed over stays the same key.
    ///
    /// - Parameters:
    ///   - root: What signs them.
    ///   - hubName: What people see in the certificates.
    ///   - now: The calendar.
    /// - Throws: `HubError`.
    func makeIntermediates(
        below root: borrowing Authority,
        hubName: String,
        now: Instant
    ) throws(HubError) {
        let name = String(hubName.prefix(40))
        for (file, purpose) in AuthorityFiles.intermediates {
            let handed = try handedKey(file)
            let key = try HubError.tls { () throws(TLSError) in
                if let handed { return try PrivateKey(pem: handed) }
                return try PrivateKey()
            }
            let validity = root.validity(from: now, seconds: AuthorityFiles.intermediateSeconds)
            let certificate: Certificate
            let pem: [UInt8]
            do throws(TLSError) {
                certificate = try root.intermediate(
                    commonName: "\(name) \(file)",
                    purpose: purpose,
                    key: key.publicKey,
                    validity: validity
                )
                pem = try key.pem()
            } catch {
                throw HubError("\(file) of the authority cannot be made: \(error)")
            }
            if handed == nil {
                try keep(file, [certificate], pem)
            } else {
                try keep("\(file).pem", Certificate.pem([certificate]))
            }
        }
    }

    /// Whether an intermediate has to be made anew by now.
    ///
    /// - Parameter now: The calendar.
    /// - Returns: Whether one has.
    /// - Throws: `HubError`.
    func intermediatesEndSoon(_ now: Instant) throws(HubError) -> Bool {
        for (file, _) in AuthorityFiles.intermediates {
            let left = try end(of: file) - now.microseconds / 1_000_000
            if left < AuthorityFiles.intermediateSecondsLeftMin { return true }
        }
        return false
    }

    /// Whether the root's key is in the data directory.
    func hasRootKey() throws(HubError) -> Bool { try readIfThere("root.key") != nil }

    /// Makes both intermediates anew, and the server's certificate below them.
    ///
    /// - Parameters:
    ///   - rootKey: The root's key as PEM; `nil` for the one in the data directory.
    ///   - hubName: What people see in the certificates.
    ///   - names: What clients call the server.
    ///   - now: The calendar.
    /// - Throws: `HubError`, also where the key is not the root's.
    func renewIntermediates(
        rootKey: [UInt8]?,
        hubName: String,
        names: [ServerName],
        now: Instant
    ) throws(HubError) {
        var key = rootKey
        if key == nil { key = try readIfThere("root.key") }
        guard let key else {
            throw HubError(
                "the root's key is not in \(folder.path); give the file that it is kept in with "
                    + "--root-key FILE",
                .missing
            )
        }
        for (file, _) in AuthorityFiles.intermediates { try requireKey(file) }
        let certificate = try root()
        let root: Authority
        do throws(TLSError) {
            root = try Authority(certificate: certificate, key: PrivateKey(pem: key))
        } catch {
            throw HubError("that is not the key of this hub's root: \(error)", .usage)
        }
        try makeIntermediates(below: root, hubName: hubName, now: now)
        try renewServer(names: names, now: now)
    }
}

extension Authority {
    /// A validity from now on that ends no later than the authority itself: what outlives its
    /// issuer is refused without a word that helps.
    borrowing func validity(from now: Instant, seconds: Int64) -> Validity {
        let wanted = Validity(from: now, seconds: seconds)
        let end = Instant(microseconds: certificate.facts.notAfterSeconds * 1_000_000)
        return Validity(notBefore: wanted.notBefore, notAfter: min(wanted.notAfter, end))
    }
}
