import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// What is read of plans.
extension PlanHandlers {
    /// The plans of one page: each is read whole to be counted.
    static let summariesMax = 20

    /// Reads a plan, and what its owners should look at.
    package func getPlan(
        _ request: GetPlanRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetPlanResponse {
        let found = try PlanRecords.require(request.code, scope.view, in: store)
        let today = try scope.call.today()
        let plan = try found.domain()
        var response = GetPlanResponse(plan: shown(found, scope.call))
        response.overdue = plan.overdue(on: today).map(\.ref.text)
        response.blocked = plan.blocked().map { action, by in
            BlockedAction(ref: action.ref.text, waitsFor: by.map(\.text))
        }
        response.absent = PartnerCheck.absent(plan).map { PartnerType($0) }
        var room = AnswerRoom()
        // Checked again though it was when it was kept: what it names may have gone since, an
        // edition of the region may have changed, and warnings are what owners come to look at.
        var lookup = FigureLookup(figures, scope.call, scope.view)
        let known = try context(plan, today, scope.call, &lookup, store)
        (response.findings, response.findingsLeftOut) = room.take(PlanRules.check(plan, known))
        let readings = try readings(plan, known.figures, scope.call, &lookup, store)
        (response.readings, response.readingsLeftOut) = room.take(try entries(plan, readings))
        let names = try names(known, scope.view, store)
        let links = PlanAnswers(plan).all.map { answer in
            PlanLinkWords(link: "\(answer.link)", words: names.words(answer.link))
        }
        response.links = room.take(links).taken
        return response
    }

    /// Lists the tenant's plans.
    package func listPlans(
        _ request: ListPlansRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListPlansResponse {
        let page = try Page(request, scope, store, cursors)
        let size = min(page.size, PlanHandlers.summariesMax)
        let after = String(decoding: page.after ?? [], as: UTF8.self)
        let found = try stored { () throws(StoreError) in
            // One more than the page: whether another follows.
            try TenantTables.plans.page(after: after, limit: size + 1, page.view, in: store)
        }
        let today = try scope.call.today()
        var response = ListPlansResponse()
        for record in found.prefix(size) {
            response.plans.append(try summary(try PlanRecords.plan(record), today))
        }
        if found.count > size, let last = response.plans.last {
            response.nextCursor = try page.next(after: Array(last.code.utf8))
        }
        return response
    }

    private func summary(_ plan: WorkforcePlan, _ today: Day) throws(Fault) -> PlanSummary {
        let known = try plan.domain()
        func count(_ rating: PlanRating) -> UInt32 {
            let open = known.actions.filter { !$0.progress.isFinished }
            return UInt32(clamping: open.count { $0.rating == rating })
        }
        var summary = PlanSummary(code: plan.code, title: plan.title)
        (summary.from, summary.to, summary.stage) = (plan.from, plan.to, plan.stage)
        summary.actions = UInt32(clamping: known.actions.count)
        summary.done = UInt32(clamping: known.actions.count { $0.progress == .done })
        summary.overdue = UInt32(clamping: known.overdue(on: today).count)
        (summary.red, summary.amber, summary.green) = (count(.red), count(.amber), count(.green))
        summary.absent = UInt32(clamping: PartnerCheck.absent(known).count)
        (summary.revision, summary.changed) = (plan.revision, plan.changed)
        return summary
    }

    /// Compares two states of a plan, or two plans.
    package func comparePlans(
        _ request: ComparePlansRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ComparePlansResponse {
        let after = try state(request.after, "after", nil, scope, store)
        let before = try state(request.before, "before", after, scope, store)
        let comparison = PlanComparison(from: before, to: after)
        var response = ComparePlansResponse()
        var room = AnswerRoom()
        (response.differences, response.differencesLeftOut) = room.take(
            comparison.differences.map { HubWire.PlanDifference($0) }
        )
        return response
    }

    /// The plan of a reference; where it was not there on its day, one without parts.
    private func state(
        _ reference: HubWire.PlanReference?,
        _ path: String,
        _ later: Plan?,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> Plan {
        guard let reference else {
            throw .invalid(path, "required", "a plan, and a revision for an earlier state")
        }
        let present = try PlanRecords.require(reference.code, in: store)
        if let text = reference.day {
            let day = try Fault.day(text, "\(path).day", about: "the day")
            let revision = try revision(before: day, scope, store)
            let found = try PlanRecords.find(present.code, .asOf(revision: revision), in: store)
            if let found { return try found.domain() }
            if let later { return Plan(later.title, from: later.from, to: later.to) }
            let known = try present.domain()
            return Plan(known.title, from: known.from, to: known.to)
        }
        guard reference.revision > 0 else { return try present.domain() }
        let last = try stored { () throws(StoreError) in try store.readRevision() }
        guard let revision = Int64(exactly: reference.revision), revision <= last else {
            throw Fault(.aheadOfNow, "the last revision is \(last)")
        }
        let found = try PlanRecords.find(present.code, .asOf(revision: revision), in: store)
        guard let found else {
            throw .notFound(
                "revision \(revision) of the plan \(present.code)",
                next: "it was begun later; `whub plans changed` lists what was done to it"
            )
        }
        return try found.domain()
    }

    /// The last revision before a day began in London.
    private func revision(
        before day: Day,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> Int64 {
        let today = try scope.call.today()
        guard day <= today else {
            throw Fault(.aheadOfNow, "\(day.words) is after today: name today, or a day before it")
        }
        guard let start = LondonTime.start(of: day) else {
            throw .invalid("day", "not_a_day", "a day of this century")
        }
        let end = Instant(microseconds: Int64(start) * 1_000_000 - 1)
        return try stored { () throws(StoreError) in try store.revision(at: end) }
    }
}

extension ListPlansRequest: PagedRequest {}
extension GetPlanHistoryRequest: PagedRequest {}
