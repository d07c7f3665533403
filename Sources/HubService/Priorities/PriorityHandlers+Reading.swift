import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// What a council reads of its own.
extension PriorityHandlers {
    /// Lists the council's self-assessments.
    package func listAssessments(
        _ request: ListAssessmentsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListAssessmentsResponse {
        let page = try Page(request, scope, store, cursors)
        let after = String(decoding: page.after ?? [], as: UTF8.self)
        let found = try stored { () throws(StoreError) in
            // One more than the page: whether another follows.
            try TenantTables.assessments.page(
                after: after,
                limit: page.size + 1,
                page.view,
                in: store
            )
        }
        var response = ListAssessmentsResponse()
        for record in found.prefix(page.size) {
            var assessment = try Fault.decoded(HubWire.Assessment.self, record.body)
            assessment.priorities = []
            assessment.revision = record.revision
            response.assessments.append(assessment)
        }
        if found.count > page.size, let last = response.assessments.last {
            response.nextCursor = try page.next(after: Array(last.window.utf8))
        }
        return response
    }

    /// Reads the council's self-assessment in a window.
    package func getAssessment(
        _ request: GetAssessmentRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetAssessmentResponse {
        let frame = try DefaultWindow.frame(request.window, in: region.snapshot, scope, store)
        guard let found = try AssessmentRecords.find(frame.window.id, scope.view, in: store) else {
            throw .noAssessment
        }
        return GetAssessmentResponse(assessment: found)
    }

    /// Tells how a self-assessment became what it is, newest change first.
    package func getHistory(
        _ request: GetHistoryRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetHistoryResponse {
        let frame = try DefaultWindow.frame(request.window, in: region.snapshot, scope, store)
        let id = try recordID(frame, store)
        // A cursor belongs to the window's history, however the window was named.
        var list = request
        list.window = frame.window.id
        let page = try Page(list, scope, store, cursors)
        let history = History(frame, of: scope.call.caller?.tenant, registry())
        let (entries, last) = try history.page(of: id, page, store)
        var response = GetHistoryResponse(entries: entries)
        if let last { response.nextCursor = try page.next(after: last.cursorBytes) }
        return response
    }

    /// Compares two states, of one window or of two.
    package func compareAssessments(
        _ request: CompareAssessmentsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> CompareAssessmentsResponse {
        let before = try state(request.before, "before", store)
        let after = try state(request.after, "after", store)
        let comparison = AssessmentComparison(
            from: before.assessment,
            before.frame.domainEdition,
            to: after.assessment,
            after.frame.domainEdition
        )
        return CompareAssessmentsResponse(
            differences: HubWire.Difference.all(
                comparison,
                before.frame.domainScale,
                after.frame.domainScale
            )
        )
    }

    private func state(
        _ reference: AssessmentReference?,
        _ path: String,
        _ store: borrowing Database
    ) throws(Fault) -> (frame: AssessmentFrame, assessment: HubDomain.Assessment) {
        guard let reference else {
            throw .invalid(path, "required", "a window, and a revision for an earlier state")
        }
        let frame = try AssessmentFrame(reference.window, in: region.snapshot)
        var view = RecordView.current
        if reference.revision > 0 {
            guard let revision = Int64(exactly: reference.revision) else {
                throw Fault(.aheadOfNow)
            }
            let last = try stored { () throws(StoreError) in try store.readRevision() }
            guard revision <= last else {
                throw Fault(.aheadOfNow, "the last revision is \(last)")
            }
            view = .asOf(revision: revision)
        }
        guard let found = try AssessmentRecords.find(frame.window.id, view, in: store) else {
            throw .noAssessment
        }
        return (frame, frame.domain(found))
    }
}
