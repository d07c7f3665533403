private import Glibc

/// What a client calls a server: a name or an address.
package enum ServerName: Hashable, Sendable, CustomStringConvertible {
    /// A host's name: letters, digits, hyphens and dots.
    case host(String)
    /// An IPv4 address, 4 bytes, or an IPv6 address, 16.
    case address([UInt8])

    /// The name or address written so; `nil` for text that is neither.
    ///
    /// - Parameter text: Such as `hub.example.org`, `192.0.2.1` or `2001:db8::1`, no brackets.
    package init?(_ text: String) {
        if let bytes = Self.address(text, AF_INET, count: 4)
            ?? Self.address(text, AF_INET6, count: 16)
        {
            self = .address(bytes)
        } else if Self.isHost(Array(text.utf8)) {
            self = .host(text)
        } else {
            return nil
        }
    }

    /// The name as certificates hold it.
    package var alternativeName: AlternativeName {
        switch self {
        case .host(let name): .host(name)
        case .address(let bytes): .address(bytes)
        }
    }

    /// The name, or the address in numbers.
    package var description: String {
        switch self {
        case .host(let name): return name
        case .address(let bytes) where bytes.count == 4:
            return bytes.map(String.init).joined(separator: ".")
        case .address(let bytes):
            let pairs = stride(from: 0, to: bytes.count - 1, by: 2).map {
                String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
            }
            return pairs.joined(separator: ":")
        }
    }

    private static func address(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        guard text.utf8.count <= TLSLimits.serverNameBytesMax, !text.utf8.contains(0) else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let read = unsafe bytes.withUnsafeMutableBytes { space in
            unsafe inet_pton(family, text, space.baseAddress)
        }
        return read == 1 ? bytes : nil
    }

    /// Labels of letters, digits and inner hyphens; not digits alone at the end, which is a
    /// mistyped address.
    private static func isHost(_ text: [UInt8]) -> Bool {
        guard !text.isEmpty, text.count <= TLSLimits.serverNameBytesMax else { return false }
        let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for label in labels {
            guard (1...63).contains(label.count), label.allSatisfy(isHostCharacter),
                label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-")
            else { return false }
        }
        return labels.last.map { !$0.allSatisfy(isDigit) } ?? false
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "-"): true
        default: isDigit(byte)
        }
    }
}
