/// An identifier nobody else makes: a UUID of version 7 (RFC 9562), led by its time.
///
/// | bits | content |
/// |---|---|
/// | 48 | milliseconds since 1970-01-01T00:00:00Z |
/// | 4 | version, 7 |
/// | 12 | random |
/// | 2 | variant, 2 |
/// | 62 | random |
///
/// Every value is a version 7: no other form can be read into one.
package struct UniqueID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Bytes in an identifier.
    package static let byteCount = 16
    /// Characters in an identifier's text.
    package static let textCount = 36
    /// The last time an identifier can carry, in the year 10889.
    package static let millisecondsMax: UInt64 = 1 << 48 - 1

    private let high: UInt64
    private let low: UInt64

    /// An identifier of a time and of given bits.
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970-01-01T00:00:00Z; `millisecondsMax` stands for anything later.
    ///   - random: 12 bits of the first and 62 bits of the second word are used, the lowest.
    package init(milliseconds: UInt64, random: (UInt64, UInt64)) {
        let time = min(milliseconds, Self.millisecondsMax)
        high = time << 16 | 7 << 12 | random.0 & 0xFFF
        low = 2 << 62 | random.1 & (1 << 62 - 1)
    }

    /// A new identifier of this time.
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970-01-01T00:00:00Z; `millisecondsMax` stands for anything later.
    ///   - generator: Where the other bits come from.
    package init(milliseconds: UInt64, using generator: inout some RandomNumberGenerator) {
        self.init(milliseconds: milliseconds, random: (generator.next(), generator.next()))
    }

    /// A new identifier of this time, that nobody can guess.
    package init(milliseconds: UInt64) {
        self.init(
            milliseconds: milliseconds,
            random: (SecureRandom.word(), SecureRandom.word())
        )
    }

    /// The identifier of these bytes; `nil` unless they are the 16 of a version 7.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            words.0 = words.0 << 8 | UInt64(bytes[index])
            words.1 = words.1 << 8 | UInt64(bytes[index + 8])
        }
        self.init(words)
    }

    /// The identifier of these bits; `nil` unless they are those of a version 7.
    private init?(_ words: (UInt64, UInt64)) {
        guard words.0 >> 12 & 15 == 7, words.1 >> 62 == 2 else { return nil }
        high = words.0
        low = words.1
    }

    /// The identifier of these bytes; `nil` unless they are the 16 of a version 7.
    package init?(bytes: [UInt8]) { self.init(bytes: bytes.span) }

    /// The identifier written so: 36 characters, hyphens in place, lower case; else `nil`.
    package init?(text: some Collection<UInt8>) {
        var words: (UInt64, UInt64) = (0, 0)
        var position = 0
        // Every call with a key comes through here: no list of digits is made.
        for character in text {
            switch position {
            case 8, 13, 18, 23:
                guard character == UInt8(ascii: "-") else { return nil }
            case 0..<Self.textCount:
                guard let digit = Hexadecimal.digit(character) else { return nil }
                words.0 = words.0 << 4 | words.1 >> 60
                words.1 = words.1 << 4 | UInt64(digit)
            default: return nil
            }
            position += 1
        }
        guard position == Self.textCount else { return nil }
        self.init(words)
    }

    /// The identifier written so: 36 characters, hyphens in place, lower case; else `nil`.
    package init?(_ text: String) { self.init(text: text.utf8) }

    /// The time it was made at, in milliseconds since 1970-01-01T00:00:00Z, as its maker saw it.
    package var milliseconds: UInt64 { high >> 16 }

    /// The first and the last eight bytes, big-endian.
    package var words: (high: UInt64, low: UInt64) { (high, low) }

    /// The 16 bytes.
    package var bytes: [UInt8] {
        [UInt8](capacity: Self.byteCount) { output in
            for shift in stride(from: 56, through: 0, by: -8) {
                output.append(UInt8(truncatingIfNeeded: high >> UInt64(shift)))
            }
            for shift in stride(from: 56, through: 0, by: -8) {
                output.append(UInt8(truncatingIfNeeded: low >> UInt64(shift)))
            }
        }
    }

    /// The canonical text, in lower case.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.textCount)
        for byte in bytes {
            if Self.hyphens.contains(text.count) { text.append(UInt8(ascii: "-")) }
            Hexadecimal.append(byte, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Orders identifiers by their bytes, hence by their times.
    package static func < (left: UniqueID, right: UniqueID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// Where the text has its hyphens.
    private static let hyphens: [Int] = [8, 13, 18, 23]
}
