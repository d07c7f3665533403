package import HubText

/// The job roles that are recorded of a council's workers.
package struct RecordedRoles: Sendable {
    /// Those that are somebody's main job.
    package let main: Set<JobRoleCode>
    /// Those that are anybody's job, main or other.
    package let any: Set<JobRoleCode>

    /// Roles as they are recorded; empty ones count for nothing.
    package init(main: [JobRoleCode], others: [JobRoleCode]) {
        self.main = Set(main.filter { !$0.text.isEmpty })
        any = self.main.union(others.filter { !$0.text.isEmpty })
    }
}

extension RuleFile {
    /// Remarks on roles of rules that no worker has: a slip in one makes a rule that binds nobody.
    ///
    /// - Parameter recorded: The roles that workers have.
    /// - Returns: A warning for each role of a rule that nobody has, with the nearest that somebody
    ///   has.
    /// - Complexity: The roles of the rules that nobody has times the recorded roles.
    package func rolesOfNobody(_ recorded: RecordedRoles) -> [Finding] {
        var findings: [Finding] = []
        for rule in rules {
            let (codes, known): ([JobRoleCode], Set<JobRoleCode>) =
                switch rule.roles {
                case .mainRoles(let codes): (codes, recorded.main)
                case .anyRoles(let codes): (codes, recorded.any)
                case .everyone, .pathway, .notStated: ([], [])
                }
            for code in codes where !known.contains(code) {
                let names = known.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                let near = Suggestion.nearest(to: code.text, among: names)
                let error = DomainError(
                    .ruleBindsNobody,
                    path: "rules[\(rule.id.text)]",
                    subject: "rule \(rule.id.text)",
                    found: code.text,
                    problem: "is the role of no worker",
                    expected: "a role as the records spell it, capitals and all",
                    suggestion: near
                )
                findings.append(error.finding(severity: .warning))
            }
        }
        return findings
    }
}
