import HubDomain
package import HubStore
import HubText
package import HubWire

// Last year's plan as the beginning of this year's.
extension PlanHandlers {
    /// Makes a new draft of a plan that ends: what goes on, and what is closed.
    package func refreshPlan(
        _ request: RefreshPlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RefreshPlanResponse {
        let current = try present(request.code, request.baseRevision, call, store.database)
        let code = try Fault.code(request.newCode, "new_code")
        let (from, to) = (try Fault.day(request.from, "from"), try Fault.day(request.to, "to"))
        guard try PlanRecords.find(code, in: store.database) == nil else {
            throw .invalid("new_code", "taken", "the code of no plan that there is")
        }
        let today = try call.today()
        let old = try current.domain()
        try Self.mayTake(.refresh, old, today)
        let choices = try Self.choices(request.choices)
        let made = try Fault.domain { () throws(DomainError) in
            try PlanRefresh.draft(
                of: old,
                title: PlanText.name(request.title),
                from: from,
                to: to,
                choices: choices,
                carriesOthers: request.carryOthers
            )
        }
        var fresh = WorkforcePlan(code: code, stage: .draft, carriesOn: current.code)
        // One number means one thing in a plan and in those that carry it on.
        fresh.lastNumbers = PlanReferences.numbers(current)
        fresh.take(made.new)
        var findings = PlanRules.check(made.new, try context(made.new, today, call, store.database))
            .map { $0.error.finding(severity: $0.severity) }
        let surplus = try PlanRecords.surplus(fresh, isNew: true, in: store.database)
        if let surplus { findings.append(surplus) }
        var response = RefreshPlanResponse()
        var room = AnswerRoom()
        (response.findings, response.findingsLeftOut) = room.take(findings)
        response.carried = made.new.actions.map(\.ref.text)
        response.closed = zip(old.actions, made.old.actions).filter { $0 != $1 }
            .map(\.0.ref.text)
        let comparison = PlanComparison(from: old, to: made.new)
        (response.differences, response.differencesLeftOut) = room.take(
            comparison.differences.map { HubWire.PlanDifference($0) },
            bytesMax: room.bytesLeft / 2
        )
        guard findings.allSatisfy({ $0.severity < .error }) else { return response }
        response.saved = try PlanRecords.save(fresh, basedOn: 0, by: call, in: &store).saved
        if made.old != old {
            var ended = current
            ended.take(made.old)
            response.old =
                try PlanRecords.save(
                    ended,
                    basedOn: current.revision,
                    by: call,
                    in: &store
                ).saved
        }
        return response
    }

    private static func choices(
        _ sent: [RefreshChoice]
    ) throws(Fault) -> [ActionRef: PlanRefresh.Choice] {
        var choices: [ActionRef: PlanRefresh.Choice] = [:]
        for (index, choice) in sent.enumerated() {
            let path = "choices[\(index)]"
            let made: PlanRefresh.Choice
            if let reason = choice.closeReason {
                made = .close(
                    reason: try Fault.text(reason, "\(path).close_reason", .line)
                )
            } else {
                made = .carryOver
            }
            guard choices.updateValue(made, forKey: ActionRef(text: choice.action)) == nil else {
                throw .invalid("\(path).action", "twice", "each action once")
            }
        }
        return choices
    }
}
