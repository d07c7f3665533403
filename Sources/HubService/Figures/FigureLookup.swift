import HubDomain
import HubStore
import HubWire

/// Looks up the figures that numbers are taken from; each measure of each place is read once.
struct FigureLookup {
    private struct Key: Hashable {
        let measure: MeasureID
        let area: FigureGroup
    }

    private let handlers: FigureHandlers
    private let call: CallContext
    private let view: RecordView
    private var known: [Key: (place: FigurePlace?, statements: [StatedFigure])] = [:]

    /// Looks at the figures of the caller's organisation.
    ///
    /// - Parameters:
    ///   - handlers: What reads them.
    ///   - call: Whose.
    ///   - view: Which state is read.
    init(_ handlers: FigureHandlers, _ call: CallContext, _ view: RecordView = .current) {
        self.handlers = handlers
        self.call = call
        self.view = view
    }

    /// What is known of a measure in a place; no place where nobody knows it.
    mutating func statements(
        of measure: MeasureID,
        in area: String,
        _ store: borrowing Database
    ) throws(Fault) -> (place: FigurePlace?, statements: [StatedFigure]) {
        let key = Key(measure: measure, area: FigureGroup(text: area))
        if let found = known[key] { return found }
        var found: (place: FigurePlace?, statements: [StatedFigure]) = (nil, [])
        if let measured = try handlers.catalogue().measure(measure),
            let place = try place(area, store)
        {
            let all = try handlers.statements(measured, place, view, in: store)
            found = (place, all.map(\.stated))
        }
        known[key] = found
        return found
    }

    private func place(
        _ area: String,
        _ store: borrowing Database
    ) throws(Fault) -> FigurePlace? {
        guard !area.isEmpty else { return nil }
        do throws(Fault) {
            return try handlers.place(area, "area", call, in: store)
        } catch {
            // That a place is not known is told of the reference that names it.
            let unknown = [ReasonCode.figurePlace, .councilSeveral].map(\.text)
            guard unknown.contains(error.reason.code) else { throw error }
            return nil
        }
    }

    /// What stands where a reference points.
    mutating func found(
        _ reference: FigureReference,
        _ store: borrowing Database
    ) throws(Fault) -> FigureFound {
        let statements = try statements(of: reference.measure, in: reference.area, store).statements
        let unit = try handlers.catalogue().measure(reference.measure)?.unit ?? .posts
        return FigureFound(reference, among: statements, unit: unit)
    }
}
