/// Numbers in text, by the grammar of JSON: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
///
/// The grammar comes first because Swift's own conversions accept more: `+5`, `0x1p3`, `nan`.
enum DecimalText {
    /// Where the number that begins at `start` ends, or nil when none does.
    static func end(in text: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        if byte(text, index) == UInt8(ascii: "-") { index += 1 }
        guard let first = byte(text, index), isDigit(first) else { return nil }
        index += 1
        if first != UInt8(ascii: "0") { index = skipDigits(text, index) }
        if byte(text, index) == UInt8(ascii: ".") {
            let digits = index + 1
            index = skipDigits(text, digits)
            guard index > digits else { return nil }
        }
        if let mark = byte(text, index), mark | 0x20 == UInt8(ascii: "e") {
            index += 1
            if let sign = byte(text, index), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            {
                index += 1
            }
            let digits = index
            index = skipDigits(text, digits)
            guard index > digits else { return nil }
        }
        return index
    }

    /// Whether the whole text is a number.
    static func isNumber(_ text: [UInt8]) -> Bool { end(in: text.span, from: 0) == text.count }

    /// The exact integer that a number stands for: `1.0` and `1e3` are integers, `1.5` is none.
    ///
    /// - Parameter number: A number by the grammar.
    /// - Returns: The integer.
    /// - Throws: `outOfRange` when it does not fit, or is none.
    static func integer<Integer: FixedWidthInteger>(
        _ number: [UInt8]
    ) throws(WireError) -> Integer {
        var (digits, scale, isNegative) = parts(number)
        while digits.last == 0 {
            digits.removeLast()
            scale += 1
        }
        let significant = digits.drop { $0 == 0 }
        guard !significant.isEmpty else { return 0 }
        guard scale >= 0, significant.count + scale <= 20 else { throw WireError(.outOfRange) }
        var magnitude: UInt64 = 0
        for digit in significant + [UInt8](repeating: 0, count: scale) {
            let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry else { throw WireError(.outOfRange) }
            magnitude = sum
        }
        let value = isNegative ? Integer(exactly: -Int128(magnitude)) : Integer(exactly: magnitude)
        guard let value else { throw WireError(.outOfRange) }
        return value
    }

    /// Digits without the point, the power of ten they are multiplied by, and the sign.
    private static func parts(_ number: [UInt8]) -> ([UInt8], Int, Bool) {
        var digits: [UInt8] = []
        var scale = 0
        var exponent = 0
        var isFraction = false
        var isExponent = false
        var isExponentNegative = false
        for byte in number {
            switch byte {
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): isExponent = true
            case UInt8(ascii: "-"): isExponentNegative = isExponent
            case UInt8(ascii: "+"): break
            default:
                let digit = byte - UInt8(ascii: "0")
                if isExponent {
                    // Beyond this no integer type follows, and the sum cannot overflow.
                    exponent = min(exponent * 10 + Int(digit), 1_000_000_000)
                } else {
                    digits.append(digit)
                    if isFraction { scale -= 1 }
                }
            }
        }
        scale += isExponentNegative ? -exponent : exponent
        return (digits, scale, number.first == UInt8(ascii: "-"))
    }

    private static func byte(_ text: Span<UInt8>, _ index: Int) -> UInt8? {
        index < text.count ? text[index] : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func skipDigits(_ text: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while let next = byte(text, index), isDigit(next) { index += 1 }
        return index
    }
}
