/// A host and a port as a person writes them: `hub.example:7443`, `[::1]:7443`, `:7443`.
package struct HostPort: Hashable, Sendable, CustomStringConvertible {
    /// A name, or an address without brackets; empty for every address of this machine.
    package let host: String
    /// The port; 0 only where it was written.
    package let port: UInt16

    /// The host and port of these parts.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads a host and a port.
    ///
    /// An IPv6 address must stand in brackets: without them nobody can tell its last group from a
    /// port. A host is at most 253 bytes of letters, digits, dots, hyphens and underscores.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - defaultPort: The port when none was written; `nil` when it must be written.
    /// - Returns: The parts, or `nil` when the text is not of this form.
    package static func parse(_ text: String, defaultPort: UInt16? = nil) -> HostPort? {
        let bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let host = String(decoding: bytes[1..<end], as: UTF8.self)
            guard let address = Address(host), address.family == .six || host.contains(":") else {
                return nil
            }
            return finish(host, bytes[(end + 1)...], defaultPort)
        }
        let end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
        guard end <= hostBytesMax, bytes[..<end].allSatisfy(isHostByte) else { return nil }
        return finish(String(decoding: bytes[..<end], as: UTF8.self), bytes[end...], defaultPort)
    }

    private static func finish(
        _ host: String,
        _ rest: ArraySlice<UInt8>,
        _ defaultPort: UInt16?
    ) -> HostPort? {
        if rest.isEmpty {
            guard !host.isEmpty, let defaultPort else { return nil }
            return HostPort(host: host, port: defaultPort)
        }
        let digits = rest.dropFirst()
        // The grammar first: `UInt16("+5")` would parse.
        guard rest.first == UInt8(ascii: ":"), (1...5).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = UInt16(String(decoding: digits, as: UTF8.self))
        else { return nil }
        return HostPort(host: host, port: port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The endpoint to listen on: an address in digits, `localhost` (127.0.0.1), or nothing for
    /// every address.
    ///
    /// `nil` for other names: what a server listens on must not depend on a resolver.
    package var listeningEndpoint: Endpoint? {
        if host.isEmpty { return Endpoint(.any, port: port) }
        let digits = host.utf8.elementsEqual("localhost".utf8) ? "127.0.0.1" : host
        return Address(digits).map { Endpoint($0, port: port) }
    }

    /// The form that `parse` reads.
    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// The longest name the domain name system knows (RFC 1035, 2.3.4, as text).
private let hostBytesMax = 253
