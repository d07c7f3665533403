import HubSystem

/// The links of a journal's chain; the bytes are specified in `Protocols/journal.md`.
struct JournalChain: Sendable {
    private let sha256: @Sendable ([UInt8]) -> [UInt8]

    init(_ cryptography: StoreCryptography) { sha256 = cryptography.sha256 }

    /// Where the chain of a file starts.
    func start(of file: FileIdentity) -> [UInt8] {
        var message = ChainMessage("whub journal 1 start")
        message.append(file.file.bytes)
        message.append(Array(file.kind.rawValue.utf8))
        return sha256(message.bytes)
    }

    /// The link that opens a revision.
    func opening(after previous: [UInt8], _ opening: JournalOpening) -> [UInt8] {
        var message = ChainMessage("whub journal 1 opening")
        message.append(previous)
        message.append(opening.epoch)
        message.append(opening.revision)
        message.append(opening.time.microseconds)
        message.append(opening.actor)
        message.append(Array(opening.method.utf8))
        message.append(opening.request)
        message.append(opening.batch?.bytes ?? [])
        return sha256(message.bytes)
    }

    /// The digest that stands for a body in the chain, so that the body can go.
    func digest(salt: [UInt8], body: [UInt8]) -> [UInt8] {
        var message = ChainMessage("whub journal 1 body")
        message.append(salt)
        message.append(body)
        return sha256(message.bytes)
    }

    /// The link of a row.
    func row(
        after previous: [UInt8],
        at position: JournalPosition,
        _ entry: JournalEntry,
        digest: [UInt8]
    ) -> [UInt8] {
        var message = ChainMessage("whub journal 1 row")
        message.append(previous)
        message.append(position.revision)
        message.append(position.ordinal)
        message.append(Array("\(entry.kind)".utf8))
        message.append(entry.record.bytes)
        message.append(entry.operation.rawValue)
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

    init(_ tag: StaticString) {
        bytes.reserveCapacity(256)
        append(Array("\(tag)".utf8))
    }

    /// Appends four bytes of length, big-endian, and the field.
    mutating func append(_ field: [UInt8]) {
        for shift in [24, 16, 8, 0] {
            bytes.append(UInt8(truncatingIfNeeded: field.count >> shift))
        }
        bytes += field
    }

    /// Appends a field of eight bytes, big-endian, two's complement.
    mutating func append(_ number: Int64) {
        var field: [UInt8] = []
        for shift in stride(from: 56, through: 0, by: -8) {
            field.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
        append(field)
    }
}
