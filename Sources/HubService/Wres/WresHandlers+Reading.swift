import HubDomain
package import HubStore
import HubText
package import HubWire

// What those who may see a council's counts read.
extension WresHandlers {
    /// Reads a return and what its counts say.
    package func getReturn(
        _ request: GetReturnRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetReturnResponse {
        let place = try ReturnPlace.toRead(
            request.cycle,
            request.unit,
            of: library,
            scope.view,
            in: store
        )
        let kept = try readable(place, scope, store)
        let entry = kept.domain(place.cycle)
        let earlier = try earlier(than: place, scope, store)
        let figures = ReturnFigures(entry, earlier: earlier.map { $0.kept.domain($0.cycle) })
        var response = GetReturnResponse(councilReturn: kept)
        response.earlierCycle = earlier?.cycle.id.text ?? ""
        response.figures = figures.figures.map {
            IndicatorFigure($0, earlier: response.earlierCycle)
        }
        response.bands = BandFigure.all(entry, place.cycle)
        scope.showed(rows: kept.counts.count)
        return response
    }

    /// Writes a return as the sheet of counts that it was read from.
    package func getSheet(
        _ request: GetSheetRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetSheetResponse {
        let place = try ReturnPlace.toRead(
            request.cycle,
            request.unit,
            of: library,
            scope.view,
            in: store
        )
        let kept = try readable(place, scope, store)
        var response = GetSheetResponse()
        response.csv = WresSheet.file(
            kept.domain(place.cycle),
            place.cycle,
            basedOn: request.isPlain ? nil : kept.revision
        )
        response.fileName = "sc-wres-\(place.cycle.id)-\(place.unit).csv"
        response.notes = [
            "These are true counts: a count of one is about somebody. Pass them on as your "
                + "register of data sets says, and not further."
        ]
        if request.isPlain {
            response.notes.append(
                "The layout of the national tool is not published, so this is the hub's own "
                    + "sheet: copy its counts into the tool row by row."
            )
        }
        scope.showed(rows: kept.counts.count)
        return response
    }

    /// Compares two states of returns, count by count.
    package func compareReturns(
        _ request: CompareReturnsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> CompareReturnsResponse {
        let before = try state(request.before, "before", scope, store)
        let after = try state(request.after, "after", scope, store)
        let change = ReturnChange(
            from: before.kept.domain(before.cycle),
            to: after.kept.domain(after.cycle),
            after.cycle
        )
        scope.showed(rows: before.kept.counts.count + after.kept.counts.count)
        return CompareReturnsResponse(
            counts: change.counts.map { CountDifference($0, after.cycle) },
            facts: change.facts.map { FactDifference($0) }
        )
    }

    private func state(
        _ reference: ReturnReference?,
        _ path: String,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> (kept: CouncilReturn, cycle: WresCycle) {
        guard let reference else {
            throw .invalid(path, "required", "a cycle, and a revision for an earlier state")
        }
        let place = try ReturnPlace.toRead(
            reference.cycle,
            reference.unit,
            of: library,
            in: store
        )
        var view = RecordView.current
        if reference.revision > 0 {
            guard let revision = Int64(exactly: reference.revision) else {
                throw Fault(.aheadOfNow)
            }
            let last = try stored { () throws(StoreError) in try store.readRevision() }
            guard revision <= last else {
                throw Fault(.aheadOfNow, "the last revision is \(last)")
            }
            view = .asOf(revision: revision)
        }
        guard let kept = try ReturnRecords.find(place, view, in: store) else { throw .noReturn }
        try scope.call.requireReadable(kept)
        return (kept, place.cycle)
    }

    private func readable(
        _ place: ReturnPlace,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> CouncilReturn {
        guard let kept = try ReturnRecords.find(place, scope.view, in: store) else {
            throw .noReturn
        }
        try scope.call.requireReadable(kept)
        guard scope.view != .current else { return kept }
        return kept.worded(asIn: try ReturnRecords.find(place, in: store))
    }

    /// The return of the nearest earlier cycle that was handed in, and that the caller may see.
    ///
    /// A change told beside a ratio tells the ratio before.
    private func earlier(
        than place: ReturnPlace,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> (kept: CouncilReturn, cycle: WresCycle)? {
        let cycles = library.cycles
        let before = cycles.prefix { $0.id != place.cycle.id }
        for cycle in before.reversed() {
            let other = ReturnPlace(cycle, place.unit)
            guard let kept = try ReturnRecords.find(other, scope.view, in: store),
                !kept.stage.isPrivate, scope.call.mayRead(kept)
            else { continue }
            return (kept, cycle)
        }
        return nil
    }
}
