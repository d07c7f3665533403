import HubSystem

/// The links of a journal's chain; the bytes are specified in `Protocols/journal.md`.
struct JournalChain: Sendable {
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    /// The room in which each message is put together.
    private var message = ChainMessage()

    init(_ cryptography: StoreCryptography) { sha256 = cryptography.sha256 }

    /// Where the chain of a file starts.
    mutating func start(of file: FileIdentity) -> [UInt8] {
        message.begin("whub journal 1 start")
        message.append(file.file as OpaqueID?)
        message.append(file.kind.rawValue)
        return sha256(message.bytes)
    }

    /// The link that opens a revision.
    mutating func opening(after previous: [UInt8], _ opening: JournalOpening) -> [UInt8] {
        message.begin("whub journal 1 opening")
        message.append(previous)
        message.append(opening.epoch)
        message.append(opening.revision)
        message.append(opening.time.microseconds)
        message.append(opening.actor)
        message.append(opening.method)
        message.append(opening.request)
        message.append(opening.batch as OpaqueID?)
        return sha256(message.bytes)
    }

    /// The digest that stands for a body in the chain, so that the body can go.
    mutating func digest(salt: [UInt8], body: [UInt8]) -> [UInt8] {
        message.begin("whub journal 1 body")
        message.append(salt)
        message.append(body)
        return sha256(message.bytes)
    }

    /// The link of a row.
    mutating func row(
        after previous: [UInt8],
        at position: JournalPosition,
        _ entry: JournalEntry,
        digest: [UInt8]
    ) -> [UInt8] {
        row(
            after: previous,
            at: position,
            kind: entry.kind,
            record: entry.record.bytes,
            operation: entry.operation.rawValue,
            digest: digest
        )
    }

    /// The link of a row as it stands in a file.
    mutating func row(
        after previous: [UInt8],
        at position: JournalPosition,
        kind: String,
        record: [UInt8],
        operation: Int64,
        digest: [UInt8]
    ) -> [UInt8] {
        message.begin("whub journal 1 row")
        message.append(previous)
        message.append(position.revision)
        message.append(position.ordinal)
        message.append(kind)
        message.append(record)
        message.append(operation)
        message.append(digest)
        return sha256(message.bytes)
    }
}

/// What the link that opens a revision covers.
struct JournalOpening {
    let epoch: Int64
    let revision: Int64
    let time: Instant
    let actor: [UInt8]
    let method: String
    let request: [UInt8]
    let batch: OpaqueID?
}

/// Fields, each with its length before it, so that no two lists of fields have the same bytes.
struct ChainMessage {
    private(set) var bytes: [UInt8] = []

    /// A message without fields.
    init() { bytes.reserveCapacity(512) }

    /// A message that begins with a tag, which tells it from messages of other kinds.
    init(_ tag: String) {
        self.init()
        append(tag)
    }

    /// Begins anew, in the same room.
    mutating func begin(_ tag: String) {
        bytes.removeAll(keepingCapacity: true)
        append(tag)
    }

    /// Appends four bytes of length, and the text in UTF-8.
    mutating func append(_ text: String) {
        appendLength(text.utf8.count)
        bytes += text.utf8
    }

    /// Appends four bytes of length, big-endian, and the field.
    mutating func append(_ field: [UInt8]) {
        appendLength(field.count)
        bytes += field
    }

    /// Appends a field of eight bytes, big-endian, two's complement.
    mutating func append(_ number: Int64) {
        appendLength(8)
        appendWord(UInt64(bitPattern: number))
    }

    /// Appends a field of an identifier's sixteen bytes; an empty one where there is none.
    mutating func append(_ id: OpaqueID?) {
        guard let id else { return appendLength(0) }
        appendLength(OpaqueID.byteCount)
        appendWord(id.high)
        appendWord(id.low)
    }

    private mutating func appendLength(_ count: Int) {
        bytes.append(UInt8(truncatingIfNeeded: count &>> 24))
        bytes.append(UInt8(truncatingIfNeeded: count &>> 16))
        bytes.append(UInt8(truncatingIfNeeded: count &>> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
    }

    private mutating func appendWord(_ word: UInt64) {
        for place in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: word &>> UInt64(56 &- 8 &* place)))
        }
    }
}
