/// A failure of the store.
///
/// Two errors are equal when their codes are, so that nothing depends on prose. The detail names
/// tables, columns and numbers of this program, never what a record holds.
@usableFromInline
package struct StoreError: Error, Equatable, Sendable {
    /// What went wrong, as far as a caller would react to it.
    package let code: Code
    /// For the log; holds no personal or tenant data.
    package let detail: String
    /// Which rule of the schema was broken, when `code` is `constraint`.
    package let constraint: Constraint?
    /// The record's revision now, when `code` is `conflict`; `nil` when it is not there.
    package let currentRevision: Int64?
    /// What is used of what there may be, when `code` is `quota`.
    package let space: Space?

    /// Describes a failure.
    package init(
        _ code: Code,
        _ detail: String = "",
        constraint: Constraint? = nil,
        currentRevision: Int64? = nil,
        space: Space? = nil
    ) {
        self.code = code
        self.detail = detail
        self.constraint = constraint
        self.currentRevision = currentRevision
        self.space = space
    }

    /// Compares codes.
    @usableFromInline
    package static func == (left: StoreError, right: StoreError) -> Bool {
        left.code == right.code
    }

    /// The room that a tenant has.
    package struct Space: Equatable, Sendable {
        /// What its file and the log take.
        package let usedBytes: UInt64
        /// What they may take.
        package let limitBytes: UInt64
    }

    /// The kind of rule that a statement broke.
    package enum Constraint: Equatable, Sendable {
        /// Two rows with one key.
        case unique
        /// A row that refers to nothing.
        case foreignKey
        /// A value that a check refuses.
        case check
        /// A value that is missing.
        case notNull
        /// A value of another type than the column's.
        case datatype
        /// Another rule.
        case other
    }
}

extension StoreError {
    /// What went wrong: an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The number, for logs.
        package let rawValue: UInt16

        /// A code by its number.
        package init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Another connection is in the way; later it may not be.
        package static let busy = Code(rawValue: 1)
        /// The disk is full; nothing was applied.
        package static let full = Code(rawValue: 2)
        /// The disk failed.
        package static let inputOutput = Code(rawValue: 3)
        /// The file is damaged, or no database.
        package static let corrupt = Code(rawValue: 4)
        /// A rule of the schema was broken.
        package static let constraint = Code(rawValue: 5)
        /// The caller took the call back; nothing was applied.
        package static let cancelled = Code(rawValue: 6)
        /// The deadline passed; nothing was applied.
        package static let deadlineExceeded = Code(rawValue: 7)
        /// A point read took more steps than it may on a loop: it belongs on the pool.
        package static let overBudget = Code(rawValue: 8)
        /// A value or a request is larger than its limit.
        package static let tooBig = Code(rawValue: 9)
        /// A write was tried where only reads may be.
        package static let readOnly = Code(rawValue: 10)
        /// The file cannot be opened or made.
        package static let cannotOpen = Code(rawValue: 11)
        /// The file was written by a newer program.
        package static let newerFile = Code(rawValue: 12)
        /// The file is not the one that was expected, or its schema is not the program's.
        package static let wrongFile = Code(rawValue: 13)
        /// An error rolled the whole group back; the calls that did not cause it run again.
        package static let voided = Code(rawValue: 14)
        /// Nobody knows whether the call was applied; its idempotency key will tell.
        package static let outcomeUnknown = Code(rawValue: 15)
        /// The file takes no more writes after an error at commit; nothing was applied.
        package static let poisoned = Code(rawValue: 16)
        /// Too many calls wait already; nothing was applied.
        package static let queueFull = Code(rawValue: 17)
        /// The disk has less room than the store keeps free; nothing was applied.
        package static let spaceLow = Code(rawValue: 18)
        /// The record changed since the revision that the call was based on.
        package static let conflict = Code(rawValue: 19)
        /// The record is not there.
        package static let missing = Code(rawValue: 20)
        /// The cursor was not made by this hub for this call.
        package static let invalidCursor = Code(rawValue: 21)
        /// Another process holds the data directory.
        package static let held = Code(rawValue: 22)
        /// The file or the store is closed, or being closed.
        package static let closed = Code(rawValue: 23)
        /// More files would be open than may be.
        package static let tooManyOpen = Code(rawValue: 24)
        /// A statement of this program is wrong.
        package static let statement = Code(rawValue: 25)
        /// There is no memory.
        package static let memory = Code(rawValue: 26)
        /// Too many reads wait already.
        package static let readsFull = Code(rawValue: 27)
        /// The caller's access changed before the call was kept; nothing was applied.
        package static let withdrawn = Code(rawValue: 28)
        /// The tenant's room on the disk is used up; nothing was applied.
        package static let quota = Code(rawValue: 29)
    }
}
