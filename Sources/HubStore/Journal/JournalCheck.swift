import HubSystem

/// Follows the chain of a journal from its start, a piece at a time: each piece in a short read
/// transaction, so that a long journal never holds the file's log.
///
/// It computes every link again and finds what the independent verifier finds of the chain. Between
/// pieces it is bytes, which whoever asks for the next piece hands back.
package struct JournalCheck: Sendable {
    /// The end of a chain as somebody outside remembers it.
    package struct Head: Equatable, Sendable {
        /// The epoch of the file then.
        package let epoch: Int64
        /// The revision.
        package let revision: Int64
        /// The last link of the revision: 32 bytes.
        package let chain: [UInt8]

        /// A head.
        package init(epoch: Int64, revision: Int64, chain: [UInt8]) {
            self.epoch = epoch
            self.revision = revision
            self.chain = chain
        }
    }

    /// Rows and openings that one piece looks at.
    package static let pieceMax = 2_000
    /// Bytes of bodies after which a piece ends.
    static let pieceBytesMax = 4 * 1_024 * 1_024

    /// The last revision that is looked at: the journal's when the check began.
    package let last: Int64
    /// The revision that the check has come to.
    package internal(set) var revision: Int64 = 0
    /// Which of the remembered heads were found.
    package internal(set) var found: [Bool]
    /// Whether everything was looked at, or something is wrong.
    package internal(set) var isDone = false
    /// What is wrong first, in plain English.
    package internal(set) var fault: String?

    var ordinal: Int64 = 0
    var link: [UInt8]
    var time: Int64 = .min
    /// The epochs so far, each once.
    var epochs: [Int64] = []
    private var chain: JournalChain

    /// A check at a journal's start.
    ///
    /// - Parameters:
    ///   - file: Which file.
    ///   - last: The last revision to look at.
    ///   - heads: How many heads are looked for.
    ///   - cryptography: Digests.
    package init(
        of file: FileIdentity,
        upTo last: Int64,
        heads: Int,
        _ cryptography: StoreCryptography
    ) {
        self.last = last
        found = [Bool](repeating: false, count: heads)
        chain = JournalChain(cryptography)
        link = chain.start(of: file)
    }

    /// Looks at the next piece.
    ///
    /// - Parameters:
    ///   - database: The file.
    ///   - heads: Those that are remembered, the same ones for each piece.
    /// - Throws: `StoreError`, for a file that cannot be read at all.
    package mutating func follow(
        _ database: borrowing Database,
        heads: [Head]
    ) throws(StoreError) {
        var left = (rows: JournalCheck.pieceMax, bytes: JournalCheck.pieceBytesMax)
        while !isDone, left.rows > 0, left.bytes > 0 {
            guard try followRows(database, &left) else { continue }
            note(heads)
            if let opening = try nextOpening(database) {
                left.rows -= 1
                open(opening)
            } else if !isDone {
                try end(database)
            }
        }
    }

    private mutating func fail(_ words: String) {
        guard fault == nil else { return }
        fault = words
        isDone = true
    }

    /// Looks whether a remembered head is the end of the present revision.
    private mutating func note(_ heads: [Head]) {
        for (place, head) in heads.enumerated()
        where head.revision == revision && place < found.count {
            if head.epoch == epochs.last, head.chain == link { found[place] = true }
        }
    }
}

// Rows.
extension JournalCheck {
    private struct Row {
        let position: JournalPosition
        let kind: String
        let record: [UInt8]
        let operation: Int64
        let body: [UInt8]?
        let salt: [UInt8]?
        let digest: [UInt8]
        let chain: [UInt8]

        init(_ row: borrowing Statement) {
            position = JournalPosition(revision: row.integer(0), ordinal: row.integer(1))
            kind = row.text(2)
            record = row.bytes(3)
            operation = row.integer(4)
            body = row.optionalBytes(5)
            salt = row.optionalBytes(6)
            digest = row.bytes(7)
            chain = row.bytes(8)
        }
    }

    /// Looks at the rows of the present revision.
    ///
    /// - Returns: Whether all of them were looked at, and are sound.
    private mutating func followRows(
        _ database: borrowing Database,
        _ left: inout (rows: Int, bytes: Int)
    ) throws(StoreError) -> Bool {
        // Rows under numbers that no revision has come first of all.
        let start: Int64 = revision == 0 ? .min : revision
        let values: [StoreValue] = [
            .integer(start), .integer(revision == 0 ? .min : ordinal), .integer(revision),
            .integer(Int64(left.rows)),
        ]
        return try database.withStatement(.rowsToCheck) { statement throws(StoreError) in
            try statement.bind(values)
            while left.rows > 0, left.bytes > 0, try statement.step() {
                let row = Row(statement)
                left.rows -= 1
                left.bytes -= row.body?.count ?? 0
                check(row)
                if isDone { return false }
            }
            return left.rows > 0 && left.bytes > 0
        }
    }

    private mutating func check(_ row: Row) {
        let place = "revision \(row.position.revision), row \(row.position.ordinal)"
        guard row.position.revision == revision, revision > 0 else {
            return fail("\(place): the row belongs to no revision")
        }
        guard row.position.ordinal == ordinal + 1 else {
            return fail("\(place): row \(ordinal + 1) is missing")
        }
        guard (row.body == nil) == (row.salt == nil) else { return fail("\(place): half erased") }
        if let body = row.body, let salt = row.salt,
            chain.digest(salt: salt, body: body) != row.digest
        {
            return fail("\(place): the content is not the one that was recorded")
        }
        let expected = chain.row(
            after: link,
            at: row.position,
            kind: row.kind,
            record: row.record,
            operation: row.operation,
            digest: row.digest
        )
        guard expected == row.chain else {
            return fail("\(place): the chain is broken; something was changed here afterwards")
        }
        link = row.chain
        ordinal = row.position.ordinal
    }
}

// Openings.
extension JournalCheck {
    private struct Opening {
        let opening: JournalOpening
        let chain: [UInt8]

        init(_ row: borrowing Statement) {
            opening = JournalOpening(
                epoch: row.integer(1),
                revision: row.integer(0),
                time: .init(microseconds: row.integer(2)),
                actor: row.bytes(3),
                method: row.text(4),
                request: row.bytes(5),
                batch: row.id(6)
            )
            chain = row.bytes(7)
        }
    }

    private borrowing func nextOpening(
        _ database: borrowing Database
    ) throws(StoreError) -> Opening? {
        try database.first(.openingToCheck, [.integer(revision), .integer(last)]) { row in
            Opening(row)
        }
    }

    private mutating func open(_ next: Opening) {
        let opening = next.opening
        let place = "revision \(opening.revision)"
        guard opening.revision == revision + 1 else {
            return fail("revision \(revision + 1) is missing")
        }
        guard opening.time.microseconds >= time else {
            return fail("\(place): earlier than the one before it")
        }
        guard epochs.last == opening.epoch || !epochs.contains(opening.epoch) else {
            return fail("\(place): the epoch \(opening.epoch) comes back")
        }
        guard chain.opening(after: link, opening) == next.chain else {
            return fail(
                "\(place): the chain is broken where it opens; something was changed here "
                    + "afterwards"
            )
        }
        if epochs.last != opening.epoch { epochs.append(opening.epoch) }
        link = next.chain
        time = opening.time.microseconds
        revision = opening.revision
        ordinal = 0
    }

    /// After the last revision.
    private mutating func end(_ database: borrowing Database) throws(StoreError) {
        guard revision == last else { return fail("revision \(revision + 1) is missing") }
        if let orphan = try database.first(.orphanAfterAll, [], { $0.optionalInteger(0) }),
            let orphan
        {
            return fail("revision \(orphan), row 1: the row belongs to no revision")
        }
        isDone = true
    }
}

// Between two pieces.
extension JournalCheck {
    /// The state, for going on later.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for number in [revision, ordinal, time, Int64(epochs.count)] + epochs {
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - $0 * 8)) }
        }
        return bytes + link + found.map { $0 ? 1 : 0 }
    }

    /// Goes on where a check of the same file was.
    ///
    /// - Parameter bytes: Its state.
    /// - Returns: Whether they are one.
    package mutating func resume(_ bytes: [UInt8]) -> Bool {
        func number(_ place: Int) -> Int64? {
            guard bytes.count >= place * 8 + 8 else { return nil }
            return bytes[place * 8..<place * 8 + 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        guard let revision = number(0), let ordinal = number(1), let time = number(2),
            let count = number(3), (0...Int64(bytes.count / 8)).contains(count)
        else { return false }
        let epochs = (0..<Int(count)).compactMap { number(4 + $0) }
        let rest = bytes.dropFirst((4 + Int(count)) * 8)
        guard epochs.count == Int(count), rest.count == link.count + found.count else {
            return false
        }
        self.revision = revision
        self.ordinal = ordinal
        self.time = time
        self.epochs = epochs
        found = rest.dropFirst(link.count).map { $0 != 0 }
        link = Array(rest.prefix(link.count))
        return true
    }
}

extension Query {
    fileprivate static let rowsToCheck = Query(
        """
        SELECT revision, ordinal, kind, record, operation, body, salt, digest, chain
        FROM journal_row WHERE (revision, ordinal) > (?1, ?2) AND revision <= ?3
        ORDER BY revision, ordinal LIMIT ?4
        """
    )
    fileprivate static let openingToCheck = Query(
        """
        SELECT revision, epoch, time, actor, method, request, batch, chain
        FROM journal_revision WHERE revision > ?1 AND revision <= ?2 ORDER BY revision LIMIT 1
        """
    )
    fileprivate static let orphanAfterAll = Query(
        """
        SELECT min(revision) FROM journal_row
        WHERE revision > (SELECT coalesce(max(revision), 0) FROM journal_revision)
        """
    )
}
