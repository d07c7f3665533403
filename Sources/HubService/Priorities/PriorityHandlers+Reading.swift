import HubCrypto
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
        let page = try Page(request.cursor, request.pageSize, scope, cursors)
        let view = page.view(scope.view)
        let found = try stored { () throws(StoreError) in
            // One more than the page: whether another follows.
            try TenantTables.assessments.page(
                after: page.after,
                limit: page.size + 1,
                view,
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
            response.nextCursor = try page.next(after: last.window, store)
        }
        return response
    }

    /// Reads the council's self-assessment in a window.
    package func getAssessment(
        _ request: GetAssessmentRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetAssessmentResponse {
        guard let found = try AssessmentRecords.find(request.window, scope.view, in: store) else {
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
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        let id = try recordID(frame, store)
        let page = try Page(request.cursor, request.pageSize, scope, cursors)
        let rows = try stored { () throws(StoreError) in
            try store.wholeHistory(of: id)
        }
        let entries = try History(frame).entries(rows)
        let newest = Array(entries.reversed())
        let begin = min(Int(page.after) ?? 0, newest.count)
        let end = min(begin + page.size, newest.count)
        var response = GetHistoryResponse(entries: Array(newest[begin..<end]))
        if end < newest.count { response.nextCursor = try page.next(after: "\(end)", store) }
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
                throw .invalid("\(path).edition", "unknown", "an edition that the region holds")
            }
            guard edition.items.contains(where: { $0.code.utf8.elementsEqual(link.item.utf8) })
            else {
                throw .invalid("\(path).item", "unknown", "an item of \(edition.id)")
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

/// One page of a list: where it begins, and at which revision all its pages are read.
struct Page {
    private static let rowsMax = 100

    /// The key of the last row of the page before; empty for the first page.
    let after: String
    /// The most rows of this page.
    let size: Int
    private let revision: Int64?
    private let scope: ReadScope
    private let seal: CursorSeal

    /// The page that a request asks for.
    init(
        _ cursor: String,
        _ size: UInt32,
        _ scope: ReadScope,
        _ seal: CursorSeal
    ) throws(Fault) {
        self.scope = scope
        self.seal = seal
        self.size = size == 0 ? Page.rowsMax : min(Int(size), Page.rowsMax)
        guard !cursor.isEmpty else {
            after = ""
            revision = nil
            return
        }
        guard let bytes = Hexadecimal.bytes(cursor.utf8) else { throw Fault(.pageMarkerNotValid) }
        let list = Page.list(scope)
        let opened = try stored { () throws(StoreError) in try seal.open(bytes, for: list) }
        after = String(decoding: opened.position, as: UTF8.self)
        revision = opened.revision
    }

    /// The state that every page of the list shows.
    func view(_ asked: RecordView) -> RecordView {
        revision.map { .asOf(revision: $0) } ?? asked
    }

    /// The cursor of the next page.
    func next(after key: String, _ store: borrowing Database) throws(Fault) -> String {
        let list = Page.list(scope)
        let sealed = try stored { () throws(StoreError) in
            let now = try store.readRevision()
            let revision = self.revision ?? now
            return try seal.seal(Cursor(revision: revision, position: Array(key.utf8)), for: list)
        }
        return Hexadecimal.text(sealed.span)
    }

    private static func list(_ scope: ReadScope) -> CursorScope {
        let call = scope.call
        let asOf = "\(scope.view.bound)"
        return CursorScope(
            file: scope.file,
            principal: call.caller?.principal.bytes ?? [],
            method: "\(call.method.name)",
            filterDigest: SHA256.digest(of: Array(asOf.utf8)).bytes
        )
    }
}
