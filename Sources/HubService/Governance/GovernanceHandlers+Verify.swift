import HubCrypto
package import HubStore
package import HubWire

// Whether the journals are what they were.
extension GovernanceHandlers {
    /// Heads that a caller may look for.
    static let headsMax = 100

    /// Verifies the chains of the tenant's journals, and that they hold the heads that clients
    /// remember.
    package func verifyAudit(
        _ request: VerifyAuditRequest,
        in scope: ReadScope,
        _ store: borrowing Database,
        after cursor: StreamCursor?
    ) throws(Fault) -> StreamPart<VerifyAuditResponse> {
        let heads = try GovernanceHandlers.heads(request)
        let isOfAccesses = cursor?.key.first == VerifiedFile.accesses.rawValue
        guard isOfAccesses else {
            let check = try stored { () throws(StoreError) in
                try VerifiedFile.records.follow(cursor?.key, store, scope.file, heads)
            }
            return VerifiedFile.records.part(check, request.heads)
        }
        let check = try accesses(cursor?.key, scope.call)
        return VerifiedFile.accesses.part(check, [])
    }

    private func accesses(_ key: [UInt8]?, _ call: CallContext) throws(Fault) -> JournalCheck {
        let tenant = try GovernanceHandlers.caller(call).tenant
        guard let file = stores.openFile(.accesses(tenant)) else { throw Fault(.beingRecovered) }
        return try stored { () throws(StoreError) in
            let reader = try PointReader(of: file, clock: clock)
            defer { reader.endBatch() }
            return try reader.read(deadline: call.deadline, stepsMax: .max) {
                (store) throws(StoreError) in
                try VerifiedFile.accesses.follow(key, store, file.identity, [])
            }
        }
    }

    private static func heads(
        _ request: VerifyAuditRequest
    ) throws(Fault) -> [JournalCheck.Head] {
        guard request.heads.count <= headsMax else {
            throw .invalid("heads", "too_many", "at most \(headsMax) heads")
        }
        var heads: [JournalCheck.Head] = []
        for (place, head) in request.heads.enumerated() {
            guard head.chainHead.count == 32 else {
                throw .invalid("heads[\(place)].chain_head", "out_of_range", "32 bytes")
            }
            heads.append(
                JournalCheck.Head(
                    epoch: Int64(clamping: head.epoch),
                    revision: Int64(clamping: head.revision),
                    chain: head.chainHead
                )
            )
        }
        return heads
    }
}

/// The files of a tenant that have a journal; their numbers begin the cursor.
private enum VerifiedFile: UInt8 {
    case records = 0
    case accesses = 1

    private var name: String { self == .records ? "records" : "accesses" }

    /// Looks at the next piece.
    ///
    /// - Parameters:
    ///   - key: The number of the file, its last revision when the check began, and the state of
    ///     the check; only the number or nothing at its start.
    ///   - store: The file.
    ///   - identity: Which file it is.
    ///   - heads: Those that are looked for.
    /// - Returns: How far it came.
    /// - Throws: `StoreError`.
    func follow(
        _ key: [UInt8]?,
        _ store: borrowing Database,
        _ identity: FileIdentity,
        _ heads: [JournalCheck.Head]
    ) throws(StoreError) -> JournalCheck {
        let state = key.map { Array($0.dropFirst()) } ?? []
        let last =
            state.count < 8
            ? try store.readRevision() : state.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        var check = JournalCheck(of: identity, upTo: last, heads: heads.count, Hub.cryptography)
        if state.count >= 8, !check.resume(Array(state.dropFirst(8))) {
            throw StoreError(.invalidCursor, "a state of another check")
        }
        try check.follow(store, heads: heads)
        return check
    }

    /// What is told of a piece, and where the next one begins.
    func part(
        _ check: JournalCheck,
        _ remembered: [RememberedHead]
    ) -> StreamPart<VerifyAuditResponse> {
        var response = VerifyAuditResponse()
        response.file = name
        response.revisions = UInt64(clamping: check.revision)
        response.revisionsTotal = UInt64(clamping: check.last)
        response.isDone = check.isDone
        response.fault = check.fault ?? ""
        response.headsFound = UInt32(check.found.count { $0 })
        guard check.isDone else {
            let last = (0..<8).map { UInt8(truncatingIfNeeded: check.last >> (56 - $0 * 8)) }
            return StreamPart([response], next: [rawValue] + last + check.bytes)
        }
        response.headsMissing = zip(remembered, check.found).filter { !$0.1 }.map(\.0)
        if check.fault == nil, !response.headsMissing.isEmpty {
            response.fault = VerifiedFile.missing(response.headsMissing.count)
        }
        let next = self == .records ? [VerifiedFile.accesses.rawValue] : nil
        return StreamPart([response], next: next)
    }

    private static func missing(_ count: Int) -> String {
        let heads = count == 1 ? "1 head that you remember is" : "\(count) that you remember are"
        return "\(heads) not in the chain: its end was cut off and made anew, or the file was "
            + "restored from an earlier copy"
    }
}
