import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// From a draft to the end of a plan, and back.
extension PlanHandlers {
    /// Gives a draft to its reviewers.
    package func reviewPlan(
        _ request: ReviewPlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> PlanStepResponse {
        let current = try present(request.code, request.baseRevision, call, store.database)
        let today = try call.today()
        let plan = try current.domain()
        try Self.mayTake(.review, plan, today)
        var findings = PlanExamples.forReview(
            PlanRules.check(plan, try context(plan, today, call, store.database)),
            plan
        )
        if let empty = PlanRules.emptiness(plan) { findings.append(empty) }
        return try move(current, plan, .review, call, &store, findings)
    }

    /// Records that a role agreed the plan.
    package func agreePlan(
        _ request: AgreePlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> PlanStepResponse {
        let current = try present(request.code, request.baseRevision, call, store.database)
        let today = try call.today()
        let plan = try current.domain()
        let isReworded = !request.why.isEmpty
        // Worded anew, it is of the same day where no other is given.
        let isKept = isReworded && request.day.isEmpty
        let day = try Fault.day(
            isKept ? current.agreements.last?.day ?? "" : request.day,
            "day",
            about: "the day of the agreement"
        )
        let agreement = PlanState.Agreement(
            role: request.role,
            day: day,
            enteredBy: call.caller?.principal.description ?? ""
        )
        if isReworded {
            // What was agreed stays, so nothing else of the plan is looked at.
            let why = try Fault.text(request.why, "why", .line)
            let hints = PlanRules.hints(agreeing: request.role)
            return try move(current, plan, .reword(agreement, why: why), call, &store, hints)
        }
        try Self.mayTake(.agree(agreement), plan, today)
        // What was sound in review may not be any more: an edition that it refers to changed.
        let findings = PlanExamples.forReview(
            PlanRules.check(plan, try context(plan, today, call, store.database)),
            plan
        )
        let hints = PlanRules.hints(agreeing: request.role)
        return try move(current, plan, .agree(agreement), call, &store, findings + hints)
    }

    /// Begins with an agreed plan.
    package func beginPlan(
        _ request: BeginPlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> PlanStepResponse {
        let current = try present(request.code, request.baseRevision, call, store.database)
        return try move(current, try current.domain(), .begin, call, &store)
    }

    /// Ends a live plan.
    package func closePlan(
        _ request: ClosePlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> PlanStepResponse {
        let current = try present(request.code, request.baseRevision, call, store.database)
        let plan = try current.domain()
        let carried = try PlansInForce.carried(from: current, in: store.database)
        let findings = PlanRules.checkEnd(plan, carried: carried)
        return try move(current, plan, .close, call, &store, findings)
    }

    /// Makes a plan a draft again; that it was agreed stays known.
    package func giveBackPlan(
        _ request: GiveBackPlanRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> PlanStepResponse {
        let reason = try Fault.text(
            request.reason,
            "reason",
            .line,
            isRequired: true,
            about: "the reason"
        )
        let current = try present(request.code, request.baseRevision, call, store.database)
        return try move(current, try current.domain(), .giveBack(reason: reason), call, &store)
    }

    /// The plan as the caller saw it.
    func present(
        _ code: String,
        _ base: UInt64,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> WorkforcePlan {
        try requirePlans(call)
        let current = try PlanRecords.require(code, in: store)
        guard base == current.revision else { throw Fault.stale(current.revision) }
        return current
    }

    /// Refuses a step that the plan's state does not allow, before anything else is said of it.
    static func mayTake(_ step: PlanState.Step, _ plan: Plan, _ today: Day) throws(Fault) {
        _ = try allowed { () throws(DomainError) in try plan.state.after(step, today: today) }
    }

    /// What a step makes: a plan's state stands against it, or what was sent is not right.
    private static func allowed<Made>(
        _ body: () throws(DomainError) -> Made
    ) throws(Fault) -> Made {
        do throws(DomainError) {
            return try body()
        } catch {
            let isState = error.reason == .planState
            throw Fault(error, status: isState ? .failedPrecondition : .invalidArgument)
        }
    }

    private func move(
        _ current: WorkforcePlan,
        _ plan: Plan,
        _ step: PlanState.Step,
        _ call: CallContext,
        _ store: inout WriteContext,
        _ findings: [PlanFinding] = []
    ) throws(Fault) -> PlanStepResponse {
        let today = try call.today()
        let moved = try Self.allowed { () throws(DomainError) in
            var moved = plan
            try moved.take(step, today: today)
            return moved
        }
        var response = PlanStepResponse()
        var room = AnswerRoom()
        (response.findings, response.findingsLeftOut) = room.take(findings)
        guard findings.allSatisfy({ $0.severity < .error }) else { return response }
        var kept = current
        let principal = call.caller?.principal.description ?? ""
        kept.take(moved, by: principal)
        if case .reword(_, let why) = step { kept.reword(moved, why, by: principal) }
        let saved = try PlanRecords.save(kept, basedOn: current.revision, by: call, in: &store)
        response.saved = saved.saved
        response.before = room.taken(shown(current, call).head)
        response.after = room.taken(shown(saved.plan, call).head)
        return response
    }
}

extension AnswerRoom {
    /// Takes a message if it fits whole.
    fileprivate mutating func taken<Message: WireMessage>(_ message: Message) -> Message? {
        let (taken, _) = take([message])
        return taken.first
    }
}

extension WorkforcePlan {
    /// Takes over an agreement that was worded anew, in the place of the last one.
    ///
    /// - Parameters:
    ///   - moved: The plan after it.
    ///   - why: Why.
    ///   - principal: Who did it.
    fileprivate mutating func reword(_ moved: Plan, _ why: String, by principal: String) {
        guard let last = moved.agreements.last, !agreements.isEmpty else { return }
        agreements[agreements.count - 1] = PlanAgreement(
            role: last.role,
            day: last.day.iso,
            principalId: principal,
            why: why
        )
    }

    /// Takes over how far a plan is, with the agreement or the return that led there.
    ///
    /// - Parameters:
    ///   - moved: The plan after a step.
    ///   - principal: Who took it.
    fileprivate mutating func take(_ moved: Plan, by principal: String) {
        stage = PlanStage(moved.state.stage)
        (liveSince, closed) = (liveSince, nil)
        switch moved.state {
        case .draft, .inReview, .agreed: liveSince = nil
        case .live(_, let since): liveSince = since.iso
        case .closed(_, let day): closed = day.iso
        }
        if moved.agreements.count > agreements.count, let last = moved.agreements.last {
            agreements.append(
                PlanAgreement(role: last.role, day: last.day.iso, principalId: principal)
            )
        }
        if moved.returns.count > returns.count, let last = moved.returns.last {
            returns.append(
                HubWire.PlanReturn(
                    day: last.day.iso,
                    reason: last.reason,
                    from: PlanStage(last.from)
                )
            )
        }
    }
}
