private import COpenSSL

/// Who a client is, as its verified certificate says; captured once, when the handshake is done.
package struct PeerIdentity: Hashable, Sendable {
    /// Whom the certificate names.
    package let name: PrincipalName
    /// Serial number, key digest and validity of the certificate.
    package let certificate: CertificateFacts
    /// Whether the certificate is past its time, which is then its only fault: good for a renewal
    /// and nothing else.
    package let isLapsed: Bool

    /// The identity in a certificate, whoever issued it.
    ///
    /// - Parameters:
    ///   - certificate: A certificate that has been verified.
    ///   - isLapsed: Whether the verification found it past its time.
    /// - Throws: Which rule the certificate breaks.
    package init(_ certificate: Certificate, isLapsed: Bool) throws(IdentityFault) {
        guard let handle = try? certificate.handle() else { throw .unreadable }
        try unsafe self.init(handle.pointer, isLapsed: isLapsed)
    }

    init(_ certificate: OpaquePointer, isLapsed: Bool) throws(IdentityFault) {
        let flags = unsafe X509_get_extension_flags(certificate)
        guard flags & UInt32(EXFLAG_INVALID) == 0 else { throw .unreadable }
        guard unsafe X509_check_ca(certificate) == 0 else { throw .authority }
        // The library takes a certificate without the extension as good for everything.
        guard flags & UInt32(EXFLAG_XKUSAGE) != 0,
            unsafe X509_get_extended_key_usage(certificate) == UInt32(XKU_SSL_CLIENT)
        else { throw .notForClients }
        name = try unsafe Self.name(certificate)
        guard let facts = unsafe CertificateFacts(certificate) else { throw .unreadable }
        self.certificate = facts
        self.isLapsed = isLapsed
    }

    /// Reads the one alternative name there may be, with its length: a NUL byte ends nothing.
    private static func name(_ certificate: OpaquePointer) throws(IdentityFault) -> PrincipalName {
        var critical: Int32 = 0
        let found = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, &critical, nil)
        guard let found = unsafe found else {
            ErrorQueue.clear()
            // -1: there is none; -2: there are several extensions of the kind; else a broken one.
            switch critical {
            case -1: throw .noName
            case -2: throw .severalNames
            default: throw .unreadable
            }
        }
        let names = OpaquePointer(found)
        defer { unsafe copenssl_names_free(names) }
        let count = unsafe copenssl_names_count(names)
        guard count > 0 else { throw .noName }
        guard count == 1 else { throw .severalNames }
        guard unsafe copenssl_name_type(names, 0) == GEN_URI,
            let string = unsafe copenssl_name_string(names, 0)
        else { throw .notURI }
        let uri = unsafe CertificateFacts.bytes(string)
        guard !uri.contains(0) else { throw .containsNUL }
        guard let name = PrincipalName(uri: uri) else { throw .malformedURI }
        return name
    }
}
