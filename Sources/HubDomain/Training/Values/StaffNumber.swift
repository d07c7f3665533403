import HubText

/// The number or code by which a council's own system knows a worker.
///
/// It lives only until the hub has made a token of it. Letters become capitals and inner white
/// space one space, so that two files that write it differently mean one worker; leading zeros
/// stay, since 0012 and 12 can be two people.
package struct StaffNumber: BytewiseIdentifier {
    /// The number in its one form.
    package let text: String

    /// Takes `text` as it stands; `read` brings it to its form.
    package init(text: String) {
        self.text = text
    }

    /// Reads a number as it was typed.
    ///
    /// - Parameters:
    ///   - typed: What was typed.
    ///   - path: The path for the error.
    /// - Returns: The number in its form.
    /// - Throws: TRNG-0109 for an empty, long or strange one, and TRNG-0232 to 0236 for what names
    ///   a person or was rounded; the error does not repeat it.
    package static func read(_ typed: String, path: String = "") throws(DomainError) -> StaffNumber
    {
        let max = TrainingLimits.referenceCharactersMax
        let words =
            (try? TrainingLimits.ownID.acceptRequired(typed))?.split(whereSeparator: \.isWhitespace)
            ?? []
        guard !words.isEmpty else {
            throw DomainError(
                .staffNumber,
                path: path,
                problem: TextRule.trimmed(typed).isEmpty
                    ? "the staff number is missing" : "the staff number cannot be used",
                expected: "a number or code of at most \(max) characters"
            )
        }
        if let refusal = StaffNumberRefusal(words) { throw refusal.error(path) }
        return StaffNumber(text: Normalisation.nfc(words.joined(separator: " ").uppercased()))
    }
}

/// Who a worker is on the hub: sixteen bytes that the hub makes of the staff number with a key that
/// stays in the tenant's file.
package struct WorkerToken: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The bytes of a token.
    package static let byteCount = 16

    /// Its first eight bytes, the highest first.
    package let high: UInt64
    /// Its other eight.
    package let low: UInt64

    /// A token of its two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A token of the first bytes of a digest; nil if they are too few.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount else { return nil }
        let half = { (slice: ArraySlice<UInt8>) in
            slice.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        }
        self.init(high: half(bytes[0..<8]), low: half(bytes[8..<Self.byteCount]))
    }

    /// Its bytes.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) }
        }
    }

    /// 32 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    /// Whether `left` comes first.
    package static func < (left: WorkerToken, right: WorkerToken) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
