import HubSystem

/// Sixteen bytes that name something and say nothing about it.
///
/// Compared and stored as bytes. Those of records are made as identifiers that sort by the time of
/// making, so that new rows go to the end of their tables.
package struct OpaqueID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many bytes an identifier has.
    package static let byteCount = 16

    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    /// An identifier of two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An identifier that sorts by a time: a UUID of version 7 (RFC 9562).
    ///
    /// - Parameters:
    ///   - time: The time, taken in milliseconds.
    ///   - random: Where its other 74 bits come from.
    init(time: Instant, random: OpaqueID) {
        let milliseconds = UInt64(clamping: time.microseconds / 1_000)
        high = milliseconds << 16 | 0x7000 | random.high & 0x0FFF
        low = 0x8000_0000_0000_0000 | random.low & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// An identifier from its bytes; `nil` unless there are sixteen.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for place in 0..<8 {
            high = high << 8 | UInt64(bytes[place])
            low = low << 8 | UInt64(bytes[place + 8])
        }
        self.init(high: high, low: low)
    }

    /// An identifier from its bytes; `nil` unless there are sixteen.
    package init?(_ bytes: [UInt8]) { self.init(bytes.span) }

    /// An identifier from 32 lower-case hexadecimal digits; `nil` for any other text.
    package init?(text: String) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (place, digit) in text.utf8.enumerated() {
            let value: UInt64
            switch digit {
            case 0x30...0x39: value = UInt64(digit) - 0x30
            case 0x61...0x66: value = UInt64(digit) - 0x61 + 10
            default: return nil
            }
            if place < 16 {
                halves.0 = halves.0 << 4 | value
            } else {
                halves.1 = halves.1 << 4 | value
            }
        }
        self.init(high: halves.0, low: halves.1)
    }

    /// The sixteen bytes.
    package var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        for place in 0..<8 {
            let shift = UInt64(56 &- 8 &* place)
            bytes[place] = UInt8(truncatingIfNeeded: high &>> shift)
            bytes[place &+ 8] = UInt8(truncatingIfNeeded: low &>> shift)
        }
        return bytes
    }

    /// 32 lower-case hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Orders identifiers as their bytes are ordered.
    package static func < (left: OpaqueID, right: OpaqueID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
