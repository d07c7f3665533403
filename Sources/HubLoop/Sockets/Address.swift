import CLinux
private import Glibc

/// An IPv4 or IPv6 address.
///
/// An IPv4 peer that comes through a dual-stack listener is an IPv4 address, not a mapped one:
/// otherwise a limit per address could be had twice.
package struct Address: Hashable, Sendable, CustomStringConvertible {
    /// Which kind of address.
    package enum Family: Hashable, Sendable {
        /// 32 bits.
        case four
        /// 128 bits.
        case six
    }

    /// Which kind.
    package let family: Family
    private let high: UInt64
    private let low: UInt64
    private let scope: UInt32

    /// The address written in digits, without brackets and port; names are not looked up.
    package init?(_ text: String) {
        // A NUL would end the text for C, and what follows it would be ignored.
        if text.utf8.contains(0) { return nil }
        var raw = clinux_address()
        guard unsafe clinux_parse_address(text, &raw) == 1 else { return nil }
        self.init(raw)
    }

    init?(_ raw: clinux_address) {
        switch raw.family {
        case 4: family = .four
        case 6: family = .six
        default: return nil
        }
        high = raw.high
        low = raw.low
        scope = raw.scope
    }

    func raw(port: UInt16) -> clinux_address {
        clinux_address(
            high: high,
            low: low,
            scope: scope,
            port: port,
            family: family == .four ? 4 : 6
        )
    }

    /// Every address of this machine, IPv4 included.
    package static let any = Address(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        family = .six
        self.high = high
        self.low = low
        scope = 0
    }

    /// Whether it is every address of a machine rather than one.
    package var isAny: Bool { family == .six ? high == 0 && low == 0 : low & 0xFFFF_FFFF == 0 }

    /// Whether it never leaves the machine: 127.0.0.0/8 or ::1.
    package var isLoopback: Bool {
        switch family {
        case .four: low >> 24 & 0xFF == 127
        case .six: high == 0 && low == 1
        }
    }

    /// Who is behind it, as far as limits per address go.
    package var group: Group {
        switch family {
        case .four: Group(high: high, low: low)
        case .six: Group(high: high & ~0xFF, low: 0)
        }
    }

    /// One IPv4 address (/32), or the IPv6 network that one customer is given (/56): whoever owns
    /// such a network has 2^72 addresses, and a limit per address would be none.
    package struct Group: Hashable, Sendable {
        private let high: UInt64
        private let low: UInt64

        fileprivate init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }
    }

    /// The address in canonical form (RFC 5952 for IPv6).
    package var description: String {
        var raw = raw(port: 0)
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let size = UInt32(text.count)
        guard unsafe clinux_print_address(&raw, &text, size) == 1 else { return "?" }
        let length = text.firstIndex(of: 0) ?? text.count
        return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// An address and a port.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Where.
    package let address: Address
    /// Which port; 0 asks the system for one.
    package let port: UInt16

    /// The endpoint of an address and a port.
    package init(_ address: Address, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// The form `127.0.0.1:7443` or `[::1]:7443`.
    package var description: String {
        address.family == .four ? "\(address):\(port)" : "[\(address)]:\(port)"
    }

    init?(_ raw: clinux_address) {
        guard let address = Address(raw) else { return nil }
        self.init(address, port: raw.port)
    }

    var raw: clinux_address { address.raw(port: port) }
}
