import HubDomain
package import HubStore
import HubText
package import HubWire

// From a draft to an agreed self-assessment, and back.
extension PriorityHandlers {
    /// Hands the draft in to the region.
    package func handInAssessment(
        _ request: HandInAssessmentRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> HandInAssessmentResponse {
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        let current = try currentAssessment(frame, request.baseRevision, store.database)
        let today = try call.today()
        let assessment = frame.domain(current)
        let state = try Fault.step(.handIn, from: assessment.state, by: .steward, today)
        try Fault.domain(status: .failedPrecondition) { () throws(DomainError) in
            try AssessmentRules.requireOpen(assessment, today: today)
        }
        let pace = store.interruption.pace
        let findings =
            try AssessmentRules.check(assessment, against: frame.domainEdition, pace).findings
            + AssessmentRules.readiness(
                of: assessment,
                against: frame.domainEdition,
                today: today
            )
            + disclosures(assessment, call, pace)
        var response = HandInAssessmentResponse()
        var room = AnswerRoom()
        (response.findings, response.findingsLeftOut) = room.take(findings)
        guard findings.allSatisfy({ $0.severity < .error }) else { return response }
        let moved = try move(current, to: state, frame, call, &store)
        response.saved = moved.saved
        (response.before, response.after) = (moved.before, moved.after)
        return response
    }

    /// Records that the council's leadership agreed.
    package func agreeAssessment(
        _ request: AgreeAssessmentRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> AgreeAssessmentResponse {
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        guard let agreement = request.agreement else {
            throw .invalid(
                "agreement",
                "required",
                "the role that agreed, and the day",
                about: "the agreement"
            )
        }
        let day = try Fault.day(agreement.day, "agreement.day", about: "the day of the agreement")
        let current = try currentAssessment(frame, request.baseRevision, store.database)
        let state = try Fault.step(
            .agree(role: agreement.role, on: day),
            from: current.domainState,
            by: .steward,
            try call.today(),
            opening: frame.opens
        )
        let moved = try move(current, to: state, frame, call, &store)
        return AgreeAssessmentResponse(
            saved: moved.saved,
            before: moved.before,
            after: moved.after
        )
    }

    /// Makes a draft of a self-assessment again.
    package func reopenAssessment(
        _ request: ReopenAssessmentRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ReopenAssessmentResponse {
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        let current = try currentAssessment(frame, request.baseRevision, store.database)
        let why = try Fault.text(
            request.why,
            "why",
            .line,
            isRequired: true,
            about: "the reason"
        )
        let step: HubDomain.AssessmentState.Step =
            current.state == .agreed ? .reopen(reason: why) : .takeBack(reason: why)
        let state = try Fault.step(
            step,
            from: current.domainState,
            by: .steward,
            try call.today()
        )
        let moved = try move(current, to: state, frame, call, &store)
        try AssessmentRecords.note(ChangeNote(why: why), frame.window.id, in: &store)
        return ReopenAssessmentResponse(
            saved: moved.saved,
            before: moved.before,
            after: moved.after
        )
    }

    /// The assessment as the caller saw it.
    private func currentAssessment(
        _ frame: AssessmentFrame,
        _ base: UInt64,
        _ store: borrowing Database
    ) throws(Fault) -> HubWire.Assessment {
        guard let current = try AssessmentRecords.find(frame.window.id, in: store) else {
            throw .noAssessment
        }
        try requireBase(base, current)
        return current
    }

    /// What a step leaves: the record, and its head before and after.
    private typealias Moved = (saved: Saved, before: HubWire.Assessment, after: HubWire.Assessment)

    private func move(
        _ current: HubWire.Assessment,
        to state: HubDomain.AssessmentState,
        _ frame: AssessmentFrame,
        _ call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> Moved {
        var moved = current
        moved.take(state)
        let saved = try AssessmentRecords.save(
            moved,
            frame,
            basedOn: current.revision,
            by: call,
            in: &store
        )
        moved.revision = saved.revision
        return (saved, current.head, moved.head)
    }

    /// The store's id of a window's assessment.
    func recordID(
        _ frame: AssessmentFrame,
        _ store: borrowing Database
    ) throws(Fault) -> OpaqueID {
        let found = try stored { () throws(StoreError) in
            try TenantTables.assessments.find(frame.window.id, in: store)
        }
        guard let found else { throw .noAssessment }
        return found.id
    }
}
