import HubDomain
import HubStore
import HubWire

/// What is asked of the table of figures.
enum FigureTableQueries {
    /// How many figures an organisation's file may hold.
    static let figuresMax = 2_000_000
    /// How many editions are told apart in one answer.
    static let editionsMax = 2_000

    /// How many there are.
    ///
    /// - Complexity: Linear in them.
    static func count(in store: borrowing Database) throws(StoreError) -> Int {
        try store.first(.countFigures) { Int($0.integer(0)) } ?? 0
    }

    /// The row of a key.
    static func find(
        _ key: [Int64],
        in store: borrowing Database
    ) throws(StoreError) -> FigureRow? {
        try store.withStatement(.findFigure) { statement throws(StoreError) in
            for (place, number) in key.enumerated() { try statement.bind(place + 1, number) }
            return try statement.step() ? FigureRow(statement) : nil
        }
    }

    /// Keeps a row.
    static func insert(
        _ row: FigureRow,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        let numbers =
            row.key + [
                revision, row.absence, row.value, row.places, row.precision, row.note,
            ]
        try store.withStatement(.insertFigure) { statement throws(StoreError) in
            for (place, number) in numbers.enumerated() { try statement.bind(place + 1, number) }
            try statement.execute()
        }
    }

    /// The figures of a measure in a place, in the order of scope and period, as they are or as
    /// they stood after a revision.
    ///
    /// - Complexity: Linear in the answer; as of a revision also in the figures that were taken
    ///   back since.
    static func series(
        measure: Int64,
        place: Int64,
        edition: Int64?,
        _ view: RecordView,
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [FigureRow] {
        let values: [StoreValue] = [
            .integer(measure), .integer(place), .integer(edition), .integer(Int64(limit)),
        ]
        switch view {
        case .current: return try store.rows(.series, values) { FigureRow($0) }
        case .asOf(let revision):
            return try store.rows(.pastSeries, values + [.integer(revision)]) { FigureRow($0) }
        }
    }

    /// Editions with their counts: of all figures, or of those that a revision made.
    ///
    /// - Complexity: Linear in the figures.
    static func editions(
        of revision: Int64?,
        in store: borrowing Database
    ) throws(Fault) -> [FigureEditionEntry] {
        try stored { () throws(StoreError) in
            var texts = FigureTexts()
            let groups = try store.rows(
                revision == nil ? .editions : .editionsOfRevision,
                [.integer(revision ?? 0), .integer(Int64(editionsMax))]
            ) { row in (0..<7).map { row.integer($0) } }
            var entries: [FigureEditionEntry] = []
            for group in groups { entries.append(try entry(group, &texts, in: store)) }
            return entries.sorted(by: comesFirst)
        }
    }

    private static func entry(
        _ group: [Int64],
        _ texts: inout FigureTexts,
        in store: borrowing Database
    ) throws(StoreError) -> FigureEditionEntry {
        var entry = FigureEditionEntry()
        entry.source = try texts.text(group[0], in: store)
        entry.edition = try texts.text(group[1], in: store)
        entry.period = FigurePeriod(stored: group[2])?.description ?? ""
        entry.status = FigureFinality(try texts.text(group[3], in: store))
        entry.figures = UInt64(clamping: group[4])
        entry.measures = UInt64(clamping: group[5])
        entry.places = UInt64(clamping: group[6])
        return entry
    }

    private static func comesFirst(
        _ left: FigureEditionEntry,
        _ right: FigureEditionEntry
    ) -> Bool {
        for part in [\FigureEditionEntry.source, \.edition, \.period] {
            let (one, other) = (left[keyPath: part].utf8, right[keyPath: part].utf8)
            if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
        }
        return left.status.rawValue < right.status.rawValue
    }
}

extension Query {
    fileprivate static let countFigures = Query("SELECT count(*) FROM figure")
    fileprivate static let findFigure = Query(
        """
        SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
            absence, value, places, precision, note
        FROM figure
        WHERE measure = ?1 AND place = ?2 AND scope = ?3 AND period = ?4 AND edition = ?5
            AND source = ?6 AND status = ?7 AND unit = ?8
        """
    )
    fileprivate static let insertFigure = Query(
        """
        INSERT INTO figure (
            measure, place, scope, period, edition, source, status, unit, from_revision,
            absence, value, places, precision, note
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """
    )
    fileprivate static let series = Query(
        """
        SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
            absence, value, places, precision, note
        FROM figure
        WHERE measure = ?1 AND place = ?2 AND (?3 IS NULL OR edition = ?3)
        ORDER BY scope, period, edition, source, status, unit LIMIT ?4
        """
    )
    /// A figure never changes: it stood from the revision that made it until the one that took it
    /// back.
    fileprivate static let pastSeries = Query(
        """
        SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
            absence, value, places, precision, note
        FROM (
            SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
                absence, value, places, precision, note
            FROM figure
            WHERE measure = ?1 AND place = ?2 AND from_revision <= ?5
            UNION ALL
            SELECT measure, place, scope, period, edition, source, status, unit, from_revision,
                absence, value, places, precision, note
            FROM figure_past
            WHERE to_revision > ?5 AND from_revision <= ?5 AND measure = ?1 AND place = ?2
        )
        WHERE ?3 IS NULL OR edition = ?3
        ORDER BY scope, period, edition, source, status, unit LIMIT ?4
        """
    )
    fileprivate static let editions = Query(
        """
        SELECT source, edition, period, status, count(*), count(DISTINCT measure),
            count(DISTINCT place)
        FROM figure WHERE ?1 = 0 GROUP BY source, edition, period, status LIMIT ?2
        """
    )
    fileprivate static let editionsOfRevision = Query(
        """
        SELECT source, edition, period, status, count(*), count(DISTINCT measure),
            count(DISTINCT place)
        FROM figure WHERE from_revision = ?1 GROUP BY source, edition, period, status LIMIT ?2
        """
    )
}
