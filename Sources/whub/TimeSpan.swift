import HubWire

/// Times as people write them on a command line.
enum TimeSpan {
    /// The longest span that is taken: a day.
    private static let millisecondsMax: UInt64 = 86_400_000

    /// `500ms`, `30s`, `2m`, or seconds without a unit; `nil` for anything else.
    static func milliseconds(_ text: String) -> UInt64? {
        let bytes = Array(text.utf8)
        let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let number = number(Array(digits)) else { return nil }
        let unit: UInt64
        switch String(decoding: bytes.dropFirst(digits.count), as: UTF8.self) {
        case "ms": unit = 1
        case "", "s": unit = 1_000
        case "m": unit = 60_000
        default: return nil
        }
        let (product, isTooLong) = number.multipliedReportingOverflow(by: unit)
        return isTooLong || product > millisecondsMax ? nil : product
    }

    /// Whole seconds, rounded up.
    static func seconds(_ milliseconds: UInt64) -> UInt64 {
        milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0)
    }

    /// A number in digits alone; signs, blanks and other bases are no numbers here.
    static func number(_ digits: [UInt8]) -> UInt64? {
        guard (1...20).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }

    /// A time in the form of RFC 3339.
    static func timestamp(_ text: String) -> Timestamp? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }) else {
            return nil
        }
        return try? Timestamp(json: "\"\(text)\"")
    }

    /// A time in the form of RFC 3339, in UTC.
    static func text(_ time: Timestamp) -> String {
        let json = time.jsonString()
        return json.hasPrefix("\"") ? String(json.dropFirst().dropLast()) : json
    }
}
