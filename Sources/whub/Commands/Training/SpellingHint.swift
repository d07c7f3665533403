import HubDomain
import HubWire

/// Which number is meant where the hub knows a worker under another spelling of what was typed.
///
/// The hub says how the number is written and not the number: only whoever typed it can tell it.
enum SpellingHint {
    /// The number as it is recorded.
    ///
    /// - Parameters:
    ///   - violations: What the hub refuses.
    ///   - typed: What may have been meant by it: staff numbers, and anything else.
    /// - Returns: The number; nil where nothing was said of one.
    static func number(of violations: [FieldViolation], among typed: [String]) -> String? {
        for violation in violations {
            for text in typed {
                guard let number = try? StaffNumber.read(text) else { continue }
                if let spelling = number.spelling(violation.expected) { return spelling.text }
            }
        }
        return nil
    }
}
