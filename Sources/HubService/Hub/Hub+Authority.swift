import HubCrypto
import HubStore
import HubSystem
import HubTLS
package import HubWire

/// What operators ask of the hub's authority, and what it does by itself.
extension Hub {
    /// What the authority has, line by line.
    ///
    /// - Throws: `HubError`.
    package func authorityLines() throws(HubError) -> [String] {
        let root = try authority.root()
        let shown = try authority.shownRoot()
        let hasKey = try authority.hasRootKey()
        var lines = [
            "root          SHA-256 \(root.facts.fingerprint.hex)",
            "              ends \(Hub.day(root.facts.notAfterSeconds)); its key is "
                + (hasKey ? "in the data directory" : "kept elsewhere"),
        ]
        for file in ["servers", "clients"] {
            let pad = String(repeating: " ", count: 14 - file.utf8.count)
            let place = try authority.keyPlace(file)
            lines.append("\(file)\(pad)ends \(Hub.day(try authority.end(of: file)))\(place)")
        }
        if try authority.hasOwnCertificate() {
            let end = try authority.end(of: AuthorityFiles.own)
            lines.append("server        ends \(Hub.day(end)); from elsewhere, never renewed here")
            lines.append("shown root    SHA-256 \(shown.facts.fingerprint.hex)")
        } else {
            lines.append("server        ends \(Hub.day(try authority.end(of: "server")))")
        }
        return lines
    }

    /// Does what an operator asks of the authority, and reads it again.
    ///
    /// - Parameter request: What to do.
    /// - Throws: `HubError`.
    package func runAuthority(_ request: LocalAuthorityRequest) throws(HubError) {
        switch request.action {
        case .show: return
        case .renew:
            let key = request.rootKeyPem
            try renewAuthority(rootKey: key.isEmpty ? nil : key)
        case .useCertificate:
            try authority.useCertificate(
                chain: request.chainPem,
                key: request.keyPem,
                root: request.rootPem.isEmpty ? nil : request.rootPem,
                now: clock.instant
            )
        default: throw HubError("the running hub is of another version")
        }
        try issuer.reload()
    }

    /// Makes the intermediates anew.
    private func renewAuthority(rootKey: [UInt8]?) throws(HubError) {
        guard let hub = contents.hub else { throw HubError.noHub(data) }
        try authority.renewIntermediates(
            rootKey: rootKey,
            hubName: hub.name,
            names: hub.serverNames.compactMap { ServerName($0) },
            now: clock.instant
        )
    }

    /// What the hub does once an hour: notes the time, and makes certificates of its own anew that
    /// soon end.
    ///
    /// - Parameter log: Where operators read.
    /// - Returns: Whether the server has something else to show.
    package func hourly(_ log: Log) -> Bool {
        let now = clock.instant
        do throws(HubError) {
            try changeRegistry("hub/Time") { (store) throws(Fault) in
                try HighestTime.raise(to: try HighestTime.judged(now, in: store), in: &store)
            }
        } catch {
            log("time-not-noted", ["cause": error.message])
        }
        sweep(now, log)
        do throws(HubError) {
            return try renewOwn(now, log)
        } catch {
            log("authority-not-renewed", ["cause": error.message])
            return false
        }
    }

    private func sweep(_ now: Instant, _ log: Log) {
        do throws(HubError) {
            let rows = try changeRegistry("hub/Sweep") { (store) throws(Fault) in
                try RegistrySweep.run(now: now, in: &store)
            }
            if rows > 0 { log("registry-swept", ["rows": "\(rows)"]) }
        } catch {
            log("registry-not-swept", ["cause": error.message])
        }
    }

    private func renewOwn(_ now: Instant, _ log: Log) throws(HubError) -> Bool {
        guard try authority.intermediatesEndSoon(now) else {
            return try authority.serverEndsSoon(now)
        }
        guard try authority.hasRootKey() else {
            log(
                "authority-ends-soon",
                ["next": "whubd authority renew --data \(data) --root-key FILE"]
            )
            return try authority.serverEndsSoon(now)
        }
        try renewAuthority(rootKey: nil)
        try issuer.reload()
        log("authority-renewed", [:])
        return true
    }

    private static func day(_ seconds: Int64) -> String {
        String((Timestamp(seconds: seconds).text ?? "").prefix(10))
    }
}
