import HubDomain
import HubStore
import HubText

/// A statement as the table has it: numbers for texts.
struct FigureRow {
    /// What tells it from others: measure, place, scope, period, edition, source, status, unit.
    var key: [Int64]
    /// The revision that made it.
    var revision: Int64 = 0
    /// Why there is no value; 0 where there is one.
    var absence: Int64 = 0
    /// The value without its point.
    var value: Int64 = 0
    /// The digits behind the point.
    var places: Int64 = 0
    /// How exactly it was given.
    var precision: Int64 = 0
    /// What a reader must know.
    var note: Int64 = 0

    /// The columns of a key.
    static let keyCount = 8

    /// A key as it stands in a cursor.
    var cursor: [UInt8] {
        var bytes: [UInt8] = []
        for number in key { bytes.append(packed: number) }
        return bytes
    }

    /// The key of a cursor; before all keys for none.
    static func key(of cursor: [UInt8]?) -> [Int64] {
        guard let cursor, cursor.count == keyCount * 8 else {
            return [Int64](repeating: -1, count: keyCount)
        }
        var reader = PackedReader(cursor[...])
        return (0..<keyCount).map { _ in reader.int64() }
    }

    /// The statement in words.
    func stated(
        _ texts: inout FigureTexts,
        in store: borrowing Database
    ) throws(StoreError) -> StatedFigure {
        let scope = try texts.text(key[2], in: store)
        guard let period = FigurePeriod(stored: key[3]), let employers = FigureScope(stored: scope),
            let status = FigureStatus(rawValue: try texts.text(key[6], in: store)),
            let unit = FigureUnit(rawValue: try texts.text(key[7], in: store)),
            let precision = FigurePrecision(rawValue: try texts.text(precision, in: store))
        else { throw StoreError(.corrupt, "a figure that cannot be read") }
        let subject = FigureSubject(
            MeasureID(text: try texts.text(key[0], in: store)),
            try texts.place(key[1], in: store),
            period,
            employers
        )
        let figure = Figure(
            subject,
            value: Decimal(unscaled: value, places: Int(places)),
            unit: unit,
            edition: FigureEdition(text: try texts.text(key[4], in: store)),
            precision: precision,
            status: status,
            source: SourceMark(text: try texts.text(key[5], in: store)),
            note: try texts.text(note, in: store)
        )
        let word = try texts.text(absence, in: store)
        return StatedFigure(figure, absence: FigureAbsence(rawValue: word))
    }

    /// The texts of a statement's key, in its order; the period is no text and empty here.
    static func words(_ figure: Figure) -> [String] {
        [
            figure.subject.measure.text, "", figure.subject.scope.stored, "", figure.edition.text,
            figure.source.text, figure.status.rawValue, figure.unit.rawValue,
        ]
    }

    /// The key of a statement; `nil` where one of its texts is not there yet.
    static func key(
        of figure: Figure,
        _ texts: inout FigureTexts,
        in store: borrowing Database
    ) throws(StoreError) -> [Int64]? {
        guard let place = try texts.number(of: figure.subject.place, in: store) else { return nil }
        var key: [Int64] = []
        for word in words(figure) {
            guard let number = try texts.number(word, in: store) else { return nil }
            key.append(number)
        }
        (key[1], key[3]) = (place, figure.subject.period.stored)
        return key
    }

    /// A statement's row, with its texts kept.
    init(
        _ stated: StatedFigure,
        _ texts: inout FigureTexts,
        in store: borrowing Database
    ) throws(StoreError) {
        let figure = stated.figure
        key = []
        for word in FigureRow.words(figure) { key.append(try texts.ensure(word, in: store)) }
        (key[1], key[3]) = (
            try texts.ensure(figure.subject.place, in: store), figure.subject.period.stored
        )
        absence = try texts.ensure(stated.absence?.rawValue ?? "", in: store)
        value = figure.value.unscaled
        places = Int64(figure.value.places)
        precision = try texts.ensure(figure.precision.rawValue, in: store)
        note = try texts.ensure(figure.note, in: store)
    }

    /// A row of a query over the columns of the table, in their order.
    init(_ row: borrowing HubStore.Statement) {
        key = (0..<FigureRow.keyCount).map { row.integer($0) }
        revision = row.integer(8)
        absence = row.integer(9)
        value = row.integer(10)
        places = row.integer(11)
        precision = row.integer(12)
        note = row.integer(13)
    }

    /// Everything but the revision, for the digest of an import's rows.
    func append(to bytes: inout [UInt8]) {
        for number in key + [absence, value, places, precision, note] {
            bytes.append(packed: number)
        }
    }
}

extension FigurePeriod {
    /// Kinds that begin in the same month are told apart.
    private static let kinds: Int64 = 4

    /// The period as the table has it: its place in time, then its kind.
    var stored: Int64 {
        let kind: Int64 =
            switch self {
            case .notStated: 0
            case .financialYear: 1
            case .year: 2
            case .month: 3
            }
        return Int64(order) * Self.kinds + kind
    }

    /// The period of the table.
    init?(stored: Int64) {
        let order = Int(stored / Self.kinds)
        let period: FigurePeriod
        switch stored % Self.kinds {
        case 0: period = .notStated
        case 1: period = .financialYear((order - 14) / 12)
        case 2: period = .year((order - 11) / 12)
        default: period = .month(order / 12, order % 12 + 1)
        }
        guard period.stored == stored else { return nil }
        self = period
    }
}

extension FigureScope {
    /// The scope as the table has it: its four parts with slashes between them, which no part has.
    var stored: String {
        [
            employers.text, jobGroup?.text ?? "", setting?.text ?? "", characteristic?.text ?? "",
        ].joined(separator: "/")
    }

    /// The scope of the table.
    init?(stored: String) {
        let parts = stored.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let employers = EmployerScope.read(parts[0]) else { return nil }
        let groups = parts.dropFirst().map { $0.isEmpty ? nil : FigureGroup(text: $0) }
        self.init(
            employers,
            jobGroup: groups[0],
            setting: groups[1],
            characteristic: groups[2]
        )
    }
}
