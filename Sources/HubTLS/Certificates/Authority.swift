private import COpenSSL
import HubSystem

/// A certificate with its private key, able to issue others.
package struct Authority: ~Copyable, Sendable {
    /// The authority's own certificate.
    package let certificate: Certificate
    private let key: PrivateKey

    /// An authority made of its two parts.
    ///
    /// - Parameters:
    ///   - certificate: A certificate that may sign others.
    ///   - key: Its private key.
    /// - Throws: `keyMismatch`, or `wrongPurpose` when the certificate may not sign others.
    package init(certificate: Certificate, key: consuming PrivateKey) throws(TLSError) {
        let handle = try certificate.handle()
        guard unsafe X509_check_ca(handle.pointer) == 1 else {
            throw TLSError(.wrongPurpose, "not the certificate of an authority")
        }
        guard try certificate.publicKey() == key.publicKey else {
            throw TLSError(.keyMismatch, "an authority's certificate and key")
        }
        self.certificate = certificate
        self.key = key
    }

    /// A new root, signed by itself.
    ///
    /// - Parameters:
    ///   - commonName: What people see; 1 to 64 bytes.
    ///   - validity: From when until when.
    ///   - key: The key to use, a new one as a rule.
    /// - Returns: The authority.
    /// - Throws: `tooLarge`, `wrongValidity` or `library`.
    package static func root(
        commonName: String,
        validity: Validity,
        key: consuming PrivateKey
    ) throws(TLSError) -> Authority {
        let draft = try CertificateDraft.empty()
        try draft.setKey(key.publicKey)
        try draft.setValidity(validity)
        try draft.setSubject(commonName: commonName)
        try draft.add(NID_basic_constraints, constant: "critical,CA:TRUE")
        try draft.add(NID_key_usage, constant: "critical,keyCertSign,cRLSign")
        try draft.addSubjectKeyIdentifier(key.publicKey)
        try draft.setOwnIssuer(key.publicKey)
        let certificate = try draft.signed(by: key)
        return try Authority(certificate: certificate, key: key)
    }

    /// A certificate for an authority below this one, which can issue leaves for one purpose.
    ///
    /// - Parameters:
    ///   - commonName: What people see; 1 to 64 bytes.
    ///   - purpose: What the leaves may be used for.
    ///   - key: The intermediate's key.
    ///   - validity: At most `TLSLimits.intermediateSecondsMax` long.
    /// - Returns: The certificate.
    /// - Throws: `tooLarge`, `wrongValidity` or `library`.
    package borrowing func intermediate(
        commonName: String,
        purpose: CertificatePurpose,
        key: PublicKey,
        validity: Validity
    ) throws(TLSError) -> Certificate {
        guard validity.seconds <= TLSLimits.intermediateSecondsMax else {
            throw TLSError(.wrongValidity, "an intermediate authority lasts a year at most")
        }
        let draft = try CertificateDraft.empty()
        try draft.setKey(key)
        try draft.setValidity(validity)
        try draft.setSubject(commonName: commonName)
        try draft.add(NID_basic_constraints, constant: "critical,CA:TRUE,pathlen:0")
        try draft.add(NID_key_usage, constant: "critical,keyCertSign,cRLSign")
        try draft.add(NID_ext_key_usage, constant: purpose.usage)
        return try finish(draft, key)
    }

    /// A certificate that proves a server.
    ///
    /// - Parameters:
    ///   - names: What clients call it; at least one.
    ///   - key: The server's key.
    ///   - validity: From when until when.
    /// - Returns: The certificate.
    /// - Throws: `malformed` without a name, `tooLarge`, `wrongValidity` or `library`.
    package borrowing func serverCertificate(
        names: [ServerName],
        key: PublicKey,
        validity: Validity
    ) throws(TLSError) -> Certificate {
        guard !names.isEmpty else { throw TLSError(.malformed, "a server needs a name") }
        return try leaf(
            commonName: "Workforce Hub server",
            names: names.map(\.alternativeName),
            purpose: .server,
            key: key,
            validity: validity
        )
    }

    /// A certificate that proves a client.
    ///
    /// - Parameters:
    ///   - name: Whom it names.
    ///   - key: The client's key, as its request proved it.
    ///   - validity: From when until when.
    /// - Returns: The certificate.
    /// - Throws: `wrongValidity` or `library`.
    package borrowing func clientCertificate(
        name: PrincipalName,
        key: PublicKey,
        validity: Validity
    ) throws(TLSError) -> Certificate {
        try leaf(
            commonName: "\(name.principal)",
            names: [name.alternativeName],
            purpose: .client,
            key: key,
            validity: validity
        )
    }

    /// A leaf with these names, whatever they are: the two functions above choose them.
    ///
    /// - Parameters:
    ///   - commonName: The subject; nobody takes it as an identity.
    ///   - names: Alternative names, set byte for byte; at most `TLSLimits.alternativeNamesMax`.
    ///   - purpose: What the leaf may be used for.
    ///   - key: The holder's key.
    ///   - validity: From when until when.
    /// - Returns: The certificate.
    /// - Throws: `tooLarge`, `wrongValidity` or `library`.
    package borrowing func leaf(
        commonName: String,
        names: [AlternativeName],
        purpose: CertificatePurpose,
        key: PublicKey,
        validity: Validity
    ) throws(TLSError) -> Certificate {
        let draft = try CertificateDraft.empty()
        try draft.setKey(key)
        try draft.setValidity(validity)
        try draft.setSubject(commonName: commonName)
        try draft.addLeafUsage(purpose)
        try draft.addNames(names)
        return try finish(draft, key)
    }

    /// The authority's key, for the file it is kept in.
    ///
    /// - Returns: A `PRIVATE KEY` block, not encrypted.
    /// - Throws: `library` when the library has no memory.
    package borrowing func keyPEM() throws(TLSError) -> [UInt8] { try key.pem() }

    private borrowing func finish(
        _ draft: consuming CertificateDraft,
        _ holder: PublicKey
    ) throws(TLSError) -> Certificate {
        try draft.addSubjectKeyIdentifier(holder)
        try draft.setIssuer(try certificate.handle())
        return try draft.signed(by: key)
    }
}
