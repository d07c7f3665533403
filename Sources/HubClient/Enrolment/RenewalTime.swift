import HubCrypto
package import HubTLS

/// When a certificate is renewed: a pure rule of its two ends.
package enum RenewalTime {
    /// When to renew a certificate by itself.
    ///
    /// At two thirds of its life, and up to a twelfth of it later: how much is drawn from the
    /// certificate's own fingerprint, so that devices enrolled together do not come back together,
    /// and nothing has to be remembered.
    ///
    /// - Parameter facts: The certificate.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z; never after its end.
    package static func due(_ facts: CertificateFacts) -> Int64 {
        let life = max(0, facts.notAfterSeconds - facts.notBeforeSeconds)
        let bytes = facts.fingerprint.bytes
        let draw = Int64(bytes[0]) << 8 | Int64(bytes[1])
        let jitter = life / jitterPart * draw / (1 << 16)
        return min(facts.notBeforeSeconds + life / 3 * 2 + jitter, facts.notAfterSeconds)
    }

    /// The jitter is at most this part of the life.
    private static let jitterPart: Int64 = 12

    /// How long a device that nobody uses can come back by renewing: from the day when its
    /// principal was enrolled or its access last reviewed.
    package static let comebackSeconds: Int64 = 400 * 86_400

    /// Renewing by itself is tried at most so often.
    package static let pauseSeconds: Int64 = 3_600
}
