import HubCrypto
import HubSystem
import HubWire

/// What becomes of an invitation.
///
/// ```
/// live ─ enrol with a key ─► used by that key
/// used ─ the same key, up to 15 minutes later ─► the same answer
/// live ─ withdrawn, or its time ran out ─► over
/// ```
///
/// Everything else is answered in one way, whatever is wrong.
enum InvitationLife {
    /// How long an answer that was lost is given again.
    static let answerSeconds: Int64 = 15 * 60

    /// What an invitation still allows.
    enum Use: Equatable {
        /// To certify a key.
        case first
        /// To be told again what the key with this digest was given.
        case again(key: [UInt8])
        /// Nothing.
        case nothing
    }

    /// Judges an invitation whose secret was shown.
    static func use(_ invitation: InvitationRecord, now: Instant) -> Use {
        switch invitation.state {
        case .live where isLive(invitation, now): return .first
        case .used:
            guard let used = invitation.used.map({ Instant($0) }),
                now <= used.advanced(seconds: answerSeconds)
            else { return .nothing }
            return .again(key: invitation.usedKey)
        default: return .nothing
        }
    }

    /// Whether somebody may still come with an invitation, if only to be told again what it gave:
    /// while there is none, strangers are not let as far as a handler.
    static func isWaitedFor(_ invitation: InvitationRecord, _ now: Instant) -> Bool {
        use(invitation, now: now) != .nothing
    }

    private static func isLive(_ invitation: InvitationRecord, _ now: Instant) -> Bool {
        guard let expires = invitation.expires else { return false }
        return now < Instant(expires)
    }

    /// Whether a secret is the invitation's; one of no invitation is compared with as much work.
    static func isSecret(_ secret: [UInt8], of invitation: InvitationRecord?) -> Bool {
        let digest = SHA256.digest(of: secret)
        let kept = invitation.flatMap { Digest32($0.secretDigest) }
        let isSame = ConstantTime.areEqual(digest, kept ?? SHA256.digest(of: [0]))
        return isSame && kept != nil
    }
}
