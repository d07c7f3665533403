import HubDomain
import HubText
import HubWire

// Plans as they travel and are stored, read as the domain's rules look at them.

extension WorkforcePlan {
    /// The plan as the domain knows it, with its texts as they are kept.
    ///
    /// - Parameter path: Its place in the request.
    /// - Returns: The plan; that it is sound is for the rules to say.
    /// - Throws: `requestNotValid` for days, numbers, links and kinds that cannot be read at all.
    func domain(_ path: String = "plan") throws(Fault) -> Plan {
        var plan = Plan(
            PlanText.name(title),
            from: try Fault.day(from, "\(path).from", about: "the first day"),
            to: try Fault.day(to, "\(path).to", about: "the last day")
        )
        for (index, partner) in partners.enumerated() {
            plan.partners.append(try partner.domain("\(path).partners[\(index)]"))
        }
        for (index, absence) in absences.enumerated() {
            guard let kind = absence.type.domain else {
                throw .invalid(
                    "\(path).absences[\(index)].type",
                    "required",
                    "the kind of partner"
                )
            }
            plan.absences.append(PartnerAbsence(kind, PlanText.line(absence.reason)))
        }
        for (index, challenge) in challenges.enumerated() {
            plan.challenges.append(try challenge.domain("\(path).challenges[\(index)]"))
        }
        for (index, objective) in objectives.enumerated() {
            let place = "\(path).objectives[\(index)]"
            plan.objectives.append(
                Objective(
                    ObjectiveRef(text: objective.ref),
                    PlanText.line(objective.title),
                    challenges: objective.challenges.map { ChallengeRef(text: $0) },
                    links: try PlanText.links(objective.links, place)
                )
            )
        }
        var references = FigureReferenceTexts()
        for (index, action) in actions.enumerated() {
            plan.actions.append(try action.domain("\(path).actions[\(index)]", &references))
        }
        plan.risks = risks.map(\.domain)
        return plan.having(domainState, agreements.compactMap(\.domain), domainReturns)
    }

    /// How far it is, with what belongs to that.
    private var domainState: PlanState {
        let agreement = agreements.last.flatMap(\.domain)
        let since = liveSince.flatMap { ISODay.read($0) }
        let end = closed.flatMap { ISODay.read($0) }
        switch stage {
        case .inReview: return .inReview
        case .agreed: if let agreement { return .agreed(agreement) }
        case .live: if let agreement, let since { return .live(agreement, since: since) }
        case .closed: if let agreement, let end { return .closed(agreement, on: end) }
        default: break
        }
        return .draft
    }

    private var domainReturns: [HubDomain.PlanReturn] {
        returns.compactMap { given in
            ISODay.read(given.day).map {
                HubDomain.PlanReturn(day: $0, reason: given.reason, from: given.from.domain)
            }
        }
    }

    /// The plan without its parts.
    var head: WorkforcePlan {
        var head = self
        (head.partners, head.challenges, head.objectives) = ([], [], [])
        (head.actions, head.risks, head.absences) = ([], [], [])
        return head
    }
}

/// Texts of plans as they are kept: trimmed and normalised; what cannot be stays for the rules.
enum PlanText {
    static func name(_ text: String) -> String { kept(text, .name) }
    static func line(_ text: String) -> String { kept(text, .line) }
    static func prose(_ text: String) -> String { kept(text, .prose) }

    private static func kept(_ text: String, _ rule: TextRule) -> String {
        do throws(TextError) { return try rule.accept(text) } catch { return text }
    }

    static func links(_ texts: [String], _ path: String) throws(Fault) -> [PlanLink] {
        var links: [PlanLink] = []
        for (index, text) in texts.enumerated() {
            guard let link = PlanLink.read(text) else {
                let isIndicator = TextRule.trimmed(text).hasPrefix("wres/")
                throw .invalid(
                    "\(path).links[\(index)]",
                    "not_a_link",
                    isIndicator
                        ? "\(Excerpt.of(text)) as wres/ and an indicator there is, such as wres/3"
                        : "\(Excerpt.of(text)) in the form of a link, such as "
                            + PlanLink.expectedForm
                )
            }
            links.append(link)
        }
        return links
    }

    static func day(_ text: String?, _ path: String) throws(Fault) -> Day? {
        guard let text, !text.isEmpty else { return nil }
        return try Fault.day(text, path)
    }

    static func number(_ text: String?, _ path: String) throws(Fault) -> Decimal? {
        guard let text, !text.isEmpty else { return nil }
        do throws(TextError) {
            return try NumberText.decimal(text, in: -PlanMeasure.valueMax...PlanMeasure.valueMax)
        } catch {
            throw .invalid(path, error.rule.text, error.expected)
        }
    }
}

extension PlanPartner {
    func domain(_ path: String) throws(Fault) -> Partner {
        guard let kind = type.domain else {
            throw .invalid("\(path).type", "required", "the kind of partner")
        }
        return Partner(
            PartnerRef(text: ref),
            kind,
            PlanText.name(organisation),
            role: PlanText.name(role),
            provider: PlanText.name(provider)
        )
    }
}

extension PlanChallenge {
    func domain(_ path: String) throws(Fault) -> Challenge {
        let reason = PlanText.line(self.reason)
        let decision: Challenge.Decision =
            switch self.decision {
            case .shortlisted: .shortlisted(reason: reason)
            case .setAside: .setAside(reason: reason)
            default: .open
            }
        return Challenge(
            ChallengeRef(text: ref),
            PlanText.line(title),
            rating: levels.map { levels in
                ChallengeRating(
                    impact: Int(levels.impact),
                    urgency: Int(levels.urgency),
                    effort: Int(levels.effort),
                    influence: Int(levels.influence)
                )
            },
            decision: decision,
            links: try PlanText.links(links, path)
        )
    }
}

extension PlannedAction {
    func domain(
        _ path: String,
        _ references: inout FigureReferenceTexts
    ) throws(Fault) -> PlanAction {
        var action = PlanAction(
            ActionRef(text: ref),
            PlanText.line(title),
            objective: ObjectiveRef(text: objective),
            owner: PlanText.name(owner),
            role: PlanText.name(role)
        )
        action.start = try PlanText.day(start, "\(path).start")
        action.due = try PlanText.day(due, "\(path).due")
        action.done = try PlanText.day(done, "\(path).done")
        action.progress = progress.domain
        action.rating = rating.domain
        action.reason = PlanText.line(reason)
        action.note = PlanText.prose(note)
        action.dependsOn = dependsOn.map { ActionRef(text: $0) }
        action.links = try PlanText.links(links, path)
        for (index, measure) in measures.enumerated() {
            action.measures.append(try measure.domain("\(path).measures[\(index)]", &references))
        }
        action.cost = cost.map { cost in
            PlanCost(pounds: Int(clamping: cost.pounds), funding: PlanText.line(cost.funding))
        }
        action.partners = partners.map { PartnerRef(text: $0) }
        action.risks = risks.map { RiskRef(text: $0) }
        return action
    }
}

extension ActionMeasure {
    func domain(
        _ path: String,
        _ references: inout FigureReferenceTexts
    ) throws(Fault) -> PlanMeasure {
        PlanMeasure(
            PlanText.line(name),
            baseline: try PlanText.number(baseline, "\(path).baseline"),
            target: try PlanText.number(target, "\(path).target"),
            figure: PlanLink.measure(named: figure),
            baselineFigure: try references.read(baselineFigure, path, ".baseline_figure"),
            targetFigure: try references.read(targetFigure, path, ".target_figure"),
            actualFigure: try references.read(actualFigure, path, ".actual_figure")
        )
    }
}

extension PlannedRisk {
    var domain: PlanRisk {
        PlanRisk(
            RiskRef(text: ref),
            type.domain,
            PlanText.line(title),
            likelihood: Int(likelihood),
            impact: Int(impact),
            answer: PlanText.line(answer)
        )
    }
}

extension PlanAgreement {
    /// As the domain knows it; `nil` for one that cannot be read.
    var domain: PlanState.Agreement? {
        ISODay.read(day).map { day in
            let known = enteredBy.isEmpty ? principalId : enteredBy
            return PlanState.Agreement(role: role, day: day, enteredBy: known)
        }
    }
}
