import HubDomain
import HubStore
import HubText
import HubWire

// Measures of plans and the figures that their numbers are taken from.
extension PlanHandlers {
    /// A plan with what its references leave open: the code of a place, the source, numbers that
    /// nobody typed beside them, and the name of an organisation of the register.
    ///
    /// - Parameters:
    ///   - plan: The plan as somebody wrote it.
    ///   - lookup: Where figures are looked up.
    ///   - store: The tenant's file.
    /// - Returns: The plan; a reference that leads nowhere stays for the rules.
    /// - Throws: A fault of the store.
    func completed(
        _ plan: Plan,
        _ lookup: inout FigureLookup,
        _ store: borrowing Database
    ) throws(Fault) -> Plan {
        var plan = plan
        let names = try registered(plan, store)
        for index in plan.partners.indices where plan.partners[index].organisation.isEmpty {
            let code = ProviderCode(text: plan.partners[index].provider)
            plan.partners[index].organisation = names[code] ?? ""
        }
        for action in plan.actions.indices {
            for index in plan.actions[action].measures.indices {
                var measure = plan.actions[action].measures[index]
                measure.baselineFigure = try complete(
                    measure.baselineFigure,
                    &measure.baseline,
                    &lookup,
                    store
                )
                measure.targetFigure = try complete(
                    measure.targetFigure,
                    &measure.target,
                    &lookup,
                    store
                )
                var unused: Decimal?
                measure.actualFigure = try complete(
                    measure.actualFigure,
                    &unused,
                    &lookup,
                    store
                )
                plan.actions[action].measures[index] = measure
            }
        }
        return plan
    }

    private func complete(
        _ reference: FigureReference?,
        _ number: inout Decimal?,
        _ lookup: inout FigureLookup,
        _ store: borrowing Database
    ) throws(Fault) -> FigureReference? {
        guard let reference else { return nil }
        let found = try lookup.found(reference, store)
        if number == nil, case .one(let stated) = found { number = stated.value }
        return found.completed(reference)
    }

    /// What a plan may refer to, with figures looked up for this alone.
    func context(
        _ plan: Plan,
        _ today: Day,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> PlanRules.Context {
        var lookup = FigureLookup(figures, call)
        return try context(plan, today, call, &lookup, store)
    }

    /// What stands where a plan's measures point.
    func figures(
        _ plan: Plan,
        _ lookup: inout FigureLookup,
        _ store: borrowing Database
    ) throws(Fault) -> [FigureReference: FigureFound] {
        var figures: [FigureReference: FigureFound] = [:]
        for measure in plan.actions.flatMap(\.measures) {
            for (_, reference) in measure.references where figures[reference] == nil {
                figures[reference] = try lookup.found(reference, store)
            }
        }
        return figures
    }

    /// How it stands with the measures of a plan.
    ///
    /// - Complexity: Linear in the measures; what is known of each is read once.
    func readings(
        _ plan: Plan,
        _ figures: [FigureReference: FigureFound],
        _ call: CallContext,
        _ lookup: inout FigureLookup,
        _ store: borrowing Database
    ) throws(Fault) -> PlanMeasureReadings {
        let catalogue = try self.figures.catalogue()
        let own = call.caller?.tenantCode ?? ""
        var readings = PlanMeasureReadings()
        var known: [PlanMeasure: PlanMeasureReading] = [:]
        for action in plan.actions {
            for (index, measure) in action.measures.enumerated() {
                guard let id = measure.measured else { continue }
                if let reading = known[measure] {
                    readings[action.ref, index] = reading
                    continue
                }
                guard let unit = catalogue.measure(id)?.unit else { continue }
                let area = (measure.actualFigure ?? measure.baselineFigure)?.area ?? own
                let (place, statements) = try lookup.statements(of: id, in: area, store)
                let reading = PlanMeasureReading(
                    measure,
                    PlanMeasureReading.Known(
                        statements,
                        figures,
                        unit: unit,
                        place: place?.name ?? ""
                    )
                )
                known[measure] = reading
                readings[action.ref, index] = reading
            }
        }
        return readings
    }

    /// Readings as they travel.
    func entries(
        _ plan: Plan,
        _ readings: PlanMeasureReadings
    ) throws(Fault) -> [ActionMeasureReading] {
        let catalogue = try figures.catalogue()
        var entries: [ActionMeasureReading] = []
        for action in plan.actions {
            for (index, measure) in action.measures.enumerated() {
                guard let reading = readings[action.ref, index] else { continue }
                entries.append(
                    ActionMeasureReading(
                        action: action.ref.text,
                        measure: UInt32(clamping: index),
                        value: reading.value,
                        about: reading.about,
                        note: reading.note,
                        unit: measure.measured.flatMap(catalogue.measure)?.unit.rawValue ?? "",
                        baselineAbout: reading.baselineAbout,
                        targetAbout: reading.targetAbout
                    )
                )
            }
        }
        return entries
    }
}
