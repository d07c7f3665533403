import HubDomain
import HubText
import HubWire

extension Fault {
    /// A rule of the domain that a request breaks.
    ///
    /// - Parameters:
    ///   - error: The rule, with what was found and what would be right.
    ///   - status: The status it travels with: the request is wrong, or the record's state is.
    init(_ error: DomainError, status: StatusCode = .invalidArgument) {
        let known = ReasonRegistry.reason(error.reason)
        let reason = HubWire.Reason(
            code: error.reason.text,
            title: known?.title ?? "",
            status: status,
            retry: .never,
            explanation: known?.explanation ?? "",
            next: known?.nextStep ?? ""
        )
        self.init(reason, error.finding().sentence)
        var violation = FieldViolation()
        violation.path = error.path
        violation.rule = error.detail.rule.text
        violation.expected = error.detail.expected
        violations = [violation]
    }

    /// Runs rules of the domain.
    ///
    /// - Parameters:
    ///   - status: The status of what goes wrong.
    ///   - body: Runs the rules.
    /// - Returns: What `body` returns.
    /// - Throws: The broken rule as a fault.
    static func domain<Result>(
        status: StatusCode = .invalidArgument,
        _ body: () throws(DomainError) -> Result
    ) throws(Fault) -> Result {
        do throws(DomainError) {
            return try body()
        } catch {
            throw Fault(error, status: status)
        }
    }

    /// Takes a text as it is kept: valid, normalised, of allowed characters and length.
    ///
    /// - Parameters:
    ///   - text: What came.
    ///   - path: The field, from the request's root.
    ///   - rule: What the field allows.
    ///   - isRequired: Whether it may not be empty.
    /// - Returns: The text to keep.
    /// - Throws: `textNotAllowed` or `requestNotValid` naming the field.
    static func text(
        _ text: String,
        _ path: String,
        _ rule: TextRule = .name,
        isRequired: Bool = false
    ) throws(Fault) -> String {
        do throws(TextError) {
            return isRequired ? try rule.acceptRequired(text) : try rule.accept(text)
        } catch {
            var fault = Fault.invalid(path, error.rule.text, error.expected)
            if error.rule == .textCharacter || error.rule == .textMarks {
                let violations = fault.violations
                fault = Fault(.textNotAllowed)
                fault.violations = violations
            }
            fault.message = "\(path): \(error)"
            throw fault
        }
    }

    /// Takes a code: letters, digits, points, hyphens and underscores, up to 64 of them.
    ///
    /// - Parameters:
    ///   - code: What came.
    ///   - path: The field, from the request's root.
    /// - Returns: The same code.
    /// - Throws: `requestNotValid` naming the field.
    static func code(_ code: String, _ path: String) throws(Fault) -> String {
        let isCode =
            (1...64).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        guard isCode else {
            throw .invalid(
                path,
                "not_a_code",
                "1 to 64 letters, digits, points, hyphens and underscores"
            )
        }
        return code
    }

    /// Takes a day in its one form.
    ///
    /// - Parameters:
    ///   - text: What came.
    ///   - path: The field, from the request's root.
    /// - Returns: The day.
    /// - Throws: `requestNotValid` naming the field.
    static func day(_ text: String, _ path: String) throws(Fault) -> Day {
        guard let day = ISODay.read(text) else {
            throw .invalid(path, "not_a_day", "a day such as 2025-03-04")
        }
        return day
    }

    /// A record that is not there.
    ///
    /// - Parameters:
    ///   - what: The kind of record.
    ///   - next: How to see which there are.
    /// - Returns: The fault.
    static func notFound(_ what: String, next: String) -> Fault {
        Fault(.notFound, "there is no such \(what); \(next)")
    }
}
