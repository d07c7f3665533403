import HubDomain
import HubStore
import HubText
import HubWire

/// Which figures a list or an export is about, as the table asks for them.
struct FigureSelection {
    /// The numbers that columns must have; `nil` for any.
    private let numbers: [Int64?]
    /// Whether something is asked for that the file holds nothing of.
    private let isEmpty: Bool

    /// Reads a filter.
    ///
    /// - Throws: FIGR-0123 for a measure, FIGR-0126 for a place, `requestNotValid` for a period
    ///   that there cannot be.
    init(
        _ filter: FigureFilter,
        _ handlers: FigureHandlers,
        _ call: CallContext,
        in store: borrowing Database
    ) throws(Fault) {
        var texts = FigureTexts()
        var isEmpty = false
        func number(_ found: Int64?) -> Int64? {
            if found == nil { isEmpty = true }
            return found
        }
        var numbers = [Int64?](repeating: nil, count: 6)
        if !filter.measure.isEmpty {
            let measure = try handlers.measure(filter.measure, "filter.measure")
            numbers[0] = number(try Self.look(measure.id.text, &texts, store))
        }
        if !filter.area.isEmpty {
            let place = try handlers.place(filter.area, "filter.area", call, in: store)
            numbers[1] = number(
                try stored { () throws(StoreError) in try texts.number(of: place, in: store) }
            )
        }
        if !filter.period.isEmpty {
            guard let period = FigurePeriod.read(filter.period) else {
                throw .invalid("filter.period", "not_a_period", FigurePeriod.expectedForm)
            }
            numbers[2] = period.stored
        }
        for (place, text) in [
            (3, filter.edition), (4, filter.source), (5, filter.status.word ?? ""),
        ] where !text.isEmpty {
            numbers[place] = number(try Self.look(text, &texts, store))
        }
        self.numbers = numbers
        self.isEmpty = isEmpty
    }

    private static func look(
        _ text: String,
        _ texts: inout FigureTexts,
        _ store: borrowing Database
    ) throws(Fault) -> Int64? {
        do throws(StoreError) {
            return try texts.number(text, in: store)
        } catch {
            throw Fault(error)
        }
    }

    /// The conditions of `numbers`, each of which stands in the statement only where it is asked.
    private static let conditions: [StaticString] = [
        "AND measure = ?9", "AND place = ?10", "AND period = ?11", "AND edition = ?12",
        "AND source = ?13", "AND status = ?14",
    ]

    /// The rows after a key, in the order of keys.
    func rows(
        after key: [Int64],
        limit: Int,
        in store: borrowing Database
    ) throws(Fault) -> [FigureRow] {
        guard !isEmpty else { return [] }
        var parts: [StaticString] = [
            """
            SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
                absence, value, places, precision, note
            FROM figure
            WHERE (measure, place, scope, period, edition, source, status, unit)
                > (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """
        ]
        for (number, condition) in zip(numbers, Self.conditions) where number != nil {
            parts.append(condition)
        }
        parts.append(
            """
            ORDER BY measure, place, scope, period, edition, source, status, unit
            LIMIT ?15
            """
        )
        let query = Query(once: parts)
        let values =
            key.map { StoreValue.integer($0) } + numbers.map { .integer($0) }
            + [.integer(Int64(limit))]
        return try stored { () throws(StoreError) in
            try store.rows(query, values) { FigureRow($0) }
        }
    }

    /// Refuses to go on with a list of which something was added or taken away meanwhile.
    static func requireSame(
        since revision: Int64,
        in store: borrowing Database
    ) throws(Fault) {
        guard try FigureImports.lastChange(in: store) <= revision else {
            throw Fault(
                .changedSinceYouReadIt,
                "figures were imported or taken back meanwhile; begin again"
            )
        }
    }
}
