package import HubStore
import HubWire

/// What a reading handler is lent beside its store: who calls, and which state it sees.
///
/// The store is that of the method's scope: the caller's own tenant, the region, or the hub. The
/// gate has chosen it; a handler cannot name another.
package struct ReadScope: Sendable {
    /// Who calls, and how.
    package let call: CallContext
    /// The versions to read: as they are, or as the caller asked for them.
    package let view: RecordView
    /// The file that is read.
    package let file: FileIdentity

    /// The scope of a call on one store.
    ///
    /// - Parameters:
    ///   - call: Who calls, and how.
    ///   - store: The store of the method's scope.
    ///   - file: Which file that is.
    /// - Throws: `aheadOfNow`, or a fault of the store.
    init(
        _ call: CallContext,
        _ store: borrowing Database,
        _ file: FileIdentity
    ) throws(Fault) {
        self.call = call
        self.file = file
        view = try ReadScope.view(of: call, store)
    }

    /// The scope of one piece of a stream: every piece sees the state that the first one saw.
    ///
    /// - Parameters:
    ///   - call: Who calls, and how.
    ///   - store: The store of the method's scope.
    ///   - file: Which file that is.
    ///   - cursor: From the piece before; `nil` for the first one.
    /// - Throws: As for a call that is answered at once.
    init(
        _ call: CallContext,
        _ store: borrowing Database,
        _ file: FileIdentity,
        from cursor: StreamCursor?
    ) throws(Fault) {
        self.call = call
        self.file = file
        if let cursor {
            view = .asOf(revision: cursor.revision)
            return
        }
        let asked = try ReadScope.view(of: call, store)
        view = .asOf(revision: try ReadScope.revision(of: asked, call, store))
    }

    /// The revision that is read, the last one where the caller asked for none.
    ///
    /// - Parameter store: The store that is read.
    /// - Returns: The revision.
    /// - Throws: A fault of the store.
    func revision(in store: borrowing Database) throws(Fault) -> Int64 {
        try ReadScope.revision(of: view, call, store)
    }

    private static func revision(
        of view: RecordView,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> Int64 {
        if case .asOf(let revision) = view { return revision }
        return try lastRevision(call, store)
    }

    /// The last revision that the caller may know of.
    ///
    /// How far each council is, and what it released, stands in the region's file. Its revisions
    /// count for those who may see that: to a council they would tell whenever another one saves.
    private static func lastRevision(
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> Int64 {
        let isShared =
            call.place == .region
            && ![.leadRegion, .analyseRegion].contains(call.method.facts.permission)
        return try stored { () throws(StoreError) in
            isShared
                ? try store.readRevision(
                    besides: "\(RegionTables.status.table.name)",
                    and: "\(RegionTables.wresReleases.table.name)"
                )
                : try store.readRevision()
        }
    }

    private static func view(
        of call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> RecordView {
        switch call.asOf {
        case nil: return .current
        case .revision(let asked):
            let last = try lastRevision(call, store)
            guard let revision = Int64(exactly: asked), revision <= last else {
                var fault = Fault.header(.aheadOfNow, .asOfRevision)
                fault.message = "the last revision is \(last)"
                throw fault
            }
            return .asOf(revision: revision)
        case .time(let time):
            guard time <= call.now else { throw Fault.header(.aheadOfNow, .asOfTime) }
            let last = try lastRevision(call, store)
            let found = try stored { () throws(StoreError) in try store.revision(at: time) }
            return .asOf(revision: min(found, last))
        }
    }
}

/// Runs statements of a store, and turns what goes wrong into a fault.
///
/// - Parameter body: Works with the store.
/// - Returns: What `body` returns.
/// - Throws: The fault that a failure of the store is to the caller.
package func stored<Result: ~Copyable>(
    _ body: () throws(StoreError) -> Result
) throws(Fault) -> Result {
    do throws(StoreError) {
        return try body()
    } catch {
        throw Fault(error)
    }
}
