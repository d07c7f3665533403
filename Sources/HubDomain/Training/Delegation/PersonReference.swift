import HubText

/// The reference by which a council's own system knows a person who draws on care.
///
/// It lives only until the hub has made a pseudonym of it. What would tell everybody who the person
/// is, is none: NHS numbers, National Insurance numbers, addresses and names.
package struct PersonReference: BytewiseIdentifier {
    /// The reference in its one form.
    package let text: String

    /// The digits of an NHS number, the last of which checks the others.
    private static let nhsDigits = 10
    private static let nhsModulus = 11

    /// Takes `text` as it stands; `read` brings it to its form.
    package init(text: String) {
        self.text = text
    }

    /// Reads a reference as it was typed.
    ///
    /// - Parameters:
    ///   - typed: What was typed.
    ///   - path: The path for the error.
    /// - Returns: The reference in its form.
    /// - Throws: TRNG-0251 for what cannot be one, TRNG-0252 for an NHS number, TRNG-0253 for what
    ///   else tells who somebody is; the error does not repeat it.
    package static func read(
        _ typed: String,
        path: String = ""
    ) throws(DomainError) -> PersonReference {
        let max = TrainingLimits.referenceCharactersMax
        let words = (try? TrainingLimits.ownID.acceptRequired(typed))?.split(separator: " ") ?? []
        let expected = "the reference by which your own system knows the person"
        guard !words.isEmpty else {
            throw DomainError(
                .personReference,
                path: path,
                problem: "the reference cannot be used",
                expected: "\(expected), at most \(max) characters"
            )
        }
        let isNumber = isNHSNumber(words.joined())
        guard !isNumber else {
            throw DomainError(
                .personReferenceNHS,
                path: path,
                problem: "the reference looks like an NHS number",
                expected: expected
            )
        }
        guard StaffNumberRefusal(words) == nil else {
            throw DomainError(
                .personReferenceTells,
                path: path,
                problem: "the reference tells who the person is, or was rounded",
                expected: expected
            )
        }
        return PersonReference(text: Normalisation.nfc(words.joined(separator: " ").uppercased()))
    }

    /// Ten digits, however they are parted, the last of which is the check digit of the others.
    private static func isNHSNumber(_ text: String) -> Bool {
        let parts: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/")]
        let bytes = text.utf8.filter { !parts.contains($0) }
        let digits = bytes.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.count == nhsDigits, digits.allSatisfy({ (0...9).contains($0) }) else {
            return false
        }
        let sum = digits.dropLast().enumerated().reduce(0) { sum, next in
            sum + next.element * (nhsDigits - next.offset)
        }
        let check = (nhsModulus - sum % nhsModulus) % nhsModulus
        return check == digits[nhsDigits - 1]
    }
}
