extension Rule {
    /// A text that is no whole number.
    package static let numberWhole: Rule = "number_whole"
    /// A text that is no number.
    package static let numberDecimal: Rule = "number_decimal"
    /// A number outside its range.
    package static let numberRange: Rule = "number_range"
    /// A number with more places than are kept.
    package static let numberPlaces: Rule = "number_places"
}

/// Numbers as people type them; the grammar is checked before anything is converted.
///
/// ```
/// whole   = [ "-" ] digits           digits = 1*DIGIT / 1*3DIGIT 1*( "," 3DIGIT )
/// decimal = whole [ "." 1*DIGIT ]    percent = decimal [ [ " " ] "%" ]
/// ```
/// No plus sign, exponent, hexadecimal, infinity or space inside; the minus sign U+2212 counts as
/// a hyphen.
package enum NumberText {
    /// The digits of the longest number that is read.
    package static let digitsMax = 18

    /// A number with what it counts: "1 council", "12 councils".
    ///
    /// - Parameters:
    ///   - number: How many.
    ///   - one: What one of them is called.
    ///   - many: What several are called; `one` with an s where nothing is said.
    /// - Returns: The number in groups of three digits, and the word that fits it.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// Reads a whole number.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - range: The numbers that make sense.
    /// - Returns: The number.
    /// - Throws: `number_whole` or `number_range`.
    package static func whole(
        _ text: String,
        in range: ClosedRange<Int>
    ) throws(TextError) -> Int {
        guard let number = parse(text), number.places == 0 else {
            throw TextError(
                .numberWhole,
                found: text,
                problem: text.isEmpty ? "the number is missing" : "is not a whole number",
                expected: "a whole number such as 12"
            )
        }
        let value = Int(number.unscaled)
        guard range.contains(value) else {
            throw outOfRange(text, "\(range.lowerBound)", "\(range.upperBound)")
        }
        return value
    }

    /// Reads a decimal number.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - placesMax: The decimal places that are kept; more are refused, not rounded.
    ///   - range: The numbers that make sense.
    /// - Returns: The number, exact.
    /// - Throws: `number_decimal`, `number_places` or `number_range`.
    package static func decimal(
        _ text: String,
        placesMax: Int = 6,
        in range: ClosedRange<Double>
    ) throws(TextError) -> Decimal {
        guard let number = parse(text) else {
            throw TextError(
                .numberDecimal,
                found: text,
                problem: text.isEmpty ? "the number is missing" : "is not a number",
                expected: "a number such as 12 or 12.5"
            )
        }
        guard number.places <= placesMax else {
            throw TextError(
                .numberPlaces,
                found: text,
                problem: "has too many decimal places",
                expected: "at most \(placesMax) places"
            )
        }
        guard range.contains(number.double) else {
            throw outOfRange(text, plain(range.lowerBound), plain(range.upperBound))
        }
        return number
    }

    /// Reads a percentage; 12.5 and 12.5% are the same.
    ///
    /// A number from 0 to 1 without a sign may be a share that a spreadsheet shows as a percentage:
    /// it is taken as it stands, and marked as doubtful.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - range: The percentages that make sense.
    /// - Returns: The percentage, and whether it may have been meant as a share of one.
    /// - Throws: As `decimal`.
    package static func percent(
        _ text: String,
        in range: ClosedRange<Double> = 0...100
    ) throws(TextError) -> (percent: Decimal, isDoubtful: Bool) {
        let hasSign = text.utf8.last == 0x25
        var body = hasSign ? text.dropLast() : Substring(text)
        if hasSign, body.utf8.last == 0x20 { body = body.dropLast() }
        let value = try decimal(String(body), in: range)
        let isDoubtful = !hasSign && value.double > 0 && value.double < 1
        return (value, isDoubtful)
    }

    /// A whole number with its thousands apart: 12,345.
    package static func grouped(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number.magnitude
        while rest >= 1_000 {
            let group = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - group.count) + group)
            rest /= 1_000
        }
        groups.append(String(rest))
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    private static func plain(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }

    private static func outOfRange(_ text: String, _ lower: String, _ upper: String) -> TextError {
        TextError(
            .numberRange,
            found: text,
            problem: "is out of range",
            expected: "a number from \(lower) to \(upper)"
        )
    }

    /// The bytes of the minus sign U+2212.
    private static let minus: [UInt8] = [0xE2, 0x88, 0x92]

    /// Reads by bytes and makes nothing on the way: a plan or a file has thousands of numbers.
    private static func parse(_ text: String) -> Decimal? {
        var rest = text.utf8[...]
        let isNegative: Bool
        if rest.first == UInt8(ascii: "-") {
            (isNegative, rest) = (true, rest.dropFirst())
        } else if rest.starts(with: minus) {
            (isNegative, rest) = (true, rest.dropFirst(minus.count))
        } else {
            isNegative = false
        }
        var unscaled: Int64 = 0
        var (digits, places, inGroup) = (0, 0, 0)
        var (isGrouped, isFraction) = (false, false)
        for byte in rest {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < digitsMax else { return nil }
                digits += 1
                unscaled = unscaled * 10 + Int64(byte - UInt8(ascii: "0"))
                if isFraction { places += 1 } else { inGroup += 1 }
            case UInt8(ascii: ","):
                guard !isFraction, isGrouped ? inGroup == 3 : (1...3).contains(inGroup) else {
                    return nil
                }
                (isGrouped, inGroup) = (true, 0)
            case UInt8(ascii: "."):
                guard !isFraction, isGrouped ? inGroup == 3 : inGroup > 0 else { return nil }
                isFraction = true
            default: return nil
            }
        }
        let isWhole = isFraction ? places > 0 : isGrouped ? inGroup == 3 : inGroup > 0
        guard isWhole else { return nil }
        return Decimal(unscaled: isNegative ? -unscaled : unscaled, places: places)
    }
}

/// A decimal number as it was typed: exact, with its places.
package struct Decimal: Hashable, Sendable, CustomStringConvertible {
    /// The number without its point: 1250 for 12.50.
    package let unscaled: Int64
    /// The digits behind the point: 2 for 12.50.
    package let places: Int

    /// A number of its digits and their places.
    package init(unscaled: Int64, places: Int) {
        self.unscaled = unscaled
        self.places = places
    }

    /// The nearest binary number.
    package var double: Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return Double(unscaled) / scale
    }

    /// Whether nothing but zeros stands behind the point.
    package var isWhole: Bool { double == double.rounded() }

    /// The number as it was typed, without thousands separators.
    package var description: String {
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: -places)
        let fraction = places > 0 ? "." + padded[point...] : ""
        return (unscaled < 0 ? "-" : "") + padded[..<point] + fraction
    }
}
