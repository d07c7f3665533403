// Staff numbers that are one but for how they were typed: a council's system writes C04000, and a
// spreadsheet or a person C-04000, “C 04000” or C4000. They stay two numbers, since 0012 and 12
// can be two people; whoever sends them is told.
extension StaffNumber {
    /// Whether the number has neither separators nor zeros that begin its digits: of two such
    /// numbers none is a spelling of the other.
    var isPlain: Bool {
        var isRun = false
        for byte in text.utf8 {
            if StaffNumber.isSeparator(byte) || byte >= 0x80 { return false }
            if byte == UInt8(ascii: "0"), !isRun { return false }
            isRun = StaffNumber.isDigit(byte)
        }
        return true
    }

    /// A number for what two spellings have in common: letters and digits, without the zeros that
    /// begin a run of digits.
    var foldedHash: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        guard !text.utf8.contains(where: { $0 >= 0x80 }) else {
            for byte in folded { take(byte) }
            return hash
        }
        // The same as of `folded`, without making it: nearly every number is plain ASCII.
        var isRun = false
        for byte in text.utf8 where !StaffNumber.isSeparator(byte) {
            if byte == UInt8(ascii: "0"), !isRun { continue }
            isRun = StaffNumber.isDigit(byte)
            take(byte)
        }
        return hash
    }

    /// Whether two numbers are one but for spaces, dashes, dots, slashes or leading zeros.
    ///
    /// Where both part their digits, as 1/23 and 12/3 do, the parts have to be the same.
    package func isSpelling(of other: StaffNumber) -> Bool {
        guard self != other, folded == other.folded else { return false }
        let (own, others) = (digitGroups, other.digitGroups)
        return own.count < 2 || others.count < 2 || own == others
    }

    /// How the number is written: 9 for each digit, A for each letter, separators as they are.
    var shape: [UInt8] {
        text.utf8.map { byte in
            if StaffNumber.isDigit(byte) { return UInt8(ascii: "9") }
            return StaffNumber.isSeparator(byte) ? byte : UInt8(ascii: "A")
        }
    }

    private static let shapeStart = "the number written as "

    /// How the number is written, for people and for `spelling(_:)`: no number is in it, so that it
    /// can stand in a message.
    package var shapeWords: String {
        Self.shapeStart
            + "\(String(decoding: shape, as: UTF8.self)), where A is a letter and 9 a digit"
    }

    /// The spelling of this number that is written as `shapeWords` says; nil for other words.
    package func spelling(_ words: String) -> StaffNumber? {
        spellings.first { $0.isSpelling(of: self) && words.hasSuffix($0.shapeWords) }
    }

    /// The most digits to which zeros are put before the last digits of a spelling.
    package static let paddedDigitsMax = 8
    /// How many `spellings` there are at most.
    package static let spellingsMax = (paddedDigitsMax + 2) * (1 + tried.count)

    /// Other spellings of the number that people and programs write, each once, the likeliest
    /// first: for whoever knows numbers by their tokens alone and can only try.
    package var spellings: [StaffNumber] {
        let runs = self.runs
        guard let last = runs.last, last.isDigits else {
            let plain = StaffNumber(text: String(decoding: unparted, as: UTF8.self))
            return plain == self || plain.text.isEmpty ? [] : [plain]
        }
        let digits = Array(last.bytes.drop { $0 == UInt8(ascii: "0") })
        let before = runs.dropLast().flatMap(\.bytes)
        var endings = [last.bytes, digits]
        if digits.count < StaffNumber.paddedDigitsMax {
            for count in (digits.count + 1)...StaffNumber.paddedDigitsMax {
                let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: count - digits.count)
                endings.append(zeros + digits)
            }
        }
        endings.removeAll(where: \.isEmpty)
        var found: [StaffNumber] = []
        func add(_ bytes: [UInt8]) {
            let number = StaffNumber(text: String(decoding: bytes, as: UTF8.self))
            if number != self, !found.contains(number) { found.append(number) }
        }
        for ending in endings { add(before + ending) }
        guard !before.isEmpty else { return found }
        for ending in endings {
            for separator in StaffNumber.tried { add(before + [separator] + ending) }
        }
        return found
    }

    private static let tried = [UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "/")]

    private var folded: [UInt8] { StaffNumber.withoutZeros(unparted) }

    /// The bytes without what separates letters and digits.
    private var unparted: [UInt8] { plainDashes.filter { !StaffNumber.isSeparator($0) } }

    /// The bytes, with a hyphen for each of the signs that look like one.
    private var plainDashes: [UInt8] {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isDash = (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
            bytes += isDash ? [UInt8(ascii: "-")] : Array(String(Character(scalar)).utf8)
        }
        return bytes
    }

    /// The digits between separators, without leading zeros.
    private var digitGroups: [[UInt8]] {
        plainDashes.split(whereSeparator: StaffNumber.isSeparator).map { part in
            StaffNumber.withoutZeros(part.filter(StaffNumber.isDigit))
        }.filter { !$0.isEmpty }
    }

    private static func withoutZeros(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var isRun = false
        for byte in bytes {
            if byte == UInt8(ascii: "0"), !isRun { continue }
            isRun = isDigit(byte)
            kept.append(byte)
        }
        return kept
    }

    /// The number's letters and digits in runs, without what separates them.
    private var runs: [(bytes: [UInt8], isDigits: Bool)] {
        var runs: [(bytes: [UInt8], isDigits: Bool)] = []
        for byte in unparted {
            let isDigit = StaffNumber.isDigit(byte)
            if let last = runs.last, last.isDigits == isDigit {
                runs[runs.count - 1].bytes.append(byte)
            } else {
                runs.append(([byte], isDigit))
            }
        }
        return runs
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
