import HubDomain
package import HubStore
import HubText
package import HubWire

// Figures of the councils of a group, and their sums.
extension FigureHandlers {
    /// What may stand in one calculation.
    private struct LineKey: Hashable {
        let scope: FigureScope
        let unit: FigureUnit
        let period: FigurePeriod
        let edition: FigureEdition
        let source: SourceMark
        let status: FigureStatus

        init(_ figure: Figure) {
            (scope, unit) = (figure.subject.scope, figure.unit)
            (period, edition) = (figure.subject.period, figure.edition)
            (source, status) = (figure.source, figure.status)
        }

        /// The newest period and edition first.
        static func comesFirst(_ left: LineKey, _ right: LineKey) -> Bool {
            if left.period.order != right.period.order {
                return left.period.order > right.period.order
            }
            if left.edition != right.edition { return right.edition < left.edition }
            return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
        }

        private var text: String {
            [
                scope.words, unit.rawValue, period.description, source.text, status.rawValue,
            ].joined(separator: "/")
        }
    }

    /// Reads what is known of one measure in the councils of a group, and adds up what may be.
    package func getGroupFigures(
        _ request: GetGroupFiguresRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetGroupFiguresResponse {
        let measure = try measure(request.measure, "measure")
        let day = request.day.isEmpty ? try scope.call.today() : try Fault.day(request.day, "day")
        let edition = try region.snapshot.atlas.require(request.kind, on: day)
        guard let group = edition.group(request.group) else {
            throw .unknown(
                "group",
                about: "the group",
                request.group,
                in: edition.id.text,
                "group",
                there: edition.groups.map(\.name)
            )
        }
        let filter = try GroupFilter(request)
        var response = head(measure, group, edition)
        let register = try Fault.domain { () throws(DomainError) in try CouncilRegister.shipped() }
        response.councilNames = group.members.map { register.match($0).council?.name ?? "" }
        var known: [StatedFigure] = []
        var revisions: [StatedFigure: Int64] = [:]
        for code in group.members {
            let place = FigurePlace(.council, code: code, name: "")
            for (stated, revision) in try statements(measure, place, scope.view, in: store)
            where filter.fits(stated.figure) {
                known.append(stated)
                revisions[stated] = revision
            }
        }
        lines(known, revisions, group, edition, &response)
        return response
    }

    private func head(
        _ measure: Measure,
        _ group: HubDomain.PlaceGroup,
        _ edition: PlaceGroupEdition
    ) -> GetGroupFiguresResponse {
        var response = GetGroupFiguresResponse()
        (response.measure, response.measureName) = (measure.id.text, measure.name)
        (response.kind, response.groupsEdition) = (edition.kind.text, edition.id.text)
        response.groupsSource = edition.source
        (response.groupCode, response.group) = (group.code?.text ?? "", group.name)
        response.councils = group.members.map(\.text)
        return response
    }

    /// The lines as far as there is room; where something had none, nothing is added up.
    private func lines(
        _ known: [StatedFigure],
        _ revisions: [StatedFigure: Int64],
        _ group: HubDomain.PlaceGroup,
        _ edition: PlaceGroupEdition,
        _ response: inout GetGroupFiguresResponse
    ) {
        var (bytes, count) = (0, 0)
        let byLine = Dictionary(grouping: known) { LineKey($0.figure) }
        for key in byLine.keys.sorted(by: LineKey.comesFirst) {
            let own = byLine[key] ?? []
            var line = GroupFigureLine(scope: key.scope.words, unit: key.unit.rawValue)
            (line.period, line.edition) = ("\(key.period)", key.edition.text)
            (line.source, line.status) = (key.source.text, FigureFinality(key.status.rawValue))
            line.figures = own.map { FigureEntry($0, revision: revisions[$0] ?? 0) }
            let spoken = Set(own.compactMap { $0.figure.subject.place.code })
            line.silent = group.members.filter { !spoken.contains($0) }.map(\.text)
            do throws(DomainError) {
                line.sum = "\(try FigureArithmetic.sum(own, of: group, in: edition))"
            } catch {
                line.refused = error.reason.text
                line.refusedMessage = error.finding().sentence
            }
            bytes += line.byteCount() + AnswerRoom.entryHeadBytes
            count += own.count
            if bytes <= FigureHandlers.seriesBytesMax, count <= FigureHandlers.seriesMax {
                response.lines.append(line)
            } else {
                response.figuresLeftOut += UInt64(own.count)
            }
        }
    }
}

/// Which figures of a group are meant.
private struct GroupFilter {
    private let period: FigurePeriod?
    private let edition: FigureEdition?
    private let source: SourceMark?

    init(_ request: GetGroupFiguresRequest) throws(Fault) {
        if request.period.isEmpty {
            period = nil
        } else {
            guard let known = FigurePeriod.read(request.period) else {
                throw .invalid("period", "not_a_period", FigurePeriod.expectedForm)
            }
            period = known
        }
        edition = request.edition.isEmpty ? nil : FigureEdition(text: request.edition)
        source = request.source.isEmpty ? nil : SourceMark(text: request.source)
    }

    func fits(_ figure: Figure) -> Bool {
        (period == nil || figure.subject.period == period)
            && (edition == nil || figure.edition == edition)
            && (source == nil || figure.source == source)
    }
}
