private import COpenSSL
import HubCrypto

/// A certificate on its way: filled field by field, then signed.
///
/// Everything that comes from outside is set as a value. The library's configuration syntax, where
/// a comma in a name makes a second name, is used for constants alone.
struct CertificateDraft: ~Copyable {
    private let handle: CertificateHandle

    private init(_ handle: consuming CertificateHandle) { self.handle = handle }

    /// An empty certificate of version 3 with a random serial number.
    static func empty() throws(TLSError) -> CertificateDraft {
        ErrorQueue.clear()
        guard let handle = unsafe CertificateHandle(adopting: X509_new()) else {
            throw TLSError(.library, "no memory")
        }
        let draft = CertificateDraft(handle)
        try ErrorQueue.check(
            unsafe X509_set_version(draft.handle.pointer, Int(X509_VERSION_3)),
            "setting a version"
        )
        try draft.setRandomSerial()
        return draft
    }

    borrowing func setKey(_ key: PublicKey) throws(TLSError) {
        let key = try key.handle()
        try ErrorQueue.check(unsafe X509_set_pubkey(handle.pointer, key.pointer), "setting a key")
    }

    borrowing func setValidity(_ validity: Validity) throws(TLSError) {
        let notBefore = Validity.seconds(validity.notBefore)
        let notAfter = Validity.seconds(validity.notAfter)
        guard notBefore <= notAfter, notBefore >= TLSLimits.firstSecond,
            notAfter <= TLSLimits.lastSecond,
            unsafe ASN1_TIME_set(X509_getm_notBefore(handle.pointer), Int(notBefore)) != nil,
            unsafe ASN1_TIME_set(X509_getm_notAfter(handle.pointer), Int(notAfter)) != nil
        else {
            throw ErrorQueue.error(
                .wrongValidity,
                "not in order, or outside the years 1970 to 9999"
            )
        }
    }

    /// Sets the subject to one common name, which nobody takes as an identity.
    borrowing func setSubject(commonName: String) throws(TLSError) {
        let name = Array(commonName.utf8)
        guard (1...TLSLimits.commonNameBytesMax).contains(name.count) else {
            throw TLSError(.tooLarge, "a common name has 1 to 64 bytes")
        }
        let added = unsafe name.withUnsafeBufferPointer { name in
            unsafe X509_NAME_add_entry_by_NID(
                X509_get_subject_name(handle.pointer),
                NID_commonName,
                MBSTRING_UTF8,
                name.baseAddress,
                Int32(name.count),
                -1,
                0
            )
        }
        try ErrorQueue.check(added, "setting a subject")
    }

    /// Adds an extension whose value is a constant of this module.
    borrowing func add(_ extensionNumber: Int32, constant: String) throws(TLSError) {
        let made = unsafe X509V3_EXT_conf_nid(nil, nil, extensionNumber, constant)
        guard let made = unsafe made else { throw ErrorQueue.error(.library, "an extension") }
        defer { unsafe X509_EXTENSION_free(made) }
        try ErrorQueue.check(unsafe X509_add_ext(handle.pointer, made, -1), "an extension")
    }

    /// Adds what leaf certificates hold beside names.
    borrowing func addLeafUsage(_ purpose: CertificatePurpose) throws(TLSError) {
        try add(NID_basic_constraints, constant: "critical,CA:FALSE")
        try add(NID_key_usage, constant: "critical,digitalSignature")
        try add(NID_ext_key_usage, constant: purpose.usage)
    }

    /// Adds alternative names, byte for byte.
    borrowing func addNames(_ names: [AlternativeName]) throws(TLSError) {
        if names.isEmpty { return }
        guard names.count <= TLSLimits.alternativeNamesMax else {
            throw TLSError(.tooLarge, "alternative names")
        }
        guard let list = unsafe copenssl_names_new() else { throw TLSError(.library, "no memory") }
        defer { unsafe copenssl_names_free(list) }
        for name in names {
            let (type, bytes) =
                switch name {
                case .uri(let bytes): (GEN_URI, bytes)
                case .host(let text): (GEN_DNS, Array(text.utf8))
                case .address(let bytes): (GEN_IPADD, bytes)
                }
            guard let count = Int32(exactly: bytes.count) else {
                throw TLSError(.tooLarge, "an alternative name")
            }
            let added = unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe copenssl_names_add(list, type, bytes.baseAddress, count)
            }
            try ErrorQueue.check(added, "an alternative name")
        }
        try unsafe add(NID_subject_alt_name, value: UnsafeMutableRawPointer(list))
    }

    /// Adds the subject key identifier.
    borrowing func addSubjectKeyIdentifier(_ key: PublicKey) throws(TLSError) {
        let identifier = try unsafe Self.octets(Self.identifier(of: key))
        defer { unsafe ASN1_OCTET_STRING_free(identifier) }
        try unsafe add(NID_subject_key_identifier, value: identifier)
    }

    /// Takes the issuer's name and key identifier from its certificate.
    borrowing func setIssuer(_ issuer: borrowing CertificateHandle) throws(TLSError) {
        guard let identifier = unsafe X509_get0_subject_key_id(issuer.pointer) else {
            throw TLSError(.certificateInvalid, "the issuer has no key identifier")
        }
        try unsafe setIssuer(X509_get_subject_name(issuer.pointer), identifier)
    }

    /// Makes the certificate, with this key, its own issuer.
    borrowing func setOwnIssuer(_ key: PublicKey) throws(TLSError) {
        let identifier = try unsafe Self.octets(Self.identifier(of: key))
        defer { unsafe ASN1_OCTET_STRING_free(identifier) }
        try unsafe setIssuer(X509_get_subject_name(handle.pointer), identifier)
    }

    /// Signs what is there.
    consuming func signed(by key: borrowing PrivateKey) throws(TLSError) -> Certificate {
        let signed = unsafe X509_sign(handle.pointer, key.handle.pointer, EVP_sha256())
        guard signed > 0 else { throw ErrorQueue.error(.library, "signing a certificate") }
        let der = unsafe Encoding.bytes { output in unsafe i2d_X509(handle.pointer, output) }
        return try Certificate(der: der)
    }

    private borrowing func setIssuer(
        _ name: OpaquePointer?,
        _ identifier: UnsafePointer<ASN1_OCTET_STRING>
    ) throws(TLSError) {
        try ErrorQueue.check(
            unsafe X509_set_issuer_name(handle.pointer, name),
            "setting an issuer"
        )
        guard let authority = unsafe copenssl_authority_key(identifier) else {
            throw TLSError(.library, "no memory")
        }
        defer { unsafe AUTHORITY_KEYID_free(authority) }
        try unsafe add(NID_authority_key_identifier, value: authority)
    }

    /// Adds an extension from the library's structure for it.
    private borrowing func add(
        _ extensionNumber: Int32,
        value: UnsafeMutableRawPointer
    ) throws(TLSError) {
        let flags = UInt(X509V3_ADD_APPEND)
        try ErrorQueue.check(
            unsafe X509_add1_ext_i2d(handle.pointer, extensionNumber, value, 0, flags),
            "an extension"
        )
    }

    /// What names a key to those who look for it: the first 160 bits of a SHA-256 (RFC 7093).
    private static func identifier(of key: PublicKey) -> [UInt8] {
        Array(key.pointDigest.bytes.prefix(20))
    }

    /// A string of the library's, owned by the caller.
    private static func octets(
        _ bytes: [UInt8]
    ) throws(TLSError) -> UnsafeMutablePointer<ASN1_OCTET_STRING> {
        guard let string = unsafe ASN1_OCTET_STRING_new() else {
            throw TLSError(.library, "no memory")
        }
        let filled = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe ASN1_OCTET_STRING_set(string, bytes.baseAddress, Int32(bytes.count))
        }
        guard filled == 1 else {
            unsafe ASN1_OCTET_STRING_free(string)
            throw TLSError(.library, "no memory")
        }
        return unsafe string
    }

    private borrowing func setRandomSerial() throws(TLSError) {
        guard let number = unsafe BN_new() else { throw TLSError(.library, "no memory") }
        defer { unsafe BN_free(number) }
        // The top bit set: serial numbers all have the same length and none is zero.
        try ErrorQueue.check(
            unsafe BN_rand(number, TLSLimits.serialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY),
            "a serial number"
        )
        let serial = unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(handle.pointer))
        guard unsafe serial != nil else { throw ErrorQueue.error(.library, "a serial number") }
    }
}
