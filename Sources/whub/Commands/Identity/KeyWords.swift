import HubClient
import HubText
import HubWire

/// Keys and what becomes of them, in words.
enum KeyWords {
    /// What a key that waits needs.
    ///
    /// - Parameter fingerprint: Its short form.
    /// - Returns: A few sentences.
    static func waits(_ fingerprint: String) -> String {
        "This device's key waits to be confirmed: read \(fingerprint) to whoever invited you, by "
            + "telephone or in person; a second device of your own you confirm on the first: type "
            + "`whub` there. Until then only `whub whoami`, `whub cert` and `whub doctor` work."
    }

    /// How far a key is.
    static func state(_ state: KeyState) -> String {
        switch state {
        case .pending: "waits to be confirmed"
        case .issued: "renewed, not used yet"
        case .active: "active"
        case .retired: "replaced"
        case .revoked: "revoked"
        default: Wording.name(state, without: "KEY_STATE_")
        }
    }

    /// A principal's keys that matter, one text each.
    ///
    /// - Parameters:
    ///   - keys: All of them.
    ///   - isInvited: Whether somebody invited the principal, so that a fingerprint that nobody
    ///     has had read out is worth a word.
    /// - Returns: In the same order, without those that are over.
    static func list(_ keys: [PrincipalKey], isInvited: Bool = false) -> [String] {
        keys.filter(isOpen).map { key in
            let until = key.expires.map { ", until \(Wording.time($0))" } ?? ""
            let device = key.label.isEmpty ? "" : " (\(key.label))"
            let isUnread = isInvited && key.confirmed == nil && key.state != .pending
            let unread = isUnread ? ", fingerprint not confirmed" : ""
            return "\(key.fingerprint)\(device) \(state(key.state))\(unread)\(until)"
        }
    }

    /// Whether a key opens something, or waits to.
    static func isOpen(_ key: PrincipalKey) -> Bool {
        [.pending, .issued, .active].contains(key.state)
    }
}

extension CommandError {
    /// The caller's key opens nothing yet.
    static func keyWaits(_ fingerprint: String) -> CommandError {
        .refused(
            KeyWords.waits(fingerprint),
            next: "Try again when it is confirmed; until then the hub answers little else."
        )
    }
}

extension Console {
    /// Says a notice that everybody of an organisation is shown.
    func warn(_ notice: Notice) {
        let time = notice.time.map { "\(Wording.time($0)): " } ?? ""
        warn(TerminalText.escaped("\(time)\(notice.text)"))
    }
}
