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
    /// dashes and wide letters in their place.
    private static func plain(_ text: String) -> [UInt8] {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: bytes.append(UInt8(ascii: " "))
            case 0x2010...0x2015, 0x2212, 0xB7: bytes.append(UInt8(ascii: "-"))
            case 0xFF01...0xFF5E: bytes.append(UInt8(scalar.value - 0xFEE0))
            default: bytes += Array(String(scalar).utf8)
            }
        }
        return bytes
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

    private var words: String {
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

    private static func hasAddress(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropFirst().dropLast().contains { index in
            bytes[index] == at && isWord(bytes[index - 1]) && isWord(bytes[index + 1])
        }
    }

    /// Letters and digits of the number, in which a space or a dash may stand between pairs.
    private static func hasInsurance(_ bytes: [UInt8]) -> Bool {
        for start in bytes.indices where isLetter(bytes[start]) {
            if start > 0, isWord(bytes[start - 1]) { continue }
            var found: [UInt8] = []
            var index = start
            while index < bytes.count, found.count < insuranceLength {
                // One sign alone: else a text of spaces would be looked through from each of them.
                let isGap =
                    healthGaps.contains(bytes[index]) && !found.isEmpty && found.count % 2 == 0
                    && !healthGaps.contains(bytes[index - 1])
                if !isGap { found.append(bytes[index]) }
                index += 1
            }
            guard found.count == insuranceLength, index == bytes.count || !isWord(bytes[index])
            else { continue }
            let isNumber =
                found[0..<2].allSatisfy(isLetter) && found[2..<8].allSatisfy(isDigit)
                && (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(found[8] & 0xDF)
            if isNumber { return true }
        }
        return false
    }

    private static let insuranceLength = 9

    /// Ten digits in groups of three, three and four, or together where the health service is
    /// named; where digits are expected, in both cases only where it is.
    private static func hasHealthNumber(_ bytes: [UInt8], _ isReference: Bool) -> Bool {
        let isNamed = hasHealthService(bytes)
        guard isNamed || !isReference else { return false }
        for start in bytes.indices where isDigit(bytes[start]) {
            if start > 0, isWord(bytes[start - 1]) || joins.contains(bytes[start - 1]) { continue }
            var (digits, groups, index): ([UInt8], [Int], Int) = ([], [0], start)
            while index < bytes.count, digits.count < healthLength {
                if isDigit(bytes[index]) {
                    digits.append(bytes[index] - UInt8(ascii: "0"))
                    groups[groups.count - 1] += 1
                } else if healthGaps.contains(bytes[index]), groups.last != 0 {
                    groups.append(0)
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
    private static let healthGaps: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "-")]
    /// Signs before which a number is a part of a longer one.
    private static let joins: Set<UInt8> = [
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","),
    ]

    private static func hasHealthService(_ bytes: [UInt8]) -> Bool {
        let name = Array("NHS".utf8)
        return bytes.indices.contains { start in
            bytes[start...].prefix(name.count).elementsEqual(name)
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
            let hasPlus = start > 0 && bytes[start - 1] == UInt8(ascii: "+")
            var (digits, firstGroup, index): ([UInt8], Int, Int) = ([], 0, start)
            while index < bytes.count, digits.count <= telephoneDigitsMax {
                if isDigit(bytes[index]) {
                    digits.append(bytes[index])
                    index += 1
                    if index < bytes.count, isWord(bytes[index]) { continue }
                    if firstGroup == 0 { firstGroup = digits.count }
                    guard isTelephone(digits, firstGroup, hasPlus) else { continue }
                    let isWhole = start == 0 && index == bytes.count && digits.count == index
                    let isMobile = digits.starts(with: [0x30, 0x37])
                    if !(isReference && isWhole && !isMobile) { return true }
                } else if gaps.contains(bytes[index]) {
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

    private static func isTelephone(_ digits: [UInt8], _ firstGroup: Int, _ hasPlus: Bool) -> Bool {
        let code: [UInt8] = hasPlus ? [0x34, 0x34] : [0x30, 0x30, 0x34, 0x34]
        if digits.starts(with: code) { return (9...11).contains(digits.count - code.count) }
        return !hasPlus && digits.first == 0x30 && (10...11).contains(digits.count)
            && firstGroup >= 3
    }
}
