import HubCrypto
import HubStore
import HubSystem
import HubWire

/// What a change that needed a second person left.
struct ApprovedChange {
    /// What was changed.
    let saved: Saved
    /// What an invited person types, where somebody was invited.
    var code = ""
    /// The principal that such a person becomes.
    var principal = ""
}

/// What waits for a second person, in plain English.
struct ApprovalWords {
    /// What would be done, and to whom: the same for everybody who asks for it.
    let change: String
    /// What is asked for beside that, as whoever asked words it: it makes no other change of it.
    var detail = ""
    /// Why, as whoever asked says it.
    let reason: String

    /// Both, as they are shown.
    var text: String { "\(change)\(detail): \(reason)" }
}

/// One kind of change that takes effect only when a second person approves it.
///
/// Asking and approving run the same code: whoever asks learns at once what would be refused, and
/// what was allowed then is looked at again when it is approved.
struct SecondPersonChange: Sendable {
    /// What would be done.
    let words: @Sendable ([UInt8], inout WriteContext) throws(Fault) -> ApprovalWords
    /// Does it, for whoever asked.
    let perform:
        @Sendable ([UInt8], CallContext, inout WriteContext) throws(Fault) -> ApprovedChange
}

/// The changes that need a second person, by their methods, and how they are asked for.
struct SecondPerson: Sendable {
    /// Every method whose facts say so has its change here.
    let changes: [Method: SecondPersonChange]

    /// Keeps a request until somebody approves it.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - call: Who asks.
    ///   - store: The registry.
    /// - Returns: What waits.
    /// - Throws: What the change itself would be refused with.
    func ask(
        _ request: some WireMessage,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> Approval {
        let caller = try call.requireCaller()
        guard let change = changes[call.method] else {
            throw .internal("\(call.method.name) has no change to be approved")
        }
        let bytes = request.encoded()
        try rehearse(change, bytes, call, &store)
        var record = ApprovalRecord()
        let milliseconds = UInt64(clamping: call.now.microseconds / 1_000)
        record.id = UniqueID(milliseconds: milliseconds).description
        record.method = "\(call.method.name)"
        record.request = bytes
        let words = try change.words(bytes, &store)
        record.words = words.text
        record.askedBy = caller.principal.description
        record.asked = Timestamp(call.now)
        record.state = .waiting
        let tenant = try AdminHandlers.tenant(of: caller, in: &store)
        let operators = Operators(try People(of: tenant, in: &store))
        try requireNoOther(like: record, change, words, operators, in: &store)
        let candidates = ApprovalRules(record, operators, call.now).candidates
        guard let first = candidates.first else { throw Fault(.nobodyCanApprove) }
        // On a new hub it waits until the first can approve it, and then as long as ever.
        let start = max(call.now, first.since)
        record.expires = Timestamp(start.advanced(hours: ApprovalRules.hours))
        try RegistryTables.approvalRows.save(record, as: record.id, in: &store)
        let act = Act(kind: .approvalAsked, reason: "", detail: record.words)
        try Acts.note(act, of: tenant.id, in: &store)
        return Approval(ApprovalRules(record, operators, call.now))
    }

    /// One change waits once; another reason does not make it another one.
    ///
    /// Two requests for one deletion would be approved one after the other, by operators who each
    /// believe that theirs is the one.
    private func requireNoOther(
        like record: ApprovalRecord,
        _ change: SecondPersonChange,
        _ words: ApprovalWords,
        _ operators: Operators,
        in store: inout WriteContext
    ) throws(Fault) {
        for other in try RegistryTables.approvalRows.all(in: store.database)
        where other.method == record.method
            && ApprovalRules(other, operators, store.now).isWaiting
        {
            // From the request and not from its text, in which whoever asked wrote some words.
            let waiting = try change.words(other.request, &store).change
            guard waiting.utf8.elementsEqual(words.change.utf8) else { continue }
            throw Fault(
                .alreadyThere,
                "the same waits for a second operator already: whub admin approvals"
            )
        }
    }

    /// Ends what somebody has asked for who is out, or may not ask any more.
    ///
    /// - Parameters:
    ///   - asker: The id of who asked.
    ///   - why: Why it ends, in plain English.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    static func endRequests(
        of asker: String,
        _ why: String,
        in store: inout WriteContext
    ) throws(Fault) {
        for var approval in try RegistryTables.approvalRows.all(in: store.database)
        where approval.state == .waiting && approval.askedBy.utf8.elementsEqual(asker.utf8) {
            approval.state = .ended
            approval.why = why
            approval.decided = Timestamp(store.now)
            try RegistryTables.approvalRows.save(approval, as: approval.id, in: &store)
            let found = try RegistryTables.principalRows.find(asker, in: store.database)
            guard let tenant = found?.tenantId else { continue }
            let words = "\(approval.words) (\(why))"
            let act = Act(kind: .approvalEnded, reason: "", detail: words)
            try Acts.note(act, of: tenant, by: .hub, askedBy: asker, in: &store)
        }
    }

    /// Does what was asked for.
    ///
    /// - Parameters:
    ///   - approval: The request.
    ///   - asker: Who asked, as the registry has it now.
    ///   - call: The approval.
    ///   - store: The registry.
    /// - Returns: What came of it.
    /// - Throws: What the change is refused with today.
    func perform(
        _ approval: ApprovalRecord,
        for asker: CallerRecord,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ApprovedChange {
        guard let method = Method(name: approval.method), let change = changes[method] else {
            throw .internal("a request for \(approval.method), which nobody answers")
        }
        guard asker.mayCall(method) else {
            throw Fault(.requestHasRunOut, "whoever asked for it may not do it any more")
        }
        return try change.perform(approval.request, call.onBehalf(of: asker, method), &store)
    }

    /// A change that was tried and undone.
    private enum Rehearsal: Error {
        case wouldWork
        case refused(Fault)
    }

    private func rehearse(
        _ change: SecondPersonChange,
        _ bytes: [UInt8],
        _ call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) {
        func attempt(_ store: inout WriteContext) throws(Rehearsal) {
            do throws(Fault) {
                _ = try change.perform(bytes, call, &store)
            } catch {
                throw .refused(error)
            }
            throw .wouldWork
        }
        do throws(Rehearsal) {
            try store.part(wrap: { .refused(Fault($0)) }, attempt)
        } catch {
            if case .refused(let fault) = error { throw fault }
        }
    }
}

extension CallContext {
    /// The same call as another would make it, for a method that it had asked for.
    fileprivate func onBehalf(of asker: CallerRecord, _ method: Method) -> CallContext {
        CallContext(
            caller: asker,
            method: method,
            now: now,
            asOf: asOf,
            isDryRun: isDryRun,
            key: key,
            assertions: assertions,
            deadline: deadline,
            requestID: requestID,
            certificateExpires: certificateExpires
        )
    }
}
