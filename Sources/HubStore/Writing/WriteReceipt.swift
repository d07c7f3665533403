/// What a committed call leaves with its caller.
@usableFromInline
package struct WriteReceipt: Equatable, Sendable {
    /// The revision that the call made; the last one before it when it recorded nothing.
    package let revision: Int64
    /// The journal's end after it, for the caller to keep as evidence.
    package let head: JournalHead
    /// The epoch of the file.
    package let epoch: Int64
}
