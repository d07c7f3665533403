import HubCrypto
import HubDomain
import HubReport
package import HubStore
import HubSystem
import HubText
package import HubWire

// Who has started, what is due, and the page for the director.
extension PriorityHandlers {
    /// Entries of "what changed" in an overview.
    private static let changesMax = 5
    /// How far back they are looked for: other services change the same file.
    private static let revisionsMax = 50

    /// Tells the region lead who has started, handed in and agreed; never what was written.
    package func getStatusBoard(
        _ request: GetStatusBoardRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetStatusBoardResponse {
        let today = try scope.call.today()
        let window = try DefaultWindow.board(request.window, in: region.snapshot, today)
        let found = try list(
            AssessmentStatusRecord.self,
            RegionTables.status,
            scope,
            store,
            under: window.id
        )
        var known: [UniqueID: AssessmentStatusRecord] = [:]
        for (status, _) in found {
            if let tenant = UniqueID(status.tenantId) { known[tenant] = status }
        }
        var response = GetStatusBoardResponse(window: window)
        for (id, tenant) in registry().tenants where tenant.kind == .council {
            var council = CouncilStatus(code: tenant.code, name: tenant.name, state: .notStarted)
            if let status = known[id] {
                council.state = status.state
                council.started = status.started
                council.handedIn = status.handedIn
                council.agreed = status.agreed
            }
            response.councils.append(council)
        }
        response.councils.sort { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        return response
    }

    /// Tells what is due, what changed, and how to go on.
    package func getOverview(
        _ request: GetOverviewRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetOverviewResponse {
        let today = try scope.call.today()
        let snapshot = region.snapshot
        var found: [WindowDue] = []
        var hasRecord = false
        for window in snapshot.windows {
            let frame = try AssessmentFrame(window.id, in: snapshot)
            let stored = try AssessmentRecords.find(window.id, in: store)
            hasRecord = hasRecord || stored != nil
            found.append(WindowDue(frame, stored, today: today))
        }
        found.sort { $0.precedes($1) }
        let may: (Method) -> Bool = { scope.call.caller?.mayCall($0) ?? false }
        var response = GetOverviewResponse(due: found.map { $0.item(may) })
        response.changed = try changes(scope.call.caller, store)
        var steps = found.filter { $0.phase == .open }.flatMap { $0.steps(may) }
        if steps.isEmpty {
            if hasRecord { steps = ["whub report priorities", "whub priorities history"] }
            steps.append("whub priorities frameworks")
        }
        response.nextSteps = Array(steps.prefix(3))
        return response
    }

    /// Writes the self-assessment as one page: Markdown, or for a browser.
    package func getReport(
        _ request: GetReportRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetReportResponse {
        let frame = try DefaultWindow.frame(request.window, in: region.snapshot, scope, store)
        guard let found = try AssessmentRecords.find(frame.window.id, scope.view, in: store) else {
            throw .noAssessment
        }
        let tenant = scope.call.caller.flatMap { registry().tenants[$0.tenant] }
        let earlier = try ReportEarlier.find(
            before: frame,
            found,
            in: region.snapshot,
            scope.view,
            store
        )
        let isPage = request.form == .page
        // A page leaves the hub with its mark, whichever council of an example hub it is of.
        let isExampleHub = isPage && registry().hub?.kind == .example
        let report = AssessmentReport(
            frame: frame,
            stored: found,
            councilName: tenant?.name ?? "",
            isExample: isExampleHub || tenant?.isExample ?? false,
            today: try scope.call.today(),
            earlier: earlier
        )
        guard isPage else { return GetReportResponse(markdown: report.markdown) }
        let page = report.page
        return GetReportResponse(page: Array(page.html.utf8), isCut: page.isCut)
    }

    /// The newest changes of the tenant's records that the caller may see, for people.
    private func changes(
        _ caller: CallerRecord?,
        _ store: borrowing Database
    ) throws(Fault) -> [String] {
        let rows = try stored { () throws(StoreError) in
            let last = try store.readRevision()
            let first = max(0, last - Int64(Self.revisionsMax))
            var rows: [JournalRow] = []
            for revision in stride(from: last, to: first, by: -1) {
                guard rows.count < Self.changesMax else { break }
                // One row tells of a revision, however many it has.
                let found = try store.changes(
                    after: JournalPosition(revision: revision - 1, ordinal: .max),
                    upTo: revision,
                    limit: 1
                )
                rows += found.filter { Self.isSeen($0, by: caller) }
            }
            return rows
        }
        return rows.map { row in
            let day = LondonTime.day(atMicroseconds: row.time.microseconds)?.words ?? ""
            return "\(day): \(Self.words(row.method)) (revision \(row.position.revision))"
        }
    }

    /// Whether somebody may see what a change was made to: its service, and data of its kind.
    private static func isSeen(_ row: JournalRow, by caller: CallerRecord?) -> Bool {
        guard let caller, let facts = Method(name: row.method)?.facts else { return false }
        return Method.allCases.contains { method in
            let shown = method.facts
            return !shown.isMutating && shown.family == facts.family
                && shown.dataSet == facts.dataSet && caller.mayCall(method)
        }
    }

    /// What was done, for people.
    private static func words(_ method: String) -> String {
        switch Method(name: method) {
        case .priorityServiceSaveAssessment: "a draft was saved"
        case .priorityServiceImportAssessment: "a file was imported"
        case .priorityServiceHandInAssessment: "the self-assessment was handed in"
        case .priorityServiceAgreeAssessment: "the agreement was recorded"
        case .priorityServiceReopenAssessment: "the self-assessment was made a draft again"
        case .priorityServiceSaveLocalTheme: "a theme was saved"
        case let other?: "\(method.split(separator: "/").last ?? ""): \(other.documentation)"
        case nil: method
        }
    }
}
