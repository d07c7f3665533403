import HubDomain
import HubStore

/// Texts of a tenant's figure tables and their numbers; 0 is the empty text.
///
/// Each text is looked up once: a file of thousands of figures has few dozens of them.
struct FigureTexts {
    // Compared byte by byte, as the table does.
    private var numbers: [FigureGroup: Int64] = [:]
    private var texts: [Int64: String] = [:]
    private var places: [Int64: FigurePlace] = [:]
    private var placeNumbers: [FigurePlace: Int64] = [:]

    /// Nothing looked up yet.
    init() {}

    /// The number of a text; `nil` where the file does not hold it.
    mutating func number(
        _ text: String,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        if text.isEmpty { return 0 }
        let key = FigureGroup(text: text)
        if let known = numbers[key] { return known < 0 ? nil : known }
        let found = try store.first(.numberOf, [.text(text)]) { $0.integer(0) }
        numbers[key] = found ?? -1
        return found
    }

    /// The number of a text, which is kept if it is new.
    mutating func ensure(
        _ text: String,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        if let number = try number(text, in: store) { return number }
        try store.run(.insertText, [.text(text)])
        numbers[FigureGroup(text: text)] = nil
        return try number(text, in: store) ?? 0
    }

    /// The text of a number.
    mutating func text(_ number: Int64, in store: borrowing Database) throws(StoreError) -> String {
        if number == 0 { return "" }
        if let known = texts[number] { return known }
        let text = try store.first(.textOf, [.integer(number)]) { $0.text(0) } ?? ""
        texts[number] = text
        return text
    }

    /// The number of a place; `nil` where the file does not hold it.
    mutating func number(
        of place: FigurePlace,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        if let known = placeNumbers[place] { return known < 0 ? nil : known }
        let found = try store.first(.placeNumberOf, [.text(place.key)]) { $0.integer(0) }
        placeNumbers[place] = found ?? -1
        return found
    }

    /// The number of a place, which is kept if it is new.
    mutating func ensure(
        _ place: FigurePlace,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        if let number = try number(of: place, in: store) { return number }
        try store.run(
            .insertPlace,
            [
                .text(place.key), .text(place.kind.rawValue), .text(place.code?.text ?? ""),
                .text(place.name),
            ]
        )
        placeNumbers[place] = nil
        return try number(of: place, in: store) ?? 0
    }

    /// The place of a number.
    mutating func place(
        _ number: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> FigurePlace {
        if let known = places[number] { return known }
        let found = try store.first(.placeOf, [.integer(number)]) { row throws(StoreError) in
            try FigureTexts.place(row)
        }
        guard let found else { throw StoreError(.corrupt, "a figure of no place") }
        places[number] = found
        return found
    }

    /// A place that only the file knows, by its code or name.
    static func place(
        named typed: String,
        in store: borrowing Database
    ) throws(StoreError) -> FigurePlace? {
        let code = GSSCode.read(typed)?.text ?? ""
        let keys = [FigurePlace.Kind.icb, .provider, .other].map {
            StoreValue.text(FigurePlace($0, code: nil, name: typed).key)
        }
        return try store.first(.placeNamed, [.text(code), .text(typed)] + keys) {
            row throws(StoreError) in try FigureTexts.place(row)
        }
    }

    private static func place(_ row: borrowing HubStore.Statement) throws(StoreError) -> FigurePlace
    {
        guard let kind = FigurePlace.Kind(rawValue: row.text(0)) else {
            throw StoreError(.corrupt, "a place of no kind")
        }
        let code = row.text(1)
        return FigurePlace(
            kind,
            code: code.isEmpty ? nil : GSSCode(text: code),
            name: row.text(2)
        )
    }
}

extension Query {
    fileprivate static let numberOf = Query("SELECT number FROM figure_text WHERE value = ?1")
    fileprivate static let textOf = Query("SELECT value FROM figure_text WHERE number = ?1")
    fileprivate static let insertText = Query("INSERT INTO figure_text (value) VALUES (?1)")
    fileprivate static let placeNumberOf = Query("SELECT number FROM figure_place WHERE key = ?1")
    fileprivate static let placeOf = Query(
        "SELECT kind, code, name FROM figure_place WHERE number = ?1"
    )
    fileprivate static let placeNamed = Query(
        """
        SELECT kind, code, name FROM figure_place
        WHERE (code = ?1 AND code <> '') OR name = ?2 OR key IN (?3, ?4, ?5)
        ORDER BY number LIMIT 1
        """
    )
    fileprivate static let insertPlace = Query(
        "INSERT INTO figure_place (key, kind, code, name) VALUES (?1, ?2, ?3, ?4)"
    )
}
