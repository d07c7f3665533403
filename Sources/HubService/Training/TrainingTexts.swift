import HubStore

/// Texts of a tenant's training tables and their numbers; 0 is the empty text.
struct TrainingTexts {
    private var values: [Int64: String] = [:]

    /// Nothing looked up yet.
    init() {}

    /// The text of a number.
    mutating func text(_ number: Int64, in store: borrowing Database) throws(StoreError) -> String {
        if number == 0 { return "" }
        if let known = values[number] { return known }
        let text = try store.first(.textOf, [.integer(number)]) { $0.text(0) } ?? ""
        values[number] = text
        return text
    }

    /// The number of a text; `nil` where the file does not hold it.
    static func number(
        _ text: String,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        if text.isEmpty { return 0 }
        return try store.withStatement(.numberOf) { statement throws(StoreError) in
            try statement.bind(1, text)
            return try statement.step() ? statement.integer(0) : nil
        }
    }

    /// The number of a text, which is kept if it is new.
    static func ensure(
        _ text: String,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        if let number = try number(text, in: store) { return number }
        try store.run(.insertText, [.text(text)])
        return try number(text, in: store) ?? 0
    }
}

extension Query {
    fileprivate static let textOf = Query("SELECT value FROM training_text WHERE number = ?1")
    fileprivate static let numberOf = Query("SELECT number FROM training_text WHERE value = ?1")
    fileprivate static let insertText = Query("INSERT INTO training_text (value) VALUES (?1)")
}
