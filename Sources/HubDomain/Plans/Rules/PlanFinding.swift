package import HubText

/// Something about a plan that its owners should know.
package struct PlanFinding: Equatable, Sendable {
    /// What it is.
    package let error: DomainError
    /// How much it matters.
    package let severity: Severity

    /// A finding.
    package init(_ error: DomainError, _ severity: Severity = .error) {
        self.error = error
        self.severity = severity
    }
}

/// Collects what is wrong with a plan.
struct PlanFindings {
    private(set) var all: [PlanFinding] = []

    mutating func add(
        _ reason: ReasonCode,
        _ path: String,
        _ subject: String = "",
        found: String? = nil,
        _ problem: String,
        expected: String,
        suggestion: String? = nil,
        severity: Severity = .error
    ) {
        let error = DomainError(
            reason,
            path: path,
            subject: subject,
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
        all.append(PlanFinding(error, severity))
    }

    mutating func add(_ error: DomainError, _ severity: Severity = .error) {
        all.append(PlanFinding(error, severity))
    }

    mutating func text(
        _ text: String,
        _ rule: TextRule,
        _ path: String,
        _ subject: String,
        isRequired: Bool = true
    ) {
        do throws(TextError) {
            _ = isRequired ? try rule.acceptRequired(text) : try rule.accept(text)
        } catch {
            all.append(PlanFinding(DomainError(.planText, path: path, subject: subject, error)))
        }
    }

    /// A level that must be on its scale.
    mutating func level(_ level: Int, _ range: ClosedRange<Int>, _ path: String, _ subject: String)
    {
        guard !range.contains(level) else { return }
        add(
            .planLevel,
            path,
            subject,
            found: "\(level)",
            "is not a level",
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
    }
}
