import HubDomain
import HubStore
import HubText
import HubWire

// Values of scenarios that are taken from workforce figures.
extension ScenarioHandlers {
    /// Fills in what assumptions take from figures, and refuses what is another number.
    ///
    /// The value is kept beside the figure: an earlier version says the same again when figures
    /// went or were restated.
    ///
    /// - Throws: FIGR-0117 for a text that names no figure, FIGR-0118 for one without that value.
    func complete(
        _ scenario: inout Scenario,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) {
        var lookup = FigureLookup(figures, call)
        var references = FigureReferenceTexts()
        for index in scenario.assumptions.indices {
            var one = scenario.assumptions[index]
            let path = "scenario.assumptions[\(index)].figure"
            guard let reference = try references.read(one.figure, path) else { continue }
            let found = try lookup.found(reference, store)
            let typed = one.value == 0 ? nil : one.value
            do throws(DomainError) {
                one.value = try found.value(of: reference, beside: typed).double
            } catch {
                throw Fault(
                    DomainError(
                        error.reason,
                        path: path,
                        subject: AssumptionKind(rawValue: one.kind)?.words ?? one.kind,
                        error.detail
                    )
                )
            }
            one.figure = "\(found.completed(reference))"
            scenario.assumptions[index] = one
        }
    }
}

extension ScenarioHandlers {
    /// The figures that assumptions name, and that do not say their numbers any more.
    func gone(
        _ scenario: Scenario,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> [String] {
        var lookup = FigureLookup(figures, scope.call, scope.view)
        var gone: [String] = []
        for (one, reference) in scenario.references where !gone.contains(one.figure) {
            let found = try lookup.found(reference, store)
            let isThere = (try? found.value(of: reference, beside: one.value)) != nil
            if !isThere { gone.append(one.figure) }
        }
        return gone
    }
}

extension PlanHandlers {
    /// What the links of a plan are called.
    func names(
        _ known: PlanRules.Context,
        _ view: RecordView,
        _ store: borrowing Database
    ) throws(Fault) -> PlanLinkNames {
        PlanLinkNames(
            frameworks: known.frameworks,
            catalogue: known.catalogue,
            scenarios: try scenarioWords(known.scenarios, view, store)
        )
    }

    /// What the scenarios of a plan are called, and come to.
    private func scenarioWords(
        _ codes: Set<ScenarioCode>,
        _ view: RecordView,
        _ store: borrowing Database
    ) throws(Fault) -> [ScenarioCode: String] {
        var words: [ScenarioCode: String] = [:]
        for code in codes {
            let found = try stored { () throws(StoreError) in
                try TenantTables.scenarios.find(code.text, view, in: store)
            }
            guard let found else { continue }
            let scenario = try Fault.decoded(Scenario.self, found.body)
            // A scenario that `figures project --save` kept is called as its code.
            let isNamed = !scenario.name.utf8.elementsEqual(code.text.utf8)
            words[code] = isNamed ? "\(scenario.name), \(scenario.words)" : scenario.words
        }
        return words
    }
}
