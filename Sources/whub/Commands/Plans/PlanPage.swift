import HubDomain
import HubText
import HubWire

/// A plan for people: how far it is, its short list, its objectives with their actions, what is
/// late.
struct PlanPage {
    private let answer: GetPlanResponse
    private let plan: WorkforcePlan
    private let isWhole: Bool
    private let overdue: Set<String>
    // Text keys: references, which the hub has checked.
    private let waits: [String: [String]]
    // Text keys: links, which the hub has checked.
    private let names: [String: String]

    /// The page of an answer.
    ///
    /// - Parameters:
    ///   - answer: What the hub says.
    ///   - isWhole: Whether the long list and the notes are wanted, too.
    init(_ answer: GetPlanResponse, isWhole: Bool) {
        self.answer = answer
        self.isWhole = isWhole
        plan = answer.plan ?? WorkforcePlan()
        overdue = Set(answer.overdue)
        waits = Dictionary(answer.blocked.map { ($0.ref, $0.waitsFor) }) { first, _ in first }
        names = Dictionary(answer.links.map { ($0.link, $0.words) }) { first, _ in first }
    }

    /// A row for each action.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("ref", "Ref"), .init("objective", "Objective"), .init("title", "Action"),
            .init("owner", "Owner"), .init("role", "Role"), .init("start", "Start"),
            .init("due", "Due"), .init("done", "Done"), .init("progress", "Progress"),
            .init("rating", "RAG"), .init("late", "Late"), .init("waits_for", "Waits for"),
            .init("reason", "Reason"), .init("links", "Links"),
        ])
        listing.rows = plan.actions.map { action in
            [
                .text(action.ref), .text(action.objective), .text(action.title),
                .text(action.owner), .text(action.role), .day(action.start), .day(action.due),
                .day(action.done), .text(Wording.progress(action.progress)),
                .text(Wording.rating(action.rating)),
                .text(overdue.contains(action.ref) ? "overdue" : ""),
                .text((waits[action.ref] ?? []).joined(separator: " ")), .text(action.reason),
                .text(action.links.joined(separator: " ")),
            ]
        }
        return listing
    }

    /// The page.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("\(plan.title) (\(plan.code))")
        page.paragraph(
            "\(Wording.day(plan.from)) to \(Wording.day(plan.to)); "
                + "\(Wording.planStage(plan.stage)), revision \(plan.revision)."
        )
        for agreement in plan.agreements {
            page.paragraph(
                "Agreed on \(Wording.day(agreement.day)), role: \(agreement.role); entered by "
                    + "\(agreement.enteredBy)."
                    + (agreement.why.isEmpty ? "" : " Worded anew: \(agreement.why)")
            )
        }
        for given in plan.returns {
            page.paragraph(
                "Made a draft again on \(Wording.day(given.day)), when it was "
                    + "\(Wording.planStage(given.from)): \(given.reason)"
            )
        }
        page.gap()
        glance(&page)
        challenges(&page)
        for objective in plan.objectives { add(objective, &page, style) }
        strays(&page, style)
        risks(&page)
        if !isWhole, !plan.actions.isEmpty {
            page.gap()
            page.paragraph(
                "With levels, links, measures, costs and partners: --all",
                role: .quiet
            )
        }
        page.gap()
        page.add(FindingList.lines(answer.findings, style))
        if plan.actions.isEmpty {
            page.gap()
            page.paragraph("No action yet. Write the plan as a file, and send it:")
            page.command("whub plans template \(plan.code) --out plan.json")
            page.command("whub plans apply -f plan.json --dry-run")
        }
        return page.lines
    }

    /// What is late, at a glance.
    private func glance(_ page: inout Page) {
        let open = plan.actions.filter { ![.done, .stopped].contains($0.progress) }
        var parts = [Wording.count(plan.actions.count, "action")]
        parts.append("\(plan.actions.count { $0.progress == .done }) done")
        for rating in [ActionRating.red, .amber, .green] {
            let count = open.count { $0.rating == rating }
            if count > 0 { parts.append("\(count) \(Wording.rating(rating))") }
        }
        page.paragraph(parts.joined(separator: ", ") + ".")
        if !overdue.isEmpty {
            page.paragraph("Overdue: \(answer.overdue.joined(separator: ", "))", role: .bad)
        }
        if !answer.blocked.isEmpty {
            let refs = answer.blocked.map(\.ref).joined(separator: ", ")
            page.paragraph("Waiting for others: \(refs)", role: .warning)
        }
        if !answer.absent.isEmpty {
            let names = answer.absent.map { Wording.partner($0) }.joined(separator: ", ")
            page.paragraph("Nobody speaks for: \(names)", role: .warning)
        }
        for absence in plan.absences {
            let kind = Wording.partner(absence.type)
            page.paragraph("None of \(kind): \(absence.reason)", role: .quiet)
        }
    }

    private func challenges(_ page: inout Page) {
        let shown = plan.challenges.filter { isWhole || $0.decision == .shortlisted }
        guard !plan.challenges.isEmpty else { return }
        page.gap()
        page.heading(isWhole ? "Challenges" : "Short list")
        for challenge in shown {
            let why =
                switch challenge.decision {
                case .shortlisted: isWhole ? "short list: \(challenge.reason)" : challenge.reason
                case .setAside: "set aside: \(challenge.reason)"
                default: "on the long list"
                }
            page.entry(challenge.ref, "\(challenge.title) (\(why))")
            guard isWhole else { continue }
            if let levels = challenge.levels {
                page.entry(challenge.ref, Self.words(levels), role: .quiet)
            }
            links(of: challenge.ref, challenge.links, &page)
        }
        let others = plan.challenges.count - shown.count
        if others > 0 {
            page.paragraph("\(others) more on the long list: --all", indent: 2, role: .quiet)
        }
    }

    private func add(_ objective: PlanObjective, _ page: inout Page, _ style: TerminalStyle) {
        page.gap()
        page.heading("\(objective.ref) \(objective.title)")
        if !objective.challenges.isEmpty {
            page.paragraph("Answers \(objective.challenges.joined(separator: ", ")).", role: .quiet)
        }
        if isWhole { links(of: objective.ref, objective.links, &page) }
        let actions = plan.actions.filter { $0.objective.utf8.elementsEqual(objective.ref.utf8) }
        add(actions, &page, style)
    }

    /// Actions of no objective that the plan has: a draft may have them.
    private func strays(_ page: inout Page, _ style: TerminalStyle) {
        let known = Set(plan.objectives.map(\.ref))
        let strays = plan.actions.filter { !known.contains($0.objective) }
        guard !strays.isEmpty else { return }
        page.gap()
        page.heading("Actions without an objective")
        add(strays, &page, style)
    }

    private func add(_ actions: [PlannedAction], _ page: inout Page, _ style: TerminalStyle) {
        guard !actions.isEmpty else { return page.paragraph("No action yet.", role: .warning) }
        var table = Table([
            Table.Column("Ref"), Table.Column("Action"), Table.Column("Owner"),
            Table.Column("Due"), Table.Column("Progress"), Table.Column("RAG"),
        ])
        for action in actions {
            let isLate = overdue.contains(action.ref)
            let due = action.due.map { Wording.day($0) } ?? ""
            table.add([
                Table.Cell(action.ref), Table.Cell(action.title),
                Table.Cell(
                    [action.owner, action.role].filter { !$0.isEmpty }
                        .joined(separator: ", ")
                ),
                Table.Cell(isLate ? "\(due), overdue" : due, role: isLate ? .bad : nil),
                Table.Cell(Wording.progress(action.progress)),
                Table.Cell(
                    Wording.rating(action.rating),
                    role: Wording.ratingRole(action.rating)
                ),
            ])
        }
        page.add(table.lines(style))
        for action in actions { notes(action, &page) }
    }

    private func notes(_ action: PlannedAction, _ page: inout Page) {
        if !action.reason.isEmpty { page.entry(action.ref, action.reason, role: .quiet) }
        if let by = waits[action.ref] {
            page.entry(action.ref, "waits for \(by.joined(separator: ", "))", role: .warning)
        }
        if !action.note.isEmpty { page.entry(action.ref, action.note, role: .quiet) }
        guard isWhole else { return }
        for (index, measure) in action.measures.enumerated() {
            let reading = answer.readings.first { reading in
                reading.measure == UInt32(clamping: index)
                    && reading.action.utf8.elementsEqual(action.ref.utf8)
            }
            let words = Self.words(measure, reading)
            page.entry(action.ref, "measured by \(words)", role: .quiet)
        }
        if let cost = action.cost {
            let payer = cost.funding.isEmpty ? "nobody named to pay" : "paid by \(cost.funding)"
            let pounds = NumberText.grouped(Int(clamping: cost.pounds))
            page.entry(action.ref, "costs £\(pounds), \(payer)", role: .quiet)
        }
        let partners = plan.partners.filter { partner in
            action.partners.contains { $0.utf8.elementsEqual(partner.ref.utf8) }
        }
        if !partners.isEmpty {
            let names = partners.map { "\($0.ref) \($0.organisation)" }
            page.entry(action.ref, "with \(names.joined(separator: ", "))", role: .quiet)
        }
        if !action.risks.isEmpty {
            let risks = action.risks.joined(separator: ", ")
            page.entry(action.ref, "at risk by \(risks)", role: .quiet)
        }
        links(of: action.ref, action.links, &page)
    }

    private func links(of ref: String, _ links: [String], _ page: inout Page) {
        guard !links.isEmpty else { return }
        let words = links.map { link in names[link].map { "\($0) [\(link)]" } ?? link }
        page.entry(ref, "refers to \(words.joined(separator: "; "))", role: .quiet)
    }

    private static func words(_ levels: ChallengeLevels) -> String {
        "impact \(levels.impact), urgency \(levels.urgency), effort \(levels.effort), influence "
            + "\(levels.influence)"
    }

    private static func words(
        _ measure: ActionMeasure,
        _ reading: ActionMeasureReading?
    ) -> String {
        let unit = reading.flatMap { FigureUnit(rawValue: $0.unit) }
        func number(_ value: String?, _ word: String, _ about: String?) -> String? {
            guard let value, !value.isEmpty else { return nil }
            let after = unit.map { $0 == .percent ? "%" : " \($0.words)" } ?? ""
            return "\(word) \(grouped(value))\(after) (\(PlanMeasureReading.origin(about ?? "")))"
        }
        // As in the document: 1,120 and not 1120.
        func grouped(_ value: String) -> String {
            (try? NumberText.decimal(value, in: -Measure.countMax...Measure.countMax))?.grouped
                ?? value
        }
        let now = reading.flatMap {
            $0.value.isEmpty ? nil : "now \(grouped($0.value)) (\($0.about))"
        }
        let parts = [
            number(measure.baseline, "from", reading?.baselineAbout),
            number(measure.target, "to", reading?.targetAbout), now,
            reading.flatMap { $0.note.isEmpty ? nil : $0.note },
            measure.figure.isEmpty ? nil : "read from figures/\(measure.figure)",
        ].compactMap(\.self)
        return ([measure.name] + parts).joined(separator: ", ")
    }

    /// The actions that a risk belongs to.
    private func actions(at risk: String) -> String {
        let refs = plan.actions.filter { action in
            action.risks.contains { $0.utf8.elementsEqual(risk.utf8) }
        }.map(\.ref)
        return refs.isEmpty
            ? "no action names it" : "actions at risk: " + refs.joined(separator: ", ")
    }

    private func risks(_ page: inout Page) {
        guard !plan.risks.isEmpty else { return }
        page.gap()
        page.heading("Risks")
        for risk in plan.risks {
            let answer = risk.answer.isEmpty ? "no answer yet" : risk.answer
            page.entry(
                risk.ref,
                "\(risk.title): likelihood \(risk.likelihood), impact \(risk.impact); "
                    + "\(actions(at: risk.ref)); \(answer)"
            )
        }
    }
}
