import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// Writing a plan: whole documents, and tables of actions.
extension PlanHandlers {
    /// Saves a plan: a new one, or a new revision of one.
    package func savePlan(
        _ request: SavePlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SavePlanResponse {
        try requirePlans(call)
        guard let sent = request.plan else {
            throw .invalid("plan", "required", "the plan to save")
        }
        let code = try Fault.code(sent.code, "plan.code")
        let current = try PlanRecords.find(code, in: store.database)
        try requireOwn(sent, current, call)
        var short = PlanShortLinks(region.snapshot, today: try call.today())
        let mine = try short.resolved(PlanReferences.filled(sent, beside: current)).domain()
        guard let current else {
            guard request.baseRevision == 0 else {
                throw .noPlan(code, there: try PlanRecords.all(in: store.database).map(\.code))
            }
            let new = mine.having(.draft, [], [])
            return try keep(new, over: nil, code, call, &store, short.notes)
        }
        guard request.baseRevision != current.revision else {
            let theirs = try current.domain()
            let proposed = mine.having(theirs.state, theirs.agreements, theirs.returns)
            return try keep(proposed, over: current, code, call, &store, short.notes)
        }
        let earlier = try earlier(request.baseRevision, current, in: store.database)
        let theirs = try current.domain()
        let merge = PlanMerge(base: earlier, mine: mine, theirs: theirs)
        guard merge.conflicts.isEmpty else {
            throw Fault.clash(merge.conflicts, current.revision)
        }
        guard request.merge else {
            throw Fault.stale(current.revision, from: earlier, mine: mine, theirs: theirs)
        }
        var response = try keep(merge.plan, over: current, code, call, &store, short.notes)
        response.isMerged = true
        return response
    }

    /// Takes a table of actions into a plan: all of it, or nothing.
    package func importPlanActions(
        _ request: ImportPlanActionsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SavePlanResponse {
        try requirePlans(call)
        let current = try PlanRecords.require(request.code, in: store.database)
        let origin = try Fault.domain { () throws(DomainError) in
            try PlanActionTable.origin(of: request.csv)
        }
        // References are the same in a plan that carries another on: a table says whose they are.
        if let plan = origin.plan, !plan.utf8.elementsEqual(current.code.utf8) {
            throw Fault(
                DomainError(
                    .planStranger,
                    path: "csv",
                    found: plan,
                    problem: "the table was written from another plan than the one it is sent to",
                    expected: "a table of \(current.code), or `--plan \(plan)`"
                )
            )
        }
        guard request.baseRevision == current.revision else {
            var fault = Fault(.changedSinceYouReadIt)
            fault.revision = current.revision
            throw fault
        }
        let before = try current.domain()
        let written = origin.revision
        // A table of an earlier revision is a change of the plan as it was then.
        let isOld = written.map { $0 < current.revision } ?? false
        let base = isOld ? try earlier(written ?? 0, current, in: store.database) : before
        let read = PlanActionTable.taken(
            request.csv,
            into: base,
            after: Int(PlanReferences.numbers(current).actions),
            short: PlanShortLinks(region.snapshot, today: try call.today()).link
        )
        guard isOld else { return try keep(read.draft, over: current, call, &store, read) }
        guard read.isAcceptable else {
            // What the table changes is not known, so nothing is put together.
            var response = SavePlanResponse()
            var room = AnswerRoom()
            (response.findings, response.findingsLeftOut) = room.take(read.findings)
            response.findingsLeftOut += UInt32(clamping: read.report.notKept)
            return response
        }
        let merge = PlanMerge(base: base, mine: read.plan, theirs: before)
        guard merge.conflicts.isEmpty else {
            throw Fault.clash(merge.conflicts, current.revision)
        }
        var response = try keep(merge.plan, over: current, call, &store, read)
        response.isMerged = before != base
        return response
    }

    /// Refuses a document that was read from another plan, or from another tenant's.
    private func requireOwn(
        _ sent: WorkforcePlan,
        _ current: WorkforcePlan?,
        _ call: CallContext
    ) throws(Fault) {
        let tenant = call.caller?.tenantCode ?? ""
        let isOwn = sent.tenant.isEmpty || sent.tenant.utf8.elementsEqual(tenant.utf8)
        let isSame = sent.id.isEmpty || sent.id.utf8.elementsEqual((current?.id ?? "").utf8)
        guard !isOwn || !isSame else { return }
        throw Fault(
            DomainError(
                .planStranger,
                path: isOwn ? "plan.id" : "plan.tenant",
                problem: isOwn
                    ? "the document was read from another plan than the one it is sent to"
                    : "the document was read from the plan of another organisation",
                expected: "a document of this plan, or one without id, tenant and revision"
            )
        )
    }

    /// The plan as it was when a document was read from it.
    private func earlier(
        _ base: UInt64,
        _ current: WorkforcePlan,
        in store: borrowing Database
    ) throws(Fault) -> Plan {
        guard base > 0, base < current.revision, let revision = Int64(exactly: base),
            let earlier = try PlanRecords.find(
                current.code,
                .asOf(revision: revision),
                in: store
            )
        else { throw Fault.stale(current.revision) }
        return try earlier.domain()
    }

    /// Keeps a plan that came as a document.
    private func keep(
        _ proposed: Plan,
        over current: WorkforcePlan?,
        _ code: String,
        _ call: CallContext,
        _ store: inout WriteContext,
        _ early: [HubText.Finding]
    ) throws(Fault) -> SavePlanResponse {
        try keep(proposed, over: current, code, call, &store) { found, _ in
            (early + found.map { $0.error.finding(severity: $0.severity) }, 0)
        }
    }

    /// Keeps a plan that came as a table of actions: what the rules say of an action stands at its
    /// row, and beside what is wrong with the cells.
    private func keep(
        _ proposed: Plan,
        over current: WorkforcePlan,
        _ call: CallContext,
        _ store: inout WriteContext,
        _ read: PlanActionReading
    ) throws(Fault) -> SavePlanResponse {
        try keep(proposed, over: current, current.code, call, &store) { found, plan in
            (read.told(found, in: plan), read.report.notKept)
        }
    }

    /// Checks a proposed plan, and keeps it where nothing stands against it: `tell` makes what is
    /// told of what the rules found, with how much besides has no room.
    private func keep(
        _ proposed: Plan,
        over current: WorkforcePlan?,
        _ code: String,
        _ call: CallContext,
        _ store: inout WriteContext,
        _ tell: ([PlanFinding], Plan) -> (findings: [HubText.Finding], more: Int)
    ) throws(Fault) -> SavePlanResponse {
        let today = try call.today()
        let before = try current?.domain() ?? proposed.emptied
        var lookup = FigureLookup(figures, call)
        let proposed = try completed(
            PlanRules.settled(from: before, to: proposed),
            &lookup,
            store.database
        )
        let isLive = before.state.stage == .live
        try Fault.domain(status: .failedPrecondition) { () throws(DomainError) in
            _ = try before.state.after(isLive ? .report : .edit, today: today)
        }
        let context = try context(
            proposed,
            today,
            call,
            &lookup,
            over: before,
            store.database
        )
        var found = PlanRules.check(proposed, context)
        found += PlanRules.checkChange(from: before, to: proposed)
        if isLive { found += PlanRules.checkReport(from: before, to: proposed) }
        var kept = current ?? WorkforcePlan(code: code, stage: .draft)
        // What was there before keeps its numbers, also where it goes now.
        kept.lastNumbers = PlanReferences.numbers(kept)
        kept.take(proposed)
        var (findings, more) = tell(found, proposed)
        let surplus = try PlanRecords.surplus(kept, isNew: current == nil, in: store.database)
        if let surplus { findings.append(surplus) }
        let comparison = PlanComparison(from: before, to: proposed)
        let differences = comparison.differences.map { HubWire.PlanDifference($0) }
        var response = SavePlanResponse()
        var room = AnswerRoom()
        (response.findings, response.findingsLeftOut) = room.take(findings)
        response.findingsLeftOut += UInt32(clamping: more)
        (response.differences, response.differencesLeftOut) = room.take(differences)
        guard findings.allSatisfy({ $0.severity < .error }) else { return response }
        if differences.isEmpty, let current {
            response.saved = Saved(id: current.id, revision: current.revision)
            return response
        }
        response.saved =
            try PlanRecords.save(
                kept,
                basedOn: current?.revision ?? 0,
                by: call,
                in: &store
            ).saved
        return response
    }
}

extension Plan {
    /// A plan of the same time with no parts, as what a new plan differs from.
    fileprivate var emptied: Plan { Plan(title, from: from, to: to) }
}

extension Fault {
    /// Clashes that one refusal tells.
    private static let clashesTold = 20

    /// A change that was based on an earlier state, and clashes with nothing.
    static func stale(_ revision: UInt64) -> Fault {
        var fault = Fault(.changedSinceYouReadIt)
        fault.revision = revision
        return fault
    }

    /// A change that was based on an earlier state and clashes with nothing: both sides are shown,
    /// and whoever sent it puts them together or not.
    ///
    /// - Parameters:
    ///   - revision: The plan's revision.
    ///   - base: The plan that both began with.
    ///   - mine: The plan as it was sent.
    ///   - theirs: The plan as it is.
    /// - Returns: The conflict.
    static func stale(_ revision: UInt64, from base: Plan, mine: Plan, theirs: Plan) -> Fault {
        var fault = stale(revision)
        func tell(_ plan: Plan, _ who: String, _ rule: String, _ expected: String) {
            let changes = PlanComparison(from: base, to: plan).differences
            for change in changes.prefix(clashesTold) {
                var violation = FieldViolation()
                violation.path = [change.part, change.field].filter { !$0.isEmpty }
                    .joined(separator: ".")
                (violation.rule, violation.expected) = (rule, expected)
                violation.message = "\(who) \(change.words)"
                fault.violations.append(violation)
            }
            guard changes.count > clashesTold else { return }
            var rest = FieldViolation()
            (rest.path, rest.rule, rest.expected) = ("plan", rule, expected)
            rest.message = "\(who) \(changes.count - clashesTold) more"
            fault.violations.append(rest)
        }
        tell(theirs, "changed since:", "plan_clash", "this change kept")
        tell(mine, "your document:", "plan_clash", "this change put together with those")
        return fault
    }

    /// A change that was based on an earlier state, where somebody else changed the same.
    ///
    /// - Parameters:
    ///   - conflicts: What both changed differently.
    ///   - revision: The plan's revision.
    /// - Returns: The conflict, which shows both sides of each.
    static func clash(_ conflicts: [PlanMerge.Conflict], _ revision: UInt64) -> Fault {
        let told = conflicts.prefix(clashesTold)
        var fault = Fault(
            DomainError(
                .planClash,
                path: "plan",
                problem: NumberText.count(conflicts.count, "thing was", "things were")
                    + " changed differently after the document was read, by you or by somebody "
                    + "else",
                expected: "the plan read again, and one of both sides in it"
            ),
            status: .aborted
        )
        fault.violations = told.map { conflict in
            var violation = FieldViolation()
            violation.path = [conflict.part, conflict.field].filter { !$0.isEmpty }
                .joined(separator: ".")
            violation.rule = "plan_clash"
            violation.expected = "one of both, or a third"
            violation.message = Self.words(conflict)
            return violation
        }
        fault.revision = revision
        return fault
    }

    private static func words(_ conflict: PlanMerge.Conflict) -> String {
        let field = conflict.field.split(separator: "_").joined(separator: " ")
        let place = [conflict.part, field].filter { !$0.isEmpty }.joined(separator: ", ")
        return "\(place): \(conflict.words)"
    }
}
