import HubText

/// Words that a template shows a field with, and that nobody replaced.
package enum PlanExamples {
    /// What such words begin with.
    package static let mark = "Example, to be replaced: "

    /// Whether a text still begins with the words of the template.
    static func isExample(_ text: String) -> Bool {
        text.utf8.starts(with: mark.utf8)
    }

    /// A part in which they are left: where it is, what it is called, and its fields.
    private struct Part {
        let path: String
        let name: String
        let fields: [String]
    }

    /// The parts that are named while a plan is written; the rest is counted.
    private static let partsNamed = 12

    /// Names the parts in which they are left: one warning while the plan is written.
    ///
    /// - Complexity: Linear in the parts.
    static func check(_ plan: Plan, _ findings: inout PlanFindings) {
        let parts = parts(plan)
        guard let first = parts.first else { return }
        let names = parts.prefix(partsNamed).map(\.name).joined(separator: ", ")
        let more = parts.count > partsNamed ? " and \(parts.count - partsNamed) more" : ""
        findings.add(
            .planExample,
            first.path,
            "",
            "the words of the template are still in \(names)\(more)",
            expected: "your own words before anybody reviews it, or the parts taken out",
            severity: .warning
        )
    }

    /// The findings of a plan that is given to its reviewers: what is one warning while it is
    /// written is an error of each part then, which names its fields.
    ///
    /// - Parameters:
    ///   - findings: What the plan's rules find.
    ///   - plan: The plan.
    /// - Returns: The findings with those errors.
    package static func forReview(_ findings: [PlanFinding], _ plan: Plan) -> [PlanFinding] {
        findings.filter { $0.error.reason != .planExample }
            + parts(plan).map { part in
                PlanFinding(
                    DomainError(
                        .planExample,
                        path: part.path,
                        subject: part.name,
                        problem: "still has the words of the template in "
                            + part.fields.joined(separator: ", "),
                        expected: "your own words, or the part taken out"
                    )
                )
            }
    }

    private static func parts(_ plan: Plan) -> [Part] {
        var parts: [Part] = []
        // A plan has hundreds of parts, and nearly none of them is told of.
        func add(
            _ path: @autoclosure () -> String,
            _ name: @autoclosure () -> String,
            _ fields: [(name: String, text: String)]
        ) {
            var left: [String] = []
            for (name, text) in fields where isExample(text) && !left.contains(name) {
                left.append(name)
            }
            if !left.isEmpty { parts.append(Part(path: path(), name: name(), fields: left)) }
        }
        PlanTexts.forEach(plan) { place, fields in add(place.path, place.name, fields) }
        return parts
    }
}
