import HubText

extension PlanRules {
    /// What people write where no organisation is, and the field should stay out.
    private static let noOrganisation = ["-", "n/a", "na", "no one", "nobody", "none"]

    /// Who takes part, and why others do not.
    static func checkPartners(
        _ plan: Plan,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        for (index, partner) in plan.partners.enumerated() {
            check(partner, "partners[\(index + 1)]", &findings)
            let provider = ProviderCode(text: partner.provider)
            guard !partner.provider.isEmpty, !context.providers.contains(provider) else { continue }
            // One that was withdrawn since stands in nobody's way.
            let isKept = context.kept?.partners.contains(partner) ?? false
            findings.add(
                .planLink,
                "partners[\(index + 1)].provider",
                "\(partner.ref), provider",
                found: partner.provider,
                "is not in the register of organisations",
                expected: "a code that `whub providers list` shows, or nothing",
                severity: isKept ? .warning : .error
            )
        }
        checkAbsences(plan, &findings)
        guard !PartnerCheck.absent(plan).isEmpty else { return }
        findings.add(
            .planVoices,
            "partners",
            "",
            PartnerCheck.sentence(plan).lowercasedFirst,
            expected: "a partner of each kind in `partners`, or in `absences` its type and a "
                + "reason why there is none",
            severity: .warning
        )
    }

    private static func check(
        _ partner: Partner,
        _ path: String,
        _ findings: inout PlanFindings
    ) {
        let subject = "\(partner.ref), organisation"
        findings.text(partner.organisation, .name, "\(path).organisation", subject)
        checkRole(partner.role, path, "\(partner.ref), role", &findings)
        let typed = TextRule.trimmed(partner.organisation)
        guard noOrganisation.contains(typed.lowercased()) else { return }
        findings.add(
            .planVoices,
            "\(path).organisation",
            subject,
            found: typed,
            "names no organisation",
            expected: "what it is called; where there is none, the type and the reason in "
                + "`absences` instead of a partner"
        )
    }

    private static func checkAbsences(_ plan: Plan, _ findings: inout PlanFindings) {
        var seen: Set<PartnerKind> = []
        for (index, absence) in plan.absences.enumerated() {
            let (path, name) = ("absences[\(index + 1)]", absence.kind.words)
            do throws(TextError) {
                _ = try TextRule.line.acceptRequired(absence.reason)
            } catch {
                let subject = "Absent: \(name)"
                let error = DomainError(
                    .planReason,
                    path: "\(path).reason",
                    subject: subject,
                    error
                )
                findings.add(error)
            }
            if !seen.insert(absence.kind).inserted {
                findings.add(
                    .planVoices,
                    "\(path).type",
                    found: name,
                    "stands twice among those who take no part",
                    expected: "each kind once"
                )
            }
            guard let partner = plan.partners.first(where: { $0.kind == absence.kind }) else {
                continue
            }
            findings.add(
                .planVoices,
                "\(path).type",
                found: name,
                "takes part as \(partner.ref), so nothing is to be said about its absence",
                expected: "the partner, or the absence"
            )
        }
    }
}

extension String {
    /// The text with a small first letter, to stand inside a sentence.
    fileprivate var lowercasedFirst: String {
        let text = prefix(1).lowercased() + dropFirst()
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
