package import HubSystem

/// What the store needs to know of a call that writes.
@usableFromInline
package struct WriteCall: Sendable {
    /// The principal who calls, for the journal.
    package let actor: [UInt8]
    /// The method that is called, for the journal.
    package let method: String
    /// The request's number, for the journal and the log.
    package let request: [UInt8]
    /// The batch that the call belongs to, such as an import's.
    package var batch: OpaqueID?
    /// What makes the call, sent twice, one call.
    package var key: IdempotencyKey?
    /// Whether everything is undone at the end.
    package var isDryRun = false
    /// After this moment the call is not begun, and stops between two statements.
    package var deadline: Moment?
    /// Set by the caller to take the call back.
    package var cancel: CancelFlag?
    /// Whether the caller may still do this: asked when its turn comes, before its key is looked
    /// up, and once more before what it did is kept.
    package var mayGoOn: (@Sendable () -> Bool)?
    /// Where the answer goes: the number of a loop, for whoever delivers.
    @usableFromInline package var destination = 0
    /// For whom it is, where several share the file: the calls of each party take turns with the
    /// others'.
    package var party: OpaqueID?
    /// Whether it may be written to what is kept free for the hub's own record of what happened.
    package var usesReserve = false
    /// Set where it went on from what is kept free, there being no other room.
    package var reserveMark: ReserveMark?
    /// Where its work is counted.
    package var work: WorkAccount?

    /// A call with nothing special about it.
    package init(actor: [UInt8], method: String, request: [UInt8]) {
        self.actor = actor
        self.method = method
        self.request = request
    }

    /// Stops a call whose caller may no longer make it.
    func requireAccess() throws(StoreError) {
        guard mayGoOn?() ?? true else {
            throw StoreError(.withdrawn, "the caller's access changed meanwhile")
        }
    }
}

/// How a call that writes ended.
@usableFromInline
package enum WriteResult<Value: Sendable, Failure: Error>: Sendable {
    /// It is on the disk.
    case committed(Value, WriteReceipt)
    /// It would have worked; a dry run leaves nothing. The receipt shows the state it was tried on.
    case rehearsed(Value, WriteReceipt)
    /// The same call was committed before; this time nothing was done.
    case replayed(StoredOutcome)
    /// Another call was committed under the same key; nothing was done.
    case keyReused
    /// The job refused; nothing was applied.
    case refused(Failure)
    /// The store failed or the call was stopped; nothing was applied.
    case failed(StoreError)
    /// Nobody knows whether it was applied; asking again with the same key will tell.
    case unknown(StoreError)
}

/// Something to run where the answer of a call belongs.
@usableFromInline
package struct Completion: Sendable {
    /// The number of the loop, as the call said.
    package let destination: Int
    /// Hands the result over.
    package let run: @Sendable () -> Void

    /// What to run, and where.
    @usableFromInline
    init(destination: Int, run: @escaping @Sendable () -> Void) {
        self.destination = destination
        self.run = run
    }
}

/// Takes the completions of one group, at once, on a thread of the store: whoever sorts them by
/// destination wakes each loop once.
package typealias Delivery = @Sendable (_ group: [Completion]) -> Void
