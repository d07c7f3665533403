private import COpenSSL
import HubCrypto

extension SessionHandle {
    /// Who the client is; `nil` when it showed no certificate.
    borrowing func identity() throws(TLSError) -> PeerIdentity? {
        guard let certificate = unsafe SSL_get0_peer_certificate(pointer) else { return nil }
        let result = unsafe SSL_get_verify_result(pointer)
        let isLapsed = result == Int(X509_V_ERR_CERT_HAS_EXPIRED)
        guard isLapsed || result == Int(X509_V_OK) else {
            throw TLSError(.certificateInvalid, "verification result \(result)")
        }
        do throws(IdentityFault) {
            return try unsafe PeerIdentity(certificate, isLapsed: isLapsed)
        } catch {
            throw TLSError(.wrongIdentity, error.words)
        }
    }

    /// What stands in the server's certificate.
    borrowing func serverFacts() throws(TLSError) -> CertificateFacts {
        guard unsafe SSL_get_verify_result(pointer) == Int(X509_V_OK),
            let certificate = unsafe SSL_get0_peer_certificate(pointer),
            let facts = unsafe CertificateFacts(certificate)
        else { throw TLSError(.certificateInvalid, "no verified certificate") }
        return facts
    }

    /// Who issued the certificate that the peer showed, believed or not, in its own words.
    ///
    /// - Returns: The issuer's common name, else its organisation; empty where there is neither.
    borrowing func issuer() -> String {
        let chain = unsafe SSL_get_peer_cert_chain(pointer)
        guard unsafe copenssl_certificates_count(chain) > 0,
            let certificate = unsafe copenssl_certificate(chain, 0),
            let name = unsafe X509_get_issuer_name(certificate)
        else { return "" }
        for field in [NID_commonName, NID_organizationName] {
            let text = unsafe Self.text(of: field, in: name)
            if !text.isEmpty { return text }
        }
        return ""
    }

    private static func text(of field: Int32, in name: OpaquePointer) -> String {
        var bytes = [CChar](repeating: 0, count: TLSLimits.issuerBytesMax + 1)
        let room = Int32(bytes.count)
        let count = unsafe bytes.withUnsafeMutableBufferPointer { space in
            unsafe X509_NAME_get_text_by_NID(name, field, space.baseAddress, room)
        }
        guard count > 0 else { return "" }
        let written = bytes.prefix(Int(count)).map { UInt8(bitPattern: $0) }
        return visible(String(decoding: written, as: UTF8.self))
    }

    /// Words of a stranger without what cannot be seen, or could act on a terminal.
    private static func visible(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                false
            default: true
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The certificate with this fingerprint, out of those the server showed.
    borrowing func presented(_ fingerprint: Digest32) -> Certificate? {
        let chain = unsafe SSL_get_peer_cert_chain(pointer)
        for index in 0..<(unsafe copenssl_certificates_count(chain)) {
            guard let certificate = unsafe copenssl_certificate(chain, index) else { continue }
            let der = unsafe Encoding.bytes { output in unsafe i2d_X509(certificate, output) }
            if SHA256.digest(of: der) == fingerprint { return try? Certificate(der: der) }
        }
        return nil
    }

    /// Frees the peer's certificates, of which everything needed has been kept.
    ///
    /// They would be two fifths of an idle connection's memory. Without success they stay, and
    /// nothing else changes.
    borrowing func forgetPeer() {
        if unsafe copenssl_forget_peer(pointer) != 1 { ErrorQueue.clear() }
    }
}
