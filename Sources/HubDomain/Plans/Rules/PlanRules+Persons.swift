import HubText

extension PlanRules {
    /// Nothing in a plan tells who somebody is.
    static func checkPersons(_ plan: Plan, _ findings: inout PlanFindings) {
        if let personal = PersonalText.find(in: plan.title) {
            findings.add(personal.error(.planPerson, path: "title", subject: "The plan's title"))
        }
        // A plan has hundreds of parts, and nearly none of them is told of.
        var (errors, hints): ([DomainError], [DomainError]) = ([], [])
        PlanTexts.forEach(plan) { place, fields in
            for (name, text) in fields {
                if let personal = PersonalText.find(in: text) {
                    errors.append(
                        personal.error(
                            .planPerson,
                            path: "\(place.path).\(name)",
                            subject: "\(place.name), \(name)"
                        )
                    )
                } else if isRole(name), RoleWords.looksLikeName(text) {
                    hints.append(
                        RoleWords.hint(
                            .planPerson,
                            path: "\(place.path).\(name)",
                            subject: "\(place.name), \(name)"
                        )
                    )
                }
            }
        }
        for error in errors { findings.add(error) }
        for hint in hints { findings.add(hint, .note) }
    }

    private static func isRole(_ field: String) -> Bool {
        field.utf8.elementsEqual("role".utf8)
    }

    /// What to look at in an agreement: a role that reads as a name.
    ///
    /// - Parameter role: The role that agreed.
    /// - Returns: A note, or nothing.
    package static func hints(agreeing role: String) -> [PlanFinding] {
        guard RoleWords.looksLikeName(role) else { return [] }
        let hint = RoleWords.hint(.planPerson, path: "role", subject: "The role that agreed")
        return [PlanFinding(hint, .note)]
    }
}
