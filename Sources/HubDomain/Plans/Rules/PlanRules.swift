package import HubText

/// What a plan must be, and what its owners should look at.
package enum PlanRules {
    /// What plans may refer to.
    package struct Context: Sendable {
        /// The frameworks.
        package let frameworks: [Framework]
        /// The measures of the workforce figures.
        package let catalogue: MeasureCatalogue
        /// The council's own themes.
        package let themes: Set<ThemeCode>
        /// The actions of the plan about race equality.
        package let wresActions: Set<WresActionCode>
        /// The topics of training.
        package let topics: Set<TopicCode>
        /// The codes of scenarios.
        package let scenarios: Set<ScenarioCode>
        /// The codes that partners name and the register of organisations has.
        package let providers: Set<ProviderCode>
        /// What stands where measures point.
        package let figures: [FigureReference: FigureFound]
        /// The plan as it was kept before; nil for a new one.
        ///
        /// Of a measure that stands in it as it is, a figure that went since, or was put right,
        /// keeps nobody from writing on.
        package let kept: Plan?
        /// The day in London.
        package let today: Day

        /// What plans may refer to on a day.
        package init(
            frameworks: [Framework],
            catalogue: MeasureCatalogue,
            themes: Set<ThemeCode> = [],
            wresActions: Set<WresActionCode> = [],
            topics: Set<TopicCode> = [],
            scenarios: Set<ScenarioCode> = [],
            providers: Set<ProviderCode> = [],
            figures: [FigureReference: FigureFound] = [:],
            kept: Plan? = nil,
            today: Day
        ) {
            self.frameworks = frameworks
            self.catalogue = catalogue
            self.themes = themes
            self.wresActions = wresActions
            self.topics = topics
            self.scenarios = scenarios
            self.providers = providers
            self.figures = figures
            self.kept = kept
            self.today = today
        }
    }

    /// Checks a plan.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - context: What it may refer to.
    /// - Returns: Errors, with which it cannot be kept, and warnings.
    /// - Complexity: Linear in the plan's parts and their dependencies.
    package static func check(_ plan: Plan, _ context: Context) -> [PlanFinding] {
        var findings = PlanFindings()
        checkWhole(plan, &findings)
        checkPartners(plan, context, &findings)
        for (index, challenge) in plan.challenges.enumerated() {
            check(challenge, "challenges[\(index + 1)]", context, &findings)
        }
        checkReferences(plan, &findings)
        checkLists(plan, &findings)
        for (index, objective) in plan.objectives.enumerated() {
            let subject = "\(objective.ref) \(objective.title)"
            let path = "objectives[\(index + 1)]"
            findings.text(objective.title, .line, path, "\(objective.ref), title")
            check(objective.links, path, subject, context, &findings)
        }
        for (index, action) in plan.actions.enumerated() {
            check(action, "actions[\(index + 1)]", plan, context, &findings)
        }
        PlanDependencies.check(plan, &findings)
        checkRisks(plan, &findings)
        checkCoverage(plan, &findings)
        checkPersons(plan, &findings)
        PlanExamples.check(plan, &findings)
        return findings.all
    }

    /// What keeps a plan from its reviewers: nothing to look at.
    package static func emptiness(_ plan: Plan) -> PlanFinding? {
        guard plan.objectives.isEmpty || plan.actions.isEmpty else { return nil }
        return PlanFinding(
            DomainError(
                .planThread,
                path: plan.objectives.isEmpty ? "objectives" : "actions",
                problem: "the plan has no \(plan.objectives.isEmpty ? "objective" : "action") yet",
                expected: "at least one objective with an action, before anybody reviews it"
            )
        )
    }

    private static func checkWhole(_ plan: Plan, _ findings: inout PlanFindings) {
        findings.text(plan.title, .name, "title", "The plan's title")
        if plan.to < plan.from {
            findings.add(
                .planDates,
                "to",
                "The plan's last day",
                found: plan.to.words,
                "is before its first day",
                expected: "\(plan.from.words) or a later day"
            )
        }
        let counts = [
            ("challenges", plan.challenges.count, Plan.partsMax),
            ("objectives", plan.objectives.count, Plan.partsMax),
            ("partners", plan.partners.count, Plan.partsMax),
            ("risks", plan.risks.count, Plan.partsMax),
            ("actions", plan.actions.count, Plan.actionsMax),
        ]
        for (name, count, most) in counts where count > most {
            findings.add(
                .planTooMany,
                name,
                found: "\(count)",
                "is too many \(name)",
                expected: "at most \(most)"
            )
        }
    }

    private static func check(
        _ challenge: Challenge,
        _ path: String,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        findings.text(challenge.title, .line, path, "\(challenge.ref), title")
        for (name, level) in challenge.rating?.parts ?? [] {
            let subject = "\(challenge.ref), \(name)"
            findings.level(level, ChallengeRating.levels, "\(path).\(name)", subject)
        }
        check(challenge.links, path, "\(challenge.ref)", context, &findings)
        switch challenge.decision {
        case .open: break
        case .shortlisted(let reason), .setAside(let reason):
            do throws(TextError) {
                _ = try TextRule.line.acceptRequired(reason)
            } catch {
                findings.add(
                    .planReason,
                    "\(path).reason",
                    "\(challenge.ref)",
                    "nothing says why it is on the short list or not",
                    expected: "the reason in a line"
                )
            }
        }
    }

    /// Roles are no people: what looks like an address of somebody is refused.
    static func checkRole(
        _ role: String,
        _ path: String,
        _ subject: String,
        _ findings: inout PlanFindings
    ) {
        findings.text(role, .name, "\(path).role", subject, isRequired: false)
        // An address that is whole is told of with all that tells who somebody is.
        guard role.contains("@"), PersonalText.find(in: role) == nil else { return }
        findings.add(
            .planPerson,
            "\(path).role",
            subject,
            "the role is somebody's address",
            expected: "a role such as workforce lead"
        )
    }

    static func check(
        _ links: [PlanLink],
        _ path: String,
        _ subject: String,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        for link in links {
            switch link {
            case .indicator: continue
            case .theme(let code) where context.themes.contains(code): continue
            case .wresAction(let code) where context.wresActions.contains(code): continue
            case .training(let topic) where context.topics.contains(topic): continue
            case .scenario(let code) where context.scenarios.contains(code): continue
            case .training, .theme, .wresAction, .scenario:
                let words = missing(link)
                findings.add(
                    .planLink,
                    "\(path).links",
                    subject,
                    found: "\(link)",
                    words.problem,
                    expected: words.expected,
                    severity: context.isFixed(link) ? .warning : .error
                )
                continue
            case .measure(let id):
                if context.catalogue.measure(id) != nil { continue }
            case .item(let framework, let edition, let code):
                let found = context.frameworks.first { $0.id == framework }?.edition(edition)
                if let found, found.item(code) != nil || found.hasHeading(code) { continue }
                let codes = found?.items.map(\.code.text) ?? []
                findings.add(
                    .planLink,
                    "\(path).links",
                    subject,
                    found: "\(link)",
                    found == nil
                        ? "names an edition that is not known here"
                        : "names an item that the edition does not have",
                    expected: PlanLink.expectedForm,
                    suggestion: Suggestion.nearest(to: code.text, among: codes)
                )
                continue
            }
            findings.add(
                .planLink,
                "\(path).links",
                subject,
                found: "\(link)",
                "names a measure that is not in the catalogue",
                expected: "a measure that `whub figures measures` lists",
                suggestion: nearest(link, context.catalogue)
            )
        }
    }
}

extension PlanRules {
    /// What is said of a link to something of the council's own that is not there.
    private static func missing(_ link: PlanLink) -> (problem: String, expected: String) {
        switch link {
        case .training:
            (
                "names a topic that no rule of training knows",
                "the code of a topic, as `whub training topics` shows it"
            )
        case .scenario:
            (
                "names a scenario that is not kept here",
                "the code of a scenario, as `whub scenarios list` shows it"
            )
        default:
            (
                "names something that this council does not have",
                "a theme or an action that was saved before"
            )
        }
    }

    /// The measure whose link is nearest to one that leads nowhere.
    private static func nearest(_ link: PlanLink, _ catalogue: MeasureCatalogue) -> String? {
        guard case .measure(let id) = link else { return nil }
        let known = catalogue.measures.map(\.id.text)
        return Suggestion.nearest(to: id.text, among: known).map { "figures/\($0)" }
    }
}

extension PlanRules.Context {
    /// Whether a link cannot be changed any more: that what it names was withdrawn since keeps
    /// nobody from saying how a plan goes.
    fileprivate func isFixed(_ link: PlanLink) -> Bool {
        guard let kept, case .live = kept.state else { return false }
        return kept.challenges.contains { $0.links.contains(link) }
            || kept.objectives.contains { $0.links.contains(link) }
            || kept.actions.contains { $0.links.contains(link) }
    }
}

extension Edition {
    /// Whether a heading has this code.
    fileprivate func hasHeading(_ code: ItemCode) -> Bool { headings.contains { $0.code == code } }
}
