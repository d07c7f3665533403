import HubWire

/// Keys and what becomes of them, in words.
enum KeyWords {
    /// What a key that waits needs.
    ///
    /// - Parameter fingerprint: Its short form.
    /// - Returns: Two sentences.
    static func waits(_ fingerprint: String) -> String {
        "This device's key waits to be confirmed: read \(fingerprint) to whoever invited you, by "
            + "telephone or in person. Until then only `whub whoami`, `whub cert` and "
            + "`whub doctor` work."
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

    /// A principal's keys that matter, one line each.
    static func lines(_ keys: [PrincipalKey]) -> String {
        let open = keys.filter { [.pending, .issued, .active].contains($0.state) }
        return open.map { key in
            let until = key.expires.map { ", until \(Wording.time($0))" } ?? ""
            return "\(key.fingerprint) \(state(key.state))\(until)"
        }.joined(separator: "\n")
    }
}
