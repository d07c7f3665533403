import HubSystem

/// The end of a journal in the hands of its file's one writer.
///
/// The head here is ahead of the file's while a group is open: whoever rolls back a savepoint sets
/// `head` back to what it was when the savepoint was set.
struct JournalWriter {
    let identity: FileIdentity
    private(set) var head: JournalHead
    private var chain: JournalChain
    /// Where salts and new identifiers come from.
    var random: RandomPool

    /// Reads the head of a file.
    init(
        _ database: borrowing Database,
        identity: FileIdentity,
        cryptography: StoreCryptography
    ) throws(StoreError) {
        self.identity = identity
        var chain = JournalChain(cryptography)
        random = RandomPool(cryptography)
        head =
            try database.readHead()
            ?? JournalHead(
                revision: 0,
                chain: chain.start(of: identity),
                time: Instant(microseconds: 0)
            )
        self.chain = chain
    }

    /// Goes back to an earlier head, with the savepoint that was set at it.
    mutating func restore(_ earlier: JournalHead) { head = earlier }

    /// Opens the next revision.
    ///
    /// - Parameters:
    ///   - call: Who does what.
    ///   - now: The clock's time; the revision's is never before the last revision's.
    ///   - database: The file's writer, in the call's savepoint.
    /// - Throws: `StoreError`; the call must be rolled back.
    mutating func open(
        _ call: WriteCall,
        now: Instant,
        in database: borrowing Database
    ) throws(StoreError) {
        let opening = JournalOpening(
            epoch: identity.epoch,
            revision: head.revision + 1,
            time: max(now, head.time),
            actor: call.actor,
            method: call.method,
            request: call.request,
            batch: call.batch
        )
        let link = chain.opening(after: head.chain, opening)
        try database.withStatement(.insertOpening) { statement throws(StoreError) in
            try statement.bind(1, opening.revision)
            try statement.bind(2, opening.epoch)
            try statement.bind(3, opening.time.microseconds)
            try statement.bind(4, opening.actor)
            try statement.bind(5, opening.method)
            try statement.bind(6, opening.request)
            try statement.bind(7, StoreValue.id(opening.batch))
            try statement.bind(8, link)
            try statement.execute()
        }
        head = JournalHead(revision: opening.revision, chain: link, time: opening.time)
    }

    /// Appends a row to the revision that was opened last.
    ///
    /// - Parameters:
    ///   - entry: What was done.
    ///   - ordinal: The row's number within the revision.
    ///   - database: The file's writer, in the call's savepoint.
    /// - Throws: `StoreError`; the call must be rolled back.
    mutating func append(
        _ entry: JournalEntry,
        ordinal: Int64,
        in database: borrowing Database
    ) throws(StoreError) {
        let position = JournalPosition(revision: head.revision, ordinal: ordinal)
        let salt = random.take(16)
        let digest = chain.digest(salt: salt, body: entry.body)
        let link = chain.row(after: head.chain, at: position, entry, digest: digest)
        try database.withStatement(.insertRow) { statement throws(StoreError) in
            try statement.bind(1, position.revision)
            try statement.bind(2, position.ordinal)
            try statement.bind(3, entry.kind)
            try statement.bind(4, entry.record)
            try statement.bind(5, entry.operation.rawValue)
            try statement.bind(6, entry.body)
            try statement.bind(7, salt)
            try statement.bind(8, digest)
            try statement.bind(9, link)
            try statement.execute()
        }
        head = JournalHead(revision: head.revision, chain: link, time: head.time)
    }
}

extension Query {
    fileprivate static let insertOpening = Query(
        """
        INSERT INTO journal_revision (revision, epoch, time, actor, method, request, batch, chain)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    )
    fileprivate static let insertRow = Query(
        """
        INSERT INTO journal_row
        (revision, ordinal, kind, record, operation, body, salt, digest, chain)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """
    )
}
