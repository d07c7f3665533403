import HubDomain
package import HubStore
import HubText
package import HubWire

// What is there: editions, figures, series, measures.
extension FigureHandlers {
    /// The most figures of one series.
    static let seriesMax = 1_000
    /// The bytes of one series, well below a message that every client takes.
    static let seriesBytesMax = 768 * 1_024

    /// Lists which editions of which sources there are, and how final they are.
    package func listFigureEditions(
        _ request: ListFigureEditionsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFigureEditionsResponse {
        let all = try FigureTableQueries.editions(of: nil, in: store)
        var response = ListFigureEditionsResponse()
        var room = AnswerRoom()
        let listed = room.take(all)
        response.editions = listed.taken
        response.editionsLeftOut = UInt64(listed.leftOut)
        response.figures = all.reduce(0) { $0 + $1.figures }
        return response
    }

    /// Lists figures.
    package func listFigures(
        _ request: ListFiguresRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFiguresResponse {
        let page = try Page(request, scope, store, cursors)
        try FigureSelection.requireSame(since: page.revision, in: store)
        let selection = try FigureSelection(
            request.filter ?? FigureFilter(),
            self,
            scope.call,
            in: store
        )
        let rows = try selection.rows(
            after: FigureRow.key(of: page.after),
            limit: page.size,
            in: store
        )
        var response = ListFiguresResponse()
        response.figures = try entries(rows, in: store)
        if rows.count == page.size, let last = rows.last {
            response.nextCursor = try page.next(after: last.cursor)
        }
        return response
    }

    private func entries(
        _ rows: [FigureRow],
        in store: borrowing Database
    ) throws(Fault) -> [FigureEntry] {
        try stored { () throws(StoreError) in
            var texts = FigureTexts()
            var entries: [FigureEntry] = []
            for row in rows {
                let stated = try row.stated(&texts, in: store)
                entries.append(FigureEntry(stated, revision: row.revision))
            }
            return entries
        }
    }

    /// Reads what is known of one measure in one place through time.
    package func getFigureSeries(
        _ request: GetFigureSeriesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetFigureSeriesResponse {
        let measure = try measure(request.measure, "measure")
        let place = try place(request.area, "area", scope.call, in: store)
        var response = GetFigureSeriesResponse()
        response.measure = measure.id.text
        response.measureName = measure.name
        response.definition = measure.definition ?? ""
        response.note = measure.note
        response.code = place.code?.text ?? ""
        response.place = place.name
        var known: [StatedFigure] = []
        var revisions: [StatedFigure: Int64] = [:]
        let statements = try statements(measure, place, scope.view, request.edition, in: store)
        for (stated, revision) in statements {
            known.append(stated)
            revisions[stated] = revision
        }
        response.lines = lines(FigureHistory(known), revisions, &response.figuresLeftOut)
        return response
    }

    /// What is or was known of a measure in a place, each with the revision that brought it.
    ///
    /// - Parameters:
    ///   - measure: The measure.
    ///   - place: The place.
    ///   - view: Which state is read.
    ///   - edition: Only figures of this edition; empty for all.
    ///   - store: Where they are.
    /// - Returns: One more than a series may have at most: it tells that there are more.
    /// - Throws: A fault of the store.
    func statements(
        _ measure: Measure,
        _ place: FigurePlace,
        _ view: RecordView,
        _ edition: String = "",
        in store: borrowing Database
    ) throws(Fault) -> [(stated: StatedFigure, revision: Int64)] {
        do throws(StoreError) {
            var texts = FigureTexts()
            var found: [(stated: StatedFigure, revision: Int64)] = []
            for row in try rows(measure, place, view, edition, &texts, in: store) {
                found.append((try row.stated(&texts, in: store), row.revision))
            }
            return found
        } catch {
            throw Fault(error)
        }
    }

    private func rows(
        _ measure: Measure,
        _ place: FigurePlace,
        _ view: RecordView,
        _ edition: String,
        _ texts: inout FigureTexts,
        in store: borrowing Database
    ) throws(StoreError) -> [FigureRow] {
        guard let number = try texts.number(measure.id.text, in: store),
            let area = try texts.number(of: place, in: store)
        else { return [] }
        var only: Int64?
        if !edition.isEmpty {
            guard let found = try texts.number(edition, in: store) else { return [] }
            only = found
        }
        return try FigureTableQueries.series(
            measure: number,
            place: area,
            edition: only,
            view,
            // One more than are told tells that there are more.
            limit: FigureHandlers.seriesMax + 1,
            in: store
        )
    }

    /// The lines as they travel, as far as there is room.
    private func lines(
        _ history: FigureHistory,
        _ revisions: [StatedFigure: Int64],
        _ leftOut: inout UInt64
    ) -> [FigureLine] {
        var (bytes, count) = (0, 0)
        return history.lines.map { line in
            var travelling = FigureLine(scope: line.scope.words, unit: line.unit.rawValue)
            travelling.mixesEditions = line.mixesEditions
            for point in line.points {
                var shown = FigurePoint(period: "\(point.period)")
                shown.restated = point.isRestated
                shown.conflicting = point.isConflicting
                for stated in point.statements {
                    let entry = FigureEntry(stated, revision: revisions[stated] ?? 0)
                    bytes += entry.byteCount() + AnswerRoom.entryHeadBytes
                    guard bytes <= FigureHandlers.seriesBytesMax,
                        count < FigureHandlers.seriesMax
                    else {
                        leftOut += 1
                        continue
                    }
                    count += 1
                    shown.figures.append(entry)
                }
                if !shown.figures.isEmpty { travelling.points.append(shown) }
            }
            return travelling
        }.filter { !$0.points.isEmpty }
    }

    /// Lists what can be measured.
    package func listFigureMeasures(
        _ request: ListFigureMeasuresRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFigureMeasuresResponse {
        let measures = try catalogue().measures.map { measure in
            FigureMeasure(
                measure: measure.id.text,
                name: measure.name,
                unit: measure.unit.rawValue,
                definition: measure.definition ?? "",
                note: measure.note
            )
        }
        return ListFigureMeasuresResponse(measures: measures)
    }
}
