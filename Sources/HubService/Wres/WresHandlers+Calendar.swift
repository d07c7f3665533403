import HubDomain
package import HubStore
import HubText
package import HubWire

// When what happens in a cycle, and what is still to be done.
extension WresHandlers {
    /// Tells the days of a cycle, and what is still to be done before it can be handed in.
    package func getCalendar(
        _ request: GetCalendarRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetCalendarResponse {
        let today = try scope.call.today()
        let place = try place(request, today)
        let cycle = place.cycle
        var response = GetCalendarResponse(cycle: cycle.id.text, label: cycle.label)
        response.phases = cycle.phases.map { CalendarPhase($0, today) }
        response.gaps = Self.gaps(cycle)
        response.notes = notes(cycle, today)
        let kept = try ReturnRecords.find(place, in: store)
        response.readiness = readiness(kept, place, scope.call, today)
        return response
    }

    /// The cycle that is named, else the one whose last known day is the next to come, else the
    /// newest.
    private func place(
        _ request: GetCalendarRequest,
        _ today: Day
    ) throws(Fault) -> ReturnPlace {
        let library = library
        guard request.cycle.isEmpty else {
            return try ReturnPlace(request.cycle, request.unit, of: library)
        }
        let coming = library.cycles.first { cycle in
            cycle.phases.contains { ($0.to ?? $0.from).map { $0 >= today } ?? false }
        }
        let newest = coming?.id ?? library.cycles.last?.id
        return try ReturnPlace(newest?.text ?? "", request.unit, of: library)
    }

    /// What is not known of a cycle and somebody will ask.
    private static func gaps(_ cycle: WresCycle) -> [String] {
        var gaps: [String] = []
        if cycle.bands.value == nil { gaps.append("The pay bands of this cycle are not known.") }
        if cycle.fitnessMeaning.value == nil {
            gaps.append("Which meaning of indicator 4 this cycle has is not known.")
        }
        if cycle.phases.isEmpty { gaps.append("The days of this cycle are not known.") }
        return gaps
    }

    /// What is to be known of the days, where none of them is ahead.
    private func notes(_ cycle: WresCycle, _ today: Day) -> [String] {
        let ends = cycle.phases.compactMap { $0.to ?? $0.from }
        guard let last = ends.max(), last < today else { return [] }
        var notes = ["Every day that is known of cycle \(cycle.id) is over."]
        let isNewest = library.cycles.last?.id == cycle.id
        if isNewest {
            notes.append(
                "The next cycle is not known here, and no day is guessed. A cycle comes as data "
                    + "with an edition of the hub, once Skills for Care has published it: ask "
                    + "whoever runs the hub for a newer one (`whubd version` names theirs). Its "
                    + "pay bands, where they are not published, come from the region with "
                    + "`whub wres save-bands`. Until then `wres calendar` and `wres template` "
                    + "know nothing of it."
            )
            notes += earlierYear
        }
        return notes
    }

    /// When it was in the cycle of which most is known, for whoever plans for the next one.
    private var earlierYear: [String] {
        let known = library.cycles.max { $0.phases.count < $1.phases.count }
        guard let known, !known.phases.isEmpty else { return [] }
        let phases = known.phases.map { "\($0.name) \($0.words)" }
        return ["For orientation, in cycle \(known.label): \(phases.joined(separator: "; "))."]
    }

    private func readiness(
        _ kept: CouncilReturn?,
        _ place: ReturnPlace,
        _ call: CallContext,
        _ today: Day
    ) -> [ReadinessItem] {
        let (cycle, stage) = (place.cycle.id.text, kept?.stage)
        let isOld = kept?.mustBeSentAgain ?? false
        let named =
            place.unit.utf8.elementsEqual(ReturnPlace.unitDefault.utf8)
            ? "--cycle \(cycle)" : "--cycle \(cycle) --unit \(place.unit)"
        var items = [
            Self.register(call),
            ReadinessItem(
                what: "A sheet of counts is sent",
                isDone: kept != nil,
                next: "whub wres check SHEET \(named)"
            ),
            ReadinessItem(
                what: "Nothing stands against handing it in" + errors(kept, place, call, today),
                isDone: stage.map { $0 != .draft } ?? false,
                next: "whub wres check SHEET \(named)"
            ),
            ReadinessItem(
                what: "It is handed in",
                isDone: stage.map { !$0.isPrivate } ?? false,
                next: "whub wres hand-in \(named)"
            ),
            ReadinessItem(
                what: stage == .corrected
                    ? "The council's leadership agreed anew, to what was corrected"
                    : "The council's leadership agreed",
                isDone: stage == .agreed,
                next: "whub wres agree \(named) --role ROLE --on DATE"
            ),
            ReadinessItem(
                what: isOld
                    ? "It is recorded that it was sent to Skills for Care again: it was corrected "
                        + "after it was sent"
                    : "It is recorded that it was sent to Skills for Care",
                isDone: kept?.sent != nil && !isOld,
                next: "whub wres mark-sent \(named) --on DATE"
            ),
        ]
        if kept?.withdrawn != nil {
            items.append(
                ReadinessItem(
                    what: "The region has its protected counts: the release is taken back",
                    isDone: false,
                    next: "whub wres release-again \(named)"
                )
            )
        }
        for index in items.indices where items[index].isDone { items[index].next = "" }
        return items
    }

    /// Whether counts may be sent; with a trial entry they may, and no real ones.
    private static func register(_ call: CallContext) -> ReadinessItem {
        let filled = "The register of data sets has a filled entry for SC-WRES returns"
        let isTrial = call.caller?.trialDataSets.contains(.wresReturns) ?? false
        let note =
            ": it is a trial entry, for invented data only; before real counts an admin fills "
            + "one of your own with whub admin register"
        return ReadinessItem(
            what: isTrial ? filled + note : filled,
            isDone: call.caller?.filledDataSets.contains(.wresReturns) ?? false,
            next: "whub admin register"
        )
    }

    /// How many errors a draft has, for its author.
    private func errors(
        _ kept: CouncilReturn?,
        _ place: ReturnPlace,
        _ call: CallContext,
        _ today: Day
    ) -> String {
        guard let kept, kept.stage == .draft, call.mayRead(kept) else { return "" }
        let findings = WresRules.check(kept.domain(place.cycle), place.cycle, today: today)
        let count = findings.count { $0.severity == .error }
        return count == 0 ? "" : "; \(count) \(count == 1 ? "thing is" : "things are") to mend"
    }
}

extension CalendarPhase {
    /// A phase, seen from a day.
    init(_ phase: WresCycle.Phase, _ today: Day) {
        self.init()
        name = phase.name
        words = phase.words
        from = phase.from?.iso
        to = phase.to?.iso
        origin = HubWire.Origin(phase.origin)
        daysLeft = (phase.to ?? phase.from).map { Int32(clamping: today.days(until: $0)) }
    }
}
