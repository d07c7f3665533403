import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `ScenarioService`: projections whose assumptions are kept, compared and changed.
package struct ScenarioHandlers: ScenarioServiceHandlers {
    /// What reads workforce figures.
    let figures: FigureHandlers

    /// Lists the scenarios, with what each comes to.
    package func listScenarios(
        _ request: ListScenariosRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListScenariosResponse {
        let found = try stored { () throws(StoreError) in
            try TenantTables.scenarios.all(scope.view, in: store)
        }
        let interruption = store.interruption
        var response = ListScenariosResponse()
        for record in found {
            try stored { () throws(StoreError) in try interruption.check() }
            let scenario = try Fault.decoded(Scenario.self, record.body)
            response.scenarios.append(try scenario.summary(record.revision))
        }
        return response
    }

    /// Reads a scenario with its assumptions, as it is or as it was.
    package func getScenario(
        _ request: GetScenarioRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetScenarioResponse {
        let scenario = try find(request.code, scope.view, in: store)
        return GetScenarioResponse(
            scenario: scenario,
            summary: try scenario.summary(scenario.revision),
            gone: try gone(scenario, scope, store)
        )
    }

    /// Keeps a scenario, or changes one.
    package func saveScenario(
        _ request: SaveScenarioRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveScenarioResponse {
        guard var scenario = request.scenario else {
            throw .invalid("scenario", "required", "the scenario to save")
        }
        scenario.code = try Fault.code(scenario.code, "scenario.code")
        scenario.name = try Fault.impersonal(
            scenario.name,
            "scenario.name",
            isRequired: true,
            .projectionPerson
        )
        scenario.note = try Fault.impersonal(
            scenario.note,
            "scenario.note",
            .prose,
            .projectionPerson
        )
        if scenario.runs == 0 { scenario.runs = UInt32(Simulation.runsDefault) }
        guard Simulation.runs.contains(Int(scenario.runs)) else {
            throw .invalid(
                "scenario.runs",
                "out_of_range",
                "from \(Simulation.runs.lowerBound) to \(Simulation.runs.upperBound) runs"
            )
        }
        scenario.revision = 0
        try complete(&scenario, call, store.database)
        let summary = try scenario.summary(0)
        let body = scenario.encoded()
        let (code, records) = (scenario.code, TenantTables.scenarios)
        let earlier = try stored { () throws(StoreError) in
            try records.find(code, in: store.database)
        }
        try ListLimits.scenarios.requireRoom(
            for: code,
            body,
            over: earlier,
            among: records,
            in: store.database
        )
        let saved = try stored { () throws(StoreError) in
            try records.save(
                code,
                body,
                over: earlier,
                basedOn: request.baseRevision,
                in: &store
            )
        }
        var response = SaveScenarioResponse(saved: Saved(id: code, revision: saved.revision))
        response.summary = summary
        response.summary?.revision = saved.revision
        return response
    }

    /// Takes a scenario out of the list; its versions stay in the journal.
    package func withdrawScenario(
        _ request: WithdrawScenarioRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawScenarioResponse {
        let why = try Fault.impersonal(
            request.why,
            "why",
            .line,
            isRequired: true,
            .projectionPerson
        )
        _ = try find(request.code, .current, in: store.database)
        let note = ChangeNote(why: why).encoded()
        let revision = try stored { () throws(StoreError) in
            try TenantTables.scenarios.close(
                request.code,
                basedOn: request.baseRevision,
                note,
                in: &store
            )
        }
        return WithdrawScenarioResponse(saved: Saved(id: request.code, revision: revision))
    }

    /// Compares two scenarios, or two versions of one.
    package func compareScenarios(
        _ request: CompareScenariosRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> CompareScenariosResponse {
        let first = try find(request.code, try view(request.revision, store), in: store)
        let second = try find(request.other, try view(request.otherRevision, store), in: store)
        let comparison = ScenarioComparison(try first.assumed(), try second.assumed())
        var response = CompareScenariosResponse()
        response.summary = try first.summary(first.revision)
        response.other = try second.summary(second.revision)
        response.differences = comparison.differences.map { difference in
            ScenarioDifference(
                kind: difference.kind.rawValue,
                from: difference.from?.iso ?? "",
                value: difference.first?.value,
                otherValue: difference.second?.value,
                name: difference.first?.name ?? "",
                otherName: difference.second?.name ?? "",
                low: difference.first?.low,
                high: difference.first?.high,
                yearly: difference.first?.yearly,
                otherLow: difference.second?.low,
                otherHigh: difference.second?.high,
                otherYearly: difference.second?.yearly
            )
        }
        response.years = comparison.years.map { year in
            let (posts, recruits) = (year.values(.posts), year.values(.recruits))
            let gap = year.values(.gap)
            return ScenarioYear(
                year: UInt32(clamping: year.year),
                posts: posts.first,
                otherPosts: posts.second,
                recruits: recruits.first,
                otherRecruits: recruits.second,
                toFind: gap.first,
                otherToFind: gap.second
            )
        }
        return response
    }

    private func view(
        _ revision: UInt64,
        _ store: borrowing Database
    ) throws(Fault) -> RecordView {
        guard revision > 0 else { return .current }
        let last = try stored { () throws(StoreError) in try store.readRevision() }
        guard let wanted = Int64(exactly: revision), wanted <= last else {
            throw .invalid("revision", "ahead_of_now", "at most \(last), the last revision")
        }
        return .asOf(revision: wanted)
    }

    private func find(
        _ code: String,
        _ view: RecordView,
        in store: borrowing Database
    ) throws(Fault) -> Scenario {
        let found = try stored { () throws(StoreError) in
            try TenantTables.scenarios.find(code, view, in: store)
        }
        guard let found else {
            throw .notFound("scenario", next: "`whub scenarios list` shows which there are")
        }
        var scenario = try Fault.decoded(Scenario.self, found.body)
        scenario.revision = found.revision
        return scenario
    }
}

extension Scenario {
    /// The assumptions, checked.
    ///
    /// - Throws: PROJ-0102 to PROJ-0107 naming what is wrong.
    func assumed() throws(Fault) -> Assumptions {
        var list: [Assumption] = []
        var references = FigureReferenceTexts()
        for (place, one) in assumptions.enumerated() {
            let path = "scenario.assumptions[\(place)]"
            guard let kind = AssumptionKind(rawValue: one.kind) else {
                throw Fault(
                    DomainError(
                        .projectionAssumption,
                        path: "\(path).kind",
                        found: one.kind,
                        problem: "is not an assumption",
                        expected: AssumptionKind.allCases.map(\.rawValue).joined(separator: ", ")
                    )
                )
            }
            let from =
                one.from.isEmpty
                ? nil
                : try Fault.day(
                    one.from,
                    "\(path).from",
                    about: "assumption \(place + 1)"
                )
            list.append(
                Assumption(
                    kind,
                    from: from,
                    one.value,
                    low: one.low,
                    high: one.high,
                    yearly: one.yearly,
                    name: one.name,
                    source: one.source,
                    figure: try references.read(one.figure, "\(path).figure")
                )
            )
        }
        let all = list
        return try Fault.domain { () throws(DomainError) in try Assumptions(all) }
    }

    /// What it comes to, in a line.
    var words: String {
        do throws(Fault) {
            let summary = try summary(revision)
            func number(_ value: Double) -> String { NumberText.grouped(Int(value.rounded())) }
            return "\(summary.baseYear) to \(summary.endYear): \(number(summary.extraPosts)) more "
                + "posts, \(number(summary.recruits)) recruits"
        } catch {
            return "its assumptions cannot be read any more"
        }
    }

    /// What the scenario comes to.
    func summary(_ revision: UInt64) throws(Fault) -> ScenarioSummary {
        let assumed = try assumed()
        let projection = Projection(assumed)
        return ScenarioSummary(
            code: code,
            name: name,
            baseYear: UInt32(clamping: assumed.baseYear),
            endYear: UInt32(clamping: assumed.endYear),
            extraPosts: projection.extraPosts,
            recruits: projection.sum(.recruits),
            toFind: projection.sum(.gap),
            revision: revision
        )
    }
}

extension SaveScenarioResponse: ChangeAnswer {}
extension WithdrawScenarioResponse: ChangeAnswer {}
