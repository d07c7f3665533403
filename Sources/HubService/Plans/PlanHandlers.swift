import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Answers `PlanService`: workforce plans of councils, regions and partnerships.
package struct PlanHandlers: PlanServiceHandlers {
    let region: PublishedSnapshot<RegionSnapshot>
    let registry: @Sendable () -> RegistryContents
    let cursors: CursorSeal
    let training: TrainingRuleSource
    let figures: FigureHandlers

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - region: What the region holds, in memory.
    ///   - registry: The registry as it is.
    ///   - cursors: Seals the cursors of lists.
    ///   - training: Where councils' rules of training come from.
    ///   - figures: What reads workforce figures.
    init(
        region: PublishedSnapshot<RegionSnapshot>,
        registry: @escaping @Sendable () -> RegistryContents,
        cursors: CursorSeal,
        training: TrainingRuleSource,
        figures: FigureHandlers
    ) {
        self.region = region
        self.registry = registry
        self.cursors = cursors
        self.training = training
        self.figures = figures
    }

    /// Refuses tenants of a kind that has no plans.
    func requirePlans(_ call: CallContext) throws(Fault) {
        let kind = call.caller.flatMap { registry().tenants[$0.tenant]?.kind } ?? .unspecified
        guard [.council, .region, .partnership].contains(kind) else {
            throw Fault(
                DomainError(
                    .planTenant,
                    path: "",
                    problem: "this organisation has no workforce plans of its own",
                    expected: "a council, a region or a partnership"
                ),
                status: .failedPrecondition
            )
        }
    }

    /// What a plan may refer to.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - today: The day in London.
    ///   - call: Whose plan it is.
    ///   - lookup: Where figures are looked up.
    ///   - before: The plan as it is kept, whose measures are not looked at as new ones; `nil` for
    ///     the same plan.
    ///   - store: The tenant's file.
    /// - Returns: The frameworks of the region, and of the tenant's own what the plan names.
    /// - Throws: A fault of the store.
    func context(
        _ plan: Plan,
        _ today: Day,
        _ call: CallContext,
        _ lookup: inout FigureLookup,
        over before: Plan? = nil,
        _ store: borrowing Database
    ) throws(Fault) -> PlanRules.Context {
        let links = plan.links
        var topics: Set<TopicCode> = []
        var scenarios: Set<ScenarioCode> = []
        var themes: Set<ThemeCode> = []
        var actions: Set<WresActionCode> = []
        for link in links {
            switch link {
            case .theme(let code):
                if try isKept(code.text, TenantTables.localThemes, store) { themes.insert(code) }
            case .wresAction(let code):
                if try isKept(code.text, TenantTables.wresActions, store) { actions.insert(code) }
            case .training(let topic): topics.insert(topic)
            case .scenario(let code):
                if try isKept(code.text, TenantTables.scenarios, store) { scenarios.insert(code) }
            case .item, .indicator, .measure: continue
            }
        }
        if !topics.isEmpty {
            topics.formIntersection(try PlanTraining.topics(training, call, store))
        }
        return PlanRules.Context(
            frameworks: PlanFrameworks.all(region.snapshot),
            catalogue: try Fault.domain(status: .internal) { () throws(DomainError) in
                try FigureLibrary.shipped().catalogue
            },
            themes: themes,
            wresActions: actions,
            topics: topics,
            scenarios: scenarios,
            providers: Set(try registered(plan, store).keys),
            figures: try figures(plan, &lookup, store),
            kept: before ?? plan,
            today: today
        )
    }

    /// The organisations of the register that partners of a plan name, by their codes.
    func registered(
        _ plan: Plan,
        _ store: borrowing Database
    ) throws(Fault) -> [ProviderCode: String] {
        var names: [ProviderCode: String] = [:]
        for partner in plan.partners where !partner.provider.isEmpty {
            let found = try stored { () throws(StoreError) in
                try TenantTables.providers.find(partner.provider, in: store)
            }
            guard let found else { continue }
            let code = ProviderCode(text: partner.provider)
            names[code] = try Fault.decoded(Provider.self, found.body).name
        }
        return names
    }

    private func isKept(
        _ code: String,
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) -> Bool {
        try stored { () throws(StoreError) in try records.find(code, in: store) } != nil
    }

    /// Who somebody is, for people of the tenant.
    func name(of principal: String, _ call: CallContext) -> String {
        guard let id = UniqueID(principal), let found = registry().principals[id] else {
            return "somebody who has left"
        }
        guard let caller = call.caller, UniqueID(found.tenantId) == caller.tenant else {
            return "somebody of another organisation"
        }
        return found.name
    }

    /// A plan as people of its tenant read it.
    func shown(_ plan: WorkforcePlan, _ call: CallContext) -> WorkforcePlan {
        var plan = plan
        for index in plan.agreements.indices {
            plan.agreements[index].enteredBy = name(
                of: plan.agreements[index].principalId,
                call
            )
        }
        return plan
    }
}

extension Plan {
    /// Everything that its parts refer to, each once.
    var links: Set<PlanLink> {
        Set(challenges.flatMap(\.links) + objectives.flatMap(\.links) + actions.flatMap(\.links))
    }
}

/// The region's frameworks as plans refer to them: `shared-priorities/2023-24/SWP5`.
enum PlanFrameworks {
    /// All of them, with their editions, headings and items.
    static func all(_ region: RegionSnapshot) -> [HubDomain.Framework] {
        var order: [String] = []
        // Text keys: names for machines, compared as bytes by being ASCII.
        var editions: [String: [HubDomain.Edition]] = [:]
        for edition in region.editions {
            if editions[edition.framework] == nil { order.append(edition.framework) }
            editions[edition.framework, default: []].append(domain(edition))
        }
        return order.map { name in
            HubDomain.Framework(
                id: FrameworkID(text: name),
                name: name,
                kind: .local,
                editions: editions[name] ?? []
            )
        }
    }

    /// The name of an edition within its framework: its id without the framework's name.
    static func editionName(_ edition: FrameworkEdition) -> String {
        let prefix = edition.framework + "-"
        return edition.id.hasPrefix(prefix)
            ? String(edition.id.dropFirst(prefix.count)) : edition.id
    }

    /// The link to an item or a heading of an edition.
    static func link(_ edition: FrameworkEdition, _ code: String) -> PlanLink {
        .item(
            FrameworkID(text: edition.framework),
            EditionID(text: editionName(edition)),
            ItemCode(text: code)
        )
    }

    private static func domain(_ edition: FrameworkEdition) -> HubDomain.Edition {
        let known = edition.domain
        return HubDomain.Edition(
            id: EditionID(text: editionName(edition)),
            label: known.label,
            validFromWords: known.validFromWords,
            validFrom: known.validFrom,
            isOrderPublished: known.isOrderPublished,
            isComplete: known.isComplete,
            note: known.note,
            headings: edition.headings.map { heading in
                Heading(
                    code: ItemCode(text: heading.code),
                    codeOrigin: heading.codeOrigin.domain,
                    name: heading.name,
                    nameOrigin: heading.nameOrigin.domain,
                    sources: []
                )
            },
            items: known.items,
            themes: known.themes,
            origin: known.origin,
            sources: []
        )
    }
}
