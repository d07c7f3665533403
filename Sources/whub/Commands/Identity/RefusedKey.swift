import HubClient
import HubWire

/// Why a hub does not take a certificate: it says so with a stable code of its own as it leaves,
/// before it has looked at any call.
enum RefusedKey {
    /// The hub's reason; `nil` where it did not say one that this program knows.
    ///
    /// - Parameter error: How a call ended.
    /// - Returns: The reason, as its registry has it.
    static func reason(_ error: ClientError) -> Reason? {
        guard error.reason == .certificateNotAccepted else { return nil }
        return reason(of: error.message)
    }

    /// The reason of a hub's last words: `WIRE-0811: …`.
    static func reason(of words: String) -> Reason? {
        let code = words.prefix { $0 != ":" }
        guard code.utf8.starts(with: "WIRE-08".utf8) else { return nil }
        return Reason.named(String(code))
    }
}
