import HubStore
import HubWire

/// Records of one kind of message that people name by a code: what lists, finds and saves of every
/// such kind have in common.
///
/// A message carries its own code, and the revision of its record when it is read; the revision is
/// not stored.
struct CodedCollection<Message: WireMessage>: Sendable {
    /// Looks at a message before it is kept.
    ///
    /// What it returns is kept; what it throws is told to the caller, and nothing is kept.
    typealias Check = @Sendable (Message, borrowing Database) throws(Fault) -> Message

    /// Where they are stored.
    let records: CodedRecords
    private let code: any KeyPath<Message, String> & Sendable
    private let revision: any WritableKeyPath<Message, UInt64> & Sendable
    private let check: Check

    /// A collection.
    ///
    /// - Parameters:
    ///   - records: Where they are stored.
    ///   - code: What names a message.
    ///   - revision: Where a message carries the revision of its record.
    ///   - check: Looks at a message before it is kept; takes every one unless told otherwise.
    init(
        _ records: CodedRecords,
        code: any KeyPath<Message, String> & Sendable,
        revision: any WritableKeyPath<Message, UInt64> & Sendable,
        check: @escaping Check = { (message, _) throws(Fault) in message }
    ) {
        self.records = records
        self.code = code
        self.revision = revision
        self.check = check
    }

    /// The message of a code, with its revision; `nil` where there is none.
    func find(
        _ code: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> Message? {
        let found = try stored { () throws(StoreError) in
            try records.find(code, view, in: store)
        }
        guard let found else { return nil }
        return try message(found)
    }

    /// All messages in the order of their codes, with their revisions.
    func all(
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> [Message] {
        let found = try stored { () throws(StoreError) in try records.all(view, in: store) }
        var messages: [Message] = []
        for record in found { messages.append(try message(record)) }
        return messages
    }

    /// Keeps a message under its code.
    ///
    /// - Parameters:
    ///   - message: The message, with whatever revision.
    ///   - base: The revision that the change is based on; 0 for a new one.
    ///   - store: Where to write.
    /// - Returns: The code, and the new revision.
    /// - Throws: What the check throws; `changedSinceYouReadIt`, or another fault of the store.
    func save(
        _ message: Message,
        basedOn base: UInt64,
        in store: inout WriteContext
    ) throws(Fault) -> Saved {
        var kept = try check(message, store.database)
        kept[keyPath: revision] = 0
        let code = kept[keyPath: self.code]
        let body = kept.encoded()
        let saved = try stored { () throws(StoreError) in
            try records.save(code, body, basedOn: base, in: &store)
        }
        return Saved(id: code, revision: saved.revision)
    }

    private func message(_ record: CodedRecords.Record) throws(Fault) -> Message {
        var message = try Fault.decoded(Message.self, record.body)
        message[keyPath: revision] = record.revision
        return message
    }
}
