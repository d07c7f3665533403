package import HubWire

extension Fault {
    /// What the strict scan found in a header.
    ///
    /// - Parameter error: The scan's finding.
    /// - Returns: The fault with the field's text name.
    package static func header(_ error: WireError) -> Fault {
        let reason: Reason =
            switch error.code {
            case .unknownField: .unknownHeaderField
            case .wrongWireType: .headerFieldOfAnotherType
            case .repeatedField: .headerFieldTwice
            case .unknownEnumValue: .unknownValueInHeader
            case .outOfRange: .headerNumberDoesNotFit
            default: .headerNotReadable
            }
        return scanned(error, reason, HeaderField.textPath(error.path))
    }

    /// A header whose field is not as it has to be.
    ///
    /// - Parameters:
    ///   - reason: What is wrong with it.
    ///   - field: The field.
    /// - Returns: The fault with the field's text name.
    static func header(_ reason: Reason, _ field: HeaderField) -> Fault {
        var fault = Fault(reason)
        let words = ViolationWords(header: reason)
        var violation = FieldViolation()
        violation.path = field.rawValue
        violation.rule = words.rule
        violation.expected = words.expected
        fault.violations = [violation]
        return fault
    }

    /// What the strict scan found in a request.
    ///
    /// - Parameter error: The scan's finding.
    /// - Returns: The fault with the field's path.
    package static func request(_ error: WireError) -> Fault {
        let reason: Reason =
            switch error.code {
            case .unknownField: .unknownField
            case .wrongWireType: .fieldOfAnotherType
            case .repeatedField: .fieldTwice
            case .unknownEnumValue: .unknownValue
            case .outOfRange: .numberDoesNotFit
            case .forbiddenCharacter: .textNotAllowed
            default: .requestNotReadable
            }
        return scanned(error, reason, HeaderField.numbersMarked(error.path))
    }

    private static func scanned(_ error: WireError, _ reason: Reason, _ path: String) -> Fault {
        var fault = Fault(reason)
        guard !path.isEmpty else { return fault }
        let words = ViolationWords(scan: error)
        var violation = FieldViolation()
        violation.path = path
        violation.rule = words.rule
        violation.expected = words.expected
        fault.violations = [violation]
        fault.message = "\(path): \(reason.title.lowercased())"
        return fault
    }
}
