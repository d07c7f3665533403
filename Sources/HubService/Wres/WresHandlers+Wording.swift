import HubDomain
package import HubStore
import HubText
package import HubWire

// Texts of a return that turned out to tell who somebody is are worded anew, and nothing tells the
// former words from then on.
extension WresHandlers {
    /// The reasons of one return that can be worded anew.
    static let wordingsMax = 100
    /// Rows of the journal that one change of a return makes, and more.
    private static let rowsOfChangeMax = 16

    /// Words the reason of a change anew.
    package func rewordReason(
        _ request: RewordReasonRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RewordReasonResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        let current = try current(place, request.baseRevision, store.database)
        let next = try Fault.step(
            .rewordReason(request.reason),
            from: current.stage,
            current.end,
            try call.today()
        )
        let reason = try Fault.impersonal(request.reason, "reason", .line, .wresPerson)
        let change = try reasoned(request.revision, place, current, store.database)
        var moved = current
        moved.state = ReturnState(next)
        if change.isCorrection,
            current.reason(of: request.revision, change.why)
                .utf8.elementsEqual(current.correctionReason.utf8)
        {
            moved.correctionReason = reason
        }
        moved.wordings.removeAll { $0.revision == request.revision }
        guard moved.wordings.count < Self.wordingsMax else {
            throw Fault(
                DomainError(
                    .wresWordingsMax,
                    path: "revision",
                    problem: "\(moved.wordings.count) reasons of this return were worded anew",
                    expected: "at most \(Self.wordingsMax); one of these can be worded once more"
                )
            )
        }
        moved.wordings.append(ReasonWording(revision: request.revision, reason: reason))
        let saved = try keep(moved, place, call, &store)
        return RewordReasonResponse(
            saved: saved,
            before: current.summary(isReadable: call.mayRead(current)),
            after: after(moved, saved, call)
        )
    }

    /// The reason of a change as it was typed, and whether the change was a correction.
    private func reasoned(
        _ revision: UInt64,
        _ place: ReturnPlace,
        _ current: CouncilReturn,
        _ store: borrowing Database
    ) throws(Fault) -> (why: String, isCorrection: Bool) {
        let rows = try stored { () throws(StoreError) -> [JournalRow] in
            guard let revision = Int64(exactly: revision),
                let found = try TenantTables.wresReturns.find(place.code, in: store)
            else { return [] }
            return try TenantTables.wresReturns.table.history(
                of: found.id,
                before: JournalPosition(revision: revision, ordinal: .max),
                upTo: revision,
                limit: Self.rowsOfChangeMax,
                in: store
            ).filter { $0.position.revision == revision }
        }
        for row in rows where row.operation == .noted {
            let note = try Fault.decoded(ChangeNote.self, row.body ?? [])
            guard !note.why.isEmpty else { continue }
            let correct = "\(Method.wresServiceCorrectReturn.name)"
            return (note.why, row.method.utf8.elementsEqual(correct.utf8))
        }
        throw Fault(
            DomainError(
                .wresNoReason,
                path: "revision",
                found: "\(revision)",
                problem: "no change of this return with a reason has this revision",
                expected: "the revision of a change that the return's history shows with “why:”"
            )
        )
    }
}

extension CouncilReturn {
    /// The reason of a change as it is worded today.
    ///
    /// - Parameters:
    ///   - revision: The revision of the change.
    ///   - typed: The reason as it was typed.
    /// - Returns: What is told of it.
    func reason(of revision: UInt64, _ typed: String) -> String {
        wordings.first { $0.revision == revision }?.reason ?? typed
    }

    /// This earlier state with no words that are others today: they may have named somebody.
    ///
    /// - Parameter today: The return as it is; `nil` where it is no more.
    /// - Returns: The state, with an empty role or reason where it was worded anew.
    func worded(asIn today: CouncilReturn?) -> CouncilReturn {
        guard revision != today?.revision else { return self }
        var told = self
        let role = today?.agreement?.role ?? ""
        if !(agreement?.role ?? "").utf8.elementsEqual(role.utf8) { told.agreement?.role = "" }
        let isReworded = today?.wordings.contains { $0.revision <= revision } ?? true
        let reason = today?.correctionReason ?? ""
        if isReworded, !correctionReason.utf8.elementsEqual(reason.utf8) {
            told.correctionReason = ""
        }
        return told
    }
}
