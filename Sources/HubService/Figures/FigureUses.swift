import HubDomain
import HubStore
import HubWire

/// The numbers of a tenant's plans and scenarios that are taken from figures.
struct FigureUses {
    private let uses: [(use: FigureUse, reference: FigureReference)]

    /// Reads them; those of plans that are closed are history.
    ///
    /// - Parameter store: The tenant's file.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the plans and scenarios.
    init(_ store: borrowing Database) throws(Fault) {
        var uses: [(use: FigureUse, reference: FigureReference)] = []
        for record in try PlanRecords.all(in: store) {
            let plan = try PlanRecords.plan(record)
            guard plan.stage != .closed else { continue }
            for action in try plan.domain().actions {
                for measure in action.measures {
                    for (field, reference) in measure.references {
                        let words = field.split(separator: "_").joined(separator: " ")
                        let use = FigureUse(
                            part: "\(plan.code)/\(action.ref)",
                            words: "\(measure.name), \(words)",
                            figure: "\(reference)"
                        )
                        uses.append((use, reference))
                    }
                }
            }
        }
        for scenario in try Self.scenarios(store) {
            for (one, reference) in scenario.references {
                let use = FigureUse(
                    part: "scenario/\(scenario.code)",
                    words: AssumptionKind(rawValue: one.kind)?.words ?? one.kind,
                    figure: one.figure
                )
                uses.append((use, reference))
            }
        }
        self.uses = uses
    }

    /// The scenarios that are kept.
    static func scenarios(_ store: borrowing Database) throws(Fault) -> [Scenario] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.scenarios.all(in: store)
        }
        var scenarios: [Scenario] = []
        for record in records {
            scenarios.append(try Fault.decoded(Scenario.self, record.body))
        }
        return scenarios
    }

    /// What stands where each of them points.
    func standing(
        _ lookup: FigureLookup,
        _ store: borrowing Database
    ) throws(Fault) -> [FigureReference: FigureFound] {
        var lookup = lookup
        var found: [FigureReference: FigureFound] = [:]
        for (_, reference) in uses where found[reference] == nil {
            found[reference] = try lookup.found(reference, store)
        }
        return found
    }

    /// Those that had a statement before, and have none or another one after.
    func lost(
        _ before: [FigureReference: FigureFound],
        _ after: [FigureReference: FigureFound]
    ) -> [FigureUse] {
        uses.filter { _, reference in
            guard case .one = before[reference] else { return false }
            return before[reference] != after[reference]
        }.map(\.use)
    }
}

extension Scenario {
    /// The assumptions that name a figure, with it; a text that is none names nothing.
    var references: [(assumption: ScenarioAssumption, reference: FigureReference)] {
        assumptions.compactMap { one in
            (try? FigureReference.read(one.figure)).flatMap { (one, $0) }
        }
    }
}
