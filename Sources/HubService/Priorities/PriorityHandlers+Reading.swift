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
            try TenantTables.assessments.list(after: after, page.view, in: store)
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

    /// Lists the council's own themes.
    package func listLocalThemes(
        _ request: ListLocalThemesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListLocalThemesResponse {
        let found = try list(LocalTheme.self, TenantTables.localThemes, scope, store)
        return ListLocalThemesResponse(
            themes: found.map { theme, revision in
                var theme = theme
                theme.revision = revision
                return theme
            }
        )
    }

    /// Saves one of the council's own themes.
    package func saveLocalTheme(
        _ request: SaveLocalThemeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveLocalThemeResponse {
        guard var theme = request.theme else {
            throw .invalid("theme", "required", "the theme to save")
        }
        theme.code = try Fault.code(theme.code, "theme.code")
        theme.name = try Fault.text(theme.name, "theme.name", isRequired: true)
        theme.descriptionValue = try Fault.text(theme.descriptionValue, "theme.description", .prose)
        let snapshot = region.snapshot
        for (place, link) in theme.links.enumerated() {
            let path = "theme.links[\(place)]"
            guard let edition = snapshot.edition(link.edition) else {
                throw .unknown(
                    "\(path).edition",
                    about: "link \(place + 1)",
                    link.edition,
                    in: "the region",
                    "edition",
                    there: snapshot.editions.map(\.id)
                )
            }
            guard edition.items.contains(where: { $0.code.utf8.elementsEqual(link.item.utf8) })
            else {
                throw .unknown(
                    "\(path).item",
                    about: "link \(place + 1)",
                    link.item,
                    in: edition.id,
                    "item",
                    there: edition.items.map(\.code)
                )
            }
        }
        theme.revision = 0
        return SaveLocalThemeResponse(
            saved: try save(
                theme.code,
                theme,
                TenantTables.localThemes,
                request.baseRevision,
                &store
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
