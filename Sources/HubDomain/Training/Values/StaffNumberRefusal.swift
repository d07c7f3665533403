import HubText

/// Why something that was typed is no staff number: it tells who the person is, or it was rounded.
enum StaffNumberRefusal: Hashable, Sendable {
    /// Two letters, six digits and a letter from A to D.
    case insurance
    /// Something with an @.
    case address
    /// 1.23E+05: what is left of a number in a narrow column of a spreadsheet.
    case rounded
    /// Words with a space between them, as in a name. “E 0012” stays a number.
    case words
    /// Nothing but letters: a surname is more likely than a number.
    case letters

    /// The letters that may stand apart from a number’s digits, at most: “E 0012”, “SCC 17”.
    private static let prefixLettersMax = 3

    /// Looks at the words that were typed; nil for what can be a staff number.
    init?(_ words: [Substring]) {
        let letters = Array(words.joined().uppercased().utf8)
        if StaffNumberRefusal.isInsurance(letters) {
            self = .insurance
        } else if letters.contains(UInt8(ascii: "@")) {
            self = .address
        } else if words.count == 1, StaffNumberRefusal.isRounded(letters) {
            self = .rounded
        } else if words.count > 1, !StaffNumberRefusal.isNumber(words) {
            self = .words
        } else if !letters.contains(where: StaffNumberRefusal.isDigit) {
            self = .letters
        } else {
            return nil
        }
    }

    /// What is said of it; what was typed is not repeated.
    func error(_ path: String) -> DomainError {
        let (reason, problem): (ReasonCode, String) =
            switch self {
            case .insurance: (.staffNumberInsurance, "looks like a National Insurance number")
            case .address: (.staffNumberAddress, "looks like an e-mail address")
            case .rounded: (.staffNumberRounded, "was rounded by a spreadsheet")
            case .words: (.staffNumberWords, "has words in it, as a name has")
            case .letters: (.staffNumberLetters, "has no digit, as a name has none")
            }
        return DomainError(
            reason,
            path: path,
            problem: "the staff number \(problem)",
            expected: "the number by which your own system knows the worker"
        )
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isInsurance(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 9 else { return false }
        return bytes[0..<2].allSatisfy(isLetter) && bytes[2..<8].allSatisfy(isDigit)
            && (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(bytes[8])
    }

    /// Digits with a point or a plus among them around one E; 12E4 alone may be somebody’s number.
    private static func isRounded(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "E"), omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, isDigit(first) else { return false }
        let power = parts[1].first == UInt8(ascii: "+") ? parts[1].dropFirst() : parts[1]
        let points = parts[0].filter { !isDigit($0) }
        guard !power.isEmpty, power.allSatisfy(isDigit), points.count <= 1 else { return false }
        let isPoint = points.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        return isPoint && (points.count == 1 || power.count < parts[1].count)
    }

    private static func isNumber(_ words: [Substring]) -> Bool {
        let hasDigits = words.map { $0.utf8.contains(where: isDigit) }
        return hasDigits.contains(true)
            && zip(words, hasDigits).allSatisfy { $1 || $0.count <= prefixLettersMax }
    }
}
