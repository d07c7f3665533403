import HubDomain
import HubText
import HubWire

extension Fault {
    /// A rule of the domain that a request breaks.
    ///
    /// - Parameters:
    ///   - error: The rule, with what was found and what would be right.
    ///   - status: The status it travels with: the request is wrong, or the record's state is.
    ///   - retry: When another try may do better.
    init(
        _ error: DomainError,
        status: StatusCode = .invalidArgument,
        retry: RetryClass = .never
    ) {
        let known = ReasonRegistry.reason(error.reason)
        let reason = HubWire.Reason(
            code: error.reason.text,
            title: known?.title ?? "",
            status: status,
            retry: retry,
            explanation: known?.explanation ?? "",
            next: known?.nextStep ?? ""
        )
        self.init(reason, error.finding().sentence)
        var violation = FieldViolation()
        violation.path = error.path
        violation.rule = error.detail.rule.text
        violation.expected = error.detail.expected
        violation.message = message
        violations = [violation]
    }

    /// Rules of the domain that a request breaks at once: the reason is that of the first.
    ///
    /// - Parameter errors: The rules.
    /// - Returns: One fault with a violation for each; `nil` for none.
    static func all(_ errors: [DomainError]) -> Fault? {
        guard let first = errors.first else { return nil }
        var fault = Fault(first)
        fault.violations += errors.dropFirst().flatMap { Fault($0).violations }
        return fault
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
    ///   - subject: The field in words for people; made from the path where it is not given.
    /// - Returns: The text to keep.
    /// - Throws: `textNotAllowed` or `requestNotValid` naming the field.
    static func text(
        _ text: String,
        _ path: String,
        _ rule: TextRule = .name,
        isRequired: Bool = false,
        about subject: String? = nil
    ) throws(Fault) -> String {
        do throws(TextError) {
            return isRequired ? try rule.acceptRequired(text) : try rule.accept(text)
        } catch {
            var fault = Fault.invalid(path, error.rule.text, error.expected)
            let words = "\(subject ?? PathWords.of(path)): \(error)"
            fault.violations[0].message = words
            if error.rule == .textCharacter || error.rule == .textMarks {
                let violations = fault.violations
                fault = Fault(.textNotAllowed)
                fault.violations = violations
            }
            fault.message = words
            throw fault
        }
    }

    /// Takes a text as `text` does, in which nothing tells who somebody is.
    ///
    /// - Parameters:
    ///   - text: What came.
    ///   - path: The field, from the request's root.
    ///   - rule: What the field allows.
    ///   - isRequired: Whether it may not be empty.
    ///   - subject: The field in words; those of its path where none are given.
    ///   - reason: What it is refused with where something does.
    /// - Returns: The text to keep.
    /// - Throws: As `text` does, and `reason`.
    static func impersonal(
        _ text: String,
        _ path: String,
        _ rule: TextRule = .name,
        isRequired: Bool = false,
        about subject: String? = nil,
        _ reason: ReasonCode
    ) throws(Fault) -> String {
        let kept = try Fault.text(text, path, rule, isRequired: isRequired, about: subject)
        guard let personal = PersonalText.find(in: kept) else { return kept }
        throw Fault(personal.error(reason, path: path, subject: subject ?? PathWords.of(path)))
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
    ///   - subject: The field in words for people; made from the path where it is not given.
    /// - Returns: The day.
    /// - Throws: `requestNotValid` naming the field.
    static func day(
        _ text: String,
        _ path: String,
        about subject: String? = nil
    ) throws(Fault) -> Day {
        guard let day = ISODay.read(text) else {
            throw .invalid(path, "not_a_day", "a day such as 2025-03-04", about: subject)
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

    /// Names that are told where one is missing.
    private static let namesTold = 12

    /// A code that names nothing.
    ///
    /// - Parameters:
    ///   - path: The field, from the request's root.
    ///   - subject: The field in words for people.
    ///   - code: What came.
    ///   - holder: What should have it: "the region", an edition.
    ///   - what: What it should be: "scale".
    ///   - there: The codes that there are.
    /// - Returns: The fault, which tells those that there are where they are few.
    static func unknown(
        _ path: String,
        about subject: String,
        _ code: String,
        in holder: String,
        _ what: String,
        there: [String]
    ) -> Fault {
        let shown = there.prefix(namesTold).joined(separator: ", ")
        let more = there.count > namesTold ? " and \(there.count - namesTold) more" : ""
        let has = there.isEmpty ? "none" : shown + more
        let named = code.isEmpty ? "without a name" : Excerpt.of(code)
        let words = "\(holder) has no \(what) \(named); it has \(has)"
        return .invalid(path, "unknown", words, about: subject)
    }

    /// A window that is not there.
    static func noWindow(_ id: String, in region: RegionSnapshot) -> Fault {
        let there = region.windows.map(\.id)
        let has = there.isEmpty ? "none yet" : there.prefix(namesTold).joined(separator: ", ")
        let named = id.isEmpty ? "without a name" : Excerpt.of(id)
        return .init(.notFound, "the region has no window \(named); it has \(has)")
    }
}
