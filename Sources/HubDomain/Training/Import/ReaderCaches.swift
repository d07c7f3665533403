import HubText

/// What the cells of a file mean, worked out once for each distinct cell.
struct ReaderCaches: Sendable {
    enum Worker: Sendable {
        case known(Int)
        // Rare and large: apart, so that a million cells that are right stay small.
        indirect case wrong(DomainError)
    }

    enum Topic: Sendable {
        case known(Int)
        case ignored
        /// A name that tells who somebody is.
        case personal(PersonalText)
        /// A name that somebody has to explain, with its place in `UnknownTopics`.
        case unknown(TopicMatch, place: Int?)
    }

    enum Text: Sendable {
        case known(Int)
        // Rare and large: apart, so that a million cells that are right stay small.
        indirect case wrong(DomainError)
    }

    var workers: CellCache<Worker>
    var texts: [CellCache<Text>]
    var topics: CellCache<Topic>
    var categories: CellCache<Topic>
    var days: [CellCache<DateCell>]
    var answers: CellCache<TriState?>
    /// Whether a topic's cell is one that the mapping leaves out.
    var leftOut: CellCache<Bool>
    /// What titles are about in files that have no other column for it, by their numbers.
    var titles: [Int: Topic] = [:]

    init(columns: [ColumnMapping.Column], seed: UInt64) {
        workers = CellCache(seed: seed, countMax: RecordKeys.workersMax)
        // All are remembered: two rows that say the same must have the same numbers.
        texts = columns.map { _ in
            CellCache(seed: seed, countMax: TrainingFileReader.textsMax)
        }
        topics = CellCache(seed: seed)
        categories = CellCache(seed: seed)
        days = columns.map { _ in CellCache(seed: seed) }
        leftOut = CellCache(seed: seed)
        answers = CellCache(seed: seed, countMax: 1_024)
    }
}

/// What one row said, before it is known whether it makes a record.
struct RowCells {
    var worker: Int?
    var topic: Int?
    var record = ImportedRecord(row: 0, worker: 0, topic: 0)
    /// The days of topics that have columns of their own.
    var wide: [Wide] = []
    var isWrong = false
    /// The columns about which something was said that keeps the row from being a record.
    var failed: [Int] = []
    /// Whether the cell for the day of completion has anything in it.
    var hasCompletedCell = false
    var isApplicable = true
    var kind = RecordKind.training
    /// What stands in the topic's column of a kind that has names: a text, 0 for none.
    var name = 0

    /// Whether something was said of one of these columns: what is missing there need not be.
    func hasFailed(_ columns: Int?...) -> Bool {
        !failed.isEmpty && columns.contains { $0.map(failed.contains) ?? false }
    }

    struct Wide {
        var topic: Int
        var column: Int
        var completed: Day?
        var expiry = StatedExpiry.unstated
        var isDone = false
    }
}
