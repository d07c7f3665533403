import HubDomain
package import HubStore
import HubText
package import HubWire

// From a checked return to an agreed one.
extension WresHandlers {
    /// Hands a checked return in, and releases its protected counts to the region.
    package func handInReturn(
        _ request: HandInReturnRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> HandInReturnResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        let current = try current(place, request.baseRevision, store.database)
        let today = try call.today()
        let next = try Fault.step(.handIn, from: current.stage, current.end, today)
        let entry = current.domain(place.cycle)
        let checked = WresRules.check(entry, place.cycle, today: today).map {
            $0.error.finding(severity: $0.severity)
        }
        let findings = checked + elsewhere(entry.unit.councils, call)
        var response = HandInReturnResponse()
        let isSound = findings.allSatisfy { $0.severity < .error }
        // What was found speaks of counts: while it is not handed in they are the author's alone.
        if call.isDryRun || !isSound, !call.isAuthor(of: current) {
            response.findingsLeftOut = UInt32(clamping: findings.count)
        } else {
            var room = AnswerRoom()
            (response.findings, response.findingsLeftOut) = room.take(findings)
        }
        guard isSound else { return response }
        try ReturnRecords.requireOwnCouncils(entry, place, in: store.database)
        var moved = current
        moved.state = ReturnState(next)
        moved.handedIn = today.iso
        let saved = try keep(moved, place, call, &store)
        response.saved = saved
        response.before = current.summary(isReadable: call.mayRead(current))
        response.after = after(moved, saved, call)
        return response
    }

    /// Records that the council's leadership agreed.
    package func agreeReturn(
        _ request: AgreeReturnRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> AgreeReturnResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        guard let agreement = request.agreement else {
            throw .invalid(
                "agreement",
                "required",
                "the role that agreed, and the day",
                about: "the agreement"
            )
        }
        let current = try current(place, request.baseRevision, store.database)
        let isReworded = !request.why.isEmpty
        // Worded anew, it is of the same day where no other is given.
        let isKept = isReworded && agreement.day.isEmpty
        let day = try Fault.day(
            isKept ? current.agreement?.day ?? "" : agreement.day,
            "agreement.day",
            about: "the day of the agreement"
        )
        let next = try Fault.step(
            isReworded
                ? .reword(role: agreement.role, on: day, why: request.why)
                : .agree(role: agreement.role, on: day),
            from: current.stage,
            current.end,
            // A day that is kept was taken before: only a name may go.
            corrected: isKept ? nil : current.correctedDay,
            try call.today()
        )
        var moved = current
        moved.state = ReturnState(next)
        moved.agreement = Agreement(
            role: try Fault.impersonal(agreement.role, "agreement.role", .line, .wresPerson),
            day: day.iso
        )
        let saved = try keep(moved, place, call, &store)
        if isReworded {
            let why = try Fault.impersonal(request.why, "why", .line, .wresPerson)
            try ReturnRecords.note(ChangeNote(why: why), place, in: &store)
        }
        return AgreeReturnResponse(
            saved: saved,
            before: current.summary(isReadable: call.mayRead(current)),
            after: after(moved, saved, call)
        )
    }

    /// Records on which day the council sent its return to Skills for Care.
    package func markReturnSent(
        _ request: MarkReturnSentRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> MarkReturnSentResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        let day = try Fault.day(request.day, "day", about: "the day")
        let current = try current(place, request.baseRevision, store.database)
        _ = try Fault.step(.markSent(on: day), from: current.stage, current.end, try call.today())
        var moved = current
        moved.sent = day.iso
        let saved = try keep(moved, place, call, &store)
        return MarkReturnSentResponse(
            saved: saved,
            before: current.summary(isReadable: call.mayRead(current)),
            after: after(moved, saved, call)
        )
    }

    /// Takes back what a return released.
    package func withdrawRelease(
        _ request: WithdrawReleaseRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawReleaseResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        let current = try current(place, request.baseRevision, store.database)
        let today = try call.today()
        _ = try Fault.step(
            .withdraw(why: request.why, isWithdrawn: current.withdrawn != nil),
            from: current.stage,
            current.end,
            today
        )
        var moved = current
        moved.withdrawn = today.iso
        let saved = try keep(moved, place, call, &store)
        let why = try Fault.impersonal(request.why, "why", .line, .wresPerson)
        try ReturnRecords.note(ChangeNote(why: why), place, in: &store)
        return WithdrawReleaseResponse(
            saved: saved,
            before: current.summary(isReadable: call.mayRead(current)),
            after: after(moved, saved, call)
        )
    }

    /// Releases a return again that was taken back.
    package func restoreRelease(
        _ request: RestoreReleaseRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RestoreReleaseResponse {
        let place = try ReturnPlace(request.cycle, request.unit, of: library)
        let current = try current(place, request.baseRevision, store.database)
        _ = try Fault.step(
            .restore(isWithdrawn: current.withdrawn != nil),
            from: current.stage,
            current.end,
            try call.today()
        )
        var moved = current
        moved.withdrawn = nil
        let saved = try keep(moved, place, call, &store)
        return RestoreReleaseResponse(
            saved: saved,
            before: current.summary(isReadable: call.mayRead(current)),
            after: after(moved, saved, call)
        )
    }

    /// The return as the caller saw it.
    func current(
        _ place: ReturnPlace,
        _ base: UInt64,
        _ store: borrowing Database
    ) throws(Fault) -> CouncilReturn {
        guard let current = try ReturnRecords.find(place, in: store) else { throw .noReturn }
        try ReturnRecords.requireBase(base, current)
        return current
    }

    /// Saves what a step made, and tells the region what it may know.
    func keep(
        _ moved: CouncilReturn,
        _ place: ReturnPlace,
        _ call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        let saved = try ReturnRecords.save(moved, place, in: &store)
        try ReleaseRecords.release(moved, place, by: call, in: &store)
        return saved
    }

    func after(
        _ moved: CouncilReturn,
        _ saved: Saved,
        _ call: CallContext
    ) -> ReturnSummary {
        var summary = moved.summary(isReadable: call.mayRead(moved))
        summary.revision = saved.revision
        return summary
    }
}
