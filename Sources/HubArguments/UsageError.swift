/// A command line that is no call.
package struct UsageError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    package let code: Code
    /// For the person who typed it: what is wrong, with the word as it was typed.
    package let message: String
    /// What was probably meant, as it would be typed.
    package let suggestion: String?
    /// The command or the noun whose help page says what would be right; empty for the first page.
    package internal(set) var page: [String] = []

    /// An error of this kind.
    package init(_ code: Code, _ message: String, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.suggestion = suggestion
    }

    /// The kinds of wrong, an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        package let rawValue: String

        /// The code of this word.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// There is no such command.
        package static let unknownCommand = Code(rawValue: "unknown-command")
        /// The noun needs a verb.
        package static let verbMissing = Code(rawValue: "verb-missing")
        /// There is no such option.
        package static let unknownOption = Code(rawValue: "unknown-option")
        /// The option is known, but means nothing for this command.
        package static let optionNotTaken = Code(rawValue: "option-not-taken")
        /// The option takes a value and none stands behind it.
        package static let valueMissing = Code(rawValue: "value-missing")
        /// The option takes no value and one was given.
        package static let valueNotTaken = Code(rawValue: "value-not-taken")
        /// The value is not one of those the option takes.
        package static let valueUnknown = Code(rawValue: "value-unknown")
        /// The option stands twice.
        package static let optionRepeated = Code(rawValue: "option-repeated")
        /// A word is missing.
        package static let wordMissing = Code(rawValue: "word-missing")
        /// An option that the command cannot do without is missing.
        package static let optionMissing = Code(rawValue: "option-missing")
        /// A word is one too many.
        package static let wordNotTaken = Code(rawValue: "word-not-taken")
    }

    /// The message, with the suggestion if there is one.
    package var description: String {
        suggestion.map { "\(message); did you mean `\($0)`?" } ?? message
    }

    /// Errors are the same when they are of one kind and suggest the same; the words may differ.
    package static func == (left: UsageError, right: UsageError) -> Bool {
        left.code == right.code && left.suggestion == right.suggestion
    }
}
