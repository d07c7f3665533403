import HubText

/// What a workplace answered to "how many?": "none" and "don't know" are answers of their own.
package enum CountAnswer: Hashable, Sendable {
    /// A number, zero included.
    case number(Int)
    /// "None", which counts as zero.
    case none
    /// "Don't know", which is not zero.
    case notKnown
    /// No answer, which is not zero either.
    case notGiven

    /// The largest count that is read.
    package static let countMax = 100_000_000
    /// What to tell somebody who wrote something else.
    package static let expectedForm = "a whole number, none or dont-know"

    /// Reads an answer; empty is not given.
    ///
    /// - Parameters:
    ///   - typed: What was typed.
    ///   - path: The path for the error.
    ///   - subject: The same in words.
    /// - Returns: The answer.
    /// - Throws: FIGR-0101 for anything else.
    package static func read(
        _ typed: String,
        path: String,
        subject: String = ""
    ) throws(DomainError) -> CountAnswer {
        switch CSVColumn.folded(typed) {
        case "": return .notGiven
        case "none": return .none
        case "dontknow", "donotknow", "notknown": return .notKnown
        default: break
        }
        do throws(TextError) {
            return .number(try NumberText.whole(TextRule.trimmed(typed), in: 0...countMax))
        } catch {
            throw DomainError(
                .figureCount,
                path: path,
                subject: subject,
                found: typed,
                problem: "is not a count",
                expected: expectedForm
            )
        }
    }

    /// The number, where the answer is one.
    package var count: Int? {
        switch self {
        case .number(let number): number
        case .none: 0
        case .notKnown, .notGiven: nil
        }
    }

    /// The answer for people.
    package var words: String {
        switch self {
        case .number(let number): NumberText.grouped(number)
        case .none: "none"
        case .notKnown: "don't know"
        case .notGiven: "not given"
        }
    }
}
