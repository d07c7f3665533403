package import HubSystem

/// What was done to a record: an open set.
package struct JournalOperation: RawRepresentable, Hashable, Sendable {
    /// The number in the file.
    package let rawValue: Int64

    /// An operation by its number.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// The record is new.
    package static let created = JournalOperation(rawValue: 1)
    /// The record has other values.
    package static let updated = JournalOperation(rawValue: 2)
    /// The record is no longer current; its versions stay.
    package static let closed = JournalOperation(rawValue: 3)
    /// The record's versions and what the journal said of it are gone.
    package static let erased = JournalOperation(rawValue: 4)
    /// Somebody saw the record.
    package static let read = JournalOperation(rawValue: 5)
    /// Something about the record that changed no version of it.
    package static let noted = JournalOperation(rawValue: 6)
}

/// One thing that a call did, as it is recorded.
package struct JournalEntry: Sendable {
    /// The kind of the record; a name of the program's, never of the user's.
    package let kind: String
    /// The record.
    package let record: OpaqueID
    /// What was done.
    package let operation: JournalOperation
    /// The record after it, in the caller's encoding; natural keys belong here and nowhere else.
    package let body: [UInt8]

    /// An entry.
    package init(
        kind: StaticString,
        record: OpaqueID,
        operation: JournalOperation,
        body: [UInt8] = []
    ) {
        self.init(named: "\(kind)", record: record, operation: operation, body: body)
    }

    /// An entry of a kind whose name was made text before, once for all entries.
    init(named kind: String, record: OpaqueID, operation: JournalOperation, body: [UInt8]) {
        self.kind = kind
        self.record = record
        self.operation = operation
        self.body = body
    }
}

/// The end of a journal: who knows it can tell whether anything before it was changed.
package struct JournalHead: Equatable, Sendable {
    /// The last revision; 0 in an empty journal.
    package let revision: Int64
    /// The chain's last link: 32 bytes.
    package let chain: [UInt8]
    /// When the last revision was committed; the start of 1970 in an empty journal.
    package let time: Instant

    /// A head.
    package init(revision: Int64, chain: [UInt8], time: Instant) {
        self.revision = revision
        self.chain = chain
        self.time = time
    }
}

/// A place in a journal: after a row, or before all of a revision's.
package struct JournalPosition: Hashable, Comparable, Sendable {
    /// The revision.
    package let revision: Int64
    /// The row within it; 0 is before the first.
    package let ordinal: Int64

    /// A place.
    package init(revision: Int64, ordinal: Int64 = 0) {
        self.revision = revision
        self.ordinal = ordinal
    }

    /// Before everything.
    package static let start = JournalPosition(revision: 0)

    /// Orders places as the journal does.
    package static func < (left: JournalPosition, right: JournalPosition) -> Bool {
        (left.revision, left.ordinal) < (right.revision, right.ordinal)
    }
}

/// One row of a journal, with what its revision says.
package struct JournalRow: Sendable {
    /// Where it stands.
    package let position: JournalPosition
    /// When its revision was committed; never before the revision before it.
    package let time: Instant
    /// Who did it.
    package let actor: [UInt8]
    /// By which method.
    package let method: String
    /// In which request.
    package let request: [UInt8]
    /// As part of which batch, if any.
    package let batch: OpaqueID?
    /// The kind of the record.
    package let kind: String
    /// The record.
    package let record: OpaqueID
    /// What was done.
    package let operation: JournalOperation
    /// The record after it; `nil` when it was erased.
    package let body: [UInt8]?
}
