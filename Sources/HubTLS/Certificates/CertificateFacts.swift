import COpenSSL
private import Glibc
package import HubCrypto

/// What is kept of a certificate once it has been verified.
package struct CertificateFacts: Hashable, Sendable {
    /// The serial number, big-endian without leading zeros.
    package let serial: [UInt8]
    /// The SHA-256 of the key's `SubjectPublicKeyInfo`.
    package let publicKeyDigest: Digest32
    /// The SHA-256 of the whole certificate in DER.
    package let fingerprint: Digest32
    /// The first second of its validity, since 1970-01-01T00:00:00Z.
    package let notBeforeSeconds: Int64
    /// The end of its validity, since 1970-01-01T00:00:00Z: this second is the first one outside,
    /// as the library has it, although RFC 5280 would count it in.
    package let notAfterSeconds: Int64

    /// The facts of a parsed certificate; `nil` when a part of it cannot be read.
    init?(_ certificate: OpaquePointer) {
        guard let number = unsafe X509_get0_serialNumber(certificate),
            let notBefore = unsafe Self.seconds(X509_get0_notBefore(certificate)),
            let notAfter = unsafe Self.seconds(X509_get0_notAfter(certificate)),
            let key = unsafe X509_get_X509_PUBKEY(certificate)
        else { return nil }
        serial = unsafe Self.bytes(number)
        let keyBytes = unsafe Encoding.bytes { output in unsafe i2d_X509_PUBKEY(key, output) }
        let allBytes = unsafe Encoding.bytes { output in unsafe i2d_X509(certificate, output) }
        guard !keyBytes.isEmpty, !allBytes.isEmpty else { return nil }
        publicKeyDigest = SHA256.digest(of: keyBytes)
        fingerprint = SHA256.digest(of: allBytes)
        notBeforeSeconds = notBefore
        notAfterSeconds = notAfter
    }

    static func bytes(_ string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
        let count = Int(unsafe ASN1_STRING_length(string))
        guard count > 0, let start = unsafe ASN1_STRING_get0_data(string) else { return [] }
        return unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        guard let time = unsafe time else { return nil }
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return unsafe Int64(timegm(&parts))
    }
}
