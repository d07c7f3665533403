import HubStore

/// The texts that rows of erased workers pointed to: what nobody else's row points to goes with
/// them.
///
/// A team of one, or the title of a course that one person took, tells of that person.
struct ErasedTexts {
    /// Every column that holds the number of a text: the small tables first.
    static let places: [(table: StaticString, column: StaticString)] = [
        ("training_worker", "organisation"), ("training_worker", "team"),
        ("training_worker", "role"), ("training_worker", "other_roles"),
        ("training_worker_past", "organisation"), ("training_worker_past", "team"),
        ("training_worker_past", "role"), ("training_worker_past", "other_roles"),
        ("training_arrangement", "subject"), ("training_arrangement", "reason"),
        ("training_arrangement", "accepted_by"), ("training_arrangement_past", "subject"),
        ("training_arrangement_past", "reason"), ("training_arrangement_past", "accepted_by"),
        ("training_count", "organisation"), ("training_count", "team"),
        ("training_count", "role"), ("training_count", "rule"), ("training_standing", "rule"),
        ("training", "topic"), ("training", "title"), ("training", "provider"),
        ("training", "evidence"), ("training_past", "topic"), ("training_past", "title"),
        ("training_past", "provider"), ("training_past", "evidence"),
    ]

    private var numbers: Set<Int64> = []

    /// Nobody's yet.
    init() {}

    /// Notes those of a worker, before the rows go.
    ///
    /// - Parameters:
    ///   - worker: The worker's number.
    ///   - store: The tenant's file.
    /// - Throws: A fault of the store.
    mutating func note(worker: Int64, in store: borrowing Database) throws(StoreError) {
        numbers.formUnion(try store.rows(.textsOfWorker, [.integer(worker)]) { $0.integer(0) })
    }

    /// Notes texts of rows that go.
    mutating func note(texts: some Sequence<Int64>) { numbers.formUnion(texts) }

    /// Removes those to which no row points any more, once all rows and counts have gone.
    ///
    /// - Parameter store: The tenant's file.
    /// - Throws: A fault of the store.
    /// - Complexity: One pass over the tables, however many there are.
    func remove(in store: borrowing Database) throws(StoreError) {
        var unused = numbers
        // 0 is the empty text, which has no row.
        unused.remove(0)
        guard !unused.isEmpty else { return }
        for (table, column) in ErasedTexts.places where !unused.isEmpty {
            let query = Query(once: ["SELECT DISTINCT", column, "FROM", table])
            unused.subtract(try store.rows(query) { $0.integer(0) })
        }
        for number in unused.sorted() { try store.run(.removeText, [.integer(number)]) }
    }
}

extension Query {
    fileprivate static let textsOfWorker = Query(
        """
        SELECT organisation FROM training_worker WHERE number = ?1
        UNION SELECT team FROM training_worker WHERE number = ?1
        UNION SELECT role FROM training_worker WHERE number = ?1
        UNION SELECT other_roles FROM training_worker WHERE number = ?1
        UNION SELECT organisation FROM training_worker_past WHERE number = ?1
        UNION SELECT team FROM training_worker_past WHERE number = ?1
        UNION SELECT role FROM training_worker_past WHERE number = ?1
        UNION SELECT other_roles FROM training_worker_past WHERE number = ?1
        UNION SELECT topic FROM training WHERE worker = ?1
        UNION SELECT title FROM training WHERE worker = ?1
        UNION SELECT provider FROM training WHERE worker = ?1
        UNION SELECT evidence FROM training WHERE worker = ?1
        UNION SELECT topic FROM training_past WHERE worker = ?1
        UNION SELECT title FROM training_past WHERE worker = ?1
        UNION SELECT provider FROM training_past WHERE worker = ?1
        UNION SELECT evidence FROM training_past WHERE worker = ?1
        UNION SELECT subject FROM training_arrangement WHERE worker = ?1
        UNION SELECT reason FROM training_arrangement WHERE worker = ?1
        UNION SELECT accepted_by FROM training_arrangement WHERE worker = ?1
        UNION SELECT subject FROM training_arrangement_past WHERE worker = ?1
        UNION SELECT reason FROM training_arrangement_past WHERE worker = ?1
        UNION SELECT accepted_by FROM training_arrangement_past WHERE worker = ?1
        """
    )
    fileprivate static let removeText = Query("DELETE FROM training_text WHERE number = ?1")
}
