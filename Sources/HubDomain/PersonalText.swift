import HubText

/// What tells who somebody is in a text that is about something else: a course, a provider, where
/// a certificate is, how an action goes.
///
/// A name cannot be told from other words, so none is looked for; whoever writes is told so beside
/// the field.
package enum PersonalText: Hashable, Sendable {
    /// Two letters, six digits and a letter from A to D, in pairs or without spaces.
    case insurance
    /// Ten digits of which the last fits the others, as the health service writes them, or with
    /// its name beside them.
    case health
    /// Something with an @ between two words.
    case address
    /// A telephone number as it is written in the United Kingdom, or with its code.
    case telephone

    /// Looks through a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - isReference: Whether it says where something is: there digits alone that begin with 0
    ///     may be a certificate's number, unless they are a mobile telephone's.
    /// - Returns: The first thing that was found; nil where nothing was.
    /// - Complexity: Linear in the text.
    package static func find(in text: String, isReference: Bool = false) -> PersonalText? {
        let bytes = plain(text)
        // Nearly every text has neither.
        guard bytes.contains(where: { $0 == at || isDigit($0) }) else { return nil }
        if hasAddress(bytes) { return .address }
        if hasInsurance(bytes) { return .insurance }
        if hasHealthNumber(bytes, isReference) { return .health }
        if hasTelephone(bytes, isReference) { return .telephone }
        return nil
    }

    /// The text in the signs that are looked for: programs put spaces that do not break, other
    /// dashes, wide letters and other digits in their place, and signs that nobody sees between.
    private static func plain(_ text: String) -> [UInt8] {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: bytes.append(UInt8(ascii: " "))
            case 0x2010...0x2015, 0x2212, 0xB7: bytes.append(UInt8(ascii: "-"))
            case 0xFF01...0xFF5E: bytes.append(UInt8(scalar.value - 0xFEE0))
            case 0xFE6B: bytes.append(at)
            default: append(scalar, to: &bytes)
            }
        }
        return bytes
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        let facts = scalar.properties
        if facts.isDefaultIgnorableCodePoint { return }
        if scalar.value >= 0x80, let type = facts.numericType, type != .numeric,
            let value = facts.numericValue, (0...9).contains(value)
        {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            bytes += Array(String(scalar).utf8)
        }
    }

    /// What is said of it; what was written is not repeated.
    ///
    /// - Parameters:
    ///   - reason: The reason of those whose text it is.
    ///   - path: The field.
    ///   - subject: The field in words.
    ///   - expected: What would be right there.
    /// - Returns: The error.
    package func error(
        _ reason: ReasonCode,
        path: String = "",
        subject: String = "",
        expected: String = roleExpected
    ) -> DomainError {
        DomainError(
            reason,
            path: path,
            subject: subject,
            problem: "\(words) stands in the text",
            expected: expected
        )
    }

    /// What would be right where people are meant by what they do.
    package static let roleExpected =
        "the role instead of the person, such as workforce lead, and no number or address of one"

    /// What was found, in words.
    package var words: String {
        switch self {
        case .insurance: "a National Insurance number"
        case .health: "an NHS number"
        case .address: "an e-mail address"
        case .telephone: "a telephone number"
        }
    }

    private static let at = UInt8(ascii: "@")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || byte >= 0x80
    }

    /// A name, the sign, and the name of a computer: one with a point in it where a space or a
    /// digit stands beside the sign, since `5 @ 20` and `rate@5%` are prices.
    private static func hasAddress(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { index in
            guard bytes[index] == at else { return false }
            let isApart = index > 0 && bytes[index - 1] == space
            let before = index - (isApart ? 2 : 1)
            guard before >= 0, isWord(bytes[before]) || nameEnds.contains(bytes[before]) else {
                return false
            }
            var next = index + 1
            let isFurther = next < bytes.count && bytes[next] == space
            if isFurther { next += 1 }
            guard next < bytes.count, isWord(bytes[next]) else { return false }
            if !isApart, !isFurther, !isDigit(bytes[next]) { return true }
            return hasPoint(bytes, from: next)
        }
    }

    /// Whether a point with a letter behind it comes before the next sign that is in no such name.
    private static func hasPoint(_ bytes: [UInt8], from start: Int) -> Bool {
        let end = min(bytes.count, start + computerNameMax)
        for index in start..<end {
            if bytes[index] == UInt8(ascii: ".") {
                return index + 1 < bytes.count && isLetter(bytes[index + 1])
            }
            guard isWord(bytes[index]) || bytes[index] == UInt8(ascii: "-") else { return false }
        }
        return false
    }

    private static let space = UInt8(ascii: " ")
    /// A part of a computer's name (RFC 1035, 2.3.4).
    private static let computerNameMax = 64
    /// Signs with which the name before the sign may end.
    private static let nameEnds: Set<UInt8> = [
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"),
    ]

    /// Letters and digits of the number, in which spaces or other signs may stand between pairs,
    /// unless the letters are a word before a day: `by 31 12 26 a` is no number.
    private static func hasInsurance(_ bytes: [UInt8]) -> Bool {
        for start in bytes.indices where isLetter(bytes[start]) {
            if start > 0, isWord(bytes[start - 1]) { continue }
            var found: [UInt8] = []
            var (index, gaps) = (start, 0)
            while index < bytes.count, found.count < insuranceLength {
                // Few together: else a text of spaces would be looked through from each letter.
                let isGap =
                    numberGaps.contains(bytes[index]) && !found.isEmpty && found.count % 2 == 0
                    && gaps < gapsMax
                gaps = isGap ? gaps + 1 : 0
                if !isGap { found.append(bytes[index]) }
                index += 1
            }
            guard found.count == insuranceLength, index == bytes.count || !isWord(bytes[index])
            else { continue }
            let hasGaps = index - start > insuranceLength
            let word = [found[0] | 0x20, found[1] | 0x20]
            if isInsurance(found), !hasGaps || !words.contains(word) { return true }
        }
        return false
    }

    /// The letters that a number begins with are never D, F, I, Q, U or V, the second is no O.
    ///
    /// From HMRC, National Insurance Manual NIM39110. QQ is found all the same: it is what examples
    /// are written with.
    private static func isInsurance(_ found: [UInt8]) -> Bool {
        let letters = found[0..<2].map { $0 & 0xDF }
        let isExample = letters == [UInt8(ascii: "Q"), UInt8(ascii: "Q")]
        let isPrefix =
            found[0..<2].allSatisfy(isLetter)
            && (isExample || !letters.contains { unusedLetters.contains($0) })
            && letters[1] != UInt8(ascii: "O")
        return isPrefix && found[2..<8].allSatisfy(isDigit)
            && (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(found[8] & 0xDF)
    }

    /// Words before which a number would else be found in every other day.
    private static let words = Set(
        ["am", "an", "as", "at", "be", "by", "he", "me", "my", "on", "or", "we"].map {
            Array($0.utf8)
        }
    )
    private static let unusedLetters = Set("DFIQUV".utf8)
    /// Signs that stand together between the parts of a number.
    private static let gapsMax = 2
    /// What people write between the parts of a number that belongs to a person.
    private static let numberGaps: Set<UInt8> = [
        UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "_"),
    ]

    private static let insuranceLength = 9

    /// Ten digits in groups of three, three and four, or together where the health service is
    /// named; where digits are expected, in both cases only where it is.
    private static func hasHealthNumber(_ bytes: [UInt8], _ isReference: Bool) -> Bool {
        let isNamed = hasHealthService(bytes)
        guard isNamed || !isReference else { return false }
        for start in bytes.indices where isDigit(bytes[start]) {
            if start > 0, isWord(bytes[start - 1]) || joins.contains(bytes[start - 1]) { continue }
            var (digits, groups, index): ([UInt8], [Int], Int) = ([], [0], start)
            var gaps = 0
            while index < bytes.count, digits.count < healthLength {
                if isDigit(bytes[index]) {
                    digits.append(bytes[index] - UInt8(ascii: "0"))
                    groups[groups.count - 1] += 1
                    gaps = 0
                } else if numberGaps.contains(bytes[index]), gaps < gapsMax {
                    if groups.last != 0 { groups.append(0) }
                    gaps += 1
                } else {
                    break
                }
                index += 1
            }
            let isAlone = index == bytes.count || !isWord(bytes[index])
            let isWritten = groups == healthGroups || (isNamed && groups == [healthLength])
            if isAlone, isWritten, digits.count == healthLength, isHealth(digits) { return true }
        }
        return false
    }

    private static let healthLength = 10
    private static let healthGroups = [3, 3, 4]
    /// Signs before which a number is a part of a longer one.
    private static let joins: Set<UInt8> = [
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","),
    ]

    /// Whether the service is named, however its letters are written.
    private static func hasHealthService(_ bytes: [UInt8]) -> Bool {
        let name = Array("NHS".utf8)
        return bytes.indices.contains { start in
            bytes[start...].prefix(name.count).elementsEqual(name) {
                isLetter($0) && $0 & 0xDF == $1
            }
        }
    }

    /// The last digit fits the others, each of which counts by its place.
    private static func isHealth(_ digits: [UInt8]) -> Bool {
        let sum = digits.dropLast().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element) * (healthLength - digit.offset)
        }
        let check = (healthModulus - sum % healthModulus) % healthModulus
        return check == digits.last.map { Int($0) }
    }

    private static let healthModulus = 11

    /// Ten or eleven digits that begin with 0, or nine to eleven behind +44 or 0044, in groups with
    /// what people write between them; the first has at least three, which days have not.
    private static func hasTelephone(_ bytes: [UInt8], _ isReference: Bool) -> Bool {
        for start in bytes.indices where isDigit(bytes[start]) {
            if start > 0, isWord(bytes[start - 1]) { continue }
            var number = Telephone(hasPlus: start > 0 && bytes[start - 1] == UInt8(ascii: "+"))
            var index = start
            while index < bytes.count, number.digits.count <= telephoneDigitsMax {
                if isDigit(bytes[index]) {
                    number.add(bytes[index])
                    index += 1
                    if index < bytes.count, isWord(bytes[index]) { continue }
                    guard number.isWhole else { continue }
                    let isAll =
                        start == 0 && index == bytes.count && number.digits.count == index
                    if !(isReference && isAll && !number.isMobile) { return true }
                } else if gaps.contains(bytes[index]) {
                    number.end(with: bytes[index])
                    index += 1
                } else {
                    break
                }
            }
        }
        return false
    }

    /// 0044, a zero in brackets, and ten digits.
    private static let telephoneDigitsMax = 15

    private static let gaps: Set<UInt8> = [
        UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"),
    ]
}

/// Digits that may be a telephone's, as far as they were read.
private struct Telephone {
    let hasPlus: Bool
    private(set) var digits: [UInt8] = []
    /// How many digits stand together, each time.
    private var groups: [Int] = [0]
    private var hasStroke = false
    /// Whether the first digit is a zero that brackets close.
    private var isZeroApart = false

    init(hasPlus: Bool) { self.hasPlus = hasPlus }

    mutating func add(_ digit: UInt8) {
        digits.append(digit)
        groups[groups.count - 1] += 1
    }

    /// Ends a group.
    mutating func end(with sign: UInt8) {
        if digits.count == 1, sign == UInt8(ascii: ")") { isZeroApart = true }
        if sign == UInt8(ascii: "/") || sign == UInt8(ascii: "_") { hasStroke = true }
        if groups.last != 0 { groups.append(0) }
    }

    var isMobile: Bool { digits.starts(with: [0x30, 0x37]) }

    /// Whether it is one, if it ends here.
    var isWhole: Bool {
        let code: [UInt8] = hasPlus ? [0x34, 0x34] : [0x30, 0x30, 0x34, 0x34]
        if digits.starts(with: code) { return (9...11).contains(digits.count - code.count) }
        guard !hasPlus, digits.first == 0x30, (10...11).contains(digits.count) else { return false }
        // Strokes are how references and days are written: then all digits of a number with a long
        // code, or a mobile's, which are few others'.
        if hasStroke, !isMobile, digits.count < 11 || (groups.first ?? 0) < 4 { return false }
        return hasCode && isGrouped
    }

    /// No code of the United Kingdom begins with 00 or 010 (Ofcom, National Telephone Numbering
    /// Plan).
    private var hasCode: Bool {
        !digits.starts(with: [0x30, 0x30]) && !digits.starts(with: [0x30, 0x31, 0x30])
    }

    /// A first group of three or more, or of fewer where the others are no days.
    private var isGrouped: Bool {
        let first = groups.first ?? 0
        if first >= 3 || isZeroApart { return true }
        return first == 2 && isMobile && groups.dropFirst().allSatisfy { $0 == 0 || $0 >= 3 }
    }
}
