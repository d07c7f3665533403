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
